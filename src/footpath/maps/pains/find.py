"""Find the pain points: try everything, keep what is no accident, and say each thing once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from footpath.maps.pains.cells import LEAVING, PROMISE, REPEAT, SCORE, WORDS, Cell, cells_of
from footpath.maps.pains.compare import Comparison, agreeing, compare_groups, compare_touchpoints, findings
from footpath.maps.pains.finding import BrokenPromise, Finding
from footpath.maps.pains.joining import joined
from footpath.maps.pains.like_waits import without_unlike_waits
from footpath.maps.pains.looking import (
    late_starters,
    may_be_left,
    may_be_rated,
    may_repeat,
    signals,
    splits,
    wait_signals,
)
from footpath.maps.pains.onset import date_onset
from footpath.maps.pains.promises import broken_promises
from footpath.maps.pains.severity import severity_of, weight_of
from footpath.maps.pains.words import word_cells, word_signals
from footpath.maps.scene import Progress, Scene
from footpath.model.catalogue import REMAINDER

MOST_PAINS = 10
LEAST_SEVERITY = 0.12  # a smaller pain is not shown
OUTSTANDING = 3.0  # promises broken this many times as often as elsewhere are the segment's own …
OWN_SHARE = 1 / 3  # … when the broken ones beyond the usual rate are at least this share of all
EXPLAINED = 0.5  # a difference that shrinks to less than this without a segment is the segment's


def find_pains(scene: Scene, progress: Progress | None = None) -> tuple[list[Finding], int]:
    """The pain points, worst first, and how many comparisons were tried for them."""
    tried = list(_tried(scene, progress))
    promises = broken_promises(scene)
    by_touchpoint: dict[str, list[Comparison]] = defaultdict(list)
    kept = without_unlike_waits(scene, findings(tried))
    for found in [*kept, *agreeing(tried, kept)]:
        by_touchpoint[found.touchpoint].append(found)
    pains = [
        finding
        for touchpoint in dict.fromkeys([*by_touchpoint, *promises])
        if (finding := _fuse(scene, touchpoint, by_touchpoint[touchpoint], promises.get(touchpoint)))
    ]
    bad = [pain for pain in _once_each(scene, pains) if pain.severity >= LEAST_SEVERITY]
    worst = sorted(bad, key=lambda pain: (-pain.severity, pain.touchpoint))[:MOST_PAINS]
    told = [replace(pain, besides=_besides(pain, tried)) for pain in worst]
    return joined(scene, [replace(pain, onset=date_onset(scene, pain)) for pain in told]), len(tried)


def _besides(pain: Finding, tried: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Other signals that are worse at the same place, in the same segment."""
    same = [c for c in tried if (c.touchpoint, c.segment) == (pain.touchpoint, pain.segment) and c.effect.size > 0]
    return tuple(_one_of_a_kind(c for c in same if c.kind not in pain.kinds))


def _tried(scene: Scene, progress: Progress | None) -> Iterable[Comparison]:
    """Every comparison, whatever comes of it: their number is what the findings are corrected for."""
    stage_of = {name: scene.stage_of(name) for name in scene.touchpoint_rows}
    undivided, waits, dimensions, told = signals(scene), wait_signals(scene), splits(scene), word_signals(scene)
    for signal in undivided:
        if signal.kind != PROMISE:  # whether promises are kept is judged by what broken ones do to scores
            yield from compare_touchpoints(_eligible(scene, cells_of(scene.book, signal), overall=True), stage_of)
    for signal in told:
        yield from compare_touchpoints(_eligible(scene, word_cells(scene, signal), overall=True), stage_of)
    for at, (dimension, groups) in enumerate(dimensions):
        if progress:
            progress("Looking for pain points", at / len(dimensions))
        for signal in undivided:
            cells = _eligible(scene, cells_of(scene.book, signal, dimension))
            among = groups - late_starters(scene, dimension) if signal.kind == LEAVING else groups
            yield from compare_groups([cell for cell in cells if cell.group in among], dimension)
        for signal in told:
            cells = _eligible(scene, word_cells(scene, signal, dimension))
            yield from compare_groups([cell for cell in cells if cell.group in groups], dimension)
        by_wait = [_eligible(scene, cells_of(scene.book, wait, dimension)) for wait in waits]
        every = [cell for cells in by_wait for cell in cells if cell.group in groups]
        yield from compare_groups(every, dimension)


