"""Each question's own rules, on journeys that can be counted by hand."""

from typing import Any

import pytest

from footpath.analysis import Funnel, ask, customers_of, parse_question
from footpath.errors import SpecError
from footpath.journeys import journeys

SHOP = journeys(
    stages={"ad": "find", "search page": "find", "cart": "choose", "pay": "buy"},
    channels={"ad": "ads", "pay": "store"},
    ann='ad@0 "search page"@5 cart@10 pay@40',
    bob="ad@0 cart@2 cart@50 pay@55|value=20",
    eve="cart@0 pay@0",
    dan='"search page"@0 pay@1|value=10',
)


def test_a_step_that_is_nobodys_name_means_all_that_have_its_words() -> None:
    shop = journeys(
        ann='cart@0 "payment failed"@1 "payment done"@2', bob='cart@0 "payment done"@1', eve="paymentless@0"
    )
    first, second = ask(shop, Funnel("cart", "Payment", within="30m")).rows
    assert (first.customers, second.customers, second.step) == (2, 2, "Payment")
    assert set(second.touchpoints) == {"payment failed", "payment done"}
    exact = ask(shop, Funnel("cart", "payment failed", within="30m")).rows[1]
    assert (exact.customers, exact.touchpoints) == (1, ("payment failed",))


def test_steps_may_be_names_lists_stages_channels_and_patterns() -> None:
    steps = ["AD", ["cart", "search-page"], {"stage": "buy"}]
    rows = ask(SHOP, Funnel(*steps, within="30m")).rows
    assert [(row.step, row.customers) for row in rows] == [("AD", 2), ("cart or search-page", 2), ("stage buy", 0)]
    assert [r.customers for r in ask(SHOP, Funnel({"channel": "ads"}, "p*")).rows] == [2, 2]
    assert [r.customers for r in ask(SHOP, Funnel("cart", "cart")).rows] == [3, 1]


def test_a_late_retry_still_counts_and_the_limit_is_inclusive() -> None:
    assert [r.customers for r in ask(SHOP, Funnel("cart", "pay", within="5m")).rows] == [3, 2]
    assert [r.customers for r in ask(SHOP, Funnel("cart", "pay", within="4m")).rows] == [3, 1]
    rows = ask(SHOP, Funnel("cart", "pay")).rows
    assert (rows[1].rate, rows[1].step_rate, rows[1].median_s) == (1.0, 1.0, 300.0)


def test_nobody_at_the_first_step() -> None:
    rows = ask(SHOP, Funnel("ad", "pay", where={"touchpoint": "cart"})).dicts()
    assert [(row["customers"], row["rate"], row["low"], row["high"]) for row in rows] == [(0, None, 0.0, 1.0)] * 2


