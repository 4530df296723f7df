"""A figure on its scale: which scale, where the mark stands, and what stands beside it."""

import re

import pytest
from made_maps import MapMaker

from footpath.model.claims import Claim
from footpath.render.page.gauge import gauge


def claim(value: float, unit: str, half: float | None = None, **more: object) -> Claim:
    m = MapMaker("One claim")
    name = m.claim("it", value, 400, unit, half, **more)
    return m.map().claims[name]


def mark(drawn: str) -> float:
    """Where the value's mark stands, in percent."""
    found = re.search(r'<rect x="([\d.]+)%" y="8"', drawn)
    assert found
    return float(found[1])


def words(drawn: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", drawn)


@pytest.mark.parametrize(
    ("value", "unit", "pick", "place", "ends"),
    [
        (0.27, "share", {}, 27, ["0%", "100%"]),
        (-0.5, "experience", {}, 25, ["very poor", "very good"]),
        (-14.0, "nps", {}, 43, ["−100", "+100"]),
        (4.0, "score", {"kind": "csat"}, 75, ["1", "5"]),
        (4.0, "score", {"kind": "ces"}, 50, ["1", "7"]),
        (8.2, "score", {}, 80, ["1", "10"]),
    ],
)
def test_a_figure_stands_on_the_whole_scale_of_its_unit(
    value: float, unit: str, pick: dict[str, str], place: float, ends: list[str]
) -> None:
    drawn = gauge(claim(value, unit, pick=pick))
    assert mark(drawn) == pytest.approx(place)
    assert words(drawn) == ends


def test_the_interval_is_a_band_around_the_mark() -> None:
    drawn = gauge(claim(0.5, "share", 0.1))
    assert '<rect x="40%" y="12" width="20%"' in drawn


def test_what_it_is_compared_with_is_a_hollow_mark_with_its_own_word() -> None:
    drawn = gauge(claim(0.27, "share", 0.01), claim(0.5, "share"))
    assert '<circle cx="50%"' in drawn
    assert words(drawn) == ["0%", "100%", "others 50%"]


def test_a_word_near_the_end_takes_the_ends_place() -> None:
    assert words(gauge(claim(0.27, "share"), claim(0.12, "share"))) == ["100%", "others 12%"]


def test_a_duration_is_drawn_only_beside_another_and_a_full_count_never() -> None:
    hours = claim(7200.0, "seconds")
    assert gauge(hours) == ""
    drawn = gauge(hours, claim(3600.0, "seconds"))
    assert mark(drawn) == pytest.approx(2 * float(re.findall(r'cx="([\d.]+)%"', drawn)[0]), abs=0.02)
    assert gauge(claim(812.0, "count")) == ""
    assert gauge(claim(0.0, "count", 0.0)) == ""


def test_no_mark_leaves_its_scale() -> None:
    assert mark(gauge(claim(1.24, "experience", 0.9))) == 100
    assert mark(gauge(claim(-3.0, "money", 1.0))) < 100
