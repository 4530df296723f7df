"""Compare each cell with its comparable rest, and keep what is worse by more than chance and by enough to matter."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from footpath.maps.pains.cells import DELAY, FRUSTRATION, LEAVING, PROMISE, REPEAT, SCORE, WORDS, Cell
from footpath.maps.pains.chance import (
    Effect,
    Usual,
    chance_of,
    log_odds,
    mean_effect,
    rate_effect,
    usual_effect,
)
from footpath.model.significance import below_false_discovery_rate


class Least(NamedTuple):
    """What a difference must be at least to matter: in points (or seconds), as a ratio, and the n on both sides."""

    points: float
    ratio: float
    n: int


# Against the same touchpoint's other groups: what is compared is alike, so a small difference already tells.
AMONG_GROUPS = {
    LEAVING: Least(0.05, 1.25, 50),
    REPEAT: Least(0.05, 1.25, 50),
    PROMISE: Least(0.05, 1.5, 30),
    SCORE: Least(0.2, 1.0, 30),  # of experience, −1..1: 0.4 on a scale of 1 to 5
    DELAY: Least(60.0, 1.5, 30),
    FRUSTRATION: Least(0.05, 1.5, 50),
    WORDS: Least(0.05, 1.5, 30),
}
# Against other touchpoints, which differ for reasons of their own: only a large difference tells.
AMONG_TOUCHPOINTS = {
    LEAVING: Least(0.10, 1.4, 100),
    REPEAT: Least(0.10, 1.5, 100),
    PROMISE: Least(0.05, 1.5, 50),
    SCORE: Least(0.35, 1.0, 30),
    DELAY: Least(60.0, 3.0, 50),
    FRUSTRATION: Least(0.05, 2.0, 100),
    WORDS: Least(0.10, 2.0, 50),
}
UNLIKELY = 0.025  # for a signal that agrees with one that was found
MOST_SHARE = 0.8  # a group of more than this is nearly everybody, and no segment
SLOW_ENOUGH = 0.4  # of a group's waits lie beyond the rest's third quartile, where 0.25 would


@dataclass(frozen=True)
class Comparison:
    """A cell that was tried: how large the effect, how usual such effects are, and how likely by chance."""

    cell: Cell
    by: str | None
    effect: Effect
    usual: Usual
    chance: float

    @property
    def kind(self) -> str:
        return self.cell.signal.kind

    @property
    def touchpoint(self) -> str:
        return self.cell.touchpoint

    @property
    def segment(self) -> tuple[str, str] | None:
        """(dimension, value), or None for all customers."""
        return None if self.by is None or self.cell.group is None else (self.by, self.cell.group)

    @property
    def z(self) -> float:
        """How far the effect stands out of its usual range."""
        return (self.effect.size - max(self.usual.centre, 0.0)) / math.hypot(self.effect.error, self.usual.spread, 1e-9)


def compare_groups(cells: Iterable[Cell], by: str) -> list[Comparison]:
    """Each group against the touchpoint's other groups; peers are the same group at the other touchpoints.

    A group that does worse at every touchpoint is a trait of the group, not a pain of one touchpoint.
    """
    by_group: dict[str | None, list[Cell]] = defaultdict(list)
    for cell in cells:
        if _is_large(cell, AMONG_GROUPS) and cell.n <= MOST_SHARE * (cell.n + cell.rest_n):
            by_group[cell.group].append(cell)
    return [found for group in by_group.values() for found in _among(group, [effect_of(cell) for cell in group], by)]


def compare_touchpoints(cells: Sequence[Cell], stage_of: dict[str, str | None]) -> list[Comparison]:
    """Each touchpoint against the others; the spread among them all says how much touchpoints differ anyway.

    Rates are compared with those of the same stage, for the steps of one stage are alike (of all where it has fewer than
    three); experience is compared with all.
    """
    large = [cell for cell in cells if _is_large(cell, AMONG_TOUCHPOINTS)]
    effects = [_effect_among_touchpoints(cell, large, stage_of) for cell in large]
    return _among(large, effects, None)


def matters(found: Comparison) -> bool:
    """Is the difference large enough to matter, whatever its chance?"""
    cell = found.cell
    least = (AMONG_TOUCHPOINTS if found.by is None else AMONG_GROUPS)[found.kind]
    if found.kind == SCORE:
        return cell.rest_value - cell.value >= least.points
    ratio = cell.value / cell.rest_value if cell.rest_value > 0 else math.inf
    if found.kind == DELAY and cell.hits / cell.n < SLOW_ENOUGH:
        return False
    return cell.value - cell.rest_value >= least.points and ratio >= least.ratio


def findings(tried: Sequence[Comparison]) -> list[Comparison]:
    """Those that matter among those that are no accident, given how many were tried.

    The comparisons of touchpoints with each other and those of groups within touchpoints are two families, each
    corrected for its own number: how much touchpoints differ anyway bounds how improbable the first can get.
    """
    kept: list[Comparison] = []
    for family in ([c for c in tried if c.by is None], [c for c in tried if c.by is not None]):
        no_accident = below_false_discovery_rate([comparison.chance for comparison in family])
        kept += [
            comparison for comparison, keep in zip(family, no_accident, strict=True) if keep and matters(comparison)
        ]
    return kept


def agreeing(tried: Sequence[Comparison], found: Sequence[Comparison]) -> list[Comparison]:
    """Other signals that matter at a touchpoint, and in a segment, where one was found.

    Where one signal stands out, another that says the same need not stand out from all that were tried: it need only be
    unlikely for itself.
    """
    places = {(comparison.touchpoint, comparison.segment) for comparison in found}
    known = {id(comparison) for comparison in found}
    return [
        comparison
        for comparison in tried
        if (comparison.touchpoint, comparison.segment) in places
        and id(comparison) not in known
        and comparison.chance <= UNLIKELY
        and matters(comparison)
    ]


def _among(cells: Sequence[Cell], effects: Sequence[Effect], by: str | None) -> list[Comparison]:
    found = []
    for at, (cell, effect) in enumerate(zip(cells, effects, strict=True)):
        peers = [other for j, other in enumerate(effects) if j != at and cells[j].touchpoint != cell.touchpoint]
        usual = usual_effect(peers)
        if by is None:  # effects among touchpoints are already taken from their centre
            usual = usual._replace(centre=0.0)
        found.append(Comparison(cell, by, effect, usual, chance_of(effect, usual)))
    return found


def effect_of(cell: Cell) -> Effect:
    """How much worse a cell is than its rest."""
    if cell.signal.kind == SCORE:
        return mean_effect(cell.rest_value, cell.value, cell.rest_variance, cell.variance, max(cell.rest_n, 1), cell.n)
    return rate_effect(cell.hits, cell.n, cell.rest_hits, cell.rest_n)


def _effect_among_touchpoints(cell: Cell, cells: Sequence[Cell], stage_of: dict[str, str | None]) -> Effect:
    others = [c for c in cells if c.touchpoint != cell.touchpoint]
    alike = [c for c in others if stage_of.get(c.touchpoint) == stage_of.get(cell.touchpoint)]
    if cell.signal.kind == SCORE:
        centre = usual_effect([Effect(c.value, math.sqrt(c.variance / c.n)) for c in others])
        middle = centre.centre if len(others) >= 4 else cell.rest_value
        return Effect(middle - cell.value, math.sqrt(cell.variance / cell.n))
    if cell.signal.kind == WORDS:  # of each subject, how often it is told here and elsewhere
        return rate_effect(cell.hits, cell.n, cell.rest_hits, cell.rest_n)
    peers = alike if len(alike) >= 3 else others
    if not peers:
        return Effect(0.0, 1.0)
    own = log_odds(cell.hits, cell.n)
    sizes = sorted(log_odds(c.hits, c.n).size for c in peers)
    middle = (sizes[(len(sizes) - 1) // 2] + sizes[len(sizes) // 2]) / 2
    return Effect(own.size - middle, own.error)


def _is_large(cell: Cell, least: dict[str, Least]) -> bool:
    n = least[cell.signal.kind].n
    return cell.n >= n and cell.rest_n >= n
