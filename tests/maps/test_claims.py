"""A claim keeps the question, the row, the interval and n; asked again, see test_check."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from footpath.analysis import ask
from footpath.journeys import journeys
from footpath.maps import bind_claim, check_map
from footpath.maps.claims import ClaimBook, pick_of
from footpath.maps.sentences import Sentence
from footpath.model.claims import Claim, Sample
from footpath.model.maps import JourneyMap
from footpath.model.questions import Answer
from footpath.model.records import Tier

LEAVE = Sentence("{value|figure} of {n|count} leave")


@dataclass(frozen=True)
class Row:
    touchpoint: str
    stage: str | None
    arrivals: int
    left: int
    rate: float
    low: float
    high: float
    rest_arrivals: int
    rest_rate: float
    rest_low: float
    rest_high: float
    group: str | None = None


def dropoff(rate: float = 0.4, touchpoint: str = "cart", group: str | None = None) -> Answer:
    row = Row(touchpoint, "Decision", 50, round(50 * rate), rate, rate - 0.1, rate + 0.1, 200, 0.1, 0.07, 0.15, group)
    return Answer({"ask": "dropoff"}, datetime(2024, 2, 1, tzinfo=UTC), 300, (row,))


def bound(answer: Answer, field: str, **more: Any) -> Claim:
    claim = bind_claim("c1", answer, answer.dicts()[0], field, LEAVE, **more)
    assert claim is not None
    return claim


def test_a_claim_holds_all_that_is_needed_to_ask_again() -> None:
    claim = bound(dropoff(), "rate")
    assert claim.question == {"ask": "dropoff"}
    assert claim.pick == {"touchpoint": "cart"}  # not its stage, which may be edited
    assert (claim.value, claim.low, claim.high, claim.n, claim.unit) == (0.4, 0.4 - 0.1, 0.5, 50, "share")
    assert (claim.low_field, claim.high_field) == ("low", "high")
    assert claim.caution == ""


def test_the_rest_has_its_own_interval_and_n() -> None:
    claim = bound(dropoff(), "rest_rate")
    assert (claim.low, claim.high, claim.n, claim.low_field) == (0.07, 0.15, 200, "rest_low")


def test_a_count_has_no_interval() -> None:
    claim = bound(dropoff(), "left")
    assert (claim.low, claim.high, claim.unit, claim.n) == (None, None, "count", 50)


def test_a_factor_scales_value_and_interval_and_a_negative_one_turns_it_round() -> None:
    assert bound(dropoff(), "rate", factor=0.5).high == pytest.approx(0.25)
    turned = bound(dropoff(), "rate", factor=-1.0)
    assert (turned.value, turned.low, turned.high) == (-0.4, -0.5, pytest.approx(-0.3))


def test_an_empty_field_makes_no_claim() -> None:
    row = {**dropoff().dicts()[0], "rate": None}
    assert bind_claim("c1", dropoff(), row, "rate", LEAVE) is None
    assert bind_claim("c1", dropoff(), row, "nothing", LEAVE) is None


def test_few_behind_it_is_said() -> None:
    row = {**dropoff().dicts()[0], "arrivals": 7}
    claim = bind_claim("c1", dropoff(), row, "rate", LEAVE, caution="careful")
    assert claim is not None
    assert claim.caution == "careful; only 7 behind it"


def test_the_period_of_a_claim_is_that_of_its_question_else_of_the_records() -> None:
    first, last = datetime(2023, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC)
    assert bound(dropoff(), "rate", period=(first, last)).to_at == last
    answer = Answer({"ask": "dropoff", "during": "2023-05"}, None, 1, dropoff().rows)
    assert bound(answer, "rate", period=(first, last)).from_at == datetime(2023, 5, 1, tzinfo=UTC)


def test_ids_count_up_and_the_same_number_keeps_its_id() -> None:
    asked: list[dict[str, Any]] = []

    def ask(question: dict[str, Any]) -> Answer:
        asked.append(question)
        return dropoff()

    book = ClaimBook(ask, samples=lambda question, row: [Sample(customer=f"row {row}")])
    answer = book.ask({"ask": "dropoff"})
    row = book.ask({"ask": "dropoff"}).dicts()[0]
    assert len(asked) == 1
    assert [book.bind(answer, row, f, LEAVE) for f in ("rate", "left", "rate", "nothing")] == ["c1", "c2", "c1", None]
    assert list(book.claims) == ["c1", "c2"]
    assert book.claims["c1"].samples == (Sample(customer="row 0"),)


def test_a_row_is_told_from_the_others_by_its_keys() -> None:
    assert pick_of({"from": "a", "to": "b", "count": 3}) == {"from": "a", "to": "b"}
    assert pick_of({"kind": "nps", "stage": "Use", "touchpoint": None, "score": 3}) == {"kind": "nps", "stage": "Use"}


def test_a_claim_survives_being_written_and_read() -> None:
    claim = bound(dropoff(group="mobile"), "rate")
    again = Claim.model_validate_json(claim.model_dump_json())
    assert again == claim
    told = check_map(JourneyMap(title="x", claims={"c1": again}), lambda question: dropoff(group="mobile"))
    assert [one.verdict for one in told] == ["held"]


def test_a_figure_from_what_was_said_is_inferred_when_most_of_it_had_to_be_linked() -> None:
    said = journeys(
        ann="pay@0 say@1|about=pay|experience=-1|link=stated",
        bob="pay@0 say@1|about=pay|experience=0|link=nearest",
        eve="pay@0 say@1|about=pay|experience=1|link=words",
    )
    answer = ask(said, {"ask": "experience"})
    assert [row["stated"] for row in answer.dicts()] == [1]
    assert bound(answer, "experience").tier is Tier.INFERRED
    overall = ask(said, {"ask": "experience", "per": "all"})
    assert bound(overall, "experience").tier is Tier.MEASURED  # it is about no touchpoint that it had to be linked to


@pytest.mark.parametrize(
    "question",
    [
        {"ask": "themes"},
        {"ask": "themes", "per": "touchpoint"},
        {"ask": "themes", "by": "device"},
        {"ask": "emotions"},
        {"ask": "emotions", "per": "touchpoint", "by": "device"},
        {"ask": "aims", "per": "touchpoint", "by": "device"},
        {"ask": "scores", "per": "all", "least": 1},
        {"ask": "drivers", "least": 5},
        {"ask": "expectations"},
    ],
    ids=str,
)
def test_each_row_about_words_can_be_found_again(question: dict[str, Any]) -> None:
    texts = {
        f"c{n}": f"visit@0|device={'phone' if n % 2 else 'desk'} review@{n % 7 + 1}|about=visit|kind={'nps' if n % 3 else 'csat'}"
        f"|score={n % 11 / 10}|theme={'late:-1' if n % 2 else 'staff:1'}{'+price:-0.5' if n % 5 == 0 else ''}"
        f"|emotion={'anger' if n % 2 else 'delight'}|aim={'goal' if n % 3 else 'obstacle'}|stated=2d|waited={n % 4 + 1}d"
        for n in range(120)
    }
    answer = ask(journeys(texts), question)
    rows = answer.dicts()
    assert rows
    picks = [pick_of(row) for row in rows]
    for row, pick in zip(rows, picks, strict=True):
        assert [other for other in rows if all(other.get(key) == value for key, value in pick.items())][:2] == [row]
