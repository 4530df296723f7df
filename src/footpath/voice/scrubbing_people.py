"""Where a text names somebody: by words that introduce, greet, sign or speak of a person, and by the given names that we know."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from footpath.voice import scrubbing_cues as cues

_WORD = re.compile(r"\[\w+\]|[^\W\d_]\.(?=\s?[^\W\d_])|[^\W\d_](?:[\w'’-]*\w)?")
_LETTERS = re.compile(r"[^\W\d_]+")
_SPACE = re.compile(r"[ \t\xa0]{1,3}")
_AFTER_CUE = re.compile(r"\.?[ \t\xa0]{0,3}[,:]?[ \t\xa0]{0,3}")
_AFTER_SIGNATURE = re.compile(r"[,.!:]?\s{1,4}")
_ENDS = re.compile(r"\s*(?:[,!.:;?\n–-]|$)")
_ENDS_TEXT = re.compile(r"[.!]?[ \t]*(?:\n|$)")
_MOST_NAMES = 4
_LONGEST_NAME = 30
_CONTACT = ("[phone]", "[email]", "[iban]", "[card]", "[address]", "[date]")

Span = tuple[int, int]


@dataclass(frozen=True)
class _Read:
    """A text as its words, with what stands between them."""

    text: str
    spans: list[Span]
    words: list[str]
    low: list[str]

    def gap(self, at: int) -> str:
        """What stands between a word and the next one."""
        return self.text[self.spans[at][1] : self.spans[at + 1][0]]


@lru_cache(maxsize=1)
def given_names() -> tuple[frozenset[str], frozenset[str]]:
    """Given names, and those that are ordinary words, too, and count only before a family name."""
    listed = (resources.files("footpath.voice") / "given_names.txt").read_text("utf-8").split()
    return frozenset(n for n in listed if n[-1] != "+"), frozenset(n[:-1] for n in listed if n[-1] == "+")


def people(text: str) -> list[Span]:
    """Which parts of the text name somebody? Spans in order, none overlapping."""
    if not _may_name(text):
        return []
    spans = [found.span() for found in _WORD.finditer(text)]
    words = [text[start:end] for start, end in spans]
    read = _Read(text, spans, words, [word.lower() for word in words])
    found: list[Span] = []
    at = 0
    while at < len(words):
        first = words[at][0]
        end = at
        if first.isupper() or read.low[at] in _CUE_WORDS:
            start, end = _named(read, at)
            if end > start:
                found.append((spans[start][0], spans[end - 1][1]))
        at = max(end, at + 1)
    return found


def _may_name(text: str) -> bool:
    """A quick look: whether a cue or a given name stands in it at all."""
    words = set(_LETTERS.findall(text))
    bent = "[" in text or "ę" in text or "ą" in text
    return bent or not words.isdisjoint(_cased_names()) or not _ROUGH.isdisjoint(map(str.lower, words))


@lru_cache(maxsize=1)
def family_names() -> frozenset[str]:
    """Family names that are nothing else; they count after another capitalised word."""
    return frozenset((resources.files("footpath.voice") / "family_names.txt").read_text("utf-8").split())


@lru_cache(maxsize=1)
def _cased_names() -> frozenset[str]:
    plain, also_words = given_names()
    return plain | also_words | family_names() | {name.upper() for name in plain}


def _named(read: _Read, at: int) -> tuple[int, int]:
    """Words of a name that begins here or is announced here, as positions; empty (equal) when there is none."""
    if read.low[at] in _CUE_WORDS and at + 1 < len(read.words):
        end = _after_cue(read, at)
        if end > at + 1:
            return at + 1, end
    if not read.words[at][0].isupper():
        return at, at
    end = _run(read, at)
    if any(low in cues.PLACES_OF_SAINTS for low in read.low[at:end]):  # San José, Saint James
        cut = read.low[end - 1] in cues.PLACES_OF_SAINTS
        return end + cut, end + cut
    return (
        _known_name(read, at, end) or _by_family(read, at, end) or ((at, end) if _personal(read, at, end) else (at, at))
    )


def _run(read: _Read, at: int, *, particles_first: bool = False) -> int:
    """The position after the name that begins here: capitalised words, with particles between them."""
    end, names = at, 0
    if particles_first:
        while end < len(read.words) and read.low[end] in cues.PARTICLES and end - at < 2:
            end += 1
    while end < len(read.words) and names < _MOST_NAMES and _is_name_like(read.words[end]):
        names += 1
        end += 1
        if end < len(read.words) and not _joined(read, end - 1):
            break
        ahead = end
        while (
            ahead < len(read.words)
            and ahead - end < 2
            and read.words[ahead] in cues.PARTICLES
            and _joined(read, ahead - 1)
        ):
            ahead += 1
        if ahead > end and ahead < len(read.words) and _is_name_like(read.words[ahead]) and _joined(read, ahead - 1):
            end = ahead
    return end if names else at


def _joined(read: _Read, at: int) -> bool:
    return _SPACE.fullmatch(read.gap(at)) is not None or (read.words[at].endswith(".") and read.gap(at) == "")


def _is_name_like(word: str) -> bool:
    return word[0].isupper() and len(word) <= _LONGEST_NAME and (len(word) > 1 or word.endswith("."))


def _known_name(read: _Read, at: int, end: int) -> tuple[int, int] | None:
    """From the first given name in the run on; what all know by a person's name (Hugo Boss) is skipped."""
    plain, also_words = given_names()
    place = at
    while place < end:
        known = next((n for n in (3, 2, 1) if " ".join(read.low[place : place + n]) in cues.KNOWN_TO_ALL), 0)
        if known:
            return place + known, place + known
        parts = _bare(read.words[place]).split("-")
        if parts[0] in plain and read.low[place] not in cues.NOT_NAMES and (len(parts) == 1 or parts[0] != parts[-1]):
            return _before_initials(read, at, place), _without_other_words(read, place, end)
        if place + 1 < end and parts[0] in also_words and _family_name(read, place + 1):
            return place, _without_other_words(read, place, end)
        place += 1
    return None


