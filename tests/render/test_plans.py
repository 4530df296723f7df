"""A planned journey drawn: every way has its number, its thickness and its card, and no text is on another."""

from itertools import product

import pytest
from geometry import faults
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footpath.errors import MapError
from footpath.model.claims import Claim
from footpath.model.futures import Deviation, PlannedJourney
from footpath.model.maps import JourneyMap
from footpath.render import render_html
from footpath.render.exports.markdown import render_markdown
from footpath.render.marks import Circle, Group, Line, Path, Scene
from footpath.render.plans import layout_plan, picture_of, render_plan
from footpath.render.plans.png import plan_png

HOSTILE = (
    "Cart",
    "<b>Pay</b>",
    "支払いを済ませる",
    "صفحة الدفع",
    "x" * 90,
    "=1+1",
    "a very long name of a step in a plan",
    "😀",
)


def claim(name: str, value: float, unit: str = "share", half: float = 0.01) -> Claim:
    fields = {"text": name, "question": {"ask": "conformance"}, "field": "share", "unit": unit, "n": 1000}
    return Claim.model_validate({"id": name, "value": value, "low": value - half, "high": value + half, **fields})


def plan(steps: tuple[str, ...], ways: list[tuple[int, int | None]], optional: tuple[int, ...] = ()) -> JourneyMap:
    """A plan with ways from one step to another; −1 is before the first, None is a stop."""
    claims = {"all": claim("all", 0.4), "done": claim("done", 0.5), "time": claim("time", 7200.0, "seconds", 600.0)}
    told = []
    for at, (start, end) in enumerate(ways):
        claims |= {f"w{at}": claim(f"w{at}", 0.3 / (at + 1)), f"o{at}": claim(f"o{at}", 0.1 + 0.2 * (at % 5))}
        told.append(
            Deviation(
                after=steps[start] if start >= 0 else "",
                instead="left" if end is None else steps[end],
                text=f"Way {at}: they go from {start} to {end}.",
                customers=f"w{at}",
                outcome=f"o{at}",
                cost="time" if at % 2 else None,
            )
        )
    journey = PlannedJourney(
        name="Our <plan> & hope", source="list", steps=steps, unmatched=("Teleport",), optional=optional, pattern="a",
        conforms="all", outcome="Pay", outcome_conforms="done", cost_conforms="time", deviations=tuple(told), notes=("A note.",),
    )  # fmt: skip
    return JourneyMap(title="Shop", scope="All customers", plan=journey, claims=claims)


SIMPLE = plan(("Look", "Cart", "Pay"), [(0, 2), (1, 0), (1, None), (-1, 1)], optional=(1,))


def words(scene: Scene) -> list[str]:
    return [mark.text for mark in scene.walk() if isinstance(mark, Line)]


def test_a_number_is_not_on_the_leg_of_a_way_that_runs_farther_out() -> None:
    scene = layout_plan(plan(("A", "B", "C", "D"), [(0, 2), (-1, 1)]))
    drawn = [mark.d for mark in scene.walk() if isinstance(mark, Path) and "Q" in mark.d]
    legs = [float(x) for d in drawn for x in (d[1:].split(" ")[0], d.rsplit("Q", 1)[1].split(" ")[2])]
    numbers = [
        mark for group in scene.walk() if isinstance(group, Group) and group.role == "point" for mark in group.marks
    ]
    rings = [mark for mark in numbers if isinstance(mark, Circle)]
    assert len(rings) == 2
    assert all(abs(ring.x - leg) > ring.radius for ring in rings for leg in legs)


def test_every_way_has_its_number_on_the_picture_and_on_its_card() -> None:
    said = words(layout_plan(SIMPLE))
    assert [said.count(str(number)) for number in (1, 2, 3, 4)] == [2, 2, 2, 2]
    assert "40%" in said
    assert "may be left out" in said
    assert "No record knows: Teleport" in said
    assert any(text.startswith("30% come to Pay, 50% as") for text in said)


def test_skips_run_above_and_returns_below() -> None:
    scene = picture_of(SIMPLE)
    badges = {
        words_of[0]: mark.marks[1].baseline
        for mark in scene.walk()
        if isinstance(mark, Group) and mark.role == "point" and isinstance(mark.marks[1], Line)
        for words_of in [[part.text for part in mark.marks if isinstance(part, Line)]]
    }
    steps = {mark.text: mark.baseline for mark in scene.walk() if isinstance(mark, Line)}
    assert badges["1"] < steps["Cart"] < badges["2"]
    assert badges["4"] < steps["Cart"] < badges["3"]


def test_the_more_customers_the_thicker() -> None:
    widths = [mark.width for mark in picture_of(SIMPLE).walk() if isinstance(mark, Path) and mark.opacity == 0.8]
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == 4


def test_colours_say_whether_the_outcome_is_another_by_more_than_chance() -> None:
    journey = plan(("Look", "Pay"), [(0, 1), (0, 1), (0, 1), (0, 1), (0, 1)])
    drawn = [mark.stroke for mark in picture_of(journey).walk() if isinstance(mark, Path) and mark.opacity == 0.8]
    assert drawn == ["low", "low", "band", "high", "high"]  # 10, 30, 50, 70 and 90% against 50%


@pytest.mark.parametrize("count", [2, 7, 8])
def test_hostile_names_and_many_ways_lie_without_a_fault(count: int) -> None:
    ways = [(a, b) for a, b in product(range(-1, count), [*range(count), None]) if a != b and (a, b) != (-1, None)]
    journey = plan(HOSTILE[:count], ways[:40], optional=tuple(range(0, count, 2)))
    scene = layout_plan(journey)
    assert faults(scene) == []
    assert render_plan(journey) == render_plan(journey)
    assert "<b>" not in render_plan(journey)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.text(min_size=1, max_size=40).filter(str.strip), min_size=2, max_size=12, unique=True),
    st.lists(st.tuples(st.integers(-1, 11), st.none() | st.integers(0, 11)), max_size=12),
)
def test_random_plans_lie_without_a_fault(steps: list[str], ways: list[tuple[int, int | None]]) -> None:
    known = [(a, b) for a, b in ways if a < len(steps) and (b is None or b < len(steps)) and (a, b) != (-1, None)]
    assert faults(layout_plan(plan(tuple(steps), known))) == []


def test_a_plan_of_forty_steps_is_drawn() -> None:
    journey = plan(tuple(f"Step {at}" for at in range(40)), [(at, 39 - at) for at in range(12)])
    assert faults(layout_plan(journey)) == []


def test_a_plan_stands_on_the_page_and_opens_its_evidence() -> None:
    page = render_html(SIMPLE)
    assert page.count('class="place"') == 4
    assert "Our &lt;plan&gt; &amp; hope" in page
    assert "Way 0: they go from 0 to 2." in page
    assert 'class="plan"' not in render_html(JourneyMap(title="Shop"))


def test_a_picture_in_pixels_and_a_map_without_a_plan() -> None:
    assert plan_png(SIMPLE).startswith(b"\x89PNG")
    with pytest.raises(MapError, match="no planned journey"):
        render_plan(JourneyMap(title="Shop"))


def test_a_document_tells_the_ways_with_their_claims() -> None:
    text = render_markdown(SIMPLE)
    assert "## Our \\<plan\\> \\& hope" in text
    assert (
        "Way 0: they go from 0 to 2\\.: 30% of customers" in text
        or "Way 0: they go from 0 to 2.: 30% of customers" in text
    )
    assert "[^w0]" in text
    assert "No record knows: Teleport" in text
