"""How long until something happens next?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.dwell_times import (
    Met,
    Waited,
    WaitReading,
    between,
    count_above,
    pick_of_rest,
    pools_of,
    rest_of_pools,
    wanted_by_all,
)
from footpath.analysis.readings.gaps import Cells, gap_customers
from footpath.analysis.readings.kaplan_meier import NEVER, curve_of, ranks_on
from footpath.analysis.readings.leaving import left_before
from footpath.analysis.readings.places import one_touchpoint, places
from footpath.analysis.readings.spread import bins_for, interval_ranks, mark_bins
from footpath.engine import run
from footpath.journeys.selection import Selection
from footpath.model.intervals import wilson_rate

MEDIAN, SLOW, LONG = 0.5, 0.75, 0.9


@dataclass(frozen=True)
class DwellRow:
    """Visits that something followed, the median and 90th percentile of the time until then, and the same of the rest.

    ``slow`` is the share of the visits that took longer than three quarters of the rest did; its interval is low to high.
    Without an effect it is a quarter. ``median_low`` to ``median_high`` is the interval of the median; ``total_s`` the sum.

    Visits that nothing has followed are ``open`` while the customer may still come, else they ``left``. ``km_median_s`` is the
    time by which half of all visits, these included, are followed by something, as Kaplan and Meier estimate it, with its
    interval ``km_low`` to ``km_high``, and ``km_p90_s`` that of nine in ten; infinite when it never comes to that.
    """

    touchpoint: str
    stage: str | None
    n: int
    open: int
    left: int
    median_s: float
    median_low: float
    median_high: float
    p90_s: float
    rest_n: int
    rest_median_s: float
    slow: float
    low: float
    high: float
    total_s: float
    km_median_s: float
    km_low: float
    km_high: float
    km_p90_s: float
    group: str | None = None


class Dwell(JourneyQuestion):
    """How long is it from a touchpoint to the customer's next event?

    A visit counts when another event of the customer follows, whatever it is. The rest is the same touchpoint's other groups,
    or without ``by`` the other touchpoints of the stage (all others where there is no stage). ``during`` and ``by`` speak of
    the visit; the event that follows may lie beyond the period. Quantiles are exact, in proportion between neighbours.

    The last event of a journey has no dwell yet: it is open or its customer left, by the rule of `footpath.analysis.readings.leaving`,
    and it is in no figure but those that begin with ``km_``, where it is known to wait since then until the last instant that
    the index knows. These tell a touchpoint where few go on, but soon, from one where all go on soon. In them, such a wait is
    rounded up by less than a hundredth of itself (more when rows are thousands), while waits that ended are exact.

    Args:
        touchpoint: show this one only; the rest it is compared with stays the same.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="mail@0|device=phone reply@10", bob="mail@0|device=desk reply@2 mail@5|device=desk reply@9")
        >>> for row in ask(index, Dwell(touchpoint="mail", by="device")).rows:
        ...     print(row.group, row.n, row.median_s / 60, row.rest_n, row.rest_median_s / 60, row.slow)
        desk 2 3.0 1 10.0 0.0
        phone 1 10.0 2 3.0 1.0
        >>> index = journeys(ann="mail@0 reply@1d", bob="mail@1d", eve="mail@0 reply@3d", dan="mail@0 reply@4d")
        >>> mail = ask(index, Dwell()).rows[0]
        >>> mail.n, mail.open, mail.left, mail.median_s / 86400, mail.km_median_s / 86400, mail.total_s / 86400
        (3, 1, 0, 3.0, 3.0, 8.0)
    """

    ask: ClassVar[str] = "dwell"
    anchored: ClassVar[bool] = True
    touchpoint: str | None = None

    def answer(self, seen: Selection) -> Sequence[DwellRow]:
        only = one_touchpoint(seen.index, self.touchpoint)
        met = run(Met(len(seen.index.names)), seen.views)
        shown = np.arange(len(met)) if only is None else np.flatnonzero(met == only)
        if not len(shown):
            return []
        figures = _figures(seen, met, shown, split=self.by is not None)
        return [
            _row(seen, figures, int(met[number]), number * seen.groups + group)
            for group in seen.order
            for number in shown.tolist()
            if figures.n[number * seen.groups + group]
        ]

    def members(self, seen: Selection, row: DwellRow) -> Sequence[NDArray[np.uint8]]:
        """Those with a visit that something followed."""
        cell = seen.index.names.index(row.touchpoint) * seen.groups + seen.labels.index(row.group)
        return gap_customers(seen, _cells(seen), cell)


def _cells(seen: Selection) -> Cells:
    count = len(seen.index.names)
    return Cells(np.arange(count), np.zeros(count, dtype=np.int64), count, 1, seen.groups)


class Figures(NamedTuple):
    """By cell, in seconds; see `DwellRow`. ``km`` are the median, the ends of its interval and the 90th percentile."""

    waited: Waited
    n: NDArray[np.int64]
    median: NDArray[np.float64]
    ends: NDArray[np.float64]
    p90: NDArray[np.float64]
    rest_n: NDArray[np.int64]
    rest_median: NDArray[np.float64]
    slower: NDArray[np.int64]
    km: NDArray[np.float64]


def _figures(seen: Selection, met: NDArray[np.int64], shown: NDArray[np.int64], *, split: bool) -> Figures:
    """Those of the touchpoints that are met, of which some are shown; whom nobody meets has no cells, and is nobody's rest."""
    touchpoints = len(seen.index.names)
    bins = replace(bins_for(touchpoints * seen.groups), cells=len(met) * seen.groups)
    number_of = np.full(touchpoints, -1, np.int64)
    number_of[met] = np.arange(len(met))
    reading = WaitReading(seen.groups, bins, seen.index.as_of_us or 0, number_of, left_before(seen))
    waited = run(reading, seen.views)
    spread, edges = waited.ended, bins.edges()
    pools = pools_of(places(seen.index).peers[met], seen.groups, split=split)
    hidden = ~np.repeat(np.isin(np.arange(len(met)), shown), seen.groups)
    rest = rest_of_pools(spread.table, pools)
    n, rest_n = spread.table.sum(axis=1), rest.sum(axis=1)
    median, median_part = _neighbours(n, MEDIAN)
    p90, p90_part = _neighbours(n, LONG)
    rest_median, rest_part = _neighbours(rest_n, MEDIAN)
    slow, slow_part = _neighbours(rest_n, SLOW)
    ends, km = interval_ranks(n, MEDIAN), _km_ranks(waited, hidden)
    own_ranks = np.concatenate([median, p90, np.where(n[:, None] > 0, ends, -1), km], axis=1)
    rest_ranks = np.concatenate([rest_median, slow], axis=1)
    own_ranks[hidden], rest_ranks[hidden] = -1, -1
    wanted = spread.bins_of(own_ranks) | between(rest, rest_ranks[:, 2:])
    fetched = spread.fetch(seen.views, wanted | wanted_by_all(mark_bins(rest, rest_ranks, edges), pools))
    own = spread.pick(own_ranks, fetched)
    others = pick_of_rest(rest, rest_ranks, fetched, pools, edges)
    return Figures(
        waited,
        n,
        _in_proportion(own[:, 0:2], median_part) / 1e6,
        np.where(ends < 0, np.array([-np.inf, np.inf]), own[:, 4:6]) / 1e6,
        _in_proportion(own[:, 2:4], p90_part) / 1e6,
        rest_n,
        _in_proportion(others[:, 0:2], rest_part) / 1e6,
        count_above(spread, fetched, _in_proportion(others[:, 2:4], slow_part)),
        np.where(km == NEVER, np.inf, own[:, 6:10]) / 1e6,
    )


