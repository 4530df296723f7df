"""The head of the matrix: figures of each stage in words, shaded by who leaves and how it feels."""

from made_maps import MapMaker, rich_map

from footpath.model.maps import JourneyMap
from footpath.render.forms import layout
from footpath.render.forms.frame import sheet_with
from footpath.render.forms.stage_grid import stage_grid
from footpath.render.marks import Group, Line, Mark, Rect
from footpath.render.theme import mood


def grid(journey: JourneyMap) -> list[Mark]:
    return stage_grid(sheet_with(journey, (), 1400.0), 0.0)[0]


def words(marks: list[Mark]) -> list[str]:
    lines = [mark for mark in marks if isinstance(mark, Line)]
    lines += [part for mark in marks if isinstance(mark, Group) for part in mark.marks if isinstance(part, Line)]
    return [line.text for line in lines]


def two_stages() -> MapMaker:
    m = MapMaker("Two stages")
    m.stage("Look", 400, 0.25)
    m.stage("Buy", 100)
    return m


def test_reach_and_leaving_are_told_in_figures_and_the_shade_grows_with_those_who_leave() -> None:
    marks = grid(two_stages().map())
    assert {"Look", "Buy", "400", "100", "25%"} <= set(words(marks))
    heats = [mark.opacity for mark in marks if isinstance(mark, Rect) and mark.fill == "low"]
    assert heats == [round(0.55 * 0.75, 3)]
    bars = [mark.box.width for mark in marks if isinstance(mark, Rect) and mark.fill == "structure"]
    assert bars[0] / bars[1] == 4


def test_a_row_without_evidence_is_left_out() -> None:
    told = words(grid(two_stages().map()))
    assert "How it feels" not in told
    assert "Pain points" not in told
    assert "Opportunities" not in told


def test_the_worst_and_the_best_of_a_stage_are_those_with_enough_voices() -> None:
    m = two_stages()
    m.touchpoint("Look", "Search", "web", 0.5, -0.4, 80)
    m.touchpoint("Look", "Home", "web", 0.5, 0.6, 90)
    m.touchpoint("Look", "Rare", "web", 0.01, -1.0, 1, point=False)
    marks = grid(m.map())
    told = words(marks)
    assert "Poor, of 80" in told
    assert "Very good, of 90" in told
    assert "Rare" not in told
    assert mood(-0.4) in {mark.fill for mark in marks if isinstance(mark, Rect)}


def test_only_the_worst_pain_stands_there_with_its_answer_and_the_number_of_others() -> None:
    m = two_stages()
    m.pain("Look", "Search", "Small", "10%", "20 customers", 0.2)
    worst = m.pain("Look", "Home", "Large", "60%", "200 customers", 0.9)
    m.opportunity("Look", "Home", "Mend it", "100 more would stay", worst)
    told = words(grid(m.map()))
    assert "Large" in told
    assert "Small" not in told
    assert "and 1 more" in told
    assert "Mend it" in told


def test_many_stages_widen_the_sheet_rather_than_cut_their_words() -> None:
    m = MapMaker("Many stages")
    for at in range(14):
        m.stage(f"Stage {at}", 1000 - at, 0.9)
    scene = layout(m.map(), "matrix")
    assert scene.width > 14 * 130
    told = {mark.text for mark in scene.walk() if isinstance(mark, Line)}
    assert {f"Stage {at}" for at in range(14)} <= told


def test_the_matrix_tells_the_grid_and_the_rows() -> None:
    told = " ".join(mark.text for mark in layout(rich_map(), "matrix").walk() if isinstance(mark, Line))
    assert "Go on" in told
    assert all(card.name.split()[0] in told for card in rich_map().touchpoints)