def _eligible(scene: Scene, cells: Sequence[Cell], *, overall: bool = False) -> list[Cell]:
    return [cell for cell in cells if _is_eligible(scene, cell, overall)]


def _is_eligible(scene: Scene, cell: Cell, overall: bool) -> bool:
    if cell.touchpoint == REMAINDER or scene.stage_of(cell.touchpoint) is None:
        return False
    if cell.signal.kind == LEAVING and overall:
        return may_be_left(scene, cell.touchpoint, cell.value)
    if cell.signal.kind == WORDS or (cell.signal.kind == SCORE and overall):
        return may_be_rated(scene, cell.touchpoint)
    return cell.signal.kind != REPEAT or may_repeat(scene, cell.touchpoint)


def _fuse(scene: Scene, touchpoint: str, found: Sequence[Comparison], promise: BrokenPromise | None) -> Finding | None:
    """What was found at one touchpoint as one pain: in a segment where that explains it, else of all customers."""
    overall = [c for c in found if c.segment is None]
    segmented = _strongest_segment(scene, [c for c in found if c.segment is not None])
    unexplained = [c for c in overall if not any(_explains(s, c) for s in segmented)]
    if segmented and not unexplained and not (promise and not _is_mostly_of(segmented, promise)):
        chosen, segment = list(segmented), segmented[0].segment
    else:
        chosen, segment = unexplained or overall, None
        chosen = chosen or ([] if promise else list(segmented))
    own = [c for c in chosen if not _supports_only(scene, c)]
    if not own and not promise:
        return None
    ordered = sorted(chosen, key=lambda c: (_supports_only(scene, c), c.kind == WORDS, -weight_of(c), c.kind))
    finding = Finding(touchpoint, segment, tuple(_one_of_a_kind(ordered)), promise)
    return _weigh(scene, finding)


def _strongest_segment(scene: Scene, found: Sequence[Comparison]) -> list[Comparison]:
    """The signals of the segment that stands out most; other segments of the same touchpoint are told with it."""
    if not found:
        return []
    own = [c for c in found if not _supports_only(scene, c)] or found
    best = max(own, key=lambda c: (c.z, c.kind))
    return [best, *(c for c in found if c is not best and c.segment == best.segment)]


def _explains(segment: Comparison, overall: Comparison) -> bool:
    """Is what is wrong with the touchpoint gone without the segment?

    Only the same signal can tell: the touchpoint's other groups are its segment's rest.
    """
    if segment.kind != overall.kind:
        return False
    gap = abs(overall.cell.value - overall.cell.rest_value)
    return abs(segment.cell.rest_value - overall.cell.rest_value) < EXPLAINED * gap


def _is_mostly_of(segmented: Sequence[Comparison], promise: BrokenPromise) -> bool:
    """Are the broken promises mostly the segment's own?"""
    own = next((c.cell for c in segmented if c.kind == PROMISE), None)
    if own is None or own.value < OUTSTANDING * own.rest_value:
        return False
    return own.hits - own.rest_value * own.n >= OWN_SHARE * float(promise.row["broken"])


def _supports_only(scene: Scene, found: Comparison) -> bool:
    """Leaving where journeys end by nature is no pain of its own, but it adds weight to one."""
    return found.kind == LEAVING and not may_be_left(scene, found.touchpoint, found.cell.rest_value)


def _one_of_a_kind(found: Iterable[Comparison]) -> list[Comparison]:
    kinds: dict[str, Comparison] = {}
    for comparison in found:
        kinds.setdefault(comparison.kind, comparison)
    return list(kinds.values())


def _weigh(scene: Scene, finding: Finding) -> Finding:
    reach = min(finding.touched / scene.customers, 1.0)
    return replace(finding, reach=reach, severity=severity_of(finding.signals, reach, finding.promise))


def _once_each(scene: Scene, pains: Sequence[Finding]) -> list[Finding]:
    """Of neighbours that tell the same story (same kind of touchpoint, same segment), the most severe."""
    best: dict[tuple[str, str | None, tuple[str, str] | None], Finding] = {}
    for pain in pains:
        concept = scene.concepts.get(pain.touchpoint)
        story = concept.name if concept else pain.touchpoint
        key = (story, scene.known[pain.touchpoint].channel if pain.touchpoint in scene.known else None, pain.segment)
        if key not in best or pain.severity > best[key].severity:
            best[key] = pain
    return list(best.values())
