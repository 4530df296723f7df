"""Since when? The month from which a pain's main signal is worse than before, when there is such a month."""

from collections.abc import Sequence
from dataclasses import replace

from footpath.maps.pains.cells import DELAY, SCORE, Cell, Signal, cells_of
from footpath.maps.pains.chance import Effect, chance_of, mean_effect, rate_effect
from footpath.maps.pains.finding import Finding, Onset
from footpath.maps.scene import Scene

LEAST_SHARE = 0.1  # of the records on either side of a split
LARGEST_CHANCE = 0.001  # after correction for the number of months tried
LEAST_SHRINK = 0.5  # before, the difference to the rest was less than this share of what it is since
MOST_MONTHS = 36


def date_onset(scene: Scene, finding: Finding) -> Onset | None:
    """The month since which the first signal is clearly worse than before; None when it was always so, or unclear."""
    if not finding.signals or finding.signals[0].kind == DELAY:
        return None
    main = finding.signals[0]
    months = _months(scene)
    if not 4 <= len(months) <= MOST_MONTHS:
        return None
    series = [_cell_of(scene, main.cell.signal, finding, month) for month in months]
    best: tuple[float, int] | None = None
    for split in range(1, len(months)):
        before, since = _sum(series[:split]), _sum(series[split:])
        if before is None or since is None:
            continue
        total = before.n + since.n
        if min(before.n, since.n) < LEAST_SHARE * total:
            continue
        effect = _effect(before, since)
        chance = chance_of(effect) * (len(months) - 1)
        if chance < LARGEST_CHANCE and _was_fine(before, since, main.cell.rest_value):
            z = effect.size / effect.error
            best = max(best or (z, split), (z, split))
    if best is None:
        return None
    at = best[1]
    return Onset(months[at], f"{months[0]}-01..{months[at]}-01", f"{months[at]}-01..{_after(months[-1])}")


def _months(scene: Scene) -> list[str]:
    rows = scene.book.rows({"ask": "overview", "by": "month"})
    return sorted(str(row["group"]) for row in rows if row.get("group"))


def _cell_of(scene: Scene, signal: Signal, finding: Finding, month: str) -> Cell | None:
    monthly = replace(signal, question={**signal.question, "during": month})
    by = finding.segment[0] if finding.segment else None
    group = finding.segment[1] if finding.segment else None
    cells = cells_of(scene.book, monthly, by)
    return next((c for c in cells if c.touchpoint == finding.touchpoint and c.group == group), None)


def _sum(cells: Sequence[Cell | None]) -> Cell | None:
    known = [cell for cell in cells if cell is not None]
    n = sum(cell.n for cell in known)
    if not n:
        return None
    value = sum(cell.value * cell.n for cell in known) / n
    variance = sum(cell.variance * cell.n for cell in known) / n
    return replace(known[0], n=n, value=value, variance=variance, hits=sum(cell.hits for cell in known))


def _effect(before: Cell, since: Cell) -> Effect:
    if before.signal.kind == SCORE:
        return mean_effect(before.value, since.value, before.variance, since.variance, before.n, since.n)
    return rate_effect(since.hits, since.n, before.hits, before.n)


def _was_fine(before: Cell, since: Cell, rest: float) -> bool:
    """Was the difference to the rest small before?"""
    return abs(before.value - rest) < LEAST_SHRINK * abs(since.value - rest)


def _after(month: str) -> str:
    """The first day of the month after."""
    year, number = int(month[:4]), int(month[5:7])
    return f"{year + number // 12}-{number % 12 + 1:02d}-01"
