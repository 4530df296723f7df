"""Rises of all series of a selection: by day, theme or touchpoint, and group."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.daily_rates import TREND
from footpath.analysis.readings.daily_series import Daily, Series, span, weekdays_of
from footpath.analysis.readings.scanning import LEAST_RATIO, Stretch, scan
from footpath.model.significance import false_discovery_q

SURE = 0.01
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Rise:
    """A stretch of a series in a group; its days are those of the index.

    Attributes:
        q: the false discovery rate among all that was looked at.
    """

    number: int
    group: int
    stretch: Stretch
    q: float = float("nan")


def look_at(daily: Daily, series: Series, labels: Sequence[str], until: int, number: int, group: int) -> list[Rise]:
    """All that is looked at in one series, in the order in which it is found; ends with the first that is not sure."""
    part = number < series.subjects
    return rises_of(
        daily.counts[number, group], daily.exposure(number, group), labels, until, (number, group), part=part
    )


def rises_of(
    counts: Ints,
    whole: Floats,
    labels: Sequence[str],
    until: int,
    named: tuple[int, int],
    *,
    part: bool,
    steady: float = TREND,
) -> list[Rise]:
    """The same of any counts and their exposure by day."""
    first, end = span(whole, until)
    weekday, found = weekdays_of(labels)[first:end], []
    for stretch in scan(counts[first:end], whole[first:end], weekday, part=part, steady=steady):
        found.append(Rise(*named, _moved(stretch, first)))
        if stretch.p > SURE:
            break
    return found


def sure_rises(looked: Sequence[Rise], besides: int = 0, families: int = 1) -> list[Rise]:
    """Those that are sure among all that was looked at, with their q.

    Args:
        besides: how many more were looked at, of which none stood out.
        families: how many such lists there are, whose false discoveries add up.
    """
    q = np.minimum(false_discovery_q([*(at.stretch.p for at in looked), *np.ones(besides)]) * families, 1.0)
    told: list[Rise] = []
    stopped: set[tuple[int, int]] = set()
    for at, chance in zip(looked, q.tolist(), strict=False):
        if chance > SURE:
            stopped.add((at.number, at.group))  # what comes after it rests on it
        elif (at.number, at.group) not in stopped and at.stretch.low > LEAST_RATIO:
            told.append(replace(at, q=chance))
    return told


def _moved(stretch: Stretch, by: int) -> Stretch:
    """The same with days counted from an earlier one."""
    days = {name: getattr(stretch, name) + by for name in ("first", "end", "earliest", "latest", "peak")}
    return replace(stretch, **days)
