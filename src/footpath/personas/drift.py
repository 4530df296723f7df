"""What has changed since groups were found: how large they are, and what their customers do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from footpath.errors import SpecError
from footpath.model.intervals import Interval, mean_interval, wilson_rate
from footpath.model.significance import Compared, compare_means, compare_rates, false_discovery_q
from footpath.personas.features import Feature, FeatureTable
from footpath.personas.features_used import grows_with_time

LEAST_CUSTOMERS = 30  # on either side, of whom a feature is known


@dataclass(frozen=True)
class Snapshot:
    """Customers and their groups at one time.

    Attributes:
        codes: the group of each row of the table.
    """

    table: FeatureTable
    codes: NDArray[np.uint8]

    def __post_init__(self) -> None:
        if len(self.codes) != len(self.table):
            raise SpecError(
                f"There are {len(self.table):,} customers and groups of {len(self.codes):,}.",
                "Give the group of each row of the table.",
            )


@dataclass(frozen=True)
class DriftRow:
    """One thing that is, or is not, as it was.

    Attributes:
        kind: "share" (how many customers are in the group) or "feature" (what its customers do).
        code: the group.
        feature: None for a share.
        before, after: the share of customers; of features the mean, and of counts, money and times the typical value (the
            geometric mean of one more, less one), which a few large ones do not move.
        before_n, after_n: customers that are known.
        difference, low, high: after less before, with its 95% interval; of counts, money and times as a part of before, where 0.1
            says that they have grown by a tenth.
        effect: Cohen's h or d.
        p, q: the chance of so large a difference, and the false discovery rate among all rows.
        after_low, after_high: the 95% interval of ``after``.
    """

    kind: Literal["share", "feature"]
    code: int
    feature: Feature | None
    before: float
    after: float
    before_n: int
    after_n: int
    difference: float
    low: float
    high: float
    effect: float
    p: float
    q: float
    after_low: float
    after_high: float


def drift(old: Snapshot, new: Snapshot, count: int) -> tuple[DriftRow, ...]:
    """Have groups grown or shrunk, and do their customers do other things than they did?

    Give the same rules to both sides, else a change of the rules is told as a change of customers, and leave those out who have no group.
    A feature is compared where 30 customers or more are known on each side; shares always. What says when customers came (their quarter,
    the date of a trait), or grows the longer they are watched (events, value), is not compared: those who came later differ in it of necessity. Both sides are taken as different customers; where most are the same ones, which
    change less than strangers differ, intervals are too wide rather than too narrow.

    Args:
        count: how many groups there are.

    Returns:
        All that was compared: shares first, by group; then features, those with q up to 5% first, traits before what they do, by the
        size of the effect.

    Examples:
        >>> table = FeatureTable(np.arange(200), (), np.empty((200, 0), np.float32))
        >>> before, after = (Snapshot(table, (np.arange(200) < n).astype(np.uint8)) for n in (100, 150))
        >>> [(row.code, row.before, row.after, row.q < 0.05) for row in drift(before, after, 2)]
        [(0, 0.5, 0.25, True), (1, 0.5, 0.75, True)]
    """
    features = tuple(
        feature for feature in old.table.features if feature in new.table.features and not grows_with_time(feature)
    )
    rows = [_share(old, new, code) for code in range(count)] if len(old.codes) and len(new.codes) else []
    sides = Snapshot(old.table.like(features), old.codes), Snapshot(new.table.like(features), new.codes)
    for code in range(count):
        rows += _features(*sides, features, code)
    q = false_discovery_q([row.p for row in rows]).tolist()
    rows = [replace(row, q=chance) for row, chance in zip(rows, q, strict=True)]
    return tuple(sorted(rows, key=_order))


def _order(row: DriftRow) -> tuple[bool, bool, bool, float, int, str]:
    if row.feature is None:
        return False, False, False, 0.0, row.code, ""
    sure, trait = row.q <= 0.05, row.feature.group == "demographic"
    return True, not sure, not trait, -abs(row.effect), row.code, row.feature.name


def _share(old: Snapshot, new: Snapshot, code: int) -> DriftRow:
    before, after = (int((side.codes == code).sum()) for side in (old, new))
    n_before, n_after = len(old.codes), len(new.codes)
    found = compare_rates([after], [n_after], [before], [n_before])
    return _row("share", code, None, found, n_before, n_after, wilson_rate(after, n_after))


def _features(old: Snapshot, new: Snapshot, features: Sequence[Feature], code: int) -> list[DriftRow]:
    before, after = (side.table.values[side.codes == code].astype(np.float64) for side in (old, new))
    rows = []
    for at, feature in enumerate(features):
        one, two = (column[~np.isnan(column)] for column in (before[:, at], after[:, at]))
        if min(len(one), len(two)) >= LEAST_CUSTOMERS:
            rows.append(compare_feature(feature, code, one, two))
    return rows


def compare_feature(feature: Feature, code: int, before: NDArray[np.float64], after: NDArray[np.float64]) -> DriftRow:
    """A feature of some customers against that of others; a row without q."""
    n_before, n_after = len(before), len(after)
    if feature.unit == "category":
        found = compare_rates([after.sum()], [n_after], [before.sum()], [n_before])
        return _row("feature", code, feature, found, n_before, n_after, wilson_rate(int(after.sum()), n_after))
    typical = feature.unit in ("count", "money", "seconds")
    if typical:
        before, after = (np.sign(side) * np.log1p(np.abs(side)) for side in (before, after))
    sides = [(len(side), side.mean(), side.var(ddof=1)) for side in (after, before)]
    found = compare_means(*([figure] for side in sides for figure in side))
    own = mean_interval(n_after, float(after.sum()), float(np.square(after).sum()))
    row = _row("feature", code, feature, found, n_before, n_after, own)
    return _as_parts(row) if typical else row


def _as_parts(row: DriftRow) -> DriftRow:
    """Means of logarithms as typical values, and their difference as a part."""
    before, after, after_low, after_high = (
        float(np.sign(value) * np.expm1(abs(value))) for value in (row.before, row.after, row.after_low, row.after_high)
    )
    difference, low, high = (float(np.expm1(value)) for value in (row.difference, row.low, row.high))
    return replace(
        row,
        before=before,
        after=after,
        difference=difference,
        low=low,
        high=high,
        after_low=after_low,
        after_high=after_high,
    )


def _row(
    kind: Literal["share", "feature"],
    code: int,
    feature: Feature | None,
    found: Compared,
    n_before: int,
    n_after: int,
    own: Interval,
) -> DriftRow:
    return DriftRow(
        kind=kind,
        code=code,
        feature=feature,
        before=float(found.second),
        after=float(found.first),
        before_n=n_before,
        after_n=n_after,
        difference=float(found.difference),
        low=float(found.low),
        high=float(found.high),
        effect=float(found.effect),
        p=float(found.p),
        q=float("nan"),
        after_low=own.low,
        after_high=own.high,
    )
