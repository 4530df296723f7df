"""Find what goes better than elsewhere: by scores, words, staying and speed, fused at one touchpoint in one segment.

Where something hurts, its other customers are no praise: that desktops do better than slow phones is the phones' pain.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple

from footpath.maps.pains.cells import DELAY, LEAVING, SCORE, WORDS, Cell, cells_of
from footpath.maps.pains.chance import LEAST_PEERS, Effect, chance_of, usual_effect
from footpath.maps.pains.compare import Comparison, compare_groups, compare_touchpoints
from footpath.maps.pains.looking import late_starters, may_be_left, signals, speaks_of_itself, splits, wait_signals
from footpath.maps.pains.words import THEMES, word_cells
from footpath.maps.praises.mirror import PRAISED, mirrored
from footpath.maps.scene import Scene
from footpath.model.catalogue import REMAINDER
from footpath.model.intervals import Z95
from footpath.model.significance import below_false_discovery_rate

MOST_PRAISES = 5
LEAST_WAITS = 30  # of a group, and of the rest
LEAST_FELT = 30  # scores and texts, for how a touchpoint feels
LEAST_OF_SEGMENT = 100  # customers, scores or waits that a segment is praised for
MINORITY = 0.5  # that more than half do better than the rest is the rest's trouble
GOOD_MOOD = 0.3  # of what is said of a theme: its interval lies above
GREAT = {SCORE: 0.5, LEAVING: 0.3, DELAY: 3.0, WORDS: 0.5}  # experience, shares, halvings of time: a size of 1


class Better(NamedTuple):
    """What a difference must be at least, against other touchpoints and against other groups of the same."""

    touchpoints: float
    groups: float


LEAST = {SCORE: Better(0.1, 0.2), LEAVING: Better(0.05, 0.05), DELAY: Better(1.0, 1.0), WORDS: Better(0.1, 0.1)}


@dataclass(frozen=True)
class Praised:
    """What is praised before it is told; ``signals`` are ordered: the first is the one that names it."""

    touchpoint: str
    segment: tuple[str, str] | None
    signals: tuple[Comparison, ...]
    strength: float

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(PRAISED[signal.kind] for signal in self.signals)

    @property
    def where(self) -> dict[str, Any]:
        return {} if self.segment is None or self.segment[0] == "weekend" else dict([self.segment])


def find_praise(scene: Scene, hurting: Collection[str]) -> list[Praised]:
    """The strongest five, the strongest first.

    Args:
        hurting: touchpoints with a pain: nothing is praised there.
    """
    tried = [found for found in _tried(scene, hurting) if found.touchpoint not in hurting]
    kept = [found for found in _no_accidents(tried) if _is_merit(scene, found, hurting)]
    by_place: dict[str, list[Comparison]] = defaultdict(list)
    for found in kept:
        by_place[found.touchpoint].append(found)
    praised = [_fuse(scene, found) for found in by_place.values()]
    return sorted(praised, key=lambda one: (-one.strength, one.touchpoint))[:MOST_PRAISES]


def _is_merit(scene: Scene, found: Comparison, hurting: Collection[str]) -> bool:
    """Is it a merit of the place, and not its nature?

    Less poor than the rest is none: a score that is praised is a good one (scores are turned round here). Words speak well of
    what a place is about, so they count where it also feels better than places where nothing hurts. Where nobody at all leaves, the
    records leave no room to.
    """
    if found.kind == SCORE:
        return found.cell.value < 0
    if found.kind == WORDS:
        return _feels_better(scene, found.touchpoint, hurting)
    return found.kind != LEAVING or found.cell.hits < found.cell.n


def _feels_better(scene: Scene, touchpoint: str, hurting: Collection[str]) -> bool:
    """Than half of the other touchpoints without a pain, for certain and by enough."""
    rows = [r for r in scene.book.rows({"ask": "experience", "per": "touchpoint"}) if r["n"] >= LEAST_FELT]
    own = next((row for row in rows if row["touchpoint"] == touchpoint), None)
    others = [row["experience"] for row in rows if row is not own and row["touchpoint"] not in hurting]
    if own is None or own["low"] is None or len(others) < LEAST_PEERS:
        return False
    usual = median(others)
    return bool(own["experience"] - usual >= LEAST[SCORE].touchpoints and own["low"] > usual)


def better_by(found: Comparison) -> float:
    """By how much it is better, in the signal's own measure; of waits, how many times halved."""
    cell = found.cell
    if found.kind == SCORE:
        return cell.rest_value - cell.value
    if found.kind == DELAY:
        return math.log2(cell.rest_value / cell.value) if cell.value > 0 and cell.rest_value > 0 else 0.0
    return cell.value - cell.rest_value


