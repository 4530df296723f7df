"""Touchpoints that go with another outcome are moments of truth; steps that are part of it are none."""

from itertools import count

import numpy as np
import pytest
from drawn_shops import Draw
from made_shop import NOTHING

from footpath.analysis import ask
from footpath.journeys import Index, journeys
from footpath.maps import NoEvidence, draft_map
from footpath.model.maps import JourneyMap

STAGES = {
    "Home page": "Look",
    "Room planner": "Look",
    "Magazine": "Look",
    "Checkout payment": "Buy",
    "Order placed": "Buy",
    "Order delivered": "Use",
}


def company(seed: int, *, planner: float, late_leaves: float) -> Index:
    """Some meet the planner, some the magazine; some of their parcels come late."""
    rng, lives, number = np.random.default_rng(seed), {}, count()
    for _ in range(1_500):
        day = int(rng.integers(0, 200))
        seen = "".join(
            f' "{name}"@{day}d{hour}h' for hour, name in ((1, "Room planner"), (2, "Magazine")) if rng.random() < 0.3
        )
        life = f'"Home page"@{day}d' + seen + f' "Home page"@{day}d3h'
        if rng.random() < 0.3 + (planner if "planner" in seen else 0.0):
            late = rng.random() < 0.3
            life += f' "Checkout payment"@{day + 5}d "Order placed"@{day + 5}d1h'
            life += f' "Order delivered"@{day + 9}d|promised={day + (8 if late else 12)}d'
            if rng.random() >= (late_leaves if late else 0.05):
                life += f' "Home page"@{day + 30}d'
        lives[f"c{next(number)}"] = life
    return journeys({**lives, "end": '"Home page"@400d'}, stages=STAGES)


def drawn(index: Index) -> JourneyMap:
    return draft_map(lambda question: ask(index, question), index.meta.catalogue, title="t", evidence=NoEvidence())


def test_occurrence_and_experience_are_found_each_with_its_claim() -> None:
    moments = drawn(company(1, planner=0.4, late_leaves=0.5)).moments
    assert {(moment.touchpoint, moment.what) for moment in moments} == {
        ("Room planner", "occurrence"),
        ("Order delivered", "experience"),
    }
    assert [abs(m.effect) for m in moments] == sorted((abs(m.effect) for m in moments), reverse=True)


def test_a_moment_says_what_it_is_about_and_its_interval_leaves_zero_out() -> None:
    journey = drawn(company(2, planner=0.4, late_leaves=0.05))
    (moment,) = journey.moments
    difference = journey.claims[moment.difference]
    assert difference.low is not None
    assert difference.high is not None
    assert 0.25 < difference.low < difference.value < difference.high
    assert difference.question["ask"] == "moments"
    assert "cause" in difference.caution
    assert moment.outcome == "Order placed within 30 days after the first day"
    assert "come to Room planner on their first day go on to Order placed within 30 days" in moment.sentence
    assert moment.q < 0.05


@pytest.mark.parametrize("seed", range(3, 6))
def test_where_nothing_goes_with_the_outcome_there_is_none(seed: int) -> None:
    assert drawn(company(seed, planner=0.0, late_leaves=0.05)).moments == ()


def test_the_steps_towards_an_order_are_none(draw: Draw) -> None:
    told = {moment.touchpoint for moment in draw(1, NOTHING)[0].moments}
    assert not told & {"Cart", "Address step", "Checkout shipping", "Checkout payment", "Order placed"}