def test_who_reached_the_second_of_two_equal_steps() -> None:
    question = {"ask": "funnel", "steps": ["cart", "cart"]}
    assert customers_of(SHOP, question, 0).tolist() == [0, 1, 2]
    assert customers_of(SHOP, question, 1).tolist() == [1]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({"ask": "funnel", "steps": ["cart"]}, "2 to 60 steps, not 1"),
        ({"ask": "funnel", "steps": ["cart", "pya"]}, 'No touchpoint matches "pya".*Closest: .*pay'),
        ({"ask": "funnel", "steps": ["cart", {"stage": "by"}]}, 'the stage "by".*buy'),
        ({"ask": "funnel", "steps": ["cart", {"colour": "red"}]}, "not understood"),
        ({"ask": "funnel", "steps": ["cart", []]}, "empty"),
        ({"ask": "funnel", "steps": ["cart", "pay"], "within": 7}, '"7" is not a duration'),
        ({"ask": "funnel", "steps": ["cart", "pay"], "withn": "7d"}, '"withn" is not a field of funnel.*within'),
        ({"ask": "funnel", "steps": 5}, 'The field "steps" of funnel'),
        ({"ask": "funnel"}, 'The field "steps" of funnel'),
        ({"ask": "funel"}, 'no question "funel".*Did you mean funnel'),
        ({"steps": ["cart"]}, 'no "ask"'),
        ({"ask": "dropoff", "touchpoint": "pya"}, 'no touchpoint "pya".*pay'),
        ({"ask": "scores", "kind": "stars"}, '"stars" is not a kind.*nps'),
        ({"ask": "variants", "top": 0}, 'The field "top" of variants'),
        ({"ask": "overview", "where": {"device": [[1]]}}, "where"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_sentence(question: dict[str, Any], words: str) -> None:
    with pytest.raises(SpecError, match=words):
        ask(SHOP, question)


def test_a_row_that_is_not_there() -> None:
    with pytest.raises(SpecError, match="There is no row 5"):
        customers_of(SHOP, {"ask": "stages"}, 5)


def test_an_answer_says_what_was_asked_when_and_of_how_many() -> None:
    answer = ask(SHOP, {"ask": "transitions", "where": {"touchpoint": ["ad", "cart"]}})
    assert answer.question == {"ask": "transitions", "where": {"touchpoint": ["ad", "cart"]}}
    assert (answer.n, answer.json()["as_of"]) == (3, "2024-01-01T00:55:00+00:00")
    assert answer.dicts()[0] == {
        "from": "ad",
        "to": "cart",
        "count": 2,
        "customers": 2,
        "median_s": 360.0,
    }
    assert parse_question(dict(answer.question)).spec() == answer.question


def test_variants_show_the_top_and_equals_in_the_order_of_the_map() -> None:
    rows = ask(SHOP, {"ask": "variants"}).rows
    assert [(row.path, row.journeys, row.share, row.variants) for row in rows[:2]] == [
        (("ad", "search page", "cart", "pay"), 1, 0.25, 4),
        (("ad", "cart", "cart", "pay"), 1, 0.25, 4),
    ]
    assert len(rows) == 4
    cut = ask(SHOP, {"ask": "variants", "top": 2}).rows
    assert len(cut) == 2
    assert set(cut) < set(rows)


def test_a_drop_off_waits_as_long_as_pauses_last() -> None:
    index = journeys(ann="mail@0 shop@10d", bob="mail@0 shop@20d", eve="mail@12d", dan="mail@0", kim="shop@0")
    (mail, shop) = ask(index, {"ask": "dropoff"}).rows
    assert (mail.touchpoint, mail.arrivals, mail.left, mail.open) == ("mail", 3, 1, 1)  # waits for 20 days
    assert (shop.touchpoint, shop.arrivals, shop.left, shop.open) == ("shop", 1, 1, 2)
    assert (mail.rest_arrivals, mail.rest_left, mail.rest_rate) == (1, 1, 1.0)
    assert customers_of(index, {"ask": "dropoff"}, 0).tolist() == [3]


def test_the_rest_is_the_stage_or_the_other_groups() -> None:
    rows = ask(SHOP, {"ask": "dwell"}).rows
    assert [(row.touchpoint, row.n, row.rest_n) for row in rows] == [
        ("ad", 2, 2),
        ("search page", 2, 2),
        ("cart", 4, 0),
    ]
    assert (rows[0].median_s, rows[0].rest_median_s, rows[0].slow) == (210.0, 180.0, 0.5)
    (only,) = ask(SHOP, {"ask": "dwell", "touchpoint": "AD"}).rows
    assert only == rows[0]


SAID = journeys(
    stages={"web page": "find", "parcel": "get"},
    ann='"web page"@0|device=phone parcel@9|promised=5|record=A say@20|about=parcel|score=0|record=A',
    bob='"web page"@0|device=desk parcel@4|promised=5|record=B say@20|about=parcel|score=0.75|record=B',
    eve='"web page"@0|device=phone say@1|about="web page"|score=0.5|kind=ces',
    dan="say@1|score=1|kind=nps",
)


def test_scores_are_on_the_scale_of_their_kind() -> None:
    rows = ask(SAID, {"ask": "scores", "per": "all", "least": 1}).rows
    assert [(row.kind, row.n, row.score) for row in rows] == [("nps", 1, 100.0), ("ces", 1, 4.0), ("rating", 2, 2.5)]
    rows = ask(SAID, {"ask": "scores", "per": "stage", "kind": "Rating", "least": 1}).rows
    assert [(row.stage, row.n, row.score, row.rest_n) for row in rows] == [("get", 2, 2.5, 0)]
    assert customers_of(SAID, {"ask": "scores", "per": "stage", "kind": "rating"}, 0).tolist() == [0, 1]


def test_experience_per_touchpoint_and_over_all() -> None:
    rows = ask(SAID, {"ask": "experience"}).rows
    assert [(row.touchpoint, row.n, row.experience, row.rest_n) for row in rows] == [
        ("web page", 1, 0.0, 0),
        ("parcel", 2, -0.25, 0),
    ]
    (row,) = ask(SAID, {"ask": "experience", "per": "all"}).rows
    assert (row.touchpoint, row.stage, row.n, row.experience) == (None, None, 4, 0.125)


def test_promises_and_what_was_said_of_them() -> None:
    (row,) = ask(SAID, {"ask": "promises"}).rows
    assert (row.touchpoint, row.promised, row.broken, row.rate, row.median_late_s) == ("parcel", 2, 1, 0.5, 240.0)
    assert (row.kind, row.score_broken, row.n_broken, row.score_kept, row.n_kept) == ("rating", 1.0, 1, 4.0, 1)
    assert customers_of(SAID, {"ask": "promises"}, 0).tolist() == [0]


def test_value_counts_events_that_carry_one() -> None:
    (row,) = ask(SHOP, {"ask": "value"}).rows
    assert (row.touchpoint, row.events, row.customers, row.value, row.mean_value) == ("pay", 2, 2, 30.0, 15.0)
    assert customers_of(SHOP, {"ask": "value"}, 0).tolist() == [1, 3]
    assert [(r.stage, r.value) for r in ask(SHOP, {"ask": "value", "per": "stage"}).rows] == [("buy", 30.0)]


def test_hostile_names_are_only_names() -> None:
    name = "\"><script>=cmd|\u202e'; --"
    index = journeys({"x": "pay@0"}).in_memory(["x", "x"], [0, 60_000_000], [name, "pay"])
    (row,) = ask(index, {"ask": "transitions"}).rows
    assert (row.from_, row.to, row.median_s) == (name, "pay", 60.0)
    assert "<script>" not in ask(index, {"ask": "transitions"})._repr_html_()