def _by_family(read: _Read, at: int, end: int) -> tuple[int, int] | None:
    """The last two words of the run where the second is a family name and the first may be a given one."""
    for place in range(end - 1, at, -1):
        parts = read.words[place].split("-")
        first = place - 1
        while first > at and read.low[first] in cues.PARTICLES:
            first -= 1
        known = not family_names().isdisjoint(parts) and " ".join(read.low[first : place + 1]) not in cues.KNOWN_TO_ALL
        if known and read.words[first][0].isupper() and read.low[first] not in cues.NOT_NAMES | _CUE_WORDS:
            return first, place + 1
    return None


def _before_initials(read: _Read, at: int, place: int) -> int:
    while place > at and read.words[place - 1].endswith("."):
        place -= 1
    return place


def _family_name(read: _Read, at: int) -> bool:
    return read.low[at] not in cues.NOT_NAMES and not read.words[at].isupper()


def _without_other_words(read: _Read, start: int, end: int) -> int:
    """The run up to the first word that is nobody's name: "Kevin Support", "Uwe Bitte"."""
    for place in range(start + 1, end):
        particle = read.low[place] in cues.PARTICLES and place + 1 < end
        if read.low[place] in cues.NOT_NAMES and not particle:
            return place
    return end


def _bare(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("’s")
    if word.endswith(("ę", "ą")):  # Polish cases: Bożenę
        return f"{word[:-1]}a"
    return word.title() if word.isupper() and len(word) > 3 else word


def _personal(read: _Read, at: int, end: int) -> bool:
    """Two capitalised words or more that only a person can be, by what follows: a contact, or what people are and do."""
    if end - at < 2 or any(read.low[place] in cues.NOT_NAMES for place in range(at, end)):
        return False
    if end < len(read.words) and read.words[end] in _CONTACT and len(read.gap(end - 1)) <= 4:
        return True
    if end < len(read.words) and read.low[end] in cues.HERE and (at == 0 or read.gap(at - 1).strip()):
        return bool(_ENDS.match(read.text, read.spans[end][1]))
    ahead = read.low[end : end + 7]
    sentence = read.text[read.spans[end - 1][1] : read.spans[min(end + 7, len(read.words)) - 1][1]] if ahead else ""
    return bool(_PERSONAL & set(ahead)) and not any(sign in sentence for sign in ".!?;\n")


def _after_cue(read: _Read, at: int) -> int:
    """The position after the name that this word announces; this word's own next one when it announces none."""
    low, gap, after = read.low[at], read.gap(at), at + 1
    before = read.low[max(0, at - 3) : at]
    if read.words[after].startswith("["):
        return after
    if low in cues.TITLES and _titles(read.words[at], gap):
        return _allowed(read, after, _run(read, after, particles_first=True))
    if low in _INTRODUCING and _AFTER_CUE.fullmatch(gap) and _introduces(low, before):
        return _introduced(read, after, low, before)
    if _greets(read, at, gap):
        end = _allowed(read, after, _run(read, after))
        if end > after and _ENDS.match(read.text, read.spans[end - 1][1]):
            return end
    if low in _signatures(gap) and _AFTER_SIGNATURE.fullmatch(gap):
        end = _allowed(read, after, _run(read, after))
        if end > after and _ENDS_TEXT.match(read.text, read.spans[end - 1][1]):
            return end
    shouted = len(low) > 2 and read.words[at].isupper()
    if low in _I_AM and _SPACE.fullmatch(gap) and _is_somebody(low, before):
        end = _allowed(read, after, _run(read, after))
        return end if end - after > 1 else after
    if low in cues.HERE and _SPACE.fullmatch(gap) and (at == 0 or read.gap(at - 1).strip() not in ("", ",")):
        end = _allowed(read, after, _run(read, after))
        return end if end - after > 1 and read.text[read.spans[end - 1][1] :].startswith(",") else after
    if low in cues.PEOPLE and gap == ", ":
        end = _allowed(read, after, _run(read, after))
        return end if read.text[read.spans[end - 1][1] :].startswith(",") else after
    if _SPACE.fullmatch(gap) and not shouted and _speaks_of_somebody(read, at, before):
        return _allowed(read, after, _run(read, after))
    return after


def _is_somebody(low: str, before: list[str]) -> bool:
    return low in cues.I_AM_ALONE or not cues.I_AM.get(low, _NOBODY).isdisjoint(before[-1:])


def _titles(word: str, gap: str) -> bool:
    if word.lower() == "miss" and word[0] == "m":
        return False
    return _SPACE.fullmatch(gap) is not None or (gap.strip() == "." and word.lower() in cues.ABBREVIATED)


def _introduces(low: str, before: list[str]) -> bool:
    return low in cues.INTRODUCED_ALONE or bool(cues.INTRODUCED.get(low, _NOBODY) & set(before))


def _introduced(read: _Read, at: int, low: str, before: list[str]) -> int:
    if read.words[at][0].isupper():
        return _allowed(read, at, _run(read, at))
    mine = low in cues.INTRODUCED_ALONE or bool(cues.MINE & set(before))
    return _lower_name(read, at) if mine and read.low[at] not in cues.NOT_NAMES else at


def _greets(read: _Read, at: int, gap: str) -> bool:
    """Whether this word thanks somebody, or greets and begins a sentence or follows "good"."""
    low = read.low[at]
    if low in cues.THANKS:
        return _SPACE.fullmatch(gap) is not None
    if low not in cues.GREETINGS or not (_SPACE.fullmatch(gap) or gap == ", "):
        return False
    return at == 0 or read.low[at - 1] in cues.GOOD or any(sign in read.gap(at - 1) for sign in ".!?,;:\n–-(")


def _signatures(gap: str) -> frozenset[str]:
    return cues.SIGNATURES if "\n" in gap or "," in gap else cues.SIGNED_ANYWHERE


def _speaks_of_somebody(read: _Read, at: int, before: list[str]) -> bool:
    low = read.low[at]
    if low in cues.PEOPLE or low in cues.CALLED or cues.TOLD_TO.get(low, _NOBODY) & set(before):
        return True
    if low in cues.WAS_CALLED and not cues.PEOPLE.isdisjoint(before):
        return True
    if low in cues.MY_HUSBAND and before[-1:] == ["mijn"]:
        return True
    return bool(cues.TOLD_BEFORE.get(low, _NOBODY) & set(read.low[at + 2 : at + 6]))


def _allowed(read: _Read, start: int, end: int) -> int:
    """The end of the name, or its start when it is none."""
    first = read.low[start]
    nobody = first in cues.NOT_NAMES and first not in cues.PARTICLES
    if end == start or nobody or first in cues.TITLES or first in cues.SIGNATURES or first in cues.GREETINGS:
        return start
    return _without_other_words(read, start, end)


def _lower_name(read: _Read, at: int) -> int:
    """A name in small letters after an introduction: one word, or two at the end of a clause."""
    if at + 1 < len(read.words) and _joined(read, at) and _ENDS.match(read.text, read.spans[at + 1][1]):
        return at + 2
    return at + 1


_NOBODY: frozenset[str] = frozenset()
_PERSONAL = cues.PERSONAL
_ROUGH = frozenset().union(  # without one of these, no cue can hold
    *(
        {cue} if announced & cues.EVERYWHERE else announced
        for pairs in (cues.INTRODUCED, cues.TOLD_TO, cues.I_AM)
        for cue, announced in pairs.items()
    ),
    *cues.TOLD_BEFORE.values(),
    cues.TITLES,
    cues.GREETINGS,
    cues.THANKS,
    cues.SIGNATURES,
    cues.CALLED,
    cues.PEOPLE,
    cues.I_AM_ALONE,
    ("appelle", "chamo", "mijn", "m", "here", "hier", "ici", "aquí", "aqui", "tutaj", "tu"),
    cues.PERSONAL,
)
_I_AM = frozenset(cues.I_AM) | cues.I_AM_ALONE
_INTRODUCING = frozenset(cues.INTRODUCED) | cues.INTRODUCED_ALONE
_CUE_WORDS = frozenset().union(
    cues.MY_HUSBAND,
    cues.I_AM,
    cues.I_AM_ALONE,
    cues.HERE,
    cues.WAS_CALLED,
    cues.TITLES,
    cues.GREETINGS,
    cues.THANKS,
    cues.SIGNATURES,
    cues.INTRODUCED,
    cues.INTRODUCED_ALONE,
    cues.CALLED,
    cues.TOLD_TO,
    cues.TOLD_BEFORE,
    cues.PEOPLE,
)