def _tried(scene: Scene, hurting: Collection[str]) -> Iterable[Comparison]:
    stage_of = {name: scene.stage_of(name) for name in scene.touchpoint_rows}
    undivided = [signal for signal in signals(scene) if signal.kind in (SCORE, LEAVING)]
    for signal in undivided:
        if signal.kind == SCORE:  # that a step is not left is its nature more often than its merit
            spoken = _spoken_of(scene, _turned(scene, cells_of(scene.book, signal)), hurting)
            yield from compare_touchpoints(spoken, stage_of)
    if scene.evidence.heard:
        yield from compare_touchpoints(_turned(scene, word_cells(scene, THEMES, told=_is_good)), stage_of)
    waits = wait_signals(scene)
    for dimension, groups in splits(scene):
        for signal in undivided:
            among = groups - late_starters(scene, dimension) if signal.kind == LEAVING else groups
            cells = _turned(scene, cells_of(scene.book, signal, dimension))
            yield from compare_groups([cell for cell in cells if cell.group in among], dimension)
        fast = [cell for wait in waits for cell in _turned(scene, cells_of(scene.book, wait, dimension))]
        yield from _compare_speeds([cell for cell in fast if cell.group in groups], dimension)


def _spoken_of(scene: Scene, cells: Sequence[Cell], hurting: Collection[str]) -> list[Cell]:
    """Places of which customers speak themselves, where nothing hurts: only these tell how much places differ anyway.

    Where a survey of the whole came after a visit, or a complaint was brought, what is felt is not about the place. All cells
    count where too few say what they are about.
    """
    own = [c for c in cells if c.touchpoint not in hurting and speaks_of_itself(scene, c.touchpoint)]
    stated = [c for c in own if (c.row.get("stated") or 0) >= LEAST_FELT]
    return stated if len(stated) > LEAST_PEERS else list(cells)


def _compare_speeds(cells: Sequence[Cell], by: str) -> Iterable[Comparison]:
    """Medians of waits, for a share of slow ones cannot get far below the quarter of them that is slow anyway.

    Peers are the same group's other waits; the rest is taken to vary as the group does.
    """
    known = [(cell, effect) for cell in cells if cell.n >= LEAST_WAITS and (effect := _speed(cell))]
    for cell, effect in known:
        others = [e for c, e in known if c.group == cell.group and c.touchpoint != cell.touchpoint]
        usual = usual_effect(others)
        yield Comparison(cell, by, effect, usual, chance_of(effect, usual))


def _speed(cell: Cell) -> Effect | None:
    """How many times shorter the median is, as a logarithm, with its standard error from the median's interval."""
    low, high = cell.row.get("median_low"), cell.row.get("median_high")
    if not low or not high or cell.value <= 0 or cell.rest_value <= 0 or cell.rest_n < LEAST_WAITS:
        return None
    error = math.log(high / low) / (2 * Z95) * math.sqrt(1 + cell.n / cell.rest_n)
    return Effect(math.log(cell.rest_value / cell.value), max(error, 1e-6))


def _turned(scene: Scene, cells: Iterable[Cell]) -> list[Cell]:
    return [mirrored(cell) for cell in cells if _may_be_praised(scene, cell)]


def _may_be_praised(scene: Scene, cell: Cell) -> bool:
    if cell.touchpoint == REMAINDER or scene.stage_of(cell.touchpoint) is None:
        return False
    if cell.signal.kind != LEAVING:
        return True
    concept = scene.concepts.get(cell.touchpoint)
    looking_around = concept is not None and concept.browse  # who does so goes on to another page, or comes another day
    return not looking_around and may_be_left(scene, cell.touchpoint, cell.rest_value)


def _is_good(row: Mapping[str, Any]) -> bool:
    low = row.get("experience_low")
    return low is not None and low > GOOD_MOOD


def _no_accidents(tried: Sequence[Comparison]) -> list[Comparison]:
    """Those that are enough better among those that are no accident, given how many were tried."""
    kept: list[Comparison] = []
    for family in ([c for c in tried if c.by is None], [c for c in tried if c.by is not None]):
        sure = below_false_discovery_rate([c.chance for c in family])
        kept += [c for c, is_sure in zip(family, sure, strict=True) if is_sure and _is_enough(c)]
    return kept


def _is_enough(found: Comparison) -> bool:
    least = LEAST[found.kind].touchpoints if found.by is None else LEAST[found.kind].groups
    if found.by is not None and found.cell.n < LEAST_OF_SEGMENT:
        return False
    small = found.cell.n <= MINORITY * (found.cell.n + found.cell.rest_n)
    return better_by(found) >= least and (found.by is None or small)


def _fuse(scene: Scene, found: Sequence[Comparison]) -> Praised:
    """What agrees, of all customers where that is so, else of the segment that stands out most."""
    chosen = [c for c in found if c.segment is None] or found
    best = max(chosen, key=lambda c: (c.kind != LEAVING, c.z, c.kind))
    kinds: dict[str, Comparison] = {}
    for one in [best, *sorted(chosen, key=lambda c: (-c.z, c.kind))]:
        if one.segment == best.segment:
            kinds.setdefault(one.kind, one)
    told = tuple(kinds.values())
    return Praised(best.touchpoint, best.segment, told, _strength(scene, told))


def _strength(scene: Scene, told: Sequence[Comparison]) -> float:
    """How strong, from 0 to 1: size × how many it reaches × how sure it is, as a pain's severity."""
    left = 1.0
    for one in told:
        left *= 1.0 - min(max(better_by(one) / GREAT[one.kind], 0.0), 1.0)
    z = max(one.z for one in told)
    reach = min(told[0].cell.n / max(scene.customers, 1), 1.0)
    return float(min(max((1.0 - left) * reach**0.25 * (z / (z + 2) if z > 0 else 0.0), 0.0), 1.0))
