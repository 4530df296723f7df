"""Poor records lower the tier of what rests on them, and say why."""

from functools import partial

from footpath.analysis import ask
from footpath.journeys import journeys
from footpath.maps.claims import ClaimBook
from footpath.maps.doubts import doubted_touchpoints
from footpath.maps.sentences import Sentence
from footpath.model.records import Tier

INDEX = journeys(
    ann="cart@0|source=web pay@10|source=till",
    bob="cart@0|source=web pay@10|source=till",
    eve="cart@0|source=till pay@10|source=web",
)
SCORES = {"web": 0.97, "till": 0.31}


def test_a_touchpoint_is_doubtful_when_most_of_it_comes_from_a_poor_source() -> None:
    assert doubted_touchpoints(partial(ask, INDEX), SCORES) == {
        "pay": "most of it comes from till, whose records score 0.31 of 1"
    }


def test_good_sources_cost_no_question() -> None:
    def never(_question: object) -> object:
        raise AssertionError

    assert doubted_touchpoints(never, {"web": 0.5}) == {}  # type: ignore[arg-type]


def test_claims_on_it_are_inferred_and_say_why() -> None:
    book = ClaimBook(partial(ask, INDEX), doubts={"pay": "because"})
    answer = book.ask({"ask": "touchpoints"})
    for row in answer.dicts():
        book.bind(answer, row, "customers", Sentence("{value|count} at {touchpoint}"))
    tiers = {claim.pick["touchpoint"]: (claim.tier, "because" in claim.caution) for claim in book.claims.values()}
    assert tiers == {"cart": (Tier.MEASURED, False), "pay": (Tier.INFERRED, True)}
