"""An outcome that customers reach or do not, and rows that tell what goes with it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.differences import ALPHA
from footpath.journeys.index import Index
from footpath.journeys.selection import Selection
from footpath.journeys.steps import Step, match_step
from footpath.model.significance import false_discovery_q


class Tested(Protocol):
    """A row that was tested."""

    @property
    def p(self) -> float: ...
    @property
    def q(self) -> float: ...
    @property
    def effect(self) -> float: ...
    @property
    def group(self) -> str | None: ...


Row = TypeVar("Row", bound=Tested)


def outcome_flags(index: Index, outcome: Step | None) -> NDArray[np.uint8]:
    """1 for each touchpoint that is the outcome; none is where the outcome is staying."""
    flags = np.zeros(len(index.names), dtype=np.uint8)
    if outcome is not None:
        flags[list(match_step(index, outcome)[1])] = 1
    return flags


def channel_numbers(index: Index) -> NDArray[np.int64]:
    """Of each touchpoint the number of its channel."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(index.channels))}
    return np.array([numbers[name] for name in index.channels], dtype=np.int64)


def surest_first(seen: Selection, rows: Sequence[Row]) -> list[Row]:
    """With the false discovery rate over them all; by group, those with q up to 5% before the others, each by their effect."""
    q = false_discovery_q([row.p for row in rows])
    held = [replace(row, q=float(chance)) for row, chance in zip(rows, q, strict=True)]  # type: ignore[type-var]
    place = {seen.labels[group]: at for at, group in enumerate(seen.order)}
    return sorted(held, key=lambda row: (place[row.group], row.q > ALPHA, -abs(row.effect)))
