"""A walk tells what happened, what is usual, and nothing that leads back to a customer."""

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from footpath.analysis import ask
from footpath.errors import SpecError
from footpath.journeys import journeys
from footpath.maps.walking import MOST_STEPS, Met, Usual, usual_steps, walk_of

START = datetime(2024, 3, 30, 22, 50, 31, 123456, tzinfo=UTC)
NOBODY = Usual({}, {})


def met(touchpoint: str, minutes: float, **more: Any) -> Met:
    return Met(START + timedelta(minutes=minutes), touchpoint, **more)


def test_a_step_knows_what_came_before_and_what_is_usual() -> None:
    usual = Usual({("cart", "pay"): (60.0, 30, 30), ("pay", "help"): (9.0, 29, 29)}, {"cart": 120, "pay": 29})
    events = [met("cart", 0), met("pay", 2), met("help", 3)]
    cart, pay, asked = walk_of("c", events, usual, chosen="so").steps
    assert (cart.since_s, cart.usual_s, cart.next_share, cart.next_n) == (None, None, 0.25, 120)
    assert (pay.since_s, pay.usual_s, pay.usual_n) == (120.0, 60.0, 30)
    assert (pay.next_share, pay.next_n) == (None, 0)  # 29 visits are too few to tell
    assert (asked.usual_s, asked.usual_n) == (None, 0)
    assert (asked.next_share, asked.next_n) == (None, 0)  # nothing came next


def test_what_is_usual_is_asked_within_the_conditions() -> None:
    index = journeys(
        **{f"m{i}": "cart@0|device=mobile pay@10|device=mobile" for i in range(40)},
        **{f"d{i}": "cart@0|device=desktop pay@2|device=desktop" for i in range(40)},
    )
    usual = usual_steps(lambda question: ask(index, question), {"device": "mobile"})
    assert usual.wait("cart", "pay") == (600.0, 40)
    assert usual.share("cart", "pay") == (1.0, 40)
    everybody = usual_steps(lambda question: ask(index, question), {})
    assert everybody.share("cart", "pay") == (1.0, 80)


@pytest.mark.parametrize(
    ("zone", "first", "second"), [("UTC", "01 22:50", "02 00:10"), ("Europe/Berlin", "01 23:50", "02 01:10")]
)
def test_without_exact_it_begins_on_day_one_and_amounts_are_rounded(zone: str, first: str, second: str) -> None:
    walk = walk_of("c", [met("a", 0, value=1234.5), met("b", 80)], NOBODY, chosen="", zone=zone)
    assert [f"{step.at:%d %H:%M}" for step in walk.steps] == [first, second]
    assert walk.steps[0].at.year == 2000
    assert walk.steps[0].at.second == walk.steps[0].at.microsecond == 0
    assert walk.steps[0].value == 1200.0
    assert walk.steps[1].since_s == 4800.0
    text = walk.model_dump_json()
    assert "2024" not in text
    assert "1234" not in text


def test_exact_tells_dates_and_amounts() -> None:
    walk = walk_of("c", [met("a", 0, value=1234.5)], NOBODY, chosen="", exact=True)
    assert (walk.steps[0].at, walk.steps[0].value) == (START, 1234.5)


def test_what_is_not_shown_is_counted() -> None:
    walk = walk_of("c", [met("a", at) for at in range(MOST_STEPS + 3)], NOBODY, chosen="")
    assert (len(walk.steps), walk.left_out) == (MOST_STEPS, 3)
    assert walk_of("c", [], NOBODY, chosen="").steps == ()


def test_what_fewer_than_five_customers_did_is_not_usual_however_often_they_did_it() -> None:
    often = " ".join(f"cart@{10 * i} help@{10 * i + 5}" for i in range(40))
    shop = journeys(**{f"a{i}": "cart@0 pay@10 cart@20 pay@30" for i in range(20)}, b=often)
    usual = usual_steps(lambda question: ask(shop, question), {})
    assert usual.waits["cart", "help"][1:] == (40, 1)
    assert usual.wait("cart", "help") == (None, 0)
    assert usual.share("cart", "help") == (None, 0)
    assert usual.share("cart", "pay") == (0.5, 80)


@pytest.mark.parametrize(("of", "is_told"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_walk_chosen_among_fewer_than_five_is_refused(of: int, is_told: bool) -> None:
    with nullcontext() if is_told else pytest.raises(SpecError, match="would say whose it is"):
        assert walk_of("c", [met("a", 0)], NOBODY, chosen="", of=of).of == of
