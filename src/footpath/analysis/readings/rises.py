"""Rises of all series of a selection: by day, subject of texts or touchpoint, and group."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.daily_rates import TREND, fit_each, grounds
from footpath.analysis.readings.daily_series import Daily, Days, Series, Within, spans, weekdays_of
from footpath.analysis.readings.scanning import LEAST_DAYS, LEAST_TELLING, MOST_SPIKES, Stretch, scan
from footpath.analysis.readings.stretches import LEAST, LEAST_RATIO, tellings
from footpath.analysis.readings.unrest import ALONE, Unrest, by_chance, unrest_of_each, usual_unrest
from footpath.model.significance import false_discovery_q

SURE = 0.01
FAMILIES = 3  # lists of what is looked at: themes and touchpoints, sayings, segments
MOST_SHARE = 0.35  # of all texts: a saying of more says nothing
LEAST_TOLD = 12.0  # of log-likelihood against a level that never changes: less is never sure among so many
LEAST_OF_FEW = 8.0  # the same of themes, scores and promises, which are fewer
_MOST_OF_SAYING = 2  # rises: each is looked for in parts and wholes of it, too
_ENOUGH = 50  # of a series that shows what is usual
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


def within_of(series: Series, days: Days, rise: Rise) -> Within:
    """Those in a rise."""
    return Within(series, days, rise.number, rise.group, rise.stretch.first, rise.stretch.end)


@dataclass(frozen=True)
class Counted:
    """One series in one group: its counts and exposure by day.

    Attributes:
        part: what is counted is part of the exposure.
        steady: see `scan`.
        least: of log-likelihood, by which it must stand out before it is scanned, 0 for nothing.
        regular: see `Unrest`.
        there: see `scan`.
        kin: numbers of which it is part, or that are part of it: of these one is enough.
    """

    number: int
    group: int
    counts: Ints
    whole: Floats
    part: bool = True
    steady: float = TREND
    least: float = 0.0
    regular: float = 1.0
    there: Ints | None = None
    kin: frozenset[int] = frozenset()


def all_counted(daily: Daily, series: Series, groups: int) -> list[Counted]:
    """Every series in every group."""
    found = []
    for group in range(groups):
        texts = max(int(daily.texts[group].sum()), 1)
        for number in range(len(series)):
            counts = daily.counts[number, group]
            of_saying = series.is_saying(number)
            if of_saying and not LEAST <= counts.sum() <= MOST_SHARE * texts:
                continue
            whole = daily.exposure(number, group)
            if not of_saying:
                part, there = number < series.shares, daily.there(number, group)
                if there is None:
                    found.append(Counted(number, group, counts, whole, part))
                    continue
                regular = by_chance(counts, there)
                least = LEAST_OF_FEW * regular
                found.append(Counted(number, group, counts, whole, part, least=least, regular=regular, there=there))
                continue
            kin = frozenset(series.themes + other for other in series.sayings.kin(number - series.themes))
            found.append(Counted(number, group, counts, whole, least=LEAST_TOLD, kin=kin))
    return found


def rises_of(counted: Sequence[Counted], labels: Sequence[str], until: int) -> tuple[list[Rise], int]:
    """All that is looked at, each series in the order in which its rises are found until one is not sure; and how many series
    there are besides, of which nothing stood out, or of which a part, or a whole, that stands out more surely rises."""
    weekdays, looked = weekdays_of(labels), list[Rise]()
    days = _days_of(counted, until)
    usual = {part: _usual(counted, part, weekdays, days) for part in (False, True)}
    certain: set[tuple[int, int]] = set()
    for place in _most_telling_first(counted, days):
        one = counted[place]
        found = (
            []
            if (one.number, one.group) in certain
            else _look_at(one, weekdays, days[place], replace(usual[one.part], regular=one.regular))
        )
        looked += found
        if one.kin and found and found[0].stretch.p <= SURE / len(counted):
            certain |= {(number, one.group) for number in one.kin}
    order = {(one.number, one.group): place for place, one in enumerate(counted)}
    looked.sort(key=lambda rise: order[rise.number, rise.group])
    return looked, len(counted) - len({(rise.number, rise.group) for rise in looked})


def _days_of(counted: Sequence[Counted], until: int) -> list[tuple[int, int]]:
    """Of each series the first day, and the day after the last."""
    if not counted:
        return []
    firsts, ends = spans(np.array([one.whole for one in counted]), until)
    return list(zip(firsts.tolist(), ends.tolist(), strict=True))


def _alike(keys: Iterable[Hashable]) -> dict[Any, list[int]]:
    """Places by key."""
    found: dict[Any, list[int]] = {}
    for place, key in enumerate(keys):
        found.setdefault(key, []).append(place)
    return found


def _most_telling_first(counted: Sequence[Counted], days: Sequence[tuple[int, int]]) -> list[int]:
    """Places of those that stand out enough to be scanned."""
    tells = np.full(len(counted), np.inf)
    for (first, end), places in _alike(days).items():
        asked = [place for place in places if counted[place].least]
        tells[asked] = 0.0
        if end - first >= LEAST_DAYS and asked:
            counts, whole = _tables([counted[place] for place in asked], first, end)
            tells[asked] = tellings(counts, whole, LEAST_TELLING)
    telling = [place for place, one in enumerate(counted) if tells[place] >= one.least]
    return sorted(telling, key=lambda place: -tells[place])


def _tables(counted: Sequence[Counted], first: int, end: int) -> tuple[Ints, Floats]:
    """Counts and exposure by series and day."""
    return np.array([one.counts[first:end] for one in counted]), np.array([one.whole[first:end] for one in counted])


def _look_at(one: Counted, weekdays: Ints, days: tuple[int, int], usual: Unrest) -> list[Rise]:
    first, end = days
    most = _MOST_OF_SAYING if one.kin else MOST_SPIKES
    there = None if one.there is None else one.there[first:end].astype(np.float64)
    counts, whole, weekday, found = one.counts[first:end], one.whole[first:end], weekdays[first:end], []
    for stretch in scan(
        counts, whole, weekday, part=one.part, steady=one.steady, usual=usual, most=most, sure=SURE, there=there
    ):
        found.append(Rise(one.number, one.group, stretch.moved(first)))
        if stretch.p > SURE:
            break
    return found


def _usual(counted: Sequence[Counted], part: bool, weekdays: Ints, days: Sequence[tuple[int, int]]) -> Unrest:
    """How much the series of a kind usually vary, rises included: few have any."""
    found = []
    pairs = [(one, own) for one, own in zip(counted, days, strict=True) if one.part == part]
    for (steady, (first, end)), places in _alike((one.steady, own) for one, own in pairs).items():
        if end - first < LEAST_DAYS:
            continue
        counts, wholes = _tables([pairs[place][0] for place in places], first, end)
        enough = counts.sum(axis=1) >= _ENOUGH
        if enough.any():
            own = counts[enough].astype(np.float64)
            held = [grounds(weekdays[first:end], whole, part=part, steady=steady) for whole in wholes[enough]]
            regular = [pairs[place][0].regular for place, some in zip(places, enough.tolist(), strict=True) if some]
            for by, spans_of in zip(regular, unrest_of_each(own, *fit_each(own, held)), strict=True):
                found.append([(value / by, freedom) for value, freedom in spans_of])
    return usual_unrest(found) if found else ALONE


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
