"""Where a text names somebody: by words that introduce, greet, sign or speak of a person, and by the names that we know."""

import re
from functools import lru_cache
from importlib import resources

from footpath.voice import scrubbing_cues as cues
from footpath.voice.scrubbing_announced import CUE_WORDS, ENDS, ROUGH, announced_end
from footpath.voice.scrubbing_words import Read, Span, name_run, without_other_words

_LETTERS = re.compile(r"[^\W\d_]+")
_CONTACT = ("[phone]", "[email]", "[iban]", "[card]", "[address]", "[date]")


def people(text: str) -> list[Span]:
    """Which parts of the text name somebody? Spans in order, none overlapping."""
    if not _may_name(text):
        return []
    read = Read.of(text)
    found: list[Span] = []
    at = 0
    while at < len(read.words):
        first = read.words[at][0]
        end = at
        if first.isupper() or read.low[at] in CUE_WORDS:
            start, end = _named(read, at)
            if end > start:
                found.append((read.spans[start][0], read.spans[end - 1][1]))
        at = max(end, at + 1)
    return found


def _may_name(text: str) -> bool:
    """A quick look: whether a cue or a given name stands in it at all."""
    words = set(_LETTERS.findall(text))
    bent = "[" in text or "ę" in text or "ą" in text
    return bent or not words.isdisjoint(_cased_names()) or not ROUGH.isdisjoint(map(str.lower, words))


def _named(read: Read, at: int) -> tuple[int, int]:
    """Words of a name that begins here or is announced here, as positions; empty (equal) when there is none."""
    if read.low[at] in CUE_WORDS and at + 1 < len(read.words):
        end = announced_end(read, at)
        if end > at + 1:
            return at + 1, end
    if not read.words[at][0].isupper():
        return at, at
    end = name_run(read, at)
    if any(low in cues.PLACES_OF_SAINTS for low in read.low[at:end]):  # San José, Saint James
        cut = read.low[end - 1] in cues.PLACES_OF_SAINTS
        return end + cut, end + cut
    return (
        _known_name(read, at, end) or _by_family(read, at, end) or ((at, end) if _personal(read, at, end) else (at, at))
    )


def _known_name(read: Read, at: int, end: int) -> tuple[int, int] | None:
    """From the first given name in the run on; what all know by a person's name (Hugo Boss) is skipped."""
    plain, also_words = given_names()
    place = at
    while place < end:
        known = next((n for n in (3, 2, 1) if " ".join(read.low[place : place + n]) in cues.KNOWN_TO_ALL), 0)
        if known:
            return place + known, place + known
        parts = _bare(read.words[place]).split("-")
        if parts[0] in plain and read.low[place] not in cues.NOT_NAMES and (len(parts) == 1 or parts[0] != parts[-1]):
            return _before_initials(read, at, place), without_other_words(read, place, end)
        if place + 1 < end and parts[0] in also_words and _family_name(read, place + 1):
            return place, without_other_words(read, place, end)
        place += 1
    return None


def _by_family(read: Read, at: int, end: int) -> tuple[int, int] | None:
    """The last two words of the run where the second is a family name and the first may be a given one."""
    for place in range(end - 1, at, -1):
        parts = read.words[place].split("-")
        first = place - 1
        while first > at and read.low[first] in cues.PARTICLES:
            first -= 1
        known = not family_names().isdisjoint(parts) and " ".join(read.low[first : place + 1]) not in cues.KNOWN_TO_ALL
        if known and read.words[first][0].isupper() and read.low[first] not in cues.NOT_NAMES | CUE_WORDS:
            return first, place + 1
    return None


def _before_initials(read: Read, at: int, place: int) -> int:
    while place > at and read.words[place - 1].endswith("."):
        place -= 1
    return place


def _family_name(read: Read, at: int) -> bool:
    return read.low[at] not in cues.NOT_NAMES and not read.words[at].isupper()


def _bare(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("’s")
    if word.endswith(("ę", "ą")):  # Polish cases: Bożenę
        return f"{word[:-1]}a"
    return word.title() if word.isupper() and len(word) > 3 else word


def _personal(read: Read, at: int, end: int) -> bool:
    """Two capitalised words or more that only a person can be, by what follows: a contact, or what people are and do."""
    if end - at < 2 or any(read.low[place] in cues.NOT_NAMES for place in range(at, end)):
        return False
    if end < len(read.words) and read.words[end] in _CONTACT and len(read.gap(end - 1)) <= 4:
        return True
    if end < len(read.words) and read.low[end] in cues.HERE and (at == 0 or read.gap(at - 1).strip()):
        return bool(ENDS.match(read.text, read.spans[end][1]))
    ahead = read.low[end : end + 7]
    sentence = read.text[read.spans[end - 1][1] : read.spans[min(end + 7, len(read.words)) - 1][1]] if ahead else ""
    return bool(cues.PERSONAL & set(ahead)) and not any(sign in sentence for sign in ".!?;\n")


@lru_cache(maxsize=1)
def given_names() -> tuple[frozenset[str], frozenset[str]]:
    """Given names, and those that are ordinary words, too, and count only before a family name."""
    listed = (resources.files("footpath.voice") / "given_names.txt").read_text("utf-8").split()
    return frozenset(n for n in listed if n[-1] != "+"), frozenset(n[:-1] for n in listed if n[-1] == "+")


@lru_cache(maxsize=1)
def family_names() -> frozenset[str]:
    """Family names that are nothing else; they count after another capitalised word."""
    return frozenset((resources.files("footpath.voice") / "family_names.txt").read_text("utf-8").split())


@lru_cache(maxsize=1)
def _cased_names() -> frozenset[str]:
    plain, also_words = given_names()
    return plain | also_words | family_names() | {name.upper() for name in plain}