def _neighbours(n: NDArray[np.int64], share: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The two ranks that a quantile lies between, -1 where there is nothing, and how far it is from the first."""
    place = np.maximum(n - 1, 0) * share
    below = place.astype(np.int64)
    above = np.minimum(below + 1, np.maximum(n - 1, 0))
    return np.where(n[:, None] > 0, np.stack([below, above], axis=1), -1), place - below


def _in_proportion(ends: NDArray[np.float64], part: NDArray[np.float64]) -> NDArray[np.float64]:
    return ends[:, 0] + part * (ends[:, 1] - ends[:, 0])


def _km_ranks(waited: Waited, hidden: NDArray[np.bool_]) -> NDArray[np.int64]:
    """By cell that is shown, which of the ended waits are Kaplan and Meier's median, the ends of its interval and the 90th percentile."""
    ranks = np.full((len(waited.unended), 4), NEVER)
    for cell in np.flatnonzero(waited.ended.table.any(axis=1) & ~hidden).tolist():
        used = np.flatnonzero(waited.ended.table[cell] + waited.unended[cell])
        ended, unended = waited.ended.table[cell, used], waited.unended[cell, used]
        curve = curve_of(ended, unended)
        ranks[cell] = [*ranks_on(curve, ended, MEDIAN), ranks_on(curve, ended, LONG).at]
    return ranks


def _row(seen: Selection, figures: Figures, code: int, cell: int) -> DwellRow:
    n, rest_n, slower = int(figures.n[cell]), int(figures.rest_n[cell]), int(figures.slower[cell])
    share, low, high = (slower / n, *wilson_rate(slower, n)) if rest_n else (float("nan"), 0.0, 1.0)
    median_low, median_high = figures.ends[cell].tolist()
    km_median, km_low, km_high, km_p90 = figures.km[cell].tolist()
    return DwellRow(
        touchpoint=seen.index.names[code],
        stage=seen.index.stage_of(code),
        n=n,
        open=int(figures.waited.open[cell]),
        left=int(figures.waited.left[cell]),
        median_s=float(figures.median[cell]),
        median_low=median_low,
        median_high=median_high,
        p90_s=float(figures.p90[cell]),
        rest_n=rest_n,
        rest_median_s=float(figures.rest_median[cell]),
        slow=share,
        low=low,
        high=high,
        total_s=float(figures.waited.total_s[cell]),
        km_median_s=km_median,
        km_low=km_low,
        km_high=km_high,
        km_p90_s=km_p90,
        group=seen.labels[cell % seen.groups],
    )
