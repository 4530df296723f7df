"""How well does a touchpoint serve, from −1 friction to 1 seamless?

As well as its weakest measured side. There are two sides, each a number of one row, so that the claim can be asked again:

- *going on*: 0.5 where as many leave as at the stage's other touchpoints, 1 where nobody leaves, −1 where 40 points more
  leave (or more than that). Straight lines in between. Not where journeys end by nature, nor where customers only receive.
- *experience*: the mean of scores and texts, −1 to 1. Not where customers bring their troubles and so write of those.

How long it takes until the next step is left out: between touchpoints it differs by nature (a parcel, a page), and waits that are
longer for some than for others are pain points.
"""

from typing import Any, NamedTuple

from footpath.maps.pains.looking import leaving_signal, may_be_left, speaks_of_itself
from footpath.maps.scene import Scene
from footpath.maps.sentences import Sentence
from footpath.model.questions import Answer

LEAST_ARRIVALS = 30
LEAST_SAID = 10
BY_WORDS = Sentence("How well {touchpoint} serves, by what customers say of it")
BY_GOING_ON = Sentence(
    "How well {touchpoint} serves, by how many go on: {rate|share} leave here, "
    "{rest_rate|share} at the stage's other touchpoints"
)
LIKE_THE_REST = 0.5
DREADFUL_GAP = 0.4  # this many more of a hundred leave than elsewhere: −1


class Line(NamedTuple):
    """value = rate × factor + offset"""

    factor: float
    offset: float


def going_on(rate: float, rest_rate: float) -> Line:
    """The line from a rate of leaving to −1..1, beside the rate of the rest.

    Examples:
        >>> [round(rate * line.factor + line.offset, 2) for rate in (0.0, 0.1, 0.3, 0.5) if (line := going_on(rate, 0.1))]
        [1.0, 0.5, -0.25, -1.0]
    """
    if rate > rest_rate:
        slope = (1 + LIKE_THE_REST) / max(DREADFUL_GAP, rate - rest_rate)
    else:
        slope = (1 - LIKE_THE_REST) / rest_rate if rest_rate > 1e-6 else 0.0
    return Line(-slope, LIKE_THE_REST + slope * rest_rate)


def effectiveness_claim(scene: Scene, touchpoint: str) -> str | None:
    """The claim of the weakest side; None where neither side is known."""
    sides = [side for side in (_going_on(scene, touchpoint), _experience(scene, touchpoint)) if side]
    if not sides:
        return None
    _, answer, row, field, text, line = min(sides, key=lambda side: side[0])
    return scene.book.bind(
        answer, row, field, text, factor=line.factor, offset=line.offset, unit="experience" if line.offset else None
    )


_Side = tuple[float, Answer, dict[str, Any], str, Sentence, Line]


def _going_on(scene: Scene, touchpoint: str) -> _Side | None:
    answer = scene.book.ask(leaving_signal(scene).asked())
    row = answer.pick({"touchpoint": touchpoint})
    if row is None or row["arrivals"] < LEAST_ARRIVALS or not row["rest_arrivals"]:
        return None
    if not may_be_left(scene, touchpoint, row["rate"]):
        return None
    line = going_on(row["rate"], row["rest_rate"])
    return row["rate"] * line.factor + line.offset, answer, row, "rate", BY_GOING_ON, line


def _experience(scene: Scene, touchpoint: str) -> _Side | None:
    answer = scene.book.ask({"ask": "experience", "per": "touchpoint"})
    row = answer.pick({"touchpoint": touchpoint})
    if row is None or row["n"] < LEAST_SAID or not speaks_of_itself(scene, touchpoint):
        return None
    return row["experience"], answer, row, "experience", BY_WORDS, Line(1.0, 0.0)
