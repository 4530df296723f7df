"""``where`` and ``during``: which events count.

A condition is a value, a list of values of which any will do, None for "has no value", or a mapping all of whose entries
must hold: ``{"not": condition}``, ``{"any": True}`` (has a value), ``{"contains": "text"}`` without regard to case,
``{"at_least": 50, "below": 100}`` and ``{"above": …}``, ``{"at_most": …}`` for values that are written as numbers. What
``not`` holds for is exactly what the condition does not hold for, so the two parts add up. The entry ``matches`` is a pattern:
it keeps all events of the customers whose journeys have a match, see `footpath.journeys.patterns`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from footpath.errors import SpecError
from footpath.journeys.applying import within_period
from footpath.journeys.calendar import open_zone
from footpath.journeys.columns import Shard
from footpath.journeys.index import EPOCH, Index
from footpath.journeys.properties import Property, closest, find_property
from footpath.model.questions import parse_period

_HAS_OFFSET = re.compile(r"(Z|[+-]\d\d:?\d\d)\s*(\.\.|$)")
_COMPARE: Mapping[str, Callable[[Any, float], Any]] = {
    "at_least": lambda values, bound: values >= bound,
    "above": lambda values, bound: values > bound,
    "at_most": lambda values, bound: values <= bound,
    "below": lambda values, bound: values < bound,
}
_ENTRIES = ("not", "any", "contains", *_COMPARE)
Yes = NDArray[np.bool_]


class Condition(Protocol):
    """Which events of a shard count. Conditions travel to other machines, so they hold small tables and no columns."""

    def holds(self, shard: Shard, /) -> NDArray[np.uint8]: ...


def condition_on(index: Index, name: str, wanted: Any) -> Condition:
    """The condition that one entry of ``where`` means.

    Raises:
        SpecError: nothing is called so, it never has that value, or the condition is not understood.
    """
    special = SPECIAL.get(name)
    return special(index, wanted) if special else Filter(index, name, wanted)


class Filter:
    """A condition on a property, as a table from codes to yes or no."""

    def __init__(self, index: Index, name: str, wanted: Any) -> None:
        self.property = find_property(index, name)
        self.table = _codes_meant(self.property, wanted).astype(np.uint8)

    def holds(self, shard: Shard) -> NDArray[np.uint8]:
        return self.property.holds(shard, self.table)


@dataclass(frozen=True)
class Amount:
    """A condition on the money of an event; an event without any has no value."""

    wanted: Any

    def holds(self, shard: Shard) -> NDArray[np.uint8]:
        return _amounts_meant(shard.value, self.wanted).view(np.uint8)


def _on_value(_: Index, wanted: Any) -> Condition:
    _amounts_meant(np.empty(0), wanted)  # says now what it does not understand
    return Amount(wanted)


def _on_journey(index: Index, wanted: Any) -> Condition:
    from footpath.journeys.patterns import matching  # which needs conditions itself

    return matching(index, wanted)


SPECIAL: Mapping[str, Callable[[Index, Any], Condition]] = {
    "value": _on_value,
    "matches": _on_journey,
}  # entries of ``where`` that are about something else than a property: what makes their condition


def _codes_meant(prop: Property, wanted: Any) -> Yes:
    """By code: whether a condition holds for it."""
    if not isinstance(wanted, Mapping):
        table = np.zeros(len(prop.values), dtype=bool)
        table[[code for value in _listed(wanted) for code in _codes(prop, value)]] = True
        return table
    table = np.ones(len(prop.values), dtype=bool)
    for entry, operand in _entries(prop.name, wanted):
        if entry == "not":
            table &= ~_codes_meant(prop, operand)
        elif entry == "any":
            table &= (np.arange(len(table)) > 0) == _yes_or_no(prop.name, operand)
        elif entry == "contains":
            table &= _containing(prop, operand)
        else:
            table &= _COMPARE[entry](_numbers(prop), _number(prop.name, operand))
    return table


def _amounts_meant(values: NDArray[np.float64], wanted: Any) -> Yes:
    """By event: whether a condition on its value holds."""
    if not isinstance(wanted, Mapping):
        held = np.zeros(len(values), dtype=bool)
        for value in _listed(wanted):
            held |= np.isnan(values) if value is None else values == _number("value", value)
        return held
    held = np.ones(len(values), dtype=bool)
    for entry, operand in _entries("value", wanted):
        if entry == "not":
            held &= ~_amounts_meant(values, operand)
        elif entry == "any":
            held &= np.isnan(values) != _yes_or_no("value", operand)
        elif entry in _COMPARE:
            held &= _COMPARE[entry](values, _number("value", operand))
        else:
            raise SpecError(f'"value" is a number, so "{entry}" says nothing of it.', _how())
    return held


def _entries(name: str, wanted: Mapping[str, Any]) -> list[tuple[str, Any]]:
    if not wanted or not set(wanted) <= set(_ENTRIES):
        raise SpecError(f'The condition on "{name}" is not understood.', _how())
    return list(wanted.items())


def _how() -> str:
    return f"Write a value, a list, or a mapping with {', '.join(_ENTRIES)}."


def _yes_or_no(name: str, operand: Any) -> bool:
    if not isinstance(operand, bool):
        raise SpecError(f'The condition on "{name}" is not understood.', 'Write {"any": true} or {"any": false}.')
    return operand


def _number(name: str, operand: Any) -> float:
    number = _as_number(operand) if isinstance(operand, int | float | str) and not isinstance(operand, bool) else None
    if number is None:
        raise SpecError(f'"{operand}", to which "{name}" shall be compared, is not a number.', "Write for example 50.")
    return number


def _as_number(text: Any) -> float | None:
    try:
        number = float(text)
    except (ValueError, OverflowError):
        return None
    return number if isfinite(number) else None


def _numbers(prop: Property) -> NDArray[np.float64]:
    """By code: the number that its text is, NaN when it is none."""
    found = [_as_number(text) for text in prop.values]
    if not any(number is not None for number in found):
        raise SpecError(f'"{prop.name}" is never a number.', f"It is for example: {_examples(prop, '')}.")
    return np.array([np.nan if number is None else number for number in found])


def _containing(prop: Property, operand: Any) -> Yes:
    part = _text(operand).casefold()
    found = np.array([bool(part) and part in text.casefold() for text in prop.values])
    if not found.any():
        raise SpecError(f'"{prop.name}" never contains "{part}".', f"It is for example: {_examples(prop, part)}.")
    return found


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _codes(prop: Property, value: Any) -> list[int]:
    """Codes that a value means: the one that is written so, else those that differ in case only."""
    text = _text(value)
    if text == "" or text in prop.values:
        return [prop.values.index(text)]
    found = [code for code, known in enumerate(prop.values) if known.casefold() == text.casefold()]
    if not found:
        raise SpecError(f'"{prop.name}" is never "{text}".', f"It is for example: {_examples(prop, text)}.")
    return found


def _examples(prop: Property, text: str) -> str:
    return ", ".join(closest(text, list(prop.values[1:]))) or "none at all"


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


@dataclass(frozen=True)
class Period:
    """The events from an instant until before another, in microseconds."""

    start: int
    end: int

    @property
    def meaning(self) -> str:
        """What it says, by which questions that say the same know each other."""
        return f"{self.start}..{self.end}"

    def holds(self, shard: Shard) -> NDArray[np.uint8]:
        return within_period(shard.offsets, shard.time, self.start, self.end)


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
