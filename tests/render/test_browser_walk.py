"""The player in a real Chromium: by keyboard and mouse, on a phone, from the right, without a script, without motion."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_walks import arabic_with_walk, hostile_walk, made_walk, map_with_walk

from footpath.render import render_html

pytestmark = pytest.mark.browser

LONG = made_walk().model_copy(update={"steps": tuple(made_walk().steps[at % 3] for at in range(40))})
MAPS = {"plain": map_with_walk, "hostile": lambda: map_with_walk(hostile_walk()), "arabic": arabic_with_walk}
MAPS["long"] = lambda: map_with_walk(LONG)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("walks")
    for name, made in MAPS.items():
        (folder / f"{name}.html").write_text(render_html(made()), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in MAPS}


@pytest.fixture
def open_page(browser: Any, files: dict[str, Path]) -> Iterator[Any]:
    contexts = []
    said: list[str] = []

    def start(name: str, width: int = 1440, **told: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **told)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append("dialog") or dialog.dismiss())
        page.goto(files[name].as_uri())
        return page

    yield start
    for context in contexts:
        context.close()
    assert said == []


def shown(page: Any) -> list[str]:
    return [str(text) for text in page.locator(".walk-steps > li:visible h3").all_inner_texts()]


def test_the_arrow_keys_walk_and_a_reader_hears_where(open_page: Any) -> None:
    page = open_page("plain")
    assert shown(page) == ["Home page"]
    page.locator("[data-walk=on]").focus()
    page.keyboard.press("ArrowRight")
    assert shown(page) == ["Cart"]
    assert page.locator("[data-walk-said]").inner_text().startswith("Step 2 of 3. Day 1, 09:07. Cart.")
    page.keyboard.press("End")
    assert shown(page) == ["Order delivered"]
    assert "Two days late, and nobody told me." in page.locator("[data-walk-said]").inner_text()
    assert page.locator("[data-walk=on]").is_disabled()
    page.keyboard.press("Home")
    assert shown(page) == ["Home page"]
    page.keyboard.press("ArrowLeft")
    assert shown(page) == ["Home page"]


def test_buttons_and_points_walk_and_focus_stays_in_the_player(open_page: Any) -> None:
    page = open_page("plain")
    page.locator("[data-walk-to='1']").click()
    assert shown(page) == ["Cart"]
    assert page.locator(".walk-dot.now").get_attribute("data-walk-to") == "1"
    page.locator("[data-walk=on]").click()
    assert shown(page) == ["Order delivered"]
    assert page.evaluate("document.activeElement.dataset.walk") == "play"  # its own button can do no more


def test_it_plays_to_the_end_pauses_and_begins_again(open_page: Any) -> None:
    page = open_page("plain")
    page.evaluate("document.querySelectorAll('.walk-steps > li').forEach((step) => { step.dataset.ms = 60; })")
    play = page.locator("[data-walk=play]")
    play.click()
    page.locator(".walk-steps > li:last-child").wait_for(state="visible")
    page.locator("#walk:not(.running)").wait_for()
    assert play.inner_text().strip() == "Play"
    page.evaluate("document.querySelectorAll('.walk-steps > li').forEach((step) => { step.dataset.ms = 60000; })")
    play.click()
    assert shown(page) == ["Home page"]
    assert play.inner_text().strip() == "Pause"
    page.keyboard.press("ArrowRight")  # whoever walks by hand is not led on
    assert play.inner_text().strip() == "Play"


def test_less_motion_means_none(open_page: Any) -> None:
    page = open_page("plain", reduced_motion="reduce")
    page.locator("[data-walk=on]").click()
    moving = "getComputedStyle(document.querySelector('.walk-steps > li:not([hidden])')).animationName"
    assert page.evaluate(moving) == "none"
    assert shown(page) == ["Cart"]


@pytest.mark.parametrize("name", ["plain", "hostile", "long"])
def test_on_a_phone_nothing_is_wider_than_the_screen(open_page: Any, name: str) -> None:
    page = open_page(name, width=390, has_touch=True, reduced_motion="reduce")
    page.locator("[data-walk=on]").focus()
    page.keyboard.press("End")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    box = page.locator("[data-walk=play]").bounding_box()
    assert box["height"] >= 44
    dot = page.locator(".walk-dot.now").bounding_box()
    assert dot["x"] > 0
    assert dot["x"] + dot["width"] < 391


def test_from_the_right_the_left_arrow_goes_on(open_page: Any) -> None:
    page = open_page("arabic")
    page.locator("[data-walk=on]").focus()
    page.keyboard.press("ArrowLeft")
    places = [page.locator(f"[data-walk-to='{at}']").bounding_box()["x"] for at in range(3)]
    assert places == sorted(places, reverse=True)
    assert page.locator(".walk-dot.now").get_attribute("data-walk-to") == "1"


def test_without_a_script_all_steps_are_there(open_page: Any) -> None:
    page = open_page("plain", java_script_enabled=False)
    assert shown(page) == ["Home page", "Cart", "Order delivered"]
    assert not page.locator(".walk-buttons").is_visible()


def test_a_guard_tells_what_it_means_when_asked(open_page: Any) -> None:
    page = open_page("plain")
    page.locator(".legend > summary").click()
    assert page.get_by_text("no record speaks of it").first.is_visible()
