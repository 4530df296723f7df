"""Writing exports: CSV in any dialect, JSON lines, and instants in the spellings of many tools."""

import csv
import gzip
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from footpath.simulate.clock import END, local_offset
from footpath.simulate.dirt import BROKEN_RATE, RESENT_RATE, soil


@dataclass(frozen=True)
class Written:
    """An export: how many rows are in it, and how many of them are broken or were sent twice."""

    path: Path
    rows: int
    broken: int = 0
    resent: int = 0
    texts: int = 0
    notes: dict[str, Any] = field(default_factory=dict)


def write_csv(
    path: Path,
    columns: Sequence[str],
    rows: Sequence[list[str]],
    rng: Random,
    *,
    times: Sequence[str],
    delimiter: str = ",",
    encoding: str = "utf-8",
    texts: int = 0,
) -> Written:
    """Write rows with some dirt among them. ``times`` names the columns that break when a time is unreadable.

    What the encoding lacks is left out by a question mark. A name that ends in .gz is compressed, the same bytes each time.
    """
    soiled = soil(rng, rows, [columns.index(name) for name in times])
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n" if encoding == "cp1252" else "\n")
    writer.writerow(columns)
    writer.writerows(soiled.rows)
    _write_bytes(path, text.getvalue().encode(encoding, errors="replace"))
    return Written(path, len(soiled.rows), soiled.broken, soiled.resent, texts)


def write_json_lines(path: Path, rows: Iterable[dict[str, Any]], rng: Random, *, texts: int = 0) -> Written:
    """One object a line; one line in a hundred is cut, and some are there twice."""
    lines: list[str] = []
    broken = resent = 0
    for row in rows:
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        chance = rng.random()
        if chance < BROKEN_RATE:
            broken += 1
            line = line[: rng.randint(10, len(line) - 2)]
        lines.append(line)
        if chance > 1 - RESENT_RATE:
            resent += 1
            lines.append(line)
    _write_bytes(path, ("\n".join(lines) + "\n").encode())
    return Written(path, len(lines), broken, resent, texts)


def _write_bytes(path: Path, data: bytes) -> None:
    if path.suffix == ".gz":
        data = gzip.compress(data, compresslevel=4, mtime=0)
    path.write_bytes(data)


def _numbers(at: float) -> tuple[int, int, int, int, int, int]:
    """Year, month, day, hour, minute and second of an instant, by days from civil (Hinnant 2013): no object is made."""
    second = int(at)
    days, rest = divmod(second, 86_400)
    shifted = days + 719_468
    era, day_of_era = divmod(shifted, 146_097)
    year_of_era = (day_of_era - day_of_era // 1_460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    part = (5 * day_of_year + 2) // 153
    month = part + 3 if part < 10 else part - 9
    year = year_of_era + era * 400 + (month <= 2)
    return year, month, day_of_year - (153 * part + 2) // 5 + 1, rest // 3_600, rest // 60 % 60, rest % 60


def _stamp(at: float, between: str) -> str:
    year, month, day, hour, minute, second = _numbers(at)
    return f"{year}-{month:02d}-{day:02d}{between}{hour:02d}:{minute:02d}:{second:02d}"


def iso_utc(at: float) -> str:
    """
    Examples:
        >>> iso_utc(0.0)
        '1970-01-01T00:00:00Z'
    """
    return f"{_stamp(at, 'T')}Z"


def iso_local(at: float | None) -> str:
    """With the local offset; empty for what has not happened before the records end.

    Examples:
        >>> iso_local(1751364000.0)
        '2025-07-01T12:00:00+02:00'
    """
    if at is None or at >= END:
        return ""
    offset = local_offset(at)
    return f"{_stamp(at + offset, 'T')}+{int(offset // 3600):02d}:00"


def day_first(at: float | None) -> str:
    """Local, to the minute, the day first; empty for what has not happened before the records end.

    Examples:
        >>> day_first(1751364000.0)
        '01.07.2025 12:00'
    """
    if at is None or at >= END:
        return ""
    year, month, day, hour, minute, _ = _numbers(at + local_offset(at))
    return f"{day:02d}.{month:02d}.{year} {hour:02d}:{minute:02d}"


def day_only(at: float) -> str:
    """
    Examples:
        >>> day_only(1751364000.0)
        '01.07.2025'
    """
    year, month, day, *_ = _numbers(at + local_offset(at))
    return f"{day:02d}.{month:02d}.{year}"


def month_first(at: float) -> str:
    """As American tools write it, in UTC.

    Examples:
        >>> month_first(1751394600.0)
        '7/1/2025 6:30 PM'
    """
    year, month, day, hour, minute, _ = _numbers(at)
    return f"{month}/{day}/{year} {hour % 12 or 12}:{minute:02d} {'PM' if hour >= 12 else 'AM'}"


def spaced(at: float | None) -> str:
    """ISO with a space, UTC, no zone; empty for what has not happened.

    Examples:
        >>> spaced(0.0)
        '1970-01-01 00:00:00'
    """
    if at is None or at >= END:
        return ""
    return _stamp(at, " ")
