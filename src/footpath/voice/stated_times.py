"""Times that texts state: what was promised or expected, and how long it took or has taken."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from footpath.voice import time_words as words

_REACH = 300  # letters on either side that are looked at
_MOST = 50  # times of one text that are looked at: more is no text of a person

Kind = Literal["expected", "waited", "late", "early"]


@dataclass(frozen=True)
class StatedTime:
    """A length of time in a text.

    ``kind`` is "expected" (promised, estimated, hoped for), "waited" (it took so long, or still does), "late" (so long after what was
    promised) or "early" (so long before it). ``start`` and ``end`` are its place in the text. Working days are counted as 7/5 of a day, a
    month as 30 days, and of a range the longer end is expected, the shorter waited.
    """

    kind: Kind
    seconds: float
    start: int
    end: int


def stated_times(texts: Sequence[str]) -> list[tuple[StatedTime, ...]]:
    """Which times does each text state, in the order in which they stand?

    English, German, French, Spanish, Portuguese, Italian and Dutch. Lengths of time that nobody waited (ages, warranties, a battery's,
    "24/7", opening hours) are left out.

    Examples:
        >>> [(t.kind, t.seconds / 86400) for t in stated_times(["They promised 3 days but it took 2 weeks."])[0]]
        [('expected', 3.0), ('waited', 14.0)]
        >>> stated_times(["A battery of 10 hours, 2 years warranty."])
        [()]
    """
    return [_read(text) if _UNIT.search(text) else () for text in texts]


def stated_seconds(texts: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The time that each text says was promised or expected (its first), and the time it says was waited (its longest); NaN where none is."""
    stated, waited = np.full(len(texts), np.nan), np.full(len(texts), np.nan)
    for at, found in enumerate(stated_times(texts)):
        stated[at] = next((time.seconds for time in found if time.kind == "expected"), np.nan)
        waited[at] = max((time.seconds for time in found if time.kind == "waited"), default=np.nan)
    return stated, waited


