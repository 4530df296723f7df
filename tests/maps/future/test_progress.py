"""How far later records have come: counted by hand on a small shop, and refused where nothing can be told."""

from typing import Any

import numpy as np
import pytest
from small_shop import STAGES, asking

from footpath.errors import MapError, SpecError
from footpath.journeys import journeys
from footpath.maps import draft_map
from footpath.maps.check import check_map
from footpath.maps.future import measure_progress, plan_future, typed_wishes
from footpath.maps.future.closing import Estimate, closed_part, moved_part
from footpath.model.intervals import wilson_rate
from footpath.model.maps import JourneyMap


def planned(drawn: JourneyMap, **options: list[str]) -> JourneyMap:
    return plan_future(drawn, typed_wishes(**options))


def test_of_a_removed_touchpoint_it_is_told_how_many_still_come(drawn: JourneyMap, later: Any) -> None:
    (reached,) = measure_progress(planned(drawn, remove=["help"]), later).reached
    assert (reached.was, reached.now, reached.target) == (0.5, 0.1, 0.0)
    assert reached.closed == pytest.approx(0.8)
    assert reached.closed_low is not None
    assert 0.6 < reached.closed_low < 0.8
    assert reached.closed_high is not None
    assert 0.8 < reached.closed_high < 0.95


def test_a_target_is_asked_again_of_later_records_alone(drawn: JourneyMap, later: Any) -> None:
    future = measure_progress(planned(drawn, target=["pay.reach=80%"]), later)
    (reached,) = future.reached
    assert (reached.was, reached.now, reached.target) == (0.4, 0.6, 0.8)
    assert reached.closed == pytest.approx(0.5)
    claim = future.claims[reached.claim or ""]
    assert (claim.value, claim.n) == (0.6, 200)
    assert claim.question["during"].startswith("2024-12-31")  # as long as the records of the map
    assert (
        future.claims[reached.before or ""].question["during"]
        == "2024-01-01T00:00:00+00:00..2024-01-04T00:00:00.000001+00:00"
    )
    assert {verdict.verdict for verdict in check_map(future, later) if verdict.claim == claim.id} == {"held"}


def test_measuring_again_replaces_what_was_measured(drawn: JourneyMap, later: Any) -> None:
    once = measure_progress(planned(drawn, remove=["help"], target=["pay.reach=80%"]), later)
    assert measure_progress(once, later) == once


def test_a_new_touchpoint_and_a_moved_one(drawn: JourneyMap, later: Any) -> None:
    future = planned(drawn, add=["chat@Buy/chat"], move=["look@Buy"], target=["chat.experience=0.5"])
    chat, moved, felt = measure_progress(future, later).reached
    assert (chat.now, chat.why) == (None, "No record of it yet.")
    assert moved.why == "It stands in Find now."
    assert (felt.closed, felt.why) == (None, "Later records say nothing of it.")


def test_no_gap_that_chance_explains_is_ever_closed(drawn: JourneyMap, later: Any) -> None:
    (reached,) = measure_progress(planned(drawn, target=["pay.reach=42%"]), later).reached
    assert reached.closed is None
    assert "cannot be told whether there was a gap" in reached.why


def test_without_later_records_nothing_is_told(drawn: JourneyMap, later: Any) -> None:
    future = planned(drawn, remove=["help"])
    at_once = future.model_copy(update={"as_of": later({"ask": "overview"}).as_of})
    with pytest.raises(MapError, match="no records later"):
        measure_progress(at_once, later)
    with pytest.raises(MapError, match="no map of the future"):
        measure_progress(drawn, later)
    with pytest.raises(MapError, match="does not say when"):
        measure_progress(future.model_copy(update={"as_of": None}), later)


def test_a_question_that_cannot_be_asked_any_more_says_so(drawn: JourneyMap, later: Any) -> None:
    def forgetful(question: dict[str, Any]) -> Any:
        if question["ask"] == "touchpoints":
            raise SpecError("Nobody knows.")
        return later(question)

    (reached,) = measure_progress(planned(drawn, remove=["help"]), forgetful).reached
    assert (reached.closed, reached.why) == (None, "It cannot be asked any more: Nobody knows.")


@pytest.mark.parametrize(("was", "now", "target"), [(0.2, 0.3, 0.5), (0.6, 0.4, 0.1), (0.3, 0.25, 0.6)])
def test_the_interval_of_a_closed_part_holds_the_truth_as_often_as_it_says(
    was: float, now: float, target: float
) -> None:
    chance, n, inside = np.random.default_rng(4), 400, 0
    for _ in range(2000):
        a, b = int(chance.binomial(n, was)), int(chance.binomial(n, now))
        part = closed_part(Estimate(a / n, *wilson_rate(a, n)), Estimate(b / n, *wilson_rate(b, n)), target)
        assert part is not None
        assert part.low is not None
        assert part.high is not None
        inside += part.low <= (now - was) / (target - was) <= part.high
    assert 0.935 <= inside / 2000 <= 0.97


def test_a_gap_is_closed_alike_in_both_directions() -> None:
    up = closed_part(Estimate(0.2, 0.1, 0.25), Estimate(0.3, 0.2, 0.4), 0.6)
    down = closed_part(Estimate(-0.2, -0.25, -0.1), Estimate(-0.3, -0.4, -0.2), -0.6)
    assert up is not None
    assert down is not None
    assert up == pytest.approx(down)
    without = closed_part(Estimate(0.2), Estimate(0.3), 0.6)
    assert without is not None
    assert without.ends is None
    assert closed_part(Estimate(0.2), Estimate(0.3), 0.2) is None


@pytest.mark.parametrize(
    ("before", "now", "gap"), [(0.3, 0.3, 0.2), (0.3, 0.4, 0.2), (0.4, 0.3, 0.2), (0.5, 0.4, -0.2)]
)
def test_the_interval_of_a_movement_over_a_gap_holds_the_truth_as_often_as_it_says(
    before: float, now: float, gap: float
) -> None:
    chance, n, inside, told = np.random.default_rng(5), 400, 0, 0
    for _ in range(2000):
        a, b, c = int(chance.binomial(n, before)), int(chance.binomial(n, now)), int(chance.binomial(2 * n, 0.45))
        part = moved_part(
            Estimate(a / n, *wilson_rate(a, n)),
            Estimate(b / n, *wilson_rate(b, n)),
            Estimate(c / (2 * n), *wilson_rate(c, 2 * n)),
            0.45 + gap,
        )
        if part is not None:
            told += 1
            assert part.low is not None
            assert part.high is not None
            inside += part.low <= (now - before) / gap <= part.high
    assert told > 1900
    assert 0.93 <= inside / told <= 0.975


def test_what_only_grows_with_the_time_looked_at_has_not_moved() -> None:
    """A long map, a short time since: nearly everybody goes on in the end, few within days, and nothing changed."""
    slow = {f"c{at}": f"look@{at}d pay@{at + 40}d" for at in range(400)}
    whole = journeys(slow, stages=STAGES)
    early = journeys({name: events for name, events in slow.items() if int(name[1:]) < 330}, stages=STAGES)
    drawn = draft_map(asking(early), early.meta.catalogue, title="Slow")
    future = plan_future(drawn, typed_wishes(target=["Find.goes on=50%"]))
    assert future.claims[future.planned_changes[0].claim or ""].value > 0.9
    (reached,) = measure_progress(future, asking(whole)).reached
    assert reached.was is not None
    assert reached.now is not None
    assert reached.was == pytest.approx(reached.now, abs=0.1)
    assert reached.closed == pytest.approx(0.0, abs=0.2)
