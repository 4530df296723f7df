"""Ways between a map's touchpoints: the numbers of the question, the busiest kept, and which way they run."""

from typing import Any

from footpath.analysis import ask
from footpath.journeys import journeys
from footpath.maps import NoEvidence, draft_map
from footpath.maps.flows import MOST_FLOWS
from footpath.model.maps import JourneyMap


def drawn(texts: dict[str, str], stages: dict[str, str]) -> JourneyMap:
    index = journeys(texts, stages=stages)

    def asking(question: dict[str, Any]) -> Any:
        return ask(index, question)

    return draft_map(asking, index.meta.catalogue, title="Made", evidence=NoEvidence())


def test_ways_count_customers_and_tell_back_from_onward() -> None:
    texts = {f"a{at}": "home@0 cart@1 pay@2" for at in range(30)} | {
        f"b{at}": "cart@0 home@1 home@2" for at in range(10)
    }
    journey = drawn(texts, {"home": "Look", "cart": "Choose", "pay": "Buy"})
    told = {
        (flow.from_touchpoint, flow.to_touchpoint): (flow.direction, journey.claims[flow.claim].value)
        for flow in journey.flows
    }
    assert told == {
        ("home", "cart"): ("forward", 30),
        ("cart", "pay"): ("forward", 30),
        ("cart", "home"): ("back", 10),
    }
    assert journey.claims[journey.flows[0].claim].question == {"ask": "transitions", "medians": False}


def test_strays_are_left_out_and_each_touchpoint_keeps_its_busiest_way() -> None:
    names = [f"t{at}" for at in range(12)]
    texts = {
        f"c{one}-{other}-{n}": f"{names[one]}@0 {names[other]}@1"
        for one in range(12)
        for other in range(12)
        if one != other
        for n in range(2 + (one * other) % 5)
    }
    texts["stray"] = "t0@0 odd@1"
    journey = drawn(texts, dict.fromkeys([*names, "odd"], "All"))
    assert len(journey.flows) <= MOST_FLOWS
    assert all(flow.to_touchpoint != "odd" for flow in journey.flows)
    assert {flow.from_touchpoint for flow in journey.flows} == {card.name for card in journey.touchpoints} - {"odd"}
    values = [journey.claims[flow.claim].value for flow in journey.flows]
    assert values == sorted(values, reverse=True)
