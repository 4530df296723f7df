"""Since when? The month from which a pain's main signal is worse than before, when there is such a month."""

import math
from collections.abc import Sequence
from dataclasses import replace

from footpath.maps.pains.cells import DELAY, LEAVING, Cell, Signal, cells_of
from footpath.maps.pains.chance import upper_tail
from footpath.maps.pains.compare import effect_of
from footpath.maps.pains.finding import Finding, Onset
from footpath.maps.scene import Scene

LEAST_SHARE = 0.05  # of the records on either side of a split
LARGEST_CHANCE = 0.001  # after correction for the number of months tried
LEAST_SHRINK = 0.5  # before, the difference to the rest was less than this share of what it is since then
MOST_MONTHS = 36


def date_onset(scene: Scene, finding: Finding) -> Onset | None:
    """The month since which the first signal is clearly worse than before; None when it was always so, or unclear."""
    if not finding.signals or finding.signals[0].kind == DELAY:
        return None
    main = finding.signals[0]
    months = list(scene.months)
    if main.kind == LEAVING:
        months = months[:-1]  # who came last has had too little time to come back
    if not 4 <= len(months) <= MOST_MONTHS:
        return None
    series = [_cell_of(scene, main.cell.signal, finding, month) for month in months]
    best = max((found for split in range(1, len(months)) if (found := _change(series, split))), default=None)
    if best is None:
        return None
    at = best[1]
    return Onset(months[at], f"{months[0]}-01..{months[at]}-01", f"{months[at]}-01..{_after(months[-1])}")


def _change(series: Sequence[Cell | None], split: int) -> tuple[float, int] | None:
    """(z, month) when it is clearly worse from that month on than before, measured against the rest at the same times.

    Against the rest, for what changes with the calendar (seasons, and that the last visit of those who came early is
    more often their last of all) changes for the rest as well.
    """
    before, since = _sum(series[:split]), _sum(series[split:])
    if before is None or since is None or min(before.n, since.n) < LEAST_SHARE * (before.n + since.n):
        return None
    if abs(before.value - before.rest_value) >= LEAST_SHRINK * abs(since.value - since.rest_value):
        return None
    one, other = effect_of(since), effect_of(before)
    z = (one.size - other.size) / math.hypot(one.error, other.error, 1e-9)
    return (z, split) if upper_tail(z) * (len(series) - 1) < LARGEST_CHANCE else None


def _cell_of(scene: Scene, signal: Signal, finding: Finding, month: str) -> Cell | None:
    monthly = replace(signal, question={**signal.question, "during": month})
    by = finding.segment[0] if finding.segment else None
    group = finding.segment[1] if finding.segment else None
    cells = cells_of(scene.book, monthly, by)
    return next((c for c in cells if c.touchpoint == finding.touchpoint and c.group == group), None)


def _sum(cells: Sequence[Cell | None]) -> Cell | None:
    known = [cell for cell in cells if cell is not None]
    n, rest_n = sum(cell.n for cell in known), sum(cell.rest_n for cell in known)
    if not n or not rest_n:
        return None
    return replace(
        known[0],
        n=n,
        rest_n=rest_n,
        value=sum(cell.value * cell.n for cell in known) / n,
        rest_value=sum(cell.rest_value * cell.rest_n for cell in known) / rest_n,
        variance=sum(cell.variance * cell.n for cell in known) / n,
        rest_variance=sum(cell.rest_variance * cell.rest_n for cell in known) / rest_n,
        hits=sum(cell.hits for cell in known),
        rest_hits=sum(cell.rest_hits for cell in known),
    )


def _after(month: str) -> str:
    """The first day of the month after."""
    year, number = int(month[:4]), int(month[5:7])
    return f"{year + number // 12}-{number % 12 + 1:02d}-01"
