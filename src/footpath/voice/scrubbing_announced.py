"""Names that the text announces: "Dear Ann", "mein Name ist …", "my neighbour …", "the technician, …", "bravo à …"."""

import re
from collections.abc import Callable

from footpath.voice import scrubbing_cues as cues
from footpath.voice.scrubbing_words import SPACE, Read, allowed, joined, name_run

_AFTER_CUE = re.compile(r"\.?[ \t\xa0]{0,3}[,:]?[ \t\xa0]{0,3}")
_AFTER_SIGNATURE = re.compile(r"[,.!:]?\s{1,4}")
ENDS = re.compile(r"\s*(?:[,!.:;?\n–-]|$)")
_ENDS_TEXT = re.compile(r"[.!]?[ \t]*(?:\n|$)")
_NOBODY: frozenset[str] = frozenset()
_INTRODUCING = frozenset(cues.INTRODUCED) | cues.INTRODUCED_ALONE
_I_AM = frozenset(cues.I_AM) | cues.I_AM_ALONE
CUE_WORDS = frozenset().union(
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
ROUGH = frozenset().union(  # without one of these, no cue can hold
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


def announced_end(read: Read, at: int) -> int:
    """The position after the name that this word announces; this word's own next one when it announces none."""
    after = at + 1
    if read.words[after].startswith("["):
        return after
    return next((end for announced in _ANNOUNCEMENTS if (end := announced(read, at)) > after), after)


def _name_after(read: Read, at: int) -> int:
    return allowed(read, at + 1, name_run(read, at + 1))


def _before(read: Read, at: int) -> list[str]:
    return read.low[max(0, at - 3) : at]


def _after_title(read: Read, at: int) -> int:
    if read.low[at] not in cues.TITLES or not _titles(read.words[at], read.gap(at)):
        return at
    return allowed(read, at + 1, name_run(read, at + 1, particles_first=True))


def _after_introduction(read: Read, at: int) -> int:
    low, before = read.low[at], _before(read, at)
    if low not in _INTRODUCING or not _AFTER_CUE.fullmatch(read.gap(at)) or not _introduces(low, before):
        return at
    return _introduced(read, at + 1, low, before)


def _after_greeting(read: Read, at: int) -> int:
    end = _name_after(read, at) if _greets(read, at, read.gap(at)) else at
    return end if end > at + 1 and ENDS.match(read.text, read.spans[end - 1][1]) else at


def _after_signature(read: Read, at: int) -> int:
    gap = read.gap(at)
    signed = read.low[at] in _signatures(gap) and _AFTER_SIGNATURE.fullmatch(gap) is not None
    end = _name_after(read, at) if signed else at
    return end if end > at + 1 and _ENDS_TEXT.match(read.text, read.spans[end - 1][1]) else at


def _after_i_am(read: Read, at: int) -> int:
    """ "I am Ann Lee": two names or more, for many are one capitalised thing ("I am German")."""
    somebody = SPACE.fullmatch(read.gap(at)) and _is_somebody(read.low[at], _before(read, at))
    end = _name_after(read, at) if somebody else at
    return end if end > at + 2 else at


def _after_here(read: Read, at: int) -> int:
    """ "Ici Ann Lee, toujours …": two names or more between the beginning of a sentence and a comma."""
    begins = at == 0 or read.gap(at - 1).strip() not in ("", ",")
    here = read.low[at] in cues.HERE and SPACE.fullmatch(read.gap(at)) and begins
    end = _name_after(read, at) if here else at
    return end if end > at + 2 and read.text.startswith(",", read.spans[end - 1][1]) else at


def _after_role(read: Read, at: int) -> int:
    """ "The technician, Ann Lee, …"."""
    end = _name_after(read, at) if read.low[at] in cues.PEOPLE and read.gap(at) == ", " else at
    return end if end > at + 1 and read.text.startswith(",", read.spans[end - 1][1]) else at


def _after_mention(read: Read, at: int) -> int:
    shouted = len(read.low[at]) > 2 and read.words[at].isupper()
    if shouted or not SPACE.fullmatch(read.gap(at)) or not _speaks_of_somebody(read, at, _before(read, at)):
        return at
    return _name_after(read, at)


def _is_somebody(low: str, before: list[str]) -> bool:
    return low in cues.I_AM_ALONE or not cues.I_AM.get(low, _NOBODY).isdisjoint(before[-1:])


def _titles(word: str, gap: str) -> bool:
    if word.lower() == "miss" and word[0] == "m":
        return False
    return SPACE.fullmatch(gap) is not None or (gap.strip() == "." and word.lower() in cues.ABBREVIATED)


def _introduces(low: str, before: list[str]) -> bool:
    return low in cues.INTRODUCED_ALONE or bool(cues.INTRODUCED.get(low, _NOBODY) & set(before))


def _introduced(read: Read, at: int, low: str, before: list[str]) -> int:
    if read.words[at][0].isupper():
        return allowed(read, at, name_run(read, at))
    mine = low in cues.INTRODUCED_ALONE or bool(cues.MINE & set(before))
    return _lower_name(read, at) if mine and read.low[at] not in cues.NOT_NAMES else at


def _lower_name(read: Read, at: int) -> int:
    """A name in small letters after an introduction: one word, or two at the end of a clause."""
    if at + 1 < len(read.words) and joined(read, at) and ENDS.match(read.text, read.spans[at + 1][1]):
        return at + 2
    return at + 1


def _greets(read: Read, at: int, gap: str) -> bool:
    """Whether this word thanks somebody, or greets and begins a sentence or follows "good"."""
    low = read.low[at]
    if low in cues.THANKS:
        return SPACE.fullmatch(gap) is not None
    if low not in cues.GREETINGS or not (SPACE.fullmatch(gap) or gap == ", "):
        return False
    return at == 0 or read.low[at - 1] in cues.GOOD or any(sign in read.gap(at - 1) for sign in ".!?,;:\n–-(")


def _signatures(gap: str) -> frozenset[str]:
    return cues.SIGNATURES if "\n" in gap or "," in gap else cues.SIGNED_ANYWHERE


def _speaks_of_somebody(read: Read, at: int, before: list[str]) -> bool:
    low = read.low[at]
    if low in cues.PEOPLE or low in cues.CALLED or cues.TOLD_TO.get(low, _NOBODY) & set(before):
        return True
    if low in cues.WAS_CALLED and not cues.PEOPLE.isdisjoint(before):
        return True
    if low in cues.MY_HUSBAND and before[-1:] == ["mijn"]:
        return True
    return bool(cues.TOLD_BEFORE.get(low, _NOBODY) & set(read.low[at + 2 : at + 6]))


_ANNOUNCEMENTS: tuple[Callable[[Read, int], int], ...] = (
    _after_title,
    _after_introduction,
    _after_greeting,
    _after_signature,
    _after_i_am,
    _after_here,
    _after_role,
    _after_mention,
)
