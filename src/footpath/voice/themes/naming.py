"""Names of themes: the few words by which the texts of one are told from those of all others.

Words and pairs of words that many parts of a theme share and few parts of other themes have are counted in one language: the
commonest of all texts where enough of the theme's are in it, else its own. A name never holds personal data: only scrubbed words are counted, and only those of several texts.

Source: class-based tf-idf, after M. Grootendorst, "BERTopic" (2022), here with shares of parts in place of counts of words.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from footpath.voice.languages import language
from footpath.voice.scrubbing import scrub

_READ = 150  # parts of each theme that are read for its name
_LEAST_TEXTS = 3
_LEAST_SHARE = 0.06  # of a theme's parts that have a word of its name
_LEAST_USUAL = 0.2  # of a theme's parts in the language that most texts are in, from which it is named in that one
_PHRASE_BONUS = 1.6  # a pair of words says more than either
_MOST_WORDS, _LEAST_WORDS = 3, 2
_MARK = re.compile(r"\[(?:name|email|phone|link|card|iban|number|address|date|ip)\]")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|dell|all|nell|un)['’]", re.IGNORECASE)
_BREAK = ""  # stands where a phrase cannot go on


@dataclass(frozen=True)
class Named:
    """What a theme is called, and the language of most of its parts (empty when unknown).

    Attributes:
        tells: whether that is words of its own, and not the number of its place.
    """

    name: str
    language: str
    tells: bool = True


def name_themes(parts: Sequence[Sequence[str]]) -> list[Named]:
    """A name of two to four words for each group of parts of texts, no two alike.

    A theme without a word of its own is called by the number of its place.

    Examples:
        >>> late = ["the parcel came late", "late parcel again", "my parcel is late"]
        >>> price = ["so high price", "a high price", "what a high price"]
        >>> [named.name for named in name_themes([late, price])]
        ['Late, parcel', 'High price']
    """
    read = [_spread(group) for group in parts]
    spoken = [language(group) for group in read]
    usual = _usual([code for codes in spoken for code in codes])
    chosen = [_read_in(codes, usual) for codes in spoken]
    counted = [
        _shares([part for part, code in zip(group, codes, strict=True) if code in (own, "")] if own else group)
        for group, codes, own in zip(read, spoken, chosen, strict=True)
    ]
    names: list[Named] = []
    taken: set[str] = set()
    for place, shares in enumerate(counted):
        kin = [other for at, other in enumerate(counted) if at != place]
        own = _free(_ranked(shares, kin), taken)
        name = own or f"Theme {place + 1}"
        taken.add(name.casefold())
        names.append(Named(name, chosen[place], bool(own)))
    return names


def _spread(group: Sequence[str]) -> list[str]:
    """Some of the parts from everywhere in the group, without personal data."""
    spread = np.linspace(0, len(group) - 1, min(len(group), _READ)).astype(int)
    places: list[int] = np.unique(spread).tolist()
    return [_MARK.sub(" | ", scrub(group[place])) for place in places]


def _usual(codes: Sequence[str]) -> str:
    """The commonest language, empty where none is known."""
    found = Counter(code for code in codes if code)
    return max(sorted(found), key=lambda code: found[code]) if found else ""


def _read_in(codes: Sequence[str], usual: str) -> str:
    """The language that a theme is named in: the one that most texts are in, where enough of the theme's are, else its own."""
    return usual if codes.count(usual) >= max(_LEAST_USUAL * len(codes), _LEAST_TEXTS) else _usual(codes)


@cache
def stop_words() -> frozenset[str]:
    lines = (resources.files("footpath.voice.themes") / "stop_words.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split()[1:])


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, an empty one where a phrase breaks off.

    Scripts without spaces are cut into pairs of signs.

    Examples:
        >>> words_of("L'été: no 2 parcels, late!")
        ['été', '', 'no', '', 'parcels', '', 'late']
    """
    words: list[str] = []
    end = 0
    for found in _TOKEN.finditer(text):
        if words and text[end : found.start()].strip():
            words.append(_BREAK)
        word, end = _ELIDED.sub("", found.group().casefold()), found.end()
        words += [word[at : at + 2] for at in range(max(len(word) - 1, 1))] if _WIDE.search(word) else [word]
    return words


def telling_words(text: str) -> int:
    """How many words of a text are more than grammar.

    Examples:
        >>> telling_words("it was the lamp")
        1
    """
    stop = stop_words()
    return sum(len(word) > 1 and word not in stop for word in words_of(text))


def _shares(group: Sequence[str]) -> dict[str, float]:
    """Of the parts, the share that has each word or pair of words."""
    counts: Counter[str] = Counter()
    for part in group:
        counts.update(_terms(part))
    least = min(_LEAST_TEXTS, len(set(group)))
    return {term: count / len(group) for term, count in counts.items() if count >= least}


def _terms(part: str) -> set[str]:
    words = words_of(part)
    stop = stop_words()
    tells = [len(word) > 1 and word not in stop for word in words]
    single = {word for word, says in zip(words, tells, strict=True) if says}
    pairs = {
        f"{first} {second}"
        for (first, one), (second, two) in zip(
            zip(words, tells, strict=True), zip(words[1:], tells[1:], strict=False), strict=False
        )
        if one and two and first != second
    }
    return single | pairs


def _ranked(shares: dict[str, float], others: Sequence[dict[str, float]]) -> list[str]:
    """Terms by how well they tell this theme from the others, best first."""
    scored = []
    for term, share in shares.items():
        if share >= _LEAST_SHARE:
            elsewhere = sum(other.get(term, 0.0) for other in others)
            tells = share * np.log(1 + (1 + len(others)) * share / (share + elsewhere))
            scored.append((float(tells) * (_PHRASE_BONUS if " " in term else 1.0), term))
    return [term for _, term in sorted(scored, key=lambda pair: (-pair[0], pair[1]))]


def _free(ranked: Sequence[str], taken: set[str]) -> str:
    """The best terms as one name that is not taken, or nothing."""
    if not ranked:
        return ""
    for most in range(_LEAST_WORDS, _MOST_WORDS + 2):
        name = _joined(ranked, most)
        if name.casefold() not in taken:
            return name
    return next((free for number in range(2, 1000) if (free := f"{name} {number}").casefold() not in taken), "")


def _joined(ranked: Sequence[str], most: int) -> str:
    """Terms from the best on that share no word, until there are enough words."""
    chosen: list[str] = []
    words: list[str] = []
    for term in ranked:
        own = term.split()
        if len(words) + len(own) <= most and not any(_kin(word, other) for word in own for other in words):
            chosen.append(term)
            words += own
        if len(words) >= most:
            break
    name = ", ".join(chosen)
    return name[:1].upper() + name[1:]


def _kin(word: str, other: str) -> bool:
    """Forms of one word, as far as their beginnings tell."""
    short = min(len(word), len(other))
    return word == other or (short >= 4 and word[: max(short - 1, 4)] == other[: max(short - 1, 4)])
