"""What the poster says of pains, praise, moments of truth, goals, checklists and gaps."""

from datetime import date

import pytest
from made_maps import HARD_CASES, MapMaker, long_quotes, rich_map

from footpath.model.findings import Goal, Pain, Worth
from footpath.model.maps import JourneyMap
from footpath.render.forms import layout
from footpath.render.language import speaking
from footpath.render.marks import Box, Group, Icon, Line, Path, Rect, Scene
from footpath.render.poster import layout_poster
from footpath.render.poster.facts import at_stake, fitting, give_or_take, since
from footpath.render.poster.goals import goal_done, goal_standing, goal_way
from footpath.render.poster.sheet import sheet_of
from footpath.render.text import width_of
from footpath.render.theme import SMALL


def pain(**more: object) -> Pain:
    fields = {"id": "p", "stage": "s", "touchpoint": "t", "title": "t", "proof": "p", "sentence": "s", "kinds": ()}
    return Pain.model_validate({**fields, "severity": 0.5, "claims": (), **more})


def goal(**more: object) -> Goal:
    return Goal.model_validate({"id": "g", "title": "t", "target": 0.5, **more})


def cards_of(scene: Scene) -> dict[str, Group]:
    """The lowest card of each title."""
    found = [m for m in scene.walk() if isinstance(m, Group) and m.role == "card" and m.subject and m.card]
    return {mark.subject.title: mark for mark in found if mark.subject}


def words(scene: Scene) -> str:
    return " ".join(mark.text for mark in scene.walk() if isinstance(mark, Line))


def lines_of(card: Group) -> list[str]:
    return [mark.text for mark in card.marks if isinstance(mark, Line)]


def test_since_when_and_until_when() -> None:
    begun = date(2025, 2, 24)
    assert since(pain()) == ""
    assert since(pain(onset_on=begun)) == "since 24 February 2025"
    assert since(pain(onset_on=begun, until_on=date(2025, 8, 3))) == "24 February to 3 August 2025"
    with speaking("de"):
        assert since(pain(onset_on=begun)) == "seit 24. Februar 2025"


def test_the_first_day_is_known_as_well_as_the_farther_end_of_its_interval() -> None:
    begun = {"onset_on": date(2025, 2, 24)}
    assert give_or_take(pain(**begun)) == ""
    assert give_or_take(pain(**begun, onset_low_on=date(2025, 2, 24), onset_high_on=date(2025, 2, 24))) == ""
    assert give_or_take(pain(**begun, onset_low_on=date(2025, 2, 23))) == "± 1 day"
    assert give_or_take(pain(**begun, onset_low_on=date(2025, 2, 20), onset_high_on=date(2025, 3, 3))) == "± 7 days"


def test_only_money_is_at_stake_on_a_card() -> None:
    assert at_stake(Worth(text="about", value=197_811, unit="money"), "EUR") == "€198k at stake"
    assert at_stake(Worth(text="a wait", value=71e6, unit="seconds"), "EUR") == ""
    assert at_stake(None, "EUR") == ""


def test_facts_stand_whole_on_their_lines_or_not_at_all() -> None:
    facts = ("since 24 February 2025", "€198k at stake", "1,910 customers")
    wide = fitting([facts], SMALL, 400, 1)
    assert wide.lines == (" · ".join(facts),)
    narrow = fitting([facts], SMALL, width_of("since 24 February 2025 · ", SMALL), 5)
    assert narrow.lines == facts
    assert fitting([facts, facts[:1]], SMALL, 160, 1).lines == facts[:1]
    assert fitting([(), ("",)], SMALL, 160, 1).lines == ()
    assert fitting([("no room " * 40,)], SMALL, 160, 1).shortened


def test_a_pain_says_since_when_and_what_is_at_stake_in_five_lines() -> None:
    cards = cards_of(layout_poster(rich_map()))
    assert "24 February to 30 May 2026" in lines_of(cards["Late delivery in the north"])
    assert "€212k at stake · 5,330 people" in lines_of(cards["Shipping costs appear at the last step"])
    assert max(len(lines_of(cards[one.title])) for one in rich_map().pains) <= 5


@pytest.mark.parametrize("name", sorted({*HARD_CASES} - {"hostile", "long_quotes", "nothing"}))
def test_a_pain_has_more_than_five_lines_only_where_its_title_and_proof_need_them(name: str) -> None:
    journey = HARD_CASES[name]()
    cards = cards_of(layout_poster(journey))
    for one in journey.pains:
        assert len(lines_of(cards[one.title])) <= 6


def test_praise_stands_in_its_own_lane_with_what_makes_more_of_it_below() -> None:
    journey = rich_map()
    cards = cards_of(layout_poster(journey))
    above, below = cards["Reviews: many speak well of it"].card, cards["Show reviews earlier"].card
    assert above
    assert below
    assert (below.x, below.width) == (above.x, above.width)
    assert below.y - above.bottom == 4
    assert "What to amplify" not in words(layout_poster(journey.model_copy(update={"praises": ()})))
    assert "What to amplify" not in words(layout(journey, detail="overview"))


def test_further_answers_stand_below_the_first_in_full_and_are_left_out_else() -> None:
    cards = cards_of(layout(rich_map(), detail="full"))
    first, second = (
        cards["Show delivery costs on the product page"].card,
        cards["Offer a slower delivery for less"].card,
    )
    assert first
    assert second
    assert (second.x, second.y) == (first.x, first.bottom + 4)
    assert "Offer a slower delivery for less" not in cards_of(layout(rich_map()))


