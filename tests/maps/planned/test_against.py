"""Deviations from a plan: every customer counted by hand, every claim asked again."""

from typing import Any

import pytest

from footpath.analysis import ask
from footpath.errors import MapError, SpecError
from footpath.journeys import Index, journeys
from footpath.journeys.steps import match_step
from footpath.maps.check import check_map
from footpath.maps.planned import compare_with_plan, read_plan, with_plan
from footpath.model.maps import JourneyMap

PLAN = "Look > (Costs)? > Cart > Pay"
WAYS = {
    "as planned": (40, "Look@0 Cart@10 Pay@20 Chat@30"),
    "with costs": (20, "Chat@0 Look@5 Costs@6 Look@7 Costs@8 Cart@10 Help@15 Pay@20 Look@25"),
    "back": (30, "Look@0 Cart@10 Look@20 Cart@30 Pay@40"),
    "stopped": (25, "Look@0 Cart@10 Help@11"),
    "skipped": (10, "Look@0 Help@3 Pay@10 Chat@12"),
    "began late": (8, "Cart@0 Pay@5"),
    "rare": (3, "Pay@0 Look@5"),
    "elsewhere": (50, "Help@0 Chat@5"),
    "late": (1, "Help@90d"),
}


@pytest.fixture(scope="module")
def index() -> Index:
    return journeys({f"{way} {at}": events for way, (count, events) in WAYS.items() for at in range(count)}, shards=2)


def against(index: Index, text: str = PLAN, **options: Any) -> JourneyMap:
    def match(name: str) -> tuple[str, ...]:
        return tuple(index.names[code] for code in match_step(index, name)[1])

    return compare_with_plan(read_plan(text), lambda question: ask(index, question), match, **options)


def told(found: JourneyMap) -> dict[str, tuple[Any, ...]]:
    assert found.plan is not None
    return {
        one.text: tuple(
            None if name is None else (round(found.claims[name].value, 3), found.claims[name].n)
            for name in (one.customers, one.outcome, one.cost)
        )
        for one in found.plan.deviations
    }


def test_every_way_off_the_plan_is_told_with_how_many(index: Index) -> None:
    found = against(index)
    assert found.plan is not None
    n = 40 + 20 + 30 + 25 + 10 + 8 + 3
    share = found.claims[found.plan.conforms or ""]
    # "with costs" go back from Costs to Look, which is no step of the plan's order
    assert (round(share.value, 4), share.n) == (round(40 / n, 4), n)
    ways = {text: round(numbers[0][0] * n) for text, numbers in told(found).items()}
    assert ways == {
        "After Cart they go back to Look.": 30,
        "They stop after Cart.": 25,
        "After Costs they go back to Look.": 20,
        "From Look they go straight to Pay; Cart is left out.": 10,
        "They begin at Cart; Look is left out.": 8,
    }
    assert found.plan.notes == ("1 rarer ways to leave the plan are not told.",)
    assert (found.plan.steps, found.plan.optional) == (("Look", "Costs", "Cart", "Pay"), (1,))


def test_an_outcome_among_the_steps(index: Index) -> None:
    found = against(index, outcome="pay")
    numbers = told(found)
    assert numbers["They stop after Cart."][1] == (0.0, 25)
    assert numbers["After Cart they go back to Look."][1] == (1.0, 30)
    assert found.plan is not None
    assert found.claims[found.plan.outcome_conforms or ""].value == 1.0


def test_an_outcome_elsewhere_is_that_of_the_same_customers(index: Index) -> None:
    found = against(index, outcome="Chat")
    numbers = told(found)
    assert numbers["From Look they go straight to Pay; Cart is left out."][1] == (1.0, 10)
    assert numbers["They begin at Cart; Look is left out."][1] == (0.0, 8)
    assert numbers["They stop after Cart."][1] == (0.0, 25)
    assert found.plan is not None
    assert found.claims[found.plan.outcome_conforms or ""].n == 40


def test_the_cost_is_their_time_from_first_step_to_last(index: Index) -> None:
    found = against(index)
    assert found.plan is not None
    assert told(found)["After Cart they go back to Look."][2] == (2400.0, 30)
    assert told(found)["They begin at Cart; Look is left out."][2] is None
    conforming = found.claims[found.plan.cost_conforms or ""]
    assert (conforming.value, conforming.n, conforming.unit) == (1200.0, 40, "seconds")


def test_every_claim_holds_when_it_is_asked_again(index: Index) -> None:
    found = against(index, outcome="Chat")
    assert len(found.claims) >= 10
    assert {verdict.verdict for verdict in check_map(found, lambda question: ask(index, question))} == {"held"}
    for claim in found.claims.values():
        assert claim.low is not None
        assert claim.high is not None
        assert claim.low <= claim.value <= claim.high


def test_steps_that_no_record_knows_are_told_and_left_out(index: Index) -> None:
    found = against(index, "Look > Teleport > Cart > Pay")
    assert found.plan is not None
    assert (found.plan.unmatched, found.plan.steps) == (("Teleport",), ("Look", "Cart", "Pay"))
    with pytest.raises(MapError, match="“Teleport”"):
        against(index, "Look > Teleport")
    with pytest.raises(SpecError, match="Teleport"):
        against(index, outcome="Teleport")


def test_words_may_mean_several_touchpoints_but_not_those_of_another_step() -> None:
    pages = journeys({f"c{at}": '"help page"@0 "cart page"@1 pay@2 "cart page end"@9d' for at in range(30)})
    found = against(pages, "help page > page > pay")
    assert found.plan is not None
    assert found.plan.pattern == '"help page"+ ["cart page" | "cart page end"]+ "pay"+ .*'
    assert found.plan.notes[0] == "“page” is understood as any of cart page, cart page end."


def test_some_customers_only(index: Index) -> None:
    found = against(index, where={"matches": "Chat"})
    assert found.plan is not None
    assert found.claims[found.plan.conforms or ""].n == 40 + 20 + 10


def test_a_plan_is_put_on_a_map_in_place_of_another(index: Index) -> None:
    first, second = against(index), against(index, "Look > Pay")
    journey = JourneyMap(title="Shop")
    both = with_plan(with_plan(journey, first), second)
    assert both.plan == second.plan
    assert both.claims == second.claims
    assert with_plan(journey, journey) == journey


@pytest.mark.parametrize("name", ["back\\slash", "[x|y]", "(start)", "=1+1", "<b>", "end", "100%"])
def test_hostile_touchpoints_are_steps(name: str) -> None:
    strange = journeys({f"c{at}": f'"{name}"@0 pay@5 help@9d' for at in range(30)})
    known = strange.names[0]

    def match(wanted: str) -> tuple[str, ...]:
        return (known,) if wanted == "first" else ("pay",)

    found = compare_with_plan(read_plan("first > pay"), lambda question: ask(strange, question), match, outcome="help")
    assert found.plan is not None
    assert found.claims[found.plan.conforms or ""].value == 1.0
    assert found.claims[found.plan.cost_conforms or ""].value == 300.0


def test_a_long_plan_is_asked() -> None:
    names = [f"a rather long name of a step {at}" for at in range(40)]
    long = journeys({f"c{at}": " ".join(f'"{name}"@{place}' for place, name in enumerate(names)) for at in range(9)})
    found = against(long, " > ".join(names), outcome=names[-1])
    assert found.plan is not None
    assert found.claims[found.plan.conforms or ""].value == 1.0
