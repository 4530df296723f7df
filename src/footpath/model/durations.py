"""Durations: ``timedelta`` or "30m" in, seconds out. Bare numbers are refused, for nobody knows their unit."""

import re
from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer

from footpath.errors import SpecError

SECONDS_OF = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([smhdw])")


def parse_duration(value: timedelta | str) -> timedelta:
    """Read a duration: "90s", "30m", "12h", "7d", "2w", or parts in a row as "1d 12h".

    Examples:
        >>> parse_duration("1d 12h").total_seconds()
        129600.0
        >>> parse_duration("7 days")
        Traceback (most recent call last):
        ...
        footpath.errors.SpecError: "7 days" is not a duration. Write for example "30m", "12h", "7d" or "2w".
    """
    if isinstance(value, timedelta):
        return value
    text = value.strip().lower() if isinstance(value, str) else ""
    if not text or _PART.sub("", text).strip():
        raise SpecError(f'"{value}" is not a duration.', 'Write for example "30m", "12h", "7d" or "2w".')
    return timedelta(seconds=sum(float(n) * SECONDS_OF[unit] for n, unit in _PART.findall(text)))


def write_duration(value: timedelta) -> str:
    """The shortest text that `parse_duration` reads back.

    Examples:
        >>> write_duration(timedelta(days=7)), write_duration(timedelta(minutes=90))
        ('1w', '90m')
    """
    seconds = value.total_seconds()
    for unit in ("w", "d", "h", "m"):
        if seconds and seconds % SECONDS_OF[unit] == 0:
            return f"{int(seconds // SECONDS_OF[unit])}{unit}"
    return f"{seconds:g}s"


Duration = Annotated[timedelta, BeforeValidator(parse_duration), PlainSerializer(write_duration, return_type=str)]