def test_moments_of_truth_bear_a_diamond_and_say_why() -> None:
    journey = rich_map()
    scene = layout_poster(journey)
    cards = [m for m in scene.walk() if isinstance(m, Group) and m.role == "card" and m.subject]
    touchpoints = {
        m.subject.title: m for m in reversed(cards) if m.subject
    }  # quotes of a touchpoint stand further down
    assert [m for m in touchpoints["Delivery"].marks if isinstance(m, Path) and m.fill == "structure"]
    assert not [m for m in touchpoints["Cart"].marks if isinstance(m, Path) and m.fill == "structure"]
    lead = touchpoints["Delivery"].subject
    assert lead
    assert "Moment of truth: 98% of those whose order came in time" in lead.lead
    assert journey.moments[0].difference in lead.claims
    assert "moment of truth" in words(scene)
    assert "moment of truth" not in words(layout_poster(journey.model_copy(update={"moments": ()})))


def test_a_goal_says_from_where_to_where_by_when_and_how_it_stands() -> None:
    journey = rich_map()
    sheet = sheet_of(journey)
    assert [goal_way(sheet, one) for one in journey.goals] == [
        "now 38% → 50% by 31 December 2026",
        "now 38% → 50% by 31 December 2026",
        "now 38% → 50%",
        "now 38% → 50% by 31 December 2026",
    ]
    assert [goal_standing(one) for one in journey.goals] == [
        "on the way · 45% of the way (35% to 55%)",
        "behind · 12% of the way (2% to 22%)",
        "further away than at the start",
        "not known",
    ]
    assert goal_way(sheet, goal()) == "target 0.50"
    assert goal_done(goal(progress=1.2, status="reached")) == ""
    assert goal_done(goal(progress=0.3, status="behind")) == "30% of the way"


def _bars(scene: Scene, title: str) -> list[tuple[str, Box]]:
    card = cards_of(scene)[title]
    return [(mark.fill, mark.box) for mark in card.marks[1:] if isinstance(mark, Rect)]


def test_the_bar_of_a_goal_is_as_long_as_what_is_done_and_never_leaves_its_track() -> None:
    m = MapMaker("Goals")
    m.stage("Only", 10)
    m.goal("half", "on the way", 0.5, 0.2)
    m.goal("far", "reached", 7.0, 1.0)
    m.goal("away", "away", -3.0, 0.5)
    m.goal("unknown", "unknown", None)
    scene = layout_poster(m.map())
    (_, track), (_, band), (_, done) = _bars(scene, "half")
    assert done.width == pytest.approx(track.width / 2)
    assert (band.x, band.right) == pytest.approx((track.x + 0.3 * track.width, track.x + 0.7 * track.width))
    (_, track), (_, done) = _bars(scene, "far")
    assert done.width == track.width
    assert len(_bars(scene, "away")) == len(_bars(scene, "unknown")) == 1


def test_every_status_has_an_icon_and_a_word_of_its_own() -> None:
    m = MapMaker("Goals")
    m.stage("Only", 10)
    told = ("reached", "on the way", "behind", "away", "unknown")
    for status in told:
        m.goal(status, status, None)  # type: ignore[arg-type]
    scene = layout_poster(m.map())
    icons = [next(mark.name for mark in cards_of(scene)[s].marks if isinstance(mark, Icon)) for s in told]
    assert len(set(icons)) == 5
    assert len({lines_of(cards_of(scene)[s])[-1] for s in told}) == 5


def _with_goals(total: int) -> JourneyMap:
    m = MapMaker("Goals")
    m.stage("Only", 10)
    for at in range(total):
        m.goal(f"Goal {at}", "behind", 0.1 * at)
    return m.map()


def test_more_than_four_goals_are_for_full_detail() -> None:
    assert "Goal 3" in words(layout(_with_goals(4)))
    assert "Goal 3" not in words(layout(_with_goals(4), detail="overview"))
    assert "Goal 3" not in words(layout(_with_goals(5)))
    assert "Goal 4" in words(layout(_with_goals(5), detail="full"))


def test_checklist_and_gaps_are_for_full_detail_and_told_by_icon_and_word() -> None:
    full = layout(rich_map(), detail="full")
    items = {m.subject.title: m for m in full.walk() if isinstance(m, Group) and m.role == "point" and m.subject}
    told = {
        title: ([m.name for m in items[title].marks if isinstance(m, Icon)], lines_of(items[title])[-1])
        for title in ("Prices are clear", "What delivery costs is known in time", "Buying is simple")
    }
    assert told == {
        "Prices are clear": (["circle-question-mark"], "Unknown"),
        "What delivery costs is known in time": (["circle-x"], "Gap"),
        "Buying is simple": (["circle-check"], "Covered"),
    }
    assert "Nothing by chat" in words(full)
    assert "Nothing by store for Planners" in words(full)
    standard = words(layout(rich_map()))
    assert "Prices are clear" not in standard
    assert "Content gaps" not in standard


def test_what_was_cut_is_whole_on_hover() -> None:
    cut = [m for m in layout_poster(long_quotes()).walk() if isinstance(m, Group) and m.full_text]
    assert len(cut) > 20
    shown = [
        m
        for m in layout_poster(long_quotes()).walk()
        if isinstance(m, Group) and any(t.endswith("…") for t in lines_of(m))
    ]
    assert not [m for m in shown if not m.full_text]
