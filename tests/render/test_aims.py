"""What customers want, on the poster, on phones and in the table."""

from made_maps import MapMaker, wanting_map

from footpath.model.maps import JourneyMap
from footpath.render import render_html, render_svg
from footpath.render.marks import Group, Icon
from footpath.render.poster import layout_poster
from footpath.render.poster.aims import aim_figure, aim_subject, aim_title
from footpath.render.poster.sheet import sheet_of

HOSTILE = '<script>alert(1)</script> "x" & شحن سريع'


def made() -> JourneyMap:
    m = MapMaker("Shop")
    m.stage("Look", 100, 0.5)
    m.stage("Buy", 50)
    m.touchpoint("Look", "Search", "web", 0.9)
    m.touchpoint("Buy", HOSTILE, "web", 0.9)
    m.aim("Buy", "obstacle", HOSTILE, f"I cannot pay {HOSTILE}")
    return m.map()


def test_each_aim_says_what_where_and_how_many_with_its_evidence() -> None:
    journey = wanting_map()
    sheet = sheet_of(journey)
    told = [(aim_title(aim), aim_figure(sheet, aim)) for aim in journey.aims]
    assert told[0] == ("They want, at Product pages", "40% of 120 texts with an aim")
    assert told[2][0] == "In their way, at Shipping costs"
    subjects = [mark.subject for mark in layout_poster(journey).walk() if isinstance(mark, Group) and mark.subject]
    for aim in journey.aims:
        subject = aim_subject(sheet, aim)
        assert subject in subjects
        assert (subject.claims, subject.quotes) == ((aim.claim,), aim.quotes)


def test_a_stage_without_aims_says_so_and_a_map_without_any_has_no_lane() -> None:
    assert "no evidence" in render_svg(made())
    bare = made().model_copy(update={"aims": ()})
    icons = {mark.name for mark in layout_poster(bare).walk() if isinstance(mark, Icon)}
    assert "octagon-alert" not in icons
    assert "What they want" not in render_svg(bare)


def test_a_quote_that_stands_with_an_aim_is_not_drawn_again_below() -> None:
    journey = wanting_map()
    subjects = [mark.subject for mark in layout_poster(journey).walk() if isinstance(mark, Group) and mark.subject]
    beside = {quote for aim in journey.aims for quote in aim.quotes}
    below = {quote for one in subjects if one.lead.startswith("In a customer") for quote in one.quotes}
    assert beside
    assert below
    assert not beside & below


def test_outside_words_stay_words() -> None:
    page = render_html(made())
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_claim_or_a_quote_that_is_gone_leaves_the_rest() -> None:
    journey = made()
    (aim,) = journey.aims
    torn = journey.model_copy(update={"claims": {}, "quotes": (), "touchpoints": (), "stages": journey.stages})
    sheet = sheet_of(torn)
    assert aim_figure(sheet, aim) == ""
    assert aim_subject(sheet, aim).claims == aim_subject(sheet, aim).quotes == ()
