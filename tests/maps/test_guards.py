"""Guards follow from the question and the row alone."""

from typing import Any

import pytest

from footpath.analysis import ask
from footpath.journeys import journeys
from footpath.maps import bind_claim
from footpath.maps.guards import guards_of_row, with_whose
from footpath.maps.sentences import Sentence
from footpath.model.claims import BADGES, Claim
from footpath.model.maps import JourneyMap


def guards(question: str, field: str, n: int = 100, caution: str = "", **row: Any) -> tuple[str, ...]:
    return guards_of_row({"ask": question}, row, field, n, caution)


def test_a_number_of_many_that_says_it_all_has_none() -> None:
    assert guards("dropoff", "rate", open=0) == ()


def test_below_thirty_is_small() -> None:
    assert (guards("dropoff", "rate", 29), guards("dropoff", "rate", 30)) == (("small n",), ())


def test_what_looks_only_at_those_who_went_on_says_so() -> None:
    assert guards("dwell", "median_s") == ("survivorship",)
    assert guards("dwell", "km_median_s") == ()  # which counts those who still wait
    assert guards("promises", "rate") == ("survivorship",)


@pytest.mark.parametrize(("still", "found"), [(5, ()), (6, ("censored",))])
def test_more_than_five_per_cent_open_is_censored(still: int, found: tuple[str, ...]) -> None:
    assert guards("dropoff", "rate", 100, open=still) == found  # 5 of 105 are 4.8%, 6 of 106 are 5.7%


def test_open_may_be_a_statement_and_is_none_of_the_rest() -> None:
    assert guards("spikes", "seen", open=True) == ("many tried",)
    assert guards("stickiness", "share", open=True) == ("censored",)
    assert guards("dropoff", "rest_rate", open=50) == ()


def test_one_of_many_is_told_by_its_question_its_q_or_how_it_was_found() -> None:
    assert guards("moments", "difference") == ("many tried",)
    assert guards("pages", "exit_rate", q=0.01) == ("many tried",)
    assert guards("dropoff", "rate", caution="found among 3,309 comparisons, corrected for their number") == (
        "many tried",
    )


def share(name: str, n: int, ask: str = "touchpoints", field: str = "share", value: float = 0.5) -> Claim:
    unit: Any = "share" if field == "share" else "count"
    return Claim(id=name, text="", question={"ask": ask}, field=field, value=value, n=n, unit=unit, badges=("small n",))


def test_a_share_of_some_customers_asks_whose_it_is() -> None:
    everybody = share("all", 40, "overview", "customers", 40)
    claims = {
        one.id: one for one in (everybody, share("c1", 40), share("c2", 12), share("c3", 12, "stages", "customers"))
    }
    found = with_whose(JourneyMap(title="x", claims=claims)).claims
    assert {name: claim.badges[1:] for name, claim in found.items()} == {
        "all": (),
        "c1": (),
        "c2": ("whose rate",),
        "c3": (),
    }
    again = with_whose(JourneyMap(title="x", claims=found))
    assert again.claims == found
    without = {name: claim for name, claim in claims.items() if name != "all"}
    assert with_whose(JourneyMap(title="x", claims=without)).claims == without


def test_a_claim_carries_the_guards_of_its_row() -> None:
    index = journeys(ann="cart@0 pay@10", bob="cart@0", eve="pay@9d")
    answer = ask(index, {"ask": "dwell", "touchpoint": "cart"})
    row = answer.dicts()[0]
    claim = bind_claim("c1", answer, row, "median_s", Sentence("{value|time} at {touchpoint}"))
    assert claim is not None
    assert claim.badges[:2] == ("small n", "survivorship")
    assert set(claim.badges) <= set(BADGES)
