"""Why did a rate change: are other customers coming, or do the same ones fare otherwise?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from footpath.analysis.funnel import Funnel, FunnelRow
from footpath.analysis.readings.features import Mask
from footpath.analysis.readings.funnel_spec import FunnelSpec
from footpath.errors import SpecError
from footpath.journeys.selection import Selection, select
from footpath.model.significance import compare_rates

DRAWS, SEED = 1_000, 20_240_101  # of the bootstrap: the same question has the same intervals
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class DecomposeRow:
    """What one segment contributes to the change of the rate between two periods.

    Attributes:
        segment: a value of ``over``; None of those without one.
        before_n, after_n: those who entered in the period and whose time is over; before_reached, after_reached: of them,
            those who got to the last step.
        before_share, after_share: of all who entered.
        mix: because the segment's share changed; rate: because its own rate did; total: both.
        …_low, …_high: 95% intervals.
        open: entered after, and may still get there; in no figure.
        change: of the whole rate: the sum of the totals of all rows.
    """

    segment: str | None
    before_n: int
    after_n: int
    before_reached: int
    after_reached: int
    before_share: float
    after_share: float
    before_rate: float
    after_rate: float
    mix: float
    mix_low: float
    mix_high: float
    rate: float
    rate_low: float
    rate_high: float
    total: float
    total_low: float
    total_high: float
    open: int
    change: float
    change_low: float
    change_high: float
    group: str | None = None


class Decompose(FunnelSpec):
    """Which segments make the change of a funnel's rate between two periods, by their number or by their own rate?

    The rate is that of the last step among those who entered in the period; what follows may lie beyond its end. With
    ``within``, those who still have time when the records end are left out, on both sides of the rate. The segments are the
    groups of `Funnel`, with ``during_of`` "entry".

    With s the share of a segment and r its rate, 0 before and 1 after, R the rate of all, and means taken over both periods:

    - mix = (s1 - s0) · (mean r - mean R): it is positive when a segment that does better than the rest grows;
    - rate = mean s · (r1 - r0).

    Mix and rate of all segments add up to R1 - R0 exactly. A segment that is absent in one period has no rate there; it is
    given that of the other, so all it contributes is mix. Where nobody entered in a period, nothing can be told apart: NaN.
    Intervals of the parts are percentiles of a thousand bootstrap samples of both periods; that of the whole change is
    Newcombe's. Customers who entered in both periods are taken for two.

    Source: E. M. Kitagawa, "Components of a difference between two rates", JASA 50 (1955); mix is centred on the mean rate,
    which leaves its sum as it is.

    Args:
        steps, within, order, per, same, exclude, entry, open: those of `Funnel`.
        before, after: two periods, as ``during``.
        over: a dimension, a trait or a calendar unit.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> old = {"a": "cart@0|device=desk pay@1", "b": "cart@0|device=phone"}
        >>> new = {"c": "cart@1d|device=desk pay@1.1d", "d": "cart@1d|device=phone", "e": "cart@1d|device=phone"}
        >>> question = Decompose("cart", "pay", before="2024-01-01", after="2024-01-02", over="device")
        >>> rows = ask(journeys({**old, **new}), question).rows
        >>> [(row.segment, round(row.mix, 4), round(row.rate, 4), round(row.total, 4)) for row in rows]
        [('desk', -0.0972, 0.0, -0.0972), ('phone', -0.0694, 0.0, -0.0694)]
        >>> round(rows[0].change, 4)  # from 1/2 to 1/3, although nobody fared otherwise
        -0.1667
    """

    ask: ClassVar[str] = "decompose"
    before: str
    after: str
    over: str

    @model_validator(mode="after")
    def _split_once(self) -> "Decompose":
        if self.by is not None or self.during is not None or self.during_of != "events":
            raise SpecError(
                'A change is split by "over", between "before" and "after".',
                'Leave out "by", "during" and "during_of".',
            )
        return self

    def answer(self, seen: Selection) -> Sequence[DecomposeRow]:
        before, after = (self._last_steps(seen, period) for period in (self.before, self.after))
        segments = list(dict.fromkeys([*before, *after]))
        n0, k0 = _counts(before, segments)
        n1, k1 = _counts(after, segments)
        parts = kitagawa(n0, k0, n1, k1)
        drawn = _drawn_parts(n0, k0, n1, k1)
        told = compare_rates([k1.sum()], [n1.sum()], [k0.sum()], [n0.sum()])
        change = float(told.difference), float(told.low), float(told.high)
        shares = _over(n0, n0.sum()), _over(n1, n1.sum())
        rates = _over(k0, n0), _over(k1, n1)
        rows = [
            DecomposeRow(
                segment,
                int(n0[at]),
                int(n1[at]),
                int(k0[at]),
                int(k1[at]),
                float(shares[0][at]),
                float(shares[1][at]),
                float(rates[0][at]),
                float(rates[1][at]),
                *_figure(parts.mix, drawn.mix, at),
                *_figure(parts.rate, drawn.rate, at),
                *_figure(parts.total, drawn.total, at),
                after[segment].open if segment in after else 0,
                *change,
            )
            for at, segment in enumerate(segments)
        ]
        return sorted(rows, key=lambda row: -abs(row.total) if row.total == row.total else 0.0)

    def members(self, seen: Selection, row: DecomposeRow) -> Sequence[Mask]:
        """Those who entered after and got to the last step."""
        funnel = self._funnel(self.after)
        sight = select(seen.index, funnel)
        last = [r for r in funnel.answer(sight) if r.group == row.segment][len(self.steps) - 1 :]
        if not last:
            return [np.zeros(view.shard.customers, dtype=np.uint8) for view in seen.views]
        return funnel.members(sight, last[0])

    def _funnel(self, period: str) -> Funnel:
        fields = {name: getattr(self, name) for name in FunnelSpec.model_fields}
        return Funnel(**{**fields, "during": period, "during_of": "entry", "by": self.over})

    def _last_steps(self, seen: Selection, period: str) -> dict[str | None, FunnelRow]:
        """The row of the last step by segment."""
        funnel = self._funnel(period)
        rows = funnel.answer(select(seen.index, funnel))
        return {row.group: row for row in rows[len(self.steps) - 1 :: len(self.steps)]}


class Parts(NamedTuple):
    """Of each segment: what its share, its rate, and both together contribute."""

    mix: Floats
    rate: Floats
    total: Floats


def kitagawa(n0: NDArray[Any], k0: NDArray[Any], n1: NDArray[Any], k1: NDArray[Any]) -> Parts:
    """The parts of a change, see `Decompose`. The last axis is that of the segments.

    Examples:
        >>> parts = kitagawa(np.array([50, 50]), np.array([40, 10]), np.array([20, 80]), np.array([18, 16]))
        >>> parts.mix.round(4).tolist(), parts.rate.round(4).tolist(), round(float(parts.total.sum()), 12)
        ([-0.129, -0.066], [0.035, 0.0], -0.16)
    """
    all0, all1 = n0.sum(axis=-1, keepdims=True), n1.sum(axis=-1, keepdims=True)
    share0, share1 = _over(n0, all0), _over(n1, all1)
    own0, own1 = _over(k0, n0), _over(k1, n1)
    rate0, rate1 = np.where(np.isnan(own0), own1, own0), np.where(np.isnan(own1), own0, own1)
    mean = (_over(k0.sum(axis=-1, keepdims=True), all0) + _over(k1.sum(axis=-1, keepdims=True), all1)) / 2
    mix = (share1 - share0) * ((rate0 + rate1) / 2 - mean)
    rate = (share0 + share1) / 2 * (rate1 - rate0)
    absent = (n0 == 0) & (n1 == 0) & ~np.isnan(mean)  # in this draw: contributes nothing
    mix, rate = np.where(absent, 0.0, mix), np.where(absent, 0.0, rate)
    return Parts(mix, rate, mix + rate)


def _over(top: NDArray[Any], bottom: Any) -> Floats:
    """A ratio, NaN where there is nothing to divide by."""
    below = np.asarray(bottom, dtype=np.float64)
    return np.asarray(np.where(below > 0, top, np.nan) / np.where(below > 0, below, 1.0), dtype=np.float64)


def _counts(rows: dict[str | None, FunnelRow], segments: list[str | None]) -> tuple[NDArray[np.int64], ...]:
    """Of each segment: who is settled, and who got to the last step."""
    found = [rows.get(segment) for segment in segments]
    n = np.array([row.entered - row.open if row else 0 for row in found], dtype=np.int64)
    return n, np.array([row.customers if row else 0 for row in found], dtype=np.int64)


def _drawn_parts(n0: NDArray[np.int64], k0: NDArray[np.int64], n1: NDArray[np.int64], k1: NDArray[np.int64]) -> Parts:
    """The parts of bootstrap samples of both periods, a row each."""
    chance = np.random.default_rng(SEED)
    drawn = [array for n, k in ((n0, k0), (n1, k1)) for array in _draw(chance, n, k)]
    return kitagawa(*drawn)


def _draw(chance: np.random.Generator, n: NDArray[np.int64], k: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
    cells, total = np.concatenate([k, n - k]), int(n.sum())
    if not total:
        return np.zeros((DRAWS, len(n)), np.int64), np.zeros((DRAWS, len(n)), np.int64)
    drawn = chance.multinomial(total, cells / total, size=DRAWS)
    reached, not_reached = drawn[:, : len(n)], drawn[:, len(n) :]
    return reached + not_reached, reached


def _figure(part: Floats, drawn: Floats, at: int) -> tuple[float, float, float]:
    low, high = np.percentile(drawn[:, at], (2.5, 97.5))
    return float(part[at]), float(low), float(high)
