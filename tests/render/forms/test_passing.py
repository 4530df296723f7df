"""Ways pass the columns that they skip between cards, not behind them."""

from flowing_maps import large_map, with_flows
from made_maps import MapMaker

from footpath.model.maps import JourneyMap
from footpath.render.forms import layout
from footpath.render.forms.passing import Gate, course, gates
from footpath.render.forms.ways import ways
from footpath.render.marks import Box, Group, Path
from footpath.render.poster.sheet import Sheet

LEFT, RIGHT = Box(0, 0, 100, 40), Box(400, 0, 100, 40)
UPPER, LOWER = Box(200, 0, 100, 40), Box(200, 60, 100, 40)


def test_a_way_between_neighbours_passes_nothing() -> None:
    assert gates([LEFT, UPPER], (100, 20), (200, 20), 4) == ()


def test_a_way_over_a_column_takes_the_gap_that_is_nearest_to_its_course() -> None:
    assert gates([LEFT, UPPER, LOWER, RIGHT], (100, 20), (400, 20), 4) == (Gate(200, 300, 45.0),)
    assert gates([LEFT, UPPER, LOWER, RIGHT], (100, 90), (400, 90), 4) == (Gate(200, 300, 105.0),)


def test_above_a_column_there_is_room_only_where_another_begins_higher() -> None:
    high = Box(600, -100, 100, 40)
    assert gates([LEFT, UPPER, LOWER, RIGHT, high], (100, -20), (400, -20), 4) == (Gate(200, 300, -20.0),)
    assert gates([LEFT, UPPER, LOWER, RIGHT], (100, -20), (400, -20), 4) == (Gate(200, 300, 45.0),)


def test_a_way_that_is_wider_than_the_gap_takes_its_middle() -> None:
    assert gates([LEFT, UPPER, LOWER, RIGHT], (100, 44), (400, 44), 30) == (Gate(200, 300, 50.0),)


def test_gates_come_in_the_order_of_the_way_and_the_course_is_level_across_them() -> None:
    far = Box(600, 0, 100, 40)
    back = gates([LEFT, UPPER, LOWER, RIGHT, far], (600, 20), (100, 20), 4)
    assert [gate.left for gate in back] == [400, 200]
    assert course((600, 20), (100, 20), back).count("L") == 2
    assert f"L200 {back[1].y:g}" in course((600, 20), (100, 20), back)


def test_no_way_of_a_large_map_runs_behind_a_card_that_is_not_its_own() -> None:
    journey = skipping(large_map())
    boxes = {
        card.name: Box(300.0 * at, 60.0 * place, 196, 44)
        for at, stage in enumerate(journey.stages)
        for place, card in enumerate(card for card in journey.touchpoints if card.stage == stage.name)
    }
    drawn = ways(Sheet(journey, (), 3000.0), boxes, 9)
    stretches = [gate for way in drawn for gate in way.through]
    assert len(stretches) >= 60
    for gate in stretches:
        across = Box(gate.left, gate.y, gate.right - gate.left, 0.1)
        assert not any(across.crosses(box) for box in boxes.values())


def test_the_flow_draws_a_skipping_way_level_across_the_skipped_column() -> None:
    m = MapMaker("Skipping")
    for at, stage in enumerate(("One", "Two", "Three")):
        m.stage(stage, 100 - at)
        m.touchpoint(stage, f"Place {at}", "web", 0.5, 0.1, 50)
    journey = with_flows(m.map())
    drawn = [
        part.d
        for mark in layout(journey, "flow").walk()
        if isinstance(mark, Group) and mark.subject and mark.subject.title.endswith("from Place 2 to Place 0")
        for part in mark.marks
        if isinstance(part, Path) and part.dash
    ]
    assert len(drawn) == 1
    assert "L" in drawn[0]


def skipping(journey: JourneyMap) -> JourneyMap:
    """Its ways lead three stages on."""
    names = [card.name for card in journey.touchpoints]
    flows = tuple(
        flow.model_copy(
            update={"from_touchpoint": names[at], "to_touchpoint": names[(at + 75) % 200], "direction": "forward"}
        )
        for at, flow in enumerate(with_flows(journey).flows)
    )
    return journey.model_copy(update={"flows": flows})
