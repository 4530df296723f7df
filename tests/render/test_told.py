"""The page: findings told in full, goals, checklists and gaps, on wide screens, on phones and in the table."""

import re
from typing import Any

from made_maps import MapMaker, rich_map
from test_page import Reader

from footpath.render import render_html
from footpath.render.look import Look


def panel_of(page: str, title: str) -> str:
    """What the panel would show before the evidence, of the first that opens with this title."""
    opener = next(a for _, a in Reader(page).elements if a.get("data-title") == title and a.get("data-evidence"))
    name = (opener["data-evidence"] or "").split()[0]
    return page.split(f'<template id="{name}">')[1].split("</template>")[0]


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def test_a_pain_tells_when_how_often_what_is_at_stake_what_was_assumed_and_what_coincides() -> None:
    page = render_html(rich_map())
    late = text_of(panel_of(page, "Late delivery in the north"))
    assert "When 24 February to 30 May 2026. It began between 20 February 2026 and 3 March 2026 (95% interval)" in late
    cost = text_of(panel_of(page, "Shipping costs appear at the last step"))
    for words in (
        "How often 38%: leave at shipping costs (± 1)",
        "How many 5,330: customers who left at shipping costs",
        "At stake About 212,000 (169,600 to 254,400) more than elsewhere",
        "Reckoned so Without it, customers would do as those elsewhere do.",
        "What coincides; no cause is claimed At the same time more spoke of “Delivery costs”",
        "What could be done Show delivery costs on the product page +640 orders (410 to 870)",
    ):
        assert words in cost


def test_every_way_to_answer_a_pain_can_be_opened_from_its_panel() -> None:
    page = render_html(rich_map())
    ways = Reader(panel_of(page, "Shipping costs appear at the last step")).of("button")
    assert [way["data-title"] for way in ways] == [
        "Show delivery costs on the product page",
        "Offer a slower delivery for less",
    ]
    other = text_of(panel_of(page, "Offer a slower delivery for less"))
    for words in (
        "Why it fits here 38% leave here. Customers who saw the costs before stay",
        "Effort Much",
        "Moves the goals Fewer leave at the shipping costs",
        "Other ways Show delivery costs on the product page",
    ):
        assert words in other


def test_a_goal_tells_where_it_began_and_what_would_move_it() -> None:
    page = render_html(rich_map())
    told = text_of(panel_of(page, "Fewer leave at the shipping costs"))
    for words in (
        "At the start 30% on 1 January 2026",
        "Target 50%",
        "What would move it Offer a slower delivery for less",
    ):
        assert words in told
    assert "Why it is not known What it was at the start is not written down." in text_of(
        panel_of(page, "NPS above 30")
    )


def test_goals_stand_below_a_drawing_that_shows_none_and_are_always_on_phones() -> None:
    assert 'class="goals wide"' not in render_html(rich_map())
    assert 'class="goals wide"' in render_html(rich_map(), look=Look(detail="overview"))
    assert 'class="goals wide"' in render_html(rich_map(), look=Look(form="matrix"))
    phone = render_html(rich_map()).split('<div class="phone">')[1]
    assert phone.index("Now 38% → 50% by 31 December 2026") < phone.index('class="stage"')
    assert 'class="goals' not in render_html(MapMaker("None").map())


def test_the_checklist_is_a_section_with_a_heading_a_stage() -> None:
    page = render_html(rich_map())
    section = page.split('<section class="checklist"')[1].split("</section>")[0]
    assert re.findall(r"<h3[^>]*>([^<]+)</h3>", section) == ["Consideration", "Decision", "Delivery", "Content gaps"]
    assert "Buying is simple Covered · 83% of the stage’s people come to Cart." in text_of(section)
    assert 'class="checklist"' not in render_html(MapMaker("None").map())


def test_the_table_says_goals_praise_moments_checks_and_gaps() -> None:
    outline = text_of(render_html(rich_map()).split('id="outline"')[1].split("</details>")[0])
    for words in (
        "Fewer leave at the shipping costs: now 38% → 50% by 31 December 2026, on the way",
        "Late delivery in the north: 3.1 days late; 2.2 stars against 4.4, 1,180 people, 24 February to 30 May 2026, €96k at stake",
        "Reviews: many speak well of it: 52% praise the pictures, 570 texts",
        "Delivery: 98% of those whose order came in time come back",
        "What delivery costs is known in time: gap.",
        "Nothing by store for Planners: 31% of Planners use store",
    ):
        assert words in outline


def test_the_panel_of_another_way_opens_in_the_open_panel_and_gives_the_focus_back(browser: Any) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_content(render_html(rich_map()))
    page.locator("g.card[data-evidence]", has_text="Shipping costs appear").first.click()
    page.locator(".told button", has_text="Offer a slower delivery").click()
    assert page.locator("#panel-title").inner_text() == "Offer a slower delivery for less"
    page.locator("[data-close]").click()
    assert page.evaluate("document.activeElement.dataset.title") == "Shipping costs appear at the last step"
    assert errors == []
    page.close()
