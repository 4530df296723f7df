"""What employees say has a lane of its own, with claims; a few answers tell nothing, and customers are not asked about them."""

from footpath.analysis import ask as ask_index
from footpath.journeys import Index, journeys
from footpath.maps import NoEvidence, draft_map
from footpath.model.maps import JourneyMap


class Asked(NoEvidence):
    employees = True


def drawn(index: Index) -> JourneyMap:
    where = {"employee": {"not": "yes"}}
    return draft_map(
        lambda question: ask_index(index, question), index.meta.catalogue, title="Made", evidence=Asked(), where=where
    )


def company(answers: int) -> Index:
    customers = {f"c{number}": "visit@0 order@5" for number in range(40)}
    staff = {f"e{n}": f'"employee survey"@9|kind=employee|score=0.{n % 10}|theme="late shift"' for n in range(answers)}
    traits = {name: {"employee": "yes"} for name in staff}
    return journeys({**customers, **staff}, traits=traits, stages={"visit": "Look", "order": "Buy"})


def test_employees_are_told_apart_from_customers() -> None:
    journey_map = drawn(company(20))
    assert journey_map.claims[journey_map.figures[0].claim].value == 40
    texts = [one.text for one in journey_map.employees]
    assert texts[0].startswith("Employees rate 2.80 of 5 in 20 answers")
    assert any("late shift" in text for text in texts)
    assert all(journey_map.claims[one.claim].question["kind"] == "employee" for one in journey_map.employees)
    assert not any(card.name == "employee survey" for card in journey_map.touchpoints)


def test_a_few_answers_would_tell_who_said_what() -> None:
    assert drawn(company(4)).employees == ()
