"""What several parts of a map say of their claims, in the same words: a number that stands in two places is one claim."""

from footpath.maps.scene import WHOLE
from footpath.maps.sentences import Sentence

WENT_ON = Sentence("{value|share} of those in {stage} came to a later stage")
WENT_STRAIGHT = Sentence("{value|count} customers went from {from} straight to {to}")
FEELS = Sentence("How {touchpoint} feels, from {n|count} scores and texts")


def came_to(stage: str) -> Sentence:
    """How many of those who could come to a touchpoint did."""
    return Sentence("{value|share} of {who} came to {touchpoint}", who=customers_of(stage))


def customers_of(stage: str) -> Sentence:
    """Whom the share of a touchpoint's customers is of."""
    return Sentence("all customers") if stage == WHOLE.name else Sentence("the customers in {stage}", stage=stage)
