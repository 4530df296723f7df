"""Make the lists of names that scrubbing knows: `given_names.txt` and `family_names.txt` in `src/footpath/voice`.

    python tools/collect_names.py KEPT FAKER NAMES DICTIONARIES

KEPT is the list so far, whose entries stay as they are (they were chosen by hand); FAKER a folder where the package `faker` is installed (MIT: names of
some seventy locales); NAMES the unpacked sdist of `names` (the given names of the United States census of 1990, public domain); DICTIONARIES a
folder of hunspell dictionaries, from which nothing is taken: a name that is also an ordinary word in one of them, or a place, is left out. Those
of KEPT that end with "+" are words, too, and count only before a family name.
"""

import importlib
import pkgutil
import re
import sys
import unicodedata
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src" / "footpath" / "voice"
LANGUAGES = ("en_US", "de_DE", "fr_FR", "es_ES", "pt_BR", "it_IT", "nl_NL", "pl_PL")
NOT_PEOPLE_TEXT = """
    Alabama Alexa Alexis Alpha Amazon America Apple April Ariel Armani Asia Astra August Austin Avis Barbie
    Bela Bella Belo Berlin Berlingo Boa Bosch Boss Boston Bradford Brasil Bristol Brooklyn Cairo Carolina Casa
    Chad Chanel Chelsea Chester China Christian Christmas Cordoba Corsa Cortana Dacia Dakota Dallas December
    Delta Denver Dessa Desse Deutsche Deutschland Devon Dora Dove Durham Easter Ela Ele Elle Elsa Essa Estes Esse
    Europa Fabia February Florence Ford France Francia Friday Geneva Georgia Google Hermes Hertz Holland
    Houston Ihr India Indiana Israel Italia Jackson January Jordan July June Kent Kenya Kona Lancaster Lego
    Lenor Lexus Lima Lincoln London Louisiana Lourdes Luna Madison Maeve March Marina Max May Memphis Mercedes
    Milan Mini Monday Montana Monte Natal Natale Navidad Nederland Nessa Nesse Nestle Nike Nivea Noel Norma
    Nova November Nur Octavia October Omega Orlando Otto Paris Pascal Persil Phoenix Polen Polo Polska
    Portugal Preston Prima Roma Rosario Royce Santiago Santos Saturday Savannah Seat Sehr September Sie Siena
    Siri Sixt Skoda Sofia Soo Star Sunday Superb Swarovski Sydney That Thera Theres This Thursday Tiffany
    Trinidad Tuesday Uma Valencia Valentine Verona Victoria Vienna Villa Virginia Vista Vitoria Washington
    Wednesday Yee York Zara
"""
NOT_PEOPLE = frozenset(NOT_PEOPLE_TEXT.split())  # places, brands, devices and days that are named like somebody


def faker_names(folder: Path, kind: str) -> set[str]:
    sys.path.insert(0, str(folder))
    people = importlib.import_module("faker.providers.person")
    found: set[str] = set()
    for module in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            listed = getattr(provider, attribute)
            if attribute.startswith(kind) and isinstance(listed, (list, tuple, dict)):
                found |= {name for name in listed if isinstance(name, str)}
    return found


def census_names(folder: Path) -> set[str]:
    files = [folder / "names" / f"dist.{sex}.first" for sex in ("female", "male")]
    return {line.split()[0].title() for file in files for line in file.read_text("ascii").splitlines()}


def words(folder: Path) -> set[str]:
    """Ordinary words of the dictionaries; of German also the nouns, which are those that are not marked as names."""
    found: set[str] = set()
    for language in LANGUAGES:
        raw = next(folder.rglob(f"{language}.dic")).read_bytes()
        encoding = re.search(rb"SET\s+(\S+)", next(folder.rglob(f"{language}.aff")).read_bytes())
        for line in raw.decode(encoding.group(1).decode() if encoding else "utf-8", "replace").splitlines()[1:]:
            word, _, flags = line.partition("/")
            noun = language == "de_DE" and word[:1].isupper() and bool(set(flags.strip()) - set("Soz"))
            if word.islower() or noun:
                found.add(word.casefold())
            if word.islower() and language == "de_DE" and "A" in flags:  # bends as an adjective
                found.add(f"{word}/de")
    return found


def is_name(name: str) -> bool:
    latin = all(character in "'’-" or unicodedata.name(character, "").startswith("LATIN") for character in name)
    return latin and 3 <= len(name) <= 20 and name[0].isupper() and " " not in name and not name.isupper()


def is_word(name: str, ordinary: set[str]) -> bool:
    """Whether the dictionaries have it, as it is, as the masculine form that it bends, or as a German adjective ("Beste")."""
    low = name.casefold()
    bent = low.removesuffix("e") if low.endswith("e") else low[:-2] if low.endswith(("er", "en", "es", "em")) else low
    masculine = low.endswith("a") and low[:-1] + "o" in ordinary
    return low in ordinary or masculine or (len(bent) > 2 and f"{bent}/de" in ordinary)


def clear(names: set[str], ordinary: set[str]) -> set[str]:
    """The parts of the names that can be nothing but names."""
    parts = {part for name in names for part in re.split(r"[\s-]", name)}
    return {
        name
        for name in parts
        if is_name(name) and len(name) > 3 and not is_word(name, ordinary) and name not in NOT_PEOPLE
    }


def main(kept: Path, faker: Path, census: Path, dictionaries: Path) -> None:
    by_hand = kept.read_text("utf-8").split()
    known = {name.rstrip("+") for name in by_hand}
    ordinary = words(dictionaries)
    given = clear(faker_names(faker, "first_name") | census_names(census), ordinary) - known
    family = clear(faker_names(faker, "last_name"), ordinary)
    (TARGET / "given_names.txt").write_text("\n".join([*by_hand, *sorted(given)]) + "\n", "utf-8")
    (TARGET / "family_names.txt").write_text("\n".join(sorted(family)) + "\n", "utf-8")
    sys.stdout.write(f"given: {len(by_hand)} kept, {len(given)} more; family: {len(family)}\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))