def _any_of(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


_NUMBER_OF = {word: number for number, group in words.NUMBERS.items() for word in group.split("|")}
_SPELLED = "|".join(sorted(map(re.escape, _NUMBER_OF), key=len, reverse=True)).replace(r"\[\-\ \]", "[- ]")
_NUMBER = rf"(?:\d{{1,3}}(?:[.,]\d)?|(?:{_SPELLED})(?!\w))"
_UNITS = "|".join(f"(?P<u{n}>{'|'.join(group.split())})" for n, group in enumerate(words.UNITS.values()))
_SECONDS = tuple(words.UNITS)
_UNIT = re.compile(rf"(?:{_UNITS.replace('?P<u', '?P<x')})(?!\w)", re.IGNORECASE)
_LENGTH = re.compile(
    rf"(?<![\w$€£/.,:-])(?:(?P<low>{_NUMBER}){words.BETWEEN})?(?P<number>{_NUMBER})\s?\+?(?:\s*(?:long|whole|full|volle|lange|ganze|an|a|an?\s+halb)\s+)?[\s-]*"
    rf"(?P<work>{words.WORKING_BEFORE}[\s-]*)?(?:{_UNITS})(?!\w)(?:\s+(?P<worked>{words.WORKING_AFTER}))?",
    re.IGNORECASE,
)
_NEXT_DAY = _any_of(
    r"(?:the )?next[- ]day|(?:the )?following day|(?:am |den )?(?:nächsten|folgenden) tag|le lendemain|al día siguiente|(?:no|o) dia seguinte|il giorno (?:dopo|seguente)|de volgende dag"
)
_BREAK = re.compile(words.BREAKS, re.IGNORECASE)
_END = re.compile(r"[!?;\n…]+|\.(?!\d)")
_PROMISE, _WAIT, _PASSING, _SERVICE, _USE = map(
    _any_of, (words.PROMISE, words.WAIT, words.PASSING, words.SERVICE, words.USE)
)
_PASSED_BEFORE = re.compile(rf"(?<!\w){words.PASSED_BEFORE}{words.FILLED}", re.IGNORECASE)
_WITHIN_BEFORE = re.compile(rf"(?<!\w){words.WITHIN_BEFORE}{words.FILLED}", re.IGNORECASE)
_LATE_BEFORE = re.compile(words.LATE_BEFORE, re.IGNORECASE)
_EARLY_BEFORE = re.compile(rf"(?<!\w){words.EARLY_BEFORE}", re.IGNORECASE)
_NEVER_BEFORE = re.compile(rf"(?<!\w){words.NEVER_BEFORE}", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(words.CLOCK_BEFORE, re.IGNORECASE)
_PASSED_AFTER, _LATE_AFTER, _EARLY_AFTER, _NEVER_AFTER = (
    re.compile(pattern, re.IGNORECASE)
    for pattern in (words.PASSED_AFTER, words.LATE_AFTER, words.EARLY_AFTER, words.NEVER_AFTER)
)


def _read(text: str) -> tuple[StatedTime, ...]:
    found = []
    for length in islice(_LENGTH.finditer(text), _MOST):
        kind = _kind(text, length)
        seconds = _seconds(length, kind)
        if kind is not None and seconds:
            found.append(StatedTime(kind, seconds, length.start(), length.end()))
    for day in islice(_NEXT_DAY.finditer(text), _MOST):
        kind = _kind(text, day)
        if kind is not None:
            found.append(StatedTime(kind, words.DAY, day.start(), day.end()))
    return tuple(sorted(found, key=lambda time: time.start))


def _seconds(length: "re.Match[str]", kind: Kind | None) -> float:
    unit = next(seconds for n, seconds in enumerate(_SECONDS) if length[f"u{n}"])
    number = _number(length["low"] if length["low"] and kind == "waited" else length["number"])
    working = 7 / 5 if unit == words.DAY and (length["work"] or length["worked"]) else 1.0
    return number * unit * working


def _number(text: str) -> float:
    folded = text.lower()
    return (
        _NUMBER_OF[folded] if folded in _NUMBER_OF else float(re.sub(",", ".", folded)) if folded[0].isdigit() else 0.0
    )


def _kind(text: str, length: "re.Match[str]") -> Kind | None:
    """What a length of time is of, by the words right beside it, then by those of its clause, then of its sentence."""
    begin, end = _bounds(_END, text, length)
    before, after = text[begin : length.start()], text[length.end() : end]
    if _is_no_wait(text, length, before, after):
        return None
    if _EARLY_BEFORE.search(before):
        return "early"
    if _LATE_AFTER.match(after) or _LATE_BEFORE.search(before):
        return "late"
    if _EARLY_AFTER.match(after):
        return "early"
    passed = bool(_PASSED_BEFORE.search(before) or _PASSED_AFTER.match(after))
    low, high = _bounds(_BREAK, text, length)
    clause, sentence = text[low:high], text[begin:end]
    return _in_clause(clause, sentence, passed, bool(_WITHIN_BEFORE.search(before)))


def _in_clause(clause: str, sentence: str, passed: bool, within: bool) -> Kind | None:
    promised, waits = bool(_PROMISE.search(clause)), bool(_WAIT.search(clause))
    used, served = bool(_USE.search(clause)), bool(_SERVICE.search(clause))
    if promised and not passed and not (used and not served):
        return "expected"
    if used and not waits and not served:
        return None
    if promised and passed and not waits:
        return "expected" if within or not served else "waited"
    if waits or served:
        return "waited"
    if _USE.search(sentence):
        return None
    if _WAIT.search(sentence) and not within:
        return "waited"
    spoken_of = bool(_PROMISE.search(sentence))
    if (passed or _PASSING.search(clause)) and (spoken_of or _SERVICE.search(sentence)):
        return "waited"
    if spoken_of:
        return "expected"
    return "expected" if within and _SERVICE.search(sentence) else None


def _is_no_wait(text: str, length: "re.Match[str]", before: str, after: str) -> bool:
    if _NEVER_AFTER.match(after) or _NEVER_BEFORE.search(before):
        return True
    if re.match(r"an? +(?!an?\b)", length[0], re.IGNORECASE) and re.search(
        r"(?:hora|ora|semana|settimana|semaine)$", length[0].lower()
    ):
        return True  # "a hora", "a semana": an article of another language, not one of them
    if _WITHIN_BEFORE.search(before):
        return False
    groups = length.groupdict()
    return (
        bool(groups.get("u1"))
        and not groups.get("low")
        and bool(_CLOCK_BEFORE.search(before))
        and length[0][0].isdigit()
    )


def _bounds(pattern: re.Pattern[str], text: str, length: "re.Match[str]") -> tuple[int, int]:
    """Where the clause or sentence around a length of time begins and ends."""
    start, stop = max(length.start() - _REACH, 0), min(length.end() + _REACH, len(text))
    begin = max((mark.end() for mark in pattern.finditer(text, start, length.start())), default=start)
    following = pattern.search(text, length.end(), stop)
    return begin, following.start() if following else stop
