"""``where`` and ``during``: which events count."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.errors import SpecError
from footpath.journeys.calendar import open_zone
from footpath.journeys.columns import Shard
from footpath.journeys.index import EPOCH, Index
from footpath.journeys.properties import Property, closest, find_property
from footpath.model.questions import parse_period

_HAS_OFFSET = re.compile(r"(Z|[+-]\d\d:?\d\d)\s*(\.\.|$)")


class Filter:
    """One condition, as a table from codes to yes or no."""

    def __init__(self, index: Index, name: str, condition: Any) -> None:
        self.property = find_property(index, name)
        negated = isinstance(condition, Mapping)
        if negated and (len(condition) != 1 or "not" not in condition):
            raise SpecError(f'The condition on "{name}" is not understood.', 'Write a value, a list, or {"not": …}.')
        wanted = condition["not"] if negated else condition
        codes = {code for value in _listed(wanted) for code in _codes(self.property, value)}
        table = np.zeros(len(self.property.values), dtype=np.uint8)
        table[list(codes)] = 1
        self.table = 1 - table if negated else table

    def holds(self, shard: Shard) -> NDArray[np.uint8]:
        return self.property.codes_by_table(shard, self.table)  # type: ignore[return-value]


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _codes(prop: Property, value: Any) -> list[int]:
    """Codes that a value means: the one that is written so, else those that differ in case only."""
    text = _text(value)
    if text == "" or text in prop.values:
        return [prop.values.index(text)]
    found = [code for code, known in enumerate(prop.values) if known.casefold() == text.casefold()]
    if not found:
        near = ", ".join(closest(text, list(prop.values[1:]))) or "none at all"
        raise SpecError(f'"{prop.name}" is never "{text}".', f"It is for example: {near}.")
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def period_us(text: str, zone: str) -> tuple[int, int]:
    """First microsecond of a period, and the first after it; times without an offset are those of ``zone``.

    Examples:
        >>> start, end = period_us("2024-03-31", "Europe/Berlin")
        >>> (end - start) // 3_600_000_000
        23
    """
    start, end = parse_period(text)
    if not _HAS_OFFSET.search(text):
        start, end = (moment.replace(tzinfo=open_zone(zone)) for moment in (start, end))
    if start >= end:
        raise SpecError(f'The period "{text}" ends before it begins.', 'Write it as "first..last", last excluded.')
    return _us(start), _us(end)


def _us(moment: datetime) -> int:
    delta = moment.astimezone(UTC) - EPOCH
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds
