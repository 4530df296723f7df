"""Two maps compared: cards by what they are about, figures by their question, moved within chance or beyond it."""

from typing import Any

import pytest
from hypothesis import given, settings
from made_drawings import Drawn, drawn

from footpath.maps.comparing import compare_maps
from footpath.maps.figures import counterparts
from footpath.model.changes import CardChange, MapDiff, Place, TextChange
from footpath.model.claims import Claim
from footpath.model.maps import Figure, JourneyMap
from footpath.render.changes.text import diff_text


def claim(name: str, value: float, half: float | None = None, **fields: Any) -> Claim:
    ends = {} if half is None else {"low": value - half, "high": value + half}
    question = fields.pop("question", {"ask": "overview"})
    return Claim(id=name, text=name, question=question, field="f", value=value, n=100, unit="share", **ends, **fields)


def with_claim(one: Claim) -> JourneyMap:
    return JourneyMap(title="Shop", figures=(Figure(label="share", claim=one.id),), claims={one.id: one})


def told(diff: MapDiff) -> list[tuple[str, str, str]]:
    return [(change.what, change.place.kind, change.place.name) for change in diff.cards]


@settings(deadline=None)
@given(drawn())
def test_a_map_does_not_differ_from_itself(said: Drawn) -> None:
    diff = compare_maps(said.map(), said.map())
    assert diff.is_empty
    assert (diff.only_first, diff.only_second) == ((), ())
    assert len(diff.figures) == len(said.map().claims)


@settings(deadline=None)
@given(drawn(), drawn())
def test_the_way_back_is_the_opposite(before: Drawn, now: Drawn) -> None:
    there, back = compare_maps(before.map(), now.map()), compare_maps(now.map(), before.map())
    came = sorted(c.place.name for c in there.cards if c.what == "appeared")
    assert came == sorted(c.place.name for c in back.cards if c.what == "gone")
    assert sorted(f.now - f.was for f in there.figures) == sorted(f.was - f.now for f in back.figures)
    assert (there.only_first, there.only_second) == (back.only_second, back.only_first)


def test_what_came_and_what_is_gone_is_told_by_what_it_is_about() -> None:
    before, now = Drawn(pains=(("Cart", "leaving"),)), Drawn(pains=(("Cart", "score"), ("Help", "delay")))
    diff = compare_maps(before.map(), now.map())
    assert [c for c in told(diff) if c[1] == "pains"] == [
        ("appeared", "pains", "Cart: score"),
        ("appeared", "pains", "Help: delay"),
        ("gone", "pains", "Cart: leaving"),
    ]


def test_a_text_written_anew_is_told_with_both_and_other_numbers_in_it_are_not() -> None:
    before, now = Drawn().map(), Drawn(value=0.9).map()  # its proof says "0.9 leaving" for "0.5 leaving"
    pains = (now.pains[0].model_copy(update={"title": "Costs come late"}), *now.pains[1:])
    diff = compare_maps(before, now.model_copy(update={"pains": pains}))
    place = Place(kind="pains", stage="Buy", touchpoint="Cart", name="Costs come late")
    text = TextChange(field="title", before="Cart: leaving", after="Costs come late")
    assert [c for c in diff.cards if c.place.kind not in ("goals", "checklist")] == [
        CardChange(what="edited", place=place, texts=(text,))
    ]


def test_how_far_a_goal_has_come_and_what_a_checklist_says_is_told_in_words() -> None:
    before, now = (
        Drawn(touchpoints=("Cart",), pains=(), loved=()),
        Drawn(touchpoints=("Cart",), pains=(), loved=(), value=0.9),
    )
    later = now.map()
    goal = later.goals[0].model_copy(update={"target": 1.0, "status": "behind"})
    diff = compare_maps(before.map(), later.model_copy(update={"goals": (goal,)}))
    assert [(c.place.kind, c.place.name, t.field, t.before, t.after) for c in diff.cards for t in c.texts] == [
        ("goals", "More of Cart", "status", "on the way", "behind"),
        ("goals", "More of Cart", "target", "1.1", "1"),
        ("goals", "More of Cart", "progress", "40% of the way (30% to 50%)", "80% of the way (70% to 90%)"),
        ("checklist", "They help themselves", "status", "gap", "covered"),
    ]
    text = diff_text(diff)
    assert (
        "~ goal: More of Cart\n    status: on the way → behind\n    target:\n    - 1.1\n    + 1\n    progress: 40%"
        in text
    )


def test_moments_and_praises_are_told_by_where_they_are() -> None:
    diff = compare_maps(Drawn(loved=("Search",)).map(), Drawn(loved=("Help",)).map())
    assert [c for c in told(diff) if c[1] in ("moments", "praises")] == [
        ("appeared", "praises", "Help: loved"),
        ("gone", "praises", "Search: loved"),
        ("appeared", "moments", "Help, experience"),
        ("gone", "moments", "Search, experience"),
    ]


def test_what_is_at_stake_and_ways_are_figures_with_a_place() -> None:
    figures = compare_maps(Drawn().map(), Drawn(value=0.9).map()).figures
    places = {(f.place.kind, f.role): f.place.name for f in reversed(figures)}
    assert places["opportunities", "bringing"] == "Mend Cart"
    assert places["flows", "claim"] == "Ads → Search"
    assert not [f for f in figures if f.place.kind == "claims"]


def test_a_card_in_another_stage_has_moved() -> None:
    before = Drawn().map()
    cards = (before.touchpoints[0].model_copy(update={"stage": "Buy"}), *before.touchpoints[1:])
    (change,) = compare_maps(before, before.model_copy(update={"touchpoints": cards})).cards
    assert (change.what, change.place.stage, change.was_stage) == ("moved", "Buy", "Look")


def test_cards_of_a_renamed_stage_have_not_moved() -> None:
    before = Drawn(pains=(), loved=()).map()
    data = before.model_dump()
    for kind in ("touchpoints", "actions", "measures", "goals", "checklist", "gaps"):
        data[kind] = tuple({**card, "stage": card["stage"].replace("Buy", "Choose")} for card in data[kind])
    data["stages"] = tuple({**stage, "name": stage["name"].replace("Buy", "Choose")} for stage in data["stages"])
    diff = compare_maps(before, JourneyMap.model_validate(data))
    assert told(diff) == [("edited", "stages", "Choose")]


def test_opportunities_are_told_by_their_pain_though_pains_are_numbered_anew() -> None:
    before = Drawn().map()
    now = Drawn(pains=(("Parcel", "delay"), ("Cart", "leaving"))).map()
    assert compare_maps(before, now).cards == ()


@pytest.mark.parametrize(
    ("was", "now", "moved"),
    [
        (claim("a", 0.5, 0.1), claim("b", 0.5, 0.2), "same"),
        (claim("a", 0.5, 0.1), claim("b", 0.64, 0.1), "within"),  # 0.14 ± 0.141
        (claim("a", 0.5, 0.1), claim("b", 0.65, 0.1), "beyond"),  # 0.15 ± 0.141
        (claim("a", 0.5, 0.1), claim("b", 0.35, 0.1), "beyond"),
        (claim("a", 0.5), claim("b", 0.9, 0.1), "counted"),
    ],
)
def test_a_figure_moved_within_chance_or_beyond_it(was: Claim, now: Claim, moved: str) -> None:
    (figure,) = compare_maps(with_claim(was), with_claim(now)).figures
    assert (figure.moved, figure.was_claim, figure.claim, figure.exact) == (moved, "a", "b", True)
    assert (figure.place.kind, figure.place.name, figure.role) == ("figures", "share", "claim")


def test_how_many_would_move_by_chance_is_told() -> None:
    before, now = Drawn(value=0.5).map(), Drawn(value=0.52).map()
    diff = compare_maps(before, now)
    assert {figure.moved for figure in diff.figures} == {"within"}
    assert diff.by_chance == pytest.approx(0.05 * len(diff.figures))


def test_figures_of_other_people_or_times_are_counterparts_and_say_so() -> None:
    mobile = claim(
        "a", 0.5, question={"ask": "dropoff", "where": {"device": "mobile", "stage": "Buy"}, "during": "2025-01"}
    )
    desktop = claim(
        "b", 0.4, question={"ask": "dropoff", "where": {"device": "desktop", "stage": "Buy"}, "during": "2025-06"}
    )
    other = claim("c", 0.4, question={"ask": "dropoff", "where": {"device": "desktop", "stage": "Use"}})
    assert [(a.id, b.id, exact) for a, b, exact in counterparts([mobile], [other, desktop])] == [("a", "b", False)]


def test_what_differs_in_nothing_but_its_time_is_matched_only_if_both_have_as_many() -> None:
    times = [claim(name, 0.5, question={"ask": "dropoff", "during": name}) for name in ("t1", "t2", "t3", "t4")]
    assert [(a.id, b.id) for a, b, _ in counterparts(times[:2], times[2:])] == [("t1", "t3"), ("t2", "t4")]
    assert counterparts(times[:1], times[2:]) == []


def test_two_segments_of_a_made_shop_can_be_compared(draw: Any) -> None:
    (first, _), (second, _) = draw(1), draw(2)
    diff = compare_maps(first, second)
    assert diff.figures
    assert {figure.claim for figure in diff.figures} | set(diff.only_second) == set(second.claims)
    assert {figure.was_claim for figure in diff.figures} | set(diff.only_first) == set(first.claims)
    assert MapDiff.model_validate_json(diff.model_dump_json()) == diff
