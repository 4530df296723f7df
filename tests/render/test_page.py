"""The page: sealed, inert, complete, and readable without eyes."""

import itertools
import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from geometry import cards
from made_maps import HARD_CASES, HOSTILE, MapMaker, hostile, rich_map

from footpath.render import render_html
from footpath.render.poster import layout_poster
from footpath.render.sheets import sheets_of

_TAG_NAMES = """
html head meta title style body header main div section footer h1 h2 h3 h4 p ul li dl dt dd b q small span button
details summary table caption thead tbody tr th td dialog template article blockquote pre code a script
svg g path rect circle text desc lineargradient stop use line polyline polygon ellipse
"""
TAGS = set(_TAG_NAMES.split())


class Reader(HTMLParser):
    """Collects every element with its attributes, as a browser would see them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def of(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag in tags]


@pytest.fixture(scope="module")
def rich() -> str:
    return render_html(rich_map())


@pytest.fixture(scope="module")
def bad() -> str:
    return render_html(hostile())


def test_hostile_strings_stay_text(bad: str) -> None:
    page = Reader(bad)
    assert {tag for tag, _ in page.elements} <= TAGS
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
        assert set(attributes) & {"href", "src", "action", "data"} <= {"href"}
        assert (attributes.get("href") or "#").startswith("#")
    assert [attributes.get("type") for attributes in page.of("script")] == ["application/json", None]
    assert "\u202e" not in bad.replace("\\u202e", "").split('<script type="application/json"')[0]


def test_the_policy_lets_nothing_in_and_names_the_only_script_and_style(rich: str) -> None:
    policy = next(
        a["content"] or "" for a in Reader(rich).of("meta") if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "http" not in policy
    for tag in ("script", "style"):
        text = re.findall(rf"<{tag}>(.*?)</{tag}>", rich, re.DOTALL)
        assert len(text) == 1
        digest = b64encode(sha256(text[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_no_address_outside_the_file(rich: str) -> None:
    assert not re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", rich)
    assert set(re.findall(r"url\(([^)]{0,12})", rich)) <= {"data:font/wof"[:12]} | set(
        re.findall(r"url\((#[^)]{0,11})", rich)
    )


def test_same_map_same_bytes(rich: str) -> None:
    assert render_html(rich_map()) == rich


@pytest.mark.parametrize("name", ["rich", "nine_stages", "arabic", "nothing"])
def test_a_page_is_small(name: str) -> None:
    assert len(render_html(HARD_CASES[name]()).encode()) < 1_000_000


def test_every_button_finds_its_evidence_and_every_claim_is_there_once(rich: str) -> None:
    page = Reader(rich)
    templates = [a["id"] for a in page.of("template")]
    assert Counter(templates).most_common(1)[0][1] == 1
    told = [name for name in templates if name and name.startswith("f")]
    assert len(templates) == len(rich_map().claims) + len(rich_map().quotes) + len(told)
    assert len(told) >= len(rich_map().pains) + len(rich_map().goals)
    shown = [part for _, a in page.elements if a.get("data-evidence") for part in (a["data-evidence"] or "").split()]
    assert set(shown) == set(templates)


def test_all_that_opens_the_panel_is_a_labelled_button_in_reach_of_the_keyboard(rich: str) -> None:
    openers = [(tag, a) for tag, a in Reader(rich).elements if "data-evidence" in a]
    assert len(openers) > 100
    for tag, attributes in openers:
        assert tag == "button" or (attributes["role"] == "button" and attributes["tabindex"] == "0")
        assert tag == "button" or (attributes["aria-label"] or "").endswith("Show evidence")


def test_the_panel_is_a_labelled_dialog(rich: str) -> None:
    (dialog,) = Reader(rich).of("dialog")
    assert dialog["aria-labelledby"] == "panel-title"
    assert 'role="status" aria-live="polite"' in rich


def test_ids_are_unique(rich: str) -> None:
    ids = [a["id"] for _, a in Reader(rich).elements if a.get("id")]
    assert Counter(ids).most_common(1)[0][1] == 1


def test_headings_do_not_skip_a_level(rich: str) -> None:
    levels = [int(tag[1]) for tag in re.findall(r"<(h[1-4])", rich.split("<dialog")[0])]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_the_evidence_says_question_value_interval_n_period_tier_and_command() -> None:
    page = render_html(rich_map())
    template = page.split('<template id="c7">')[1].split("</template>")[0]
    claim = list(rich_map().claims.values())[7]
    assert claim.text in template
    assert ">31.0%<" not in template
    for words in (
        "95% interval",
        "Based on",
        "n = ",
        "2 January 2026 to 30 June 2026",
        "<b>Measured</b>: counted",
        "Ask it again",
    ):
        assert words in template
    assert "footpath ask &#x27;{&quot;ask&quot;:" in template


def test_the_table_holds_every_stage_and_lane(rich: str) -> None:
    table = rich.split("<table>")[1].split("</table>")[0]
    assert table.count('scope="col"') == 8
    assert table.count('scope="row"') == 12
    assert "Shipping costs appear at the last step: 38% leave here, 21% elsewhere" in table
    assert "assumed, no record" in table


def test_print_sheets_cut_between_lanes_and_leave_nothing_out() -> None:
    scene = layout_poster(rich_map())
    sheets = sheets_of(scene)
    assert sheets[0][0] == 0
    assert sheets[-1][1] == scene.height
    assert all(a[1] == b[0] for a, b in itertools.pairwise(sheets))
    assert all(bottom in scene.cuts for _, bottom in sheets[:-1])
    assert len(sheets) == 2


@pytest.mark.parametrize("name", HARD_CASES)
def test_no_card_is_cut_by_the_end_of_a_printed_sheet(name: str) -> None:
    scene = layout_poster(HARD_CASES[name]())
    ends = [bottom for _, bottom in sheets_of(scene)[:-1]]
    assert not [box for box in cards(scene) if any(box.y < end < box.bottom for end in ends)]


def test_a_lane_taller_than_a_page_is_cut_between_its_rows() -> None:
    m = MapMaker("Many pains in one of eight stages")
    for at in range(8):
        m.stage(f"Stage {at}", 100)
        for number in range(12 if at == 3 else 0):
            m.pain("Stage 3", "Page", f"Pain {number}", "30% leave here, 10% elsewhere", "100 customers", 0.5)
    scene = layout_poster(m.map())
    ends = [bottom for _, bottom in sheets_of(scene)[:-1]]
    assert ends
    assert not [box for box in cards(scene) if any(box.y < end < box.bottom for end in ends)]
    assert set(ends) - set(scene.cuts)


def test_hostile_strings_are_all_shown(bad: str) -> None:
    assert bad.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 10
    assert HOSTILE[0] not in bad
