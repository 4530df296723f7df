"""Ways pass the columns that they skip between cards, not behind them, and none lies upon another."""

from flowing_maps import large_map, with_flows
from geometry import faults
from hypothesis import given, settings
from hypothesis import strategies as st
from made_maps import MapMaker

from footpath.model.maps import Flow, JourneyMap
from footpath.render.forms import layout
from footpath.render.forms.passing import Gate, Trip, course, tracks
from footpath.render.forms.ways import ways
from footpath.render.marks import Box, Group, Path
from footpath.render.poster.sheet import Sheet

LEFT, RIGHT = Box(0, 0, 100, 40), Box(400, 0, 100, 40)
UPPER, LOWER = Box(200, 0, 100, 40), Box(200, 60, 100, 40)
FOUR = [LEFT, UPPER, LOWER, RIGHT]


def over(height: float, width: float = 4) -> Trip:
    """A way from the left column to the right one, level but for the middle column."""
    return Trip((100, height), (400, height), width)


def test_a_way_between_neighbours_passes_nothing() -> None:
    assert tracks([LEFT, UPPER], [Trip((100, 20), (200, 20), 4)]) == ((),)


def test_a_way_over_a_column_takes_the_gap_that_is_nearest_to_its_course() -> None:
    assert tracks(FOUR, [over(20)]) == ((Gate(200, 300, 45.0),),)
    assert tracks(FOUR, [over(90)]) == ((Gate(200, 300, 105.0),),)


def test_above_a_column_there_is_room_only_where_another_begins_higher() -> None:
    high = Box(600, -100, 100, 40)
    assert tracks([*FOUR, high], [over(-20)]) == ((Gate(200, 300, -20.0),),)
    assert tracks(FOUR, [over(-20)]) == ((Gate(200, 300, 45.0),),)


def test_a_way_that_is_wider_than_the_gap_passes_below_the_column() -> None:
    assert tracks(FOUR, [over(44, 30)]) == ((Gate(200, 300, 118.0),),)


def test_two_ways_through_one_gap_lie_beside_each_other_as_they_come() -> None:
    lower, upper = tracks(FOUR, [over(50, 4), over(48, 4)])
    assert (upper, lower) == ((Gate(200, 300, 48.0),), (Gate(200, 300, 55.0),))


def test_a_way_for_which_a_gap_has_no_more_room_takes_the_next() -> None:
    wide, narrow = tracks(FOUR, [over(50, 12), over(50, 4)])
    assert wide == (Gate(200, 300, 50.0),)
    assert narrow == (Gate(200, 300, 105.0),)


def test_gates_come_in_the_order_of_the_way_and_the_course_is_level_across_them() -> None:
    far = Box(600, 0, 100, 40)
    (back,) = tracks([*FOUR, far], [Trip((600, 20), (100, 20), 4)])
    assert [gate.left for gate in back] == [400, 200]
    assert course((600, 20), (100, 20), back).count("L") == 2
    assert f"L200 {back[1].y:g}" in course((600, 20), (100, 20), back)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), min_size=2, max_size=18, unique=True),
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 3), st.floats(0, 400), st.floats(0, 400), st.floats(1, 30)),
        max_size=20,
    ),
)
def test_no_way_touches_a_card_that_it_passes_or_another_way(
    places: list[tuple[int, int]], ends: list[tuple[int, int, float, float, float]]
) -> None:
    boxes = [Box(300.0 * x, 62.0 * y, 196, 44) for x, y in places]
    trips = [Trip((300.0 * a + 196, y0), (300.0 * b, y1), wide) for a, b, y0, y1, wide in ends if a < b]
    trips += [Trip((300.0 * a, y0), (300.0 * b + 196, y1), wide) for a, b, y0, y1, wide in ends if a > b]
    taken = list(boxes)
    for trip, through in zip(trips, tracks(boxes, trips), strict=True):
        for gate in through:
            stretch = Box(gate.left, gate.y - trip.width / 2, gate.right - gate.left, trip.width)
            assert not any(stretch.crosses(box, 2.99) for box in taken)
            taken.append(stretch)


def test_no_way_of_a_large_map_runs_behind_a_card_that_is_not_its_own_or_upon_another_way() -> None:
    journey = skipping(large_map())
    boxes = {
        card.name: Box(300.0 * at, 60.0 * place, 196, 44)
        for at, stage in enumerate(journey.stages)
        for place, card in enumerate(card for card in journey.touchpoints if card.stage == stage.name)
    }
    cards = [Group((), card=box) for box in boxes.values()]
    drawn = ways(Sheet(journey, (), 3000.0), boxes, cards, 9, 50)
    assert sum(len(way.through) for way in drawn) >= 60
    taken = list(boxes.values())
    for way in drawn:
        for gate in way.through:
            stretch = Box(gate.left, gate.y - way.width / 2, gate.right - gate.left, way.width)
            assert not any(stretch.crosses(box) for box in taken)
            taken.append(stretch)


def test_no_way_passes_over_the_second_card_of_one_name() -> None:
    m = MapMaker("One name twice")
    for stage, name in (("One", "Cart"), ("Two", "Cart"), ("Three", "Pay")):
        m.stage(stage, 100)
        m.touchpoint(stage, name, "web", 0.5, 0.1, 50)
    skipping_way = Flow(
        from_touchpoint="Cart", to_touchpoint="Pay", direction="forward", claim=m.claim("way", 50, 100, "count")
    )
    journey = m.map().model_copy(update={"flows": (skipping_way,)})
    boxes = {"Cart": Box(0.0, 0.0, 196, 44), "Pay": Box(600.0, 0.0, 196, 44)}
    cards = [Group((), card=box) for box in (*boxes.values(), Box(300.0, 0.0, 196, 44))]
    (way,) = ways(Sheet(journey, (), 3000.0), boxes, cards, 9, 50)
    assert way.through
    assert faults(layout(journey, "flow", "overview")) == []


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
