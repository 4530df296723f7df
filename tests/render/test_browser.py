"""The page in a real Chromium: by keyboard, on a phone, in the dark, on paper, with the network unplugged."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_maps import HARD_CASES, hostile, rich_map

from footpath.render import render_html

pytestmark = pytest.mark.browser


class Visit:
    """One page in one window, with everything it said to the console and asked of a network."""

    def __init__(self, browser: Any, file: Path, width: int = 1440, height: int = 900, scheme: str = "light") -> None:
        self.context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("dialog", lambda dialog: self.said.append("dialog") or dialog.dismiss())
        self.page.goto(file.as_uri())
        self.page.evaluate("document.fonts.ready")

    def colour(self, token: str) -> str:
        return str(self.page.evaluate(f"getComputedStyle(document.documentElement).getPropertyValue('--{token}')"))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    written = {}
    for name in ("rich", "hostile", "arabic", "japanese", "crowded", "service"):
        written[name] = folder / f"{name}.html"
        written[name].write_text(render_html(HARD_CASES[name]()), encoding="utf-8")
    return written


@pytest.fixture
def visit(browser: Any) -> Iterator[Any]:
    visits: list[Visit] = []

    def start(*args: Any, **kwargs: Any) -> Visit:
        visits.append(Visit(browser, *args, **kwargs))
        return visits[-1]

    yield start
    for one in visits:
        one.context.close()


def test_the_panel_opens_by_keyboard_and_focus_returns(visit: Any, files: dict[str, Path]) -> None:
    page = visit(files["rich"]).page
    card = page.locator("svg.whole g.card[data-title='Shipping costs']").first
    for key in ("Enter", " "):
        card.focus()
        page.keyboard.press(key)
        assert page.locator("#panel[open]").count() == 1
        assert page.evaluate("document.activeElement.id") == "panel-title"
        assert page.locator("#panel-title").inner_text() == "Shipping costs"
        said = page.locator("#panel-body").inner_text()
        assert "Experience at Shipping costs" in said
        assert "−0.62" in said
        assert "footpath ask" in said
        assert "At the last step shipping was suddenly 14 euros." in said
        page.keyboard.press("Escape")
        assert page.locator("#panel[open]").count() == 0
        assert page.evaluate("document.activeElement.dataset.title") == "Shipping costs"


def test_everything_can_be_reached_with_the_tab_key_and_focus_stays_in_the_panel(
    visit: Any, files: dict[str, Path]
) -> None:
    page = visit(files["rich"]).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = set()
    for _ in range(140):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.dataset?.title ?? ''"))
    assert {pain.title for pain in rich_map().pains} <= reached
    page.locator("svg.whole g.card").first.focus()
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || document.getElementById('panel').contains(document.activeElement)"
        )


def test_a_click_opens_and_the_cross_closes(visit: Any, files: dict[str, Path]) -> None:
    page = visit(files["rich"]).page
    page.locator("svg.whole g.card[data-title='Late delivery in the north']").first.click()
    assert "Late delivery in the north: 3.1 days late" in page.locator("#panel-lead").inner_text()
    page.get_by_role("button", name="Close").click()
    assert page.locator("#panel[open]").count() == 0


def test_copying_gives_the_command(visit: Any, files: dict[str, Path]) -> None:
    seen = visit(files["rich"])
    seen.context.grant_permissions(["clipboard-read", "clipboard-write"])
    seen.page.locator("svg.whole g.card").first.click()
    seen.page.get_by_role("button", name="Copy the command").first.click()
    seen.page.wait_for_function("document.getElementById('status').textContent === 'Copied'")
    assert seen.page.evaluate("navigator.clipboard.readText()").startswith("footpath ask '{")


@pytest.mark.parametrize("name", ["rich", "hostile", "arabic", "japanese"])
def test_no_request_no_error_no_alert(visit: Any, files: dict[str, Path], name: str) -> None:
    seen = visit(files[name])
    for number in range(min(6, seen.page.locator("svg.whole g[data-evidence]").count())):
        seen.page.locator("svg.whole g[data-evidence]").nth(number).focus()
        seen.page.keyboard.press("Enter")
        seen.page.keyboard.press("Escape")
    assert seen.said == []
    assert [url for url in seen.asked if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("name", ["rich", "hostile", "arabic", "japanese", "crowded"])
def test_a_phone_has_no_sideways_scroll_and_its_own_layout(visit: Any, files: dict[str, Path], name: str) -> None:
    page = visit(files[name], width=390, height=844).page
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator(".phone").is_visible()
    assert not page.locator("svg.whole").is_visible()
    for fold in page.locator(".phone details.fold").all():
        fold.evaluate("fold => { fold.open = true }")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator(".phone button.card").first.click()
    assert page.locator("#panel[open]").count() == 1
    assert page.evaluate("document.getElementById('panel').getBoundingClientRect().width") <= 390
    assert page.evaluate("document.getElementById('panel').scrollWidth") <= 390


def test_a_phone_shows_each_stages_headline_and_unfolds_the_rest_by_keyboard(
    visit: Any, files: dict[str, Path]
) -> None:
    page = visit(files["service"], width=390, height=844).page
    stage = page.locator(".phone .stage").nth(4)
    for shown in ("h2", ".reach", ".curve", ".pair .pain", ".pair .chance"):
        assert stage.locator(shown).first.is_visible()
    folds = {fold.inner_text().strip() for fold in stage.locator("summary").all()}
    assert folds == {"More pain points 3", "Opportunities 1", "Touchpoints 12", "In their words 2", "Measures 2"}
    name = stage.get_by_text("Account page", exact=True)
    assert not name.is_visible()
    page.get_by_role("heading", name="Touchpoints 12").locator("xpath=..").focus()
    page.keyboard.press("Enter")
    assert name.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.title") == "Retention page"
    page.keyboard.press("Enter")
    assert page.locator("#panel[open]").count() == 1
    assert page.evaluate("document.documentElement.scrollHeight") < 6000


def test_light_and_dark_follow_the_system_and_the_switch(visit: Any, files: dict[str, Path]) -> None:
    assert visit(files["rich"]).colour("paper") == "#fbfaf7"
    dark = visit(files["rich"], scheme="dark")
    assert dark.colour("paper") == "#14181f"
    dark.page.get_by_role("button", name="Switch between light and dark").click()
    assert dark.colour("paper") == "#fbfaf7"
    dark.page.get_by_role("button", name="Switch between light and dark").click()
    assert dark.colour("paper") == "#14181f"


def test_paper_is_light_and_holds_the_sheets_only(visit: Any, files: dict[str, Path]) -> None:
    seen = visit(files["rich"], scheme="dark")
    seen.page.emulate_media(media="print")
    assert (seen.colour("paper"), seen.colour("ink")) == ("#fff", "#1d2430")
    assert [seen.page.locator(name).first.is_visible() for name in (".sheet", ".phone", ".top", ".outline")] == [
        True,
        False,
        False,
        False,
    ]
    pdf = seen.page.pdf(format="A4", landscape=True)
    assert pdf.count(b"/Type /Page\n") == 2


def test_text_drawn_is_as_wide_as_it_was_measured(visit: Any, files: dict[str, Path]) -> None:
    """Every line of Latin text ends inside its card in the browser too."""
    page = visit(files["rich"]).page
    outside = page.evaluate(
        """[...document.querySelectorAll('svg.whole g.card')].flatMap(card => {
            const frame = card.querySelector('rect').getBBox();
            return [...card.querySelectorAll('text')].filter(text => {
                const box = text.getBBox();
                return box.x < frame.x || box.x + box.width > frame.x + frame.width + 0.5;
            }).map(text => text.textContent);
        })"""
    )
    assert outside == []


def test_the_table_unfolds_from_the_skip_link(visit: Any, files: dict[str, Path]) -> None:
    page = visit(files["rich"]).page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("#outline table").is_visible()


def test_hostile_strings_reach_the_panel_as_text(visit: Any, files: dict[str, Path]) -> None:
    seen = visit(files["hostile"])
    seen.page.locator("svg.whole g.card").first.click()
    assert seen.page.locator("#panel-title").inner_text() == hostile().touchpoints[0].name
    assert seen.page.locator("#panel script, #panel img").count() == 0
    assert seen.said == []
