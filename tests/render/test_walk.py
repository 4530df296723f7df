"""A walk in words and on the page: every step is told once, whatever its texts hold."""

from html.parser import HTMLParser
from unicodedata import category

from made_maps import rich_map
from made_walks import hostile_walk, made_walk, map_with_walk

from footpath.model.claims import BADGES
from footpath.model.maps import JourneyMap
from footpath.model.walks import Walk
from footpath.render import read_html, render_html
from footpath.render.page.guards import GUARD_WORDS
from footpath.render.terminal_walk import step_text, walk_text

TOLD = """\
  3  Day 4, 13:05  Order delivered (post, Purchase)
     3.2 days later
     “Two days late, and nobody told me.” [review, 2 stars]
     felt very poor: anger (what it is about is inferred)
     later than promised, by 2 days"""


def test_a_step_is_told_in_plain_words() -> None:
    assert step_text(made_walk(), 2) == TOLD
    assert step_text(made_walk(), 1).splitlines()[1:] == [
        "     2 minutes later (usually 1.1 minutes, n = 733)",
        "     worth €120",
    ]
    assert "41% of 4,120 visits here have the same next step" in step_text(made_walk(), 0)
    assert step_text(made_walk(), 0, exact=True).startswith("  1  1 January 2000, 09:05")


def test_a_walk_says_whose_it_is_and_what_is_not_shown() -> None:
    text = walk_text(made_walk().model_copy(update={"left_out": 1200}))
    assert text.startswith("Customer 3fa2c1, Planners. Chosen so: of 200 journeys, the nearest.")
    assert text.endswith("1,200 further events are not shown.")
    assert walk_text(Walk(customer="c", chosen="")) == "C."


def test_no_control_character_reaches_the_terminal() -> None:
    text = walk_text(hostile_walk())
    assert {letter for letter in text if category(letter).startswith("C")} == {"\n"}
    assert len(text.splitlines()) == len(walk_text(hostile_walk().model_copy(update={"customer": "x"})).splitlines())


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[dict[str, str | None]] = []
        self.events: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.events += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        if tag == "script":
            self.scripts.append(dict(attrs))


def test_hostile_words_are_no_markup() -> None:
    page = Page(render_html(map_with_walk(hostile_walk())))
    assert len(page.scripts) == 2  # the map as data, and the page's own
    assert page.events == []


def test_without_a_walk_there_is_no_section_and_no_script_for_it() -> None:
    for journey in (rich_map(), map_with_walk(Walk(customer="c", chosen=""))):
        assert 'id="walk"' not in render_html(journey)
    assert 'getElementById("walk")' not in render_html(rich_map())


def test_the_same_map_gives_the_same_bytes_and_is_read_back_whole() -> None:
    journey = map_with_walk()
    assert render_html(journey) == render_html(journey)
    assert read_html(render_html(journey)) == journey


def test_every_guard_has_words_and_one_that_is_not_known_is_not_shown() -> None:
    assert set(GUARD_WORDS) == set(BADGES)
    journey = rich_map()
    name = next(iter(journey.claims))
    badges = (*BADGES, "<script>")
    claims = {**journey.claims, name: journey.claims[name].model_copy(update={"badges": badges})}
    page = render_html(journey.model_copy(update={"claims": claims}))
    shown = page.split('<ul class="guards"')[1].split("</ul>")[0]
    assert [shown.count(word) for word, _ in GUARD_WORDS.values()] == [1] * len(BADGES)
    assert "script" not in shown
    assert page.split('class="legend"')[1].split("</details>")[0].count("<dt>") == 3 + len(BADGES)


def test_a_map_without_claims_has_no_legend() -> None:
    assert 'class="legend"' not in render_html(JourneyMap(title="x"))
