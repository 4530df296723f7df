"""Which texts are times, and how they are to be read: ISO, epochs, day or month first, names of months, zones."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

DayOrder = Literal["day first", "month first"]

_CLOCK = r"(?P<gap>,?\s+|T)(?P<hour>\d{1,2}):\d{2}(?P<seconds>:\d{2}(?P<fraction>\.\d+)?)?(?P<half>\s*[AaPp][Mm])?"
_ZONE = r"(?P<zone>\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?"
_ISO = re.compile(
    r"^\d{4}(?P<sep>[-/])(?:0?[1-9]|1[0-2])(?P=sep)(?:0?[1-9]|[12]\d|3[01])"
    r"(?:(?:[T ]| +)(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-6]\d(?:\.\d+)?)?\s*(?:Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$"
)
_NUMERIC = re.compile(
    rf"^(?P<a>\d{{1,2}})(?P<sep>[/.\-])(?P<b>\d{{1,2}})(?P=sep)(?P<year>\d{{4}}|\d{{2}})(?:{_CLOCK})?{_ZONE}$"
)
_DOTTED = re.compile(rf"^\d{{4}}\.\d{{1,2}}\.\d{{1,2}}(?:{_CLOCK})?{_ZONE}$")
_DAY_MONTH = re.compile(
    rf"^(?P<weekday>[A-Za-z]{{3,9}},?\s+)?(?P<day>\d{{1,2}})(?P<s1>\.?[\s\-]+)(?P<month>[A-Za-z]{{3,9}})(?P<s2>\.?,?[\s\-]+)(?P<year>\d{{4}}|\d{{2}})(?:{_CLOCK})?{_ZONE}$"
)
_MONTH_DAY = re.compile(
    rf"^(?P<weekday>[A-Za-z]{{3,9}},?\s+)?(?P<month>[A-Za-z]{{3,9}})(?P<s1>\.?\s+)(?P<day>\d{{1,2}})(?P<s2>,?\s+)(?P<year>\d{{4}})(?:{_CLOCK})?{_ZONE}$"
)
_ENDS_IN_ZONE = re.compile(r"\d(?:Z|\s*UTC|\s*GMT|:\d\d\s*[+-]\d{2}:?\d{2}|:\d\d(?:\.\d+)?[+-]\d{2})$")
_COMPACT = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_TIME_OF_DAY = re.compile(r"^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(\s*[AaPp][Mm])?$")
_EPOCHS = (
    ("epoch_s", 3.2e8, 4.2e9),
    ("epoch_ms", 3.2e11, 4.2e12),
    ("epoch_us", 3.2e14, 4.2e15),
    ("epoch_ns", 3.2e17, 4.2e18),
)


@dataclass(frozen=True)
class TimeShape:
    """How the times of a column are written.

    Attributes:
        formats: "iso", "epoch_ms" … or strptime patterns, the most frequent first; {1} and {2} stand for day and
            month while it is open which is which.
        share: the share of values that are times.
        first_over_12, second_over_12: whether the first or the second number was ever more than a month can be.
        has_clock: whether any value has a time of day.
        separator: of numeric dates, else empty.
    """

    formats: tuple[str, ...]
    share: float
    first_over_12: bool = False
    second_over_12: bool = False
    has_clock: bool = True
    has_zone: bool = False
    separator: str = ""
    half_days: bool = False

    @property
    def is_open(self) -> bool:
        """Day and month can be told apart only by the order of two numbers."""
        return any("{1}" in pattern for pattern in self.formats)

    def decided(self, order: DayOrder) -> "TimeShape":
        day, month = ("{1}", "{2}") if order == "day first" else ("{2}", "{1}")
        return replace(self, formats=tuple(p.replace(day, "%d").replace(month, "%m") for p in self.formats))

    @property
    def format(self) -> str:
        return " | ".join(self.formats)


def read_shape(values: Sequence[str], named_as_time: bool) -> TimeShape | None:
    """The way that most of the values are times, or None when fewer than seven in ten are.

    Bare numbers count as times only under a name that speaks of time.

    Examples:
        >>> read_shape(["2/26/2018 19:58", "6/5/2018 17:27"], True).formats
        ('{1}/{2}/%Y %H:%M',)
        >>> read_shape(["1718193600000"], True).format, read_shape(["1718193600000"], False)
        ('epoch_ms', None)
        >>> read_shape(["05.02.2024", "yes"], True) is None
        True
    """
    found: Counter[str] = Counter()
    firsts = seconds = 0
    separator, clock, zones, half = "", False, 0, False
    for value in values:
        pattern = _pattern(value.strip(), named_as_time)
        if pattern is None:
            continue
        found[pattern] += 1
        clock = (
            clock
            or pattern.startswith("epoch")
            or ":" in value
            or (len(pattern) > 8 and pattern.startswith("%Y%m%d%H"))
        )
        zones += pattern.startswith("epoch") or bool(_ENDS_IN_ZONE.search(value))
        half = half or "%p" in pattern
        if match := _NUMERIC.match(value.strip()):
            firsts, seconds = max(firsts, int(match["a"])), max(seconds, int(match["b"]))
            separator = match["sep"]
    zone = zones >= 0.5 * sum(found.values())
    share = sum(found.values()) / max(len(values), 1)
    if not found or share < 0.7:
        return None
    formats = tuple(pattern for pattern, _ in found.most_common(6))
    return TimeShape(formats, share, firsts > 12, seconds > 12, clock, zone, separator, half)


def is_time_of_day(values: Sequence[str]) -> bool:
    """True when the values are clock times without a date."""
    return bool(values) and sum(bool(_TIME_OF_DAY.match(value)) for value in values) >= 0.9 * len(values)


def _pattern(value: str, named_as_time: bool) -> str | None:
    if _ISO.match(value):
        return "iso"
    if match := _NUMERIC.match(value):
        return _numeric_pattern(match)
    if match := _DOTTED.match(value):
        return "%Y.%m.%d" + _clock_pattern(match)
    for regex in (_DAY_MONTH, _MONTH_DAY):
        if match := regex.match(value):
            return _named_pattern(match, day_leads=regex is _DAY_MONTH)
    return _number_pattern(value) if named_as_time else None


def _numeric_pattern(match: "re.Match[str]") -> str | None:
    a, b = int(match["a"]), int(match["b"])
    if not (1 <= a <= 31 and 1 <= b <= 31 and min(a, b) <= 12):
        return None
    year = "%Y" if len(match["year"]) == 4 else "%y"
    return f"{{1}}{match['sep']}{{2}}{match['sep']}{year}" + _clock_pattern(match)


def _named_pattern(match: "re.Match[str]", day_leads: bool) -> str | None:
    month = "%b" if len(match["month"]) <= 3 or match["month"].lower() == "sept" else "%B"
    if match["month"].lower()[:3] not in _MONTHS:
        return None
    weekday = (
        ""
        if not match["weekday"]
        else ("%a" if len(match["weekday"].strip(" ,")) == 3 else "%A") + match["weekday"].lstrip(_LETTERS)
    )
    year = "%Y" if len(match["year"]) == 4 else "%y"
    first, second = ("%d", month) if day_leads else (month, "%d")
    return f"{weekday}{first}{match['s1']}{second}{match['s2']}{year}{_clock_pattern(match)}"


_MONTHS = frozenset(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"))
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _clock_pattern(match: "re.Match[str]") -> str:
    pattern = ""
    if match["hour"]:
        half = match["half"]
        pattern = match["gap"] + ("%I:%M" if half else "%H:%M") + (":%S" if match["seconds"] else "")
        pattern += ".%f" if match["fraction"] else ""
        pattern += (" %p" if half.startswith(" ") else "%p") if half else ""
    zone = match["zone"]
    if zone:
        gap = " " if zone[0].isspace() else ""
        pattern += gap + (zone.strip() if zone.strip() in ("Z", "UTC", "GMT") else "%z")
    return pattern


def _number_pattern(value: str) -> str | None:
    if re.fullmatch(r"\d{8}T\d{6}Z?", value):
        return "%Y%m%dT%H%M%SZ" if value.endswith("Z") else "%Y%m%dT%H%M%S"
    if value.isdigit() and len(value) in _COMPACT and 1900 <= int(value[:4]) <= 2100 and 1 <= int(value[4:6]) <= 12:
        return _COMPACT[len(value)]
    if re.fullmatch(r"\d{9,19}(\.\d+)?", value):
        number = float(value)
        return next((name for name, low, high in _EPOCHS if low <= number <= high), None)
    return None
