"""Goals: what each is now, how much of the way is done, in time or not; what cannot be asked stays and says why."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from footpath.analysis import ask
from footpath.journeys import journeys
from footpath.maps.claims import ClaimBook
from footpath.maps.evidence import NoEvidence
from footpath.maps.goals import Number, goals, share_passed, way_done
from footpath.maps.scene import Scene
from footpath.model.catalogue import Catalogue, Stage, Touchpoint
from footpath.model.findings import Goal
from footpath.model.goals import GoalPlan
from footpath.model.questions import Answer

CATALOGUE = Catalogue(
    stages=(Stage(name="Decide"), Stage(name="Buy")),
    touchpoints=(Touchpoint(name="cart", stage="Decide"), Touchpoint(name="pay", stage="Buy")),
)
# January 2024: one of four pays. From day 31 (1 February): three of four. The records end on day 60 (1 March).
PEOPLE = {
    **{f"a{n}": f"cart@{n}d" + (" pay@9d" if n == 1 else "") for n in range(1, 5)},
    **{f"b{n}": f"cart@{30 + n}d" + (" pay@40d" if n < 4 else "") for n in range(1, 5)},
    "late": "pay@60d",
}
PAY = {"question": {"ask": "touchpoints"}, "pick": {"touchpoint": "pay"}, "field": "share"}


def scene() -> Scene:
    index = journeys(catalogue=CATALOGUE, **PEOPLE)

    def asked(question: dict[str, Any]) -> Answer:
        return ask(index, question)

    return Scene(ClaimBook(asked), CATALOGUE, NoEvidence())


def told(**plan: Any) -> tuple[Goal, Scene]:
    drawn = scene()
    (goal,) = goals(drawn, [GoalPlan(**{"title": "More pay", **PAY, **plan})])
    return goal, drawn


def test_a_goal_with_a_start_that_is_written_down() -> None:
    goal, drawn = told(start=0.25, target=0.75, owner="Sales")
    claim = drawn.book.claims[goal.claim or ""]
    assert claim.value == pytest.approx(5 / 9)  # of all nine customers
    assert goal.progress == pytest.approx((5 / 9 - 0.25) / 0.5, abs=1e-6)
    assert claim.low is not None
    assert goal.progress_low == pytest.approx(
        goal.progress - max(5 / 9 - claim.low, (claim.high or 0) - 5 / 9) / 0.5, abs=1e-6
    )
    assert (goal.better, goal.status, goal.stage, goal.touchpoint) == ("higher", "on the way", "Buy", "pay")
    assert (goal.owner, goal.why) == ("Sales", "")


def test_a_day_as_start_is_asked_before_and_since() -> None:
    goal, drawn = told(start=date(2024, 2, 1), target=1.0, by=date(2024, 4, 1))
    assert goal.start == pytest.approx(1 / 4)
    claim = drawn.book.claims[goal.claim or ""]
    assert claim.question["during"] == "2024-02-01..2024-03-02"
    assert claim.value == pytest.approx(4 / 5)
    assert goal.progress == pytest.approx((0.8 - 0.25) / 0.75, abs=1e-6)
    assert goal.start_on == date(2024, 2, 1)
    assert len(drawn.book.claims) == 1  # what it was is no claim of its own


def test_over_looks_at_a_time_of_the_same_length_then_and_now() -> None:
    goal, drawn = told(start=date(2024, 2, 1), target=1.0, over="4w")
    assert drawn.book.claims[goal.claim or ""].question["during"] == "2024-02-03..2024-03-02"
    assert goal.start == pytest.approx(1 / 3)  # 4 to 31 January: the carts of a3 and a4, and a1's payment


@pytest.mark.parametrize(
    ("plan", "status"),
    [
        ({"start": 0.1, "target": 0.5}, "reached"),
        ({"start": 0.5, "target": 0.6}, "on the way"),
        ({"start": 0.5, "target": 0.9, "since": date(2024, 1, 1), "by": date(2024, 3, 2)}, "behind"),
        ({"start": 0.5, "target": 0.9, "since": date(2024, 2, 1), "by": date(2025, 3, 2)}, "on the way"),
        ({"start": 0.9999, "target": 1.0}, "away"),
        ({"start": 0.6, "target": 0.8}, "unknown"),  # further away, by chance perhaps
        ({"target": 0.8}, "unknown"),
        ({"start": 0.8, "target": 0.9, "better": "lower"}, "reached"),
    ],
)
def test_its_status(plan: dict[str, Any], status: str) -> None:
    goal, _ = told(**plan)
    assert goal.status == status
    assert bool(goal.why) == (goal.progress is None)


@pytest.mark.parametrize(
    ("plan", "why"),
    [
        ({"question": {"ask": "gloom"}}, "cannot be asked"),
        ({"question": {"ask": "touchpoints", "by": "gloom"}}, "cannot be asked"),
        ({"pick": {"touchpoint": "gone"}}, "no such row"),
        ({"pick": {}}, '2 rows of the answer fit: say in "pick"'),
        ({"field": "gloom"}, 'no number "gloom"'),
        ({"field": "channel"}, 'no number "channel"'),
    ],
)
def test_what_cannot_be_asked_says_so_and_stays(plan: dict[str, Any], why: str) -> None:
    goal, drawn = told(**{"start": 0.1, "target": 0.5, **plan})
    assert why in goal.why
    assert (goal.status, goal.claim, goal.target) == ("unknown", None, 0.5)
    assert drawn.book.claims == {}


def test_the_interval_of_the_way_comes_from_both_ends() -> None:
    now, start = Number(0.25, 0.23, 0.27), Number(0.30, 0.26, 0.34)
    way = way_done(now, start, 0.20)
    assert way is not None
    half = ((0.02 / 0.1) ** 2 + (0.04 * 0.05 / 0.01) ** 2) ** 0.5
    assert (way.progress, way.low, way.high) == pytest.approx((0.5, 0.5 - half, 0.5 + half), abs=1e-6)
    assert way_done(now, Number(0.2), 0.2) is None


def test_the_time_that_has_passed() -> None:
    first, last = date(2024, 1, 1), date(2024, 1, 11)
    assert share_passed(first, last, date(2024, 1, 6)) == 0.5
    assert share_passed(first, last, datetime(2025, 1, 1, tzinfo=UTC).date()) == 1.0
    assert share_passed(None, last, date(2024, 1, 6)) is None
