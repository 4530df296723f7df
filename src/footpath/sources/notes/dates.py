"""Dates and times as people write them in names of files, heads of notes and lines of chats."""

import re
from collections.abc import Iterable
from datetime import datetime

from footpath.sources.words import folded

_MONTHS = {
    1: "jan gen ene", 2: "feb fev", 3: "mar mrz maa marz", 4: "apr avr abr", 5: "may mai mei mag maj", 6: "jun juin giu", 7: "jul juil lug",
    8: "aug aou ago", 9: "sep set", 10: "oct okt out ott", 11: "nov", 12: "dec dez dic",
}  # fmt: skip
_MONTH_OF = {start: number for number, starts in _MONTHS.items() for start in starts.split()}
_CLOCK = re.compile(r"(?<![\d:.])(\d{1,2})[:hH](\d{2})(?::(\d{2}))?(?:[.,]\d+)?(?:\s*([ap])\.?m\b)?", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d{2})([-_./ ]?)([01]\d)\2([0-3]\d)(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([-_./ ])(\d{1,2})\2((?:19|20)\d{2}|\d{2})(?!\d)")
_DAY_NAMED = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?[-\s_]*(?:de\s+|di\s+)?([^\W\d_]{3,10})\.?,?[-\s_]*(?:de[l]?\s+)?((?:19|20)\d{2})"
)
_NAMED_DAY = re.compile(r"([^\W\d_]{3,10})\.?[-\s_]+(\d{1,2})(?:st|nd|rd|th)?,?[-\s_]+((?:19|20)\d{2})")


def is_month_first(dates: Iterable[str]) -> bool:
    """True when some second number is too large for a month and no first number is.

    Examples:
        >>> is_month_first(["03/04/2024", "03/28/2024"]), is_month_first(["28/03/2024"]), is_month_first(["03/04/2024"])
        (True, False, False)
    """
    pairs = [(int(found[1]), int(found[3])) for text in dates if (found := _YEAR_LAST.search(text))]
    return any(second > 12 for _, second in pairs) and not any(first > 12 for first, _ in pairs)


def read_date(text: str, *, month_first: bool = False) -> str | None:
    """The first date in a text, with its time of day where that is given, as ISO; None where there is none.

    Examples:
        >>> read_date("interview_2024-03-01_ann"), read_date("Date: 1. März 2024, 14:30"), read_date("01.03.24")
        ('2024-03-01 00:00:00', '2024-03-01 14:30:00', '2024-03-01 00:00:00')
        >>> read_date("call 20240301 1"), read_date("March 1st, 2024 2:05 pm"), read_date("version 10.2")
        ('2024-03-01 00:00:00', '2024-03-01 14:05:00', None)
    """
    found = _day(text, month_first)
    if found is None:
        return None
    (year, month, day), rest = found
    hour, minute, second = _time(rest)
    try:
        return datetime(year, month, day, hour, minute, second).isoformat(sep=" ")
    except ValueError:
        return None


def _day(text: str, month_first: bool) -> tuple[tuple[int, int, int], str] | None:
    """Year, month and day, and the text without them."""
    if found := _YEAR_FIRST.search(text):
        return (int(found[1]), int(found[3]), int(found[4])), _without(text, found)
    if (found := _DAY_NAMED.search(text)) and (month := _month(found[2])):
        return (int(found[3]), month, int(found[1])), _without(text, found)
    if (found := _NAMED_DAY.search(text)) and (month := _month(found[1])):
        return (int(found[3]), month, int(found[2])), _without(text, found)
    if found := _YEAR_LAST.search(text):
        first, second = int(found[1]), int(found[3])
        swapped = month_first or (second > 12 >= first)
        day, month = (second, first) if swapped else (first, second)
        year = int(found[4])
        return (year if year > 99 else 2000 + year, month, day), _without(text, found)
    return None


def _without(text: str, found: re.Match[str]) -> str:
    return text[: found.start()] + " " + text[found.end() :].removeprefix("T")


def _month(word: str) -> int | None:
    plain = folded(word)
    return _MONTH_OF.get(plain[:4]) or _MONTH_OF.get(plain[:3])


def _time(text: str) -> tuple[int, int, int]:
    found = _CLOCK.search(text)
    if found is None:
        return 0, 0, 0
    hour, half = int(found[1]), (found[4] or "").lower()
    hour = hour % 12 + 12 * (half == "p") if half else hour
    minute, second = int(found[2]), int(found[3] or 0)
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else (0, 0, 0)


def read_offset(text: str) -> float | None:
    """Hours, minutes and seconds of a recording in seconds; two numbers are minutes and seconds.

    Examples:
        >>> read_offset("00:01:02.500"), read_offset("1:02"), read_offset("00:00:01,5"), read_offset("1:99")
        (62.5, 62.0, 1.5, None)
    """
    found = re.fullmatch(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?", text.strip())
    if found is None or int(found[3]) > 59 or (found[1] and int(found[2]) > 59):
        return None
    return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3]) + float(f"0.{found[4] or 0}")
