"""Who does best what goes wrong here: the yardstick of what a remedy would be worth.

The best of many groups looks better than it is (the winner's curse). So a group is judged by the worse end of its interval,
widened for the number of groups that it was the best of (Bonferroni), and the same end is what a remedy is held against.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

from footpath.maps.opportunities.readings import Reading
from footpath.maps.pains.cells import NO_GROUP
from footpath.maps.pains.looking import splits
from footpath.maps.pains.segments import Segment, title_among
from footpath.maps.scene import Scene
from footpath.model.intervals import Z95, wilson

LEAST_N = 100  # behind a rate or a time that others are held against
LEAST_SCORES = 30


@dataclass(frozen=True)
class Benchmark:
    """What is held against.

    Attributes:
        here: the reading of the pain.
        best: the reading of the best group; None where it is the comparable rest of ``here``'s own row.
        who: in words, "customers on desktop".
        value: as it is today.
        bound: the worse end of its interval, which is what a remedy is held against.
        among: how many groups it is the best of.
    """

    here: Reading
    best: Reading | None
    who: str
    value: float
    bound: float
    among: int


def benchmark_of(scene: Scene, here: Reading, segment: Segment | None) -> Benchmark | None:
    """Who does better for certain; None where nobody does.

    A pain of a segment is held against the best other group of its dimension, else against all others. One of all customers
    is held against comparable touchpoints: a group that does better would have made it a pain of the others. Where rows know
    no comparable rest, the best group of any dimension counts.
    """
    rest = _rest(here, segment)
    if segment is None and rest is not None:
        return rest
    found = [*_groups(scene, here, segment)]
    candidates = [
        Benchmark(here, other, f"customers{title_among(who)}", other.value, _worse_end(other, len(found)), len(found))
        for other, who in found
    ]
    better = [one for one in candidates if one.bound < here.value]
    return min(better, key=lambda one: (one.bound, one.who)) if better else rest


def _groups(scene: Scene, here: Reading, segment: Segment | None) -> Iterator[tuple[Reading, Segment]]:
    question = dict(here.answer.question)
    if segment is not None and question.get("by") == segment[0]:
        yield from _of_dimension(scene, here, question, segment[0], segment[1])
    elif segment is None:
        for dimension, groups in splits(scene):
            if dimension not in question.get("where", {}):
                for other, who in _of_dimension(scene, here, {**question, "by": dimension}, dimension, None):
                    if who[1] in groups:
                        yield other, who


def _of_dimension(
    scene: Scene, here: Reading, question: dict[str, Any], dimension: str, own: str | None
) -> Iterator[tuple[Reading, Segment]]:
    answer = scene.book.ask(question)
    least = LEAST_SCORES if answer.question.get("ask") == "scores" else LEAST_N
    for row in answer.dicts():
        group = row.get("group")
        if group is None or str(group) == own or str(group).strip().lower() in NO_GROUP or not here.like(row):
            continue
        other = here.of(answer, row)
        if other is not None and other.n >= least and other.high is not None:
            yield other, (dimension, str(group))


def _worse_end(other: Reading, tried: int) -> float:
    z = NormalDist().inv_cdf(1 - 0.025 / max(tried, 1))
    return other.value + ((other.high or other.value) - other.value) * z / Z95


def _rest(here: Reading, segment: Segment | None) -> Benchmark | None:
    """What is comparable with this: the touchpoint's other groups, or the other touchpoints of its stage."""
    value, n = here.row.get(here.fields.rest), here.row.get(here.fields.rest_n)
    if value is None or not n or not here.is_rate:
        return None
    bound = float(wilson(value * n, n)[1])
    who = f"those not{title_among(segment)}" if segment else "customers at comparable touchpoints"
    return Benchmark(here, None, who, float(value), bound, 1) if bound < here.value else None
