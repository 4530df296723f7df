"""What single forms promise: places, sums, colours, and figures as people read them."""

import re
from typing import Any

import pytest
from made_answers import CHINESE, PROTO, answer_to

from footpath.analysis import ask
from footpath.journeys import journeys
from footpath.render.charts import draw_chart
from footpath.render.charts.axes import Axis
from footpath.render.charts.style import Look, contrast
from footpath.render.charts.wording import about, between, figure, named

SHARES = [step / 20 for step in range(21)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_on_every_ground(theme: Any) -> None:
    look = Look(theme)
    for ground in ("heat", "grey", "back"):
        for share in SHARES:
            token = f"{ground}-{share}"
            assert contrast(look.paint(f"on-{token}"), look.paint(token)) >= 4.5
    for text in ("ink", "muted"):
        for ground in ("card", "paper"):
            assert contrast(look.paint(text), look.paint(ground)) >= 4.5


def test_flows_say_how_many_go_where_and_keep_neutral_ends_grey() -> None:
    index = journeys(ann="cart@0 pay@1", bob="cart@0 pay@1", eve="cart@0", joe="ad@0 cart@1", late="zoo@60d")
    svg = draw_chart(ask(index, {"ask": "flows", "start": "cart", "depth": 1})).own
    assert "<title>cart to pay: 2 customers, 50%</title>" in svg
    assert "<title>cart to left: 2 customers, 50%</title>" in svg
    assert "<title>cart: 4 customers, 100%</title>" in svg
    left = re.search(r'<title>left: 2 customers, 50%</title>[^>]*fill="([^"]*)"', svg)
    pay = re.search(r'<title>pay: 2 customers, 50%</title>[^>]*fill="([^"]*)"', svg)
    assert left
    assert pay
    assert left[1] == Look().paint("neutral") != pay[1]


def test_titles_name_what_a_question_names_and_no_more() -> None:
    index = journeys(ann="cart@0 pay@1", bob="ad@0 pay@1")
    titles = {
        draw_chart(ask(index, {"ask": kind, **more})).title
        for kind in ("flows", "step_matrix")
        for more in ({}, {"start": "cart"}, {"end": "pay"})
    }
    assert titles == {
        "Where journeys begin, and where they go on",
        "Where customers go after cart",
        "Where customers come from before pay",
        "Where customers are, step by step from the beginning",
        "Where customers are, step by step from cart",
        "Where customers are, step by step before pay",
    }


def test_ribbons_fill_the_columns_they_leave_and_reach() -> None:
    index = journeys(ann="a@0 b@1 c@2", bob="a@0 b@1 d@2", eve="a@0 c@1 c@2", joe="a@0 d@1", zoe="z@60d")
    svg = draw_chart(ask(index, {"ask": "flows", "start": "a", "depth": 2})).own
    column: dict[str, list[float]] = {}
    for match in re.finditer(
        r"<title>([^<]*)</title>\s*<rect [^>]*?y=\"([\d.]+)\" width=\"9\" height=\"([\d.]+)\"", svg
    ):
        column.setdefault(match[1], []).append(float(match[3]))
    ribbons = re.findall(r'<title>a to [^<]*</title>\s*<path d="M[\d.]+ ([\d.]+)C[^V]*V([\d.]+)C[^Z]*?([\d.]+)Z', svg)
    whole = sum(float(last) - float(first) for first, _, last in ribbons)
    assert whole == pytest.approx(column["a: 4 customers, 100%"][0], abs=0.1)


def test_a_funnel_says_rates_of_the_first_and_of_the_step_before() -> None:
    index = journeys(ann="cart@0 pay@10 done@20", bob="cart@0 pay@30", eve="cart@0", joe="cart@0 pay@5 done@9")
    chart = draw_chart(ask(index, {"ask": "funnel", "steps": ["cart", "pay", "done"]}))
    words = str(chart.spec)
    assert "↓ 75% (30% to 95%) of the step before, median 10 min since the first" in words
    assert "done: 50% (15% to 85%), 2 of 4 customers" in words


def test_names_are_text_and_never_keys() -> None:
    spec = draw_chart(answer_to("dropoff")).spec
    for part in spec["layer"]:
        for channel in part["encoding"].values():
            assert PROTO not in str(channel)
            assert CHINESE not in str(channel)
    assert "transform" not in str(spec)


def test_long_lists_are_cut_and_say_so() -> None:
    index = journeys({f"c{number}": f"t{number % 40}@0 end@1" for number in range(200)})
    chart = draw_chart(ask(index, {"ask": "touchpoints"}))
    assert "And 16 more in the table." in chart.description
    assert len(chart.table) == 41


def test_difference_that_may_be_chance_is_grey_and_not_bold() -> None:
    chart = draw_chart(answer_to("leavers"))
    sure = [
        row["q"] <= 0.05
        for row in answer_to("leavers").dicts()
        if row["left_rate"] is not None and row["q"] is not None
    ]
    weights = [value["weight"] for part in chart.spec["layer"] for value in part["data"]["values"] if "weight" in value]
    assert sorted(weights) == sorted(600 if is_sure else 400 for is_sure in sure)


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (0.3764, "share", "38%"),
        (5400.0, "seconds", "1.5 h"),
        (259200.0, "seconds", "3 d"),
        (1234, "count", "1,234"),
        (-0.031, "points", "−3.1 points"),
        (0.25, "experience", "+0.25"),
        (None, "share", "–"),
        (float("nan"), "seconds", "–"),
    ],
)
def test_figures_are_written_as_people_read_them(value: float | None, kind: Any, text: str) -> None:
    assert figure(value, kind) == text


def test_words_about_a_question() -> None:
    assert named({"device": {"not": "phone"}}) == "device not phone"
    assert named(["a", None]) == "a or none"
    assert between(0.1, 0.2, "share") == " (10% to 20%)"
    assert between(None, 0.2, "share") == ""
    said = about({"where": {"device": "phone"}, "during": "2024"}, 1, None)
    assert said == "n = 1 customer, where device is phone, during 2024"


def test_a_scale_of_durations_places_nothing_at_its_beginning() -> None:
    axis = Axis("time", "seconds")
    drawn = axis.over([0.0, 30.0, 90_000.0], 400)
    low, high = drawn["scale"]["domain"]
    assert 0 < low <= 30
    assert high >= 90_000
    assert axis.floor(0.0, [0.0, 30.0]) == 30.0
