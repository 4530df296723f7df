"""Is a delay one among waits that are alike?

A wait is over with the next event at either of two touchpoints. Where groups differ in how often the first one comes again
before the second, their waits differ though the second comes as soon: so a delay is only told when the waits that end
at the second one are longer by themselves.
"""

import math
from collections.abc import Sequence

from footpath.maps.pains.cells import DELAY
from footpath.maps.pains.compare import AMONG_GROUPS, Comparison
from footpath.maps.scene import Scene


def without_unlike_waits(scene: Scene, found: Sequence[Comparison]) -> list[Comparison]:
    """What was found, without delays that vanish among like waits."""
    return [one for one in found if one.kind != DELAY or is_slow_among_like_waits(scene, one)]


def is_slow_among_like_waits(scene: Scene, found: Comparison) -> bool:
    """Is it as much slower from the first touchpoint straight to the second?"""
    if found.by is None:
        return True
    pair = found.cell.signal.question["where"]["touchpoint"]
    rows = scene.book.rows({"ask": "transitions", "where": {"touchpoint": list(pair)}, "by": found.by})
    origin, until = pair
    like = [row for row in rows if (row["from"], row["to"]) == (origin, until) and row["median_s"]]
    own = next((row for row in like if str(row.get("group")) == found.cell.group), None)
    others = [row for row in like if row is not own]
    least = AMONG_GROUPS[DELAY]
    if own is None or own["count"] < least.n or sum(row["count"] for row in others) < least.n:
        return False
    usual = sum(row["count"] * math.log(row["median_s"]) for row in others) / sum(row["count"] for row in others)
    return bool(own["median_s"] >= least.ratio * math.exp(usual) and own["median_s"] - math.exp(usual) >= least.points)
