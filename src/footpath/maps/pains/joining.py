"""One trouble, one pain: what begins together at neighbouring touchpoints, for the same customers, is told once.

Two findings are the same trouble where all three agree: *when* (they may have begun on the same day, and have most of
their days in common), *where* (most of those at the one come straight from the other) and *whom* (the same segment; or one of them is of all
customers, nearly all of whom are of the other's segment). What has no first day may always have been two things.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from footpath.maps.pains.cells import WORDS, cells_of, is_no_group
from footpath.maps.pains.chance import NOTHING_USUAL, chance_of
from footpath.maps.pains.compare import MOST_SHARE, UNLIKELY, Comparison, effect_of, matters
from footpath.maps.pains.finding import Finding, Onset
from footpath.maps.pains.lasting import whole_records
from footpath.maps.scene import Scene

NEAR = timedelta(days=3)  # beside the onset's own interval
MOST_DAYS = 0.8  # of those on which either is there are days of both
MOST_COME = 0.5  # of those at the one touchpoint come straight from the other


def joined(scene: Scene, pains: Sequence[Finding]) -> list[Finding]:
    """The pains, worst first, each with those that are the same trouble in it."""
    found: list[Finding] = []
    for pain in pains:
        at = next((i for i, worse in enumerate(found) if is_one_trouble(scene, worse, pain)), None)
        if at is None:
            found.append(pain)
        else:
            whole = replace(found[at], also=(*found[at].also, pain))
            found[at] = _of_segment(scene, whole, pain.segment)
    return found


def is_one_trouble(scene: Scene, one: Finding, other: Finding) -> bool:
    """Do time, place and customers agree?"""
    if one.touchpoint == other.touchpoint or one.onset is None or other.onset is None:
        return False
    return (
        _at_once(scene, one.onset, other.onset)
        and _for_the_same(scene, one, other)
        and max(
            _comes_from(scene, one.touchpoint, other.touchpoint), _comes_from(scene, other.touchpoint, one.touchpoint)
        )
        >= MOST_COME
    )


def _at_once(scene: Scene, one: Onset, other: Onset) -> bool:
    begin_together = one.low - NEAR <= other.high and other.low - NEAR <= one.high
    ends = one.until or whole_records(scene).last, other.until or whole_records(scene).last
    common = (min(ends) - max(one.on, other.on)).days + 1
    either = (max(ends) - min(one.on, other.on)).days + 1
    return begin_together and common >= MOST_DAYS * either


def _for_the_same(scene: Scene, one: Finding, other: Finding) -> bool:
    if one.segment == other.segment:
        return True
    if one.segment is not None and other.segment is not None:
        return False
    segment = one.segment or other.segment
    place = other.touchpoint if one.segment else one.touchpoint
    return segment is not None and _share_of(scene, place, segment) >= MOST_SHARE


def _share_of(scene: Scene, touchpoint: str, segment: tuple[str, str]) -> float:
    """Of the customers at a touchpoint whose group is known, those of one group."""
    rows = scene.book.rows({"ask": "touchpoints", "by": segment[0]})
    here = {str(row["group"]): row["customers"] for row in rows if row["touchpoint"] == touchpoint}
    known = sum(count for group, count in here.items() if not is_no_group(group))
    return here.get(segment[1], 0) / known if known else 0.0


def _comes_from(scene: Scene, until: str, origin: str) -> float:
    """The share of the customers at ``until`` who come there straight from ``origin``."""
    count = scene.touchpoint_rows.get(until, {}).get("customers") or 0
    rows = scene.book.rows({"ask": "transitions"})
    came = next((row["customers"] for row in rows if (row["from"], row["to"]) == (origin, until)), 0)
    return came / count if count else 0.0


def _of_segment(scene: Scene, pain: Finding, segment: tuple[str, str] | None) -> Finding:
    """A pain of nearly nobody but a segment, told as the segment's where all of its signals are worse there than with others."""
    if pain.segment is not None or segment is None or pain.promise is not None:
        return pain
    own = [_within(scene, signal, segment) for signal in pain.signals]
    known = tuple(signal for signal in own if signal is not None)
    return replace(pain, segment=segment, signals=known, besides=()) if len(known) == len(own) else pain


def _within(scene: Scene, found: Comparison, segment: tuple[str, str]) -> Comparison | None:
    """The same signal of the segment, beside the touchpoint's other customers; None where it is not worse there."""
    if found.kind == WORDS:
        return None
    dimension, group = segment
    cells = cells_of(scene.book, found.cell.signal, dimension)
    cell = next((c for c in cells if (c.touchpoint, c.group) == (found.touchpoint, group)), None)
    if cell is None or not cell.rest_n:
        return None
    effect = effect_of(cell)
    own = Comparison(cell, dimension, effect, NOTHING_USUAL, chance_of(effect))
    return own if own.chance <= UNLIKELY and matters(own) else None
