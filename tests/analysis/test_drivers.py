"""Drivers: the columns are those of plain loops, importance is Shapley's, and missing is not neutral."""

from random import Random
from typing import Any

import numpy as np
import pytest
from everybody import everybody
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from made_texts import index_of_texts

from footpath.analysis import ask
from footpath.analysis.readings.importance import covariances, importances, relative_weights, shapley_shares
from footpath.errors import SpecError
from footpath.journeys import Index, journeys
from reference.drivers import columns, pair, r_squared, shapley
from reference.themes import Text

few = settings(max_examples=25, deadline=None)


def made(seed: int, customers: int = 60) -> list[Text]:
    """Customers who speak of two touchpoints and three themes or not, and then give a score."""
    chance, texts = Random(seed), []
    for number in range(customers):
        for about in ("cart", "pay"):
            if chance.random() < 0.7:
                kind = chance.choice(["csat", "csat", "nps", "employee"])
                texts.append(
                    Text(number % 6 + 6 * number, chance.randrange(30), about, None, {}, kind, chance.randrange(5) / 4)
                )
        moods = {
            theme: chance.choice([-1.0, 0.0, 0.5]) for theme in ("late", "price", "staff") if chance.random() < 0.6
        }
        texts.append(Text(number % 6 + 6 * number, 31, None, None, moods, "nps", chance.randrange(11) / 10))
    return texts


@few
@given(st.integers(0, 10_000), st.integers(1, 3))
def test_importance_is_what_plain_loops_find(seed: int, shards: int) -> None:
    texts = made(seed)
    outcome, said = columns(texts, "nps")
    assume(np.var(outcome) > 0)
    rows = ask(index_of_texts(texts, shards), {"ask": "drivers", "outcome": "nps", "least": 5}).rows
    known = {driver: of for driver, of in said.items() if len(of) >= 5}
    assume(len(known) <= 6)
    y = np.array(outcome)
    blocks = [pair(of, len(y)) for of in known.values()]
    assert {(row.kind, row.driver): row.n for row in rows} == {driver: len(of) for driver, of in known.items()}
    found = {(row.kind, row.driver): row for row in rows}
    for driver, importance in zip(known, shapley(y, blocks), strict=True):
        assert found[driver].importance == pytest.approx(importance, abs=1e-4)
        assert found[driver].performance == pytest.approx(np.mean(list(known[driver].values())), abs=1e-3)
        assert found[driver].low <= found[driver].importance <= found[driver].high
    assert rows[0].r2 == pytest.approx(r_squared(y, np.column_stack(blocks)), abs=1e-4)
    assert sum(row.importance for row in rows) == pytest.approx(rows[0].r2)


@few
@given(st.integers(0, 10_000), st.integers(2, 6))
def test_shares_add_up_and_exchange_with_their_blocks(seed: int, count: int) -> None:
    chance = np.random.default_rng(seed)
    table = np.column_stack([np.ones(50), chance.normal(size=(50, 2 * count + 1))])
    matrix = covariances(table.T @ table)
    blocks = [[1 + 2 * k, 2 + 2 * k] for k in range(count)]
    y = 2 * count + 1
    shares = shapley_shares(matrix, blocks, y)
    assert shares.min() > -1e-9
    assert shares.sum() == pytest.approx(r_squared(table[:, y], table[:, 1:y]))
    assert relative_weights(matrix, blocks, y).sum() == pytest.approx(shares.sum())
    assert shapley_shares(matrix, blocks[::-1], y)[::-1] == pytest.approx(shares)


def test_a_column_that_another_says_already_adds_nothing_to_the_whole() -> None:
    chance = np.random.default_rng(1)
    x = chance.normal(size=200)
    table = np.column_stack([np.ones(200), x, x, x + chance.normal(size=200)])
    matrix = covariances(table.T @ table)
    both = shapley_shares(matrix, [[1], [2]], 3)
    assert both[0] == pytest.approx(both[1])
    assert both.sum() == pytest.approx(shapley_shares(matrix, [[1]], 3)[0])


def test_many_drivers_are_weighed_by_relative_weights_that_add_up_too() -> None:
    chance = np.random.default_rng(2)
    table = np.column_stack([np.ones(500), chance.normal(size=(500, 17))])
    matrix = covariances(table.T @ table)
    found = importances(matrix, [[k] for k in range(1, 17)], 17)
    assert found.sum() == pytest.approx(r_squared(table[:, 17], table[:, 1:17]))


def company(customers: int, seed: int, effect: float) -> Index:
    """A delivery of which half speak and that moves the score, a price of which others speak and that does not."""
    chance, written = Random(seed), {}
    for number in range(customers):
        text, score = "deliver@0 buy@1", 0.5 + chance.gauss(0, 0.12)
        if chance.random() < 0.5:
            mood = chance.uniform(-1, 1)
            score += effect * mood
            text += f" say@2|about=deliver|experience={mood}"
        if chance.random() < 0.5:
            text += f" say@3|theme=price:{chance.uniform(-1, 1)}|experience=0"
        written[f"c{number}"] = f"{text} ask@4|kind=nps|score={min(max(score, 0), 1)}|experience=0"
    return journeys(written, shards=2)


def test_what_moves_the_score_stands_first_and_is_up() -> None:
    first, second = ask(company(600, 3, 0.2), {"ask": "drivers"}).rows
    assert (first.kind, first.driver, first.outcome, first.direction) == ("touchpoint", "deliver", "nps", "up")
    assert first.low > second.high
    assert first.slope == pytest.approx(2.0, abs=0.4)  # 0.2 of the scale, in points of 10
    assert (
        first.presence_low < 0 < first.presence_high
    )  # those who do not speak of it are like the average of those who do
    assert second.low < 3 * second.chance
    assert second.slope_low < 0 < second.slope_high


def test_missing_is_not_neutral() -> None:
    """Only those who are angry speak of it, all equally: that they speak at all is what tells."""
    chance, written = Random(5), {}
    for number in range(300):
        angry = number % 3 == 0
        score = (0.2 if angry else 0.8) + chance.choice([-0.1, 0.0, 0.1])
        written[f"c{number}"] = f"buy@0 ask@4|kind=nps|score={score:.1f}" + ("|theme=late:-1" if angry else "")
    (row,) = ask(journeys(written), {"ask": "drivers"}).rows
    assert (row.n, row.customers) == (100, 300)
    assert row.presence == pytest.approx(-6, abs=0.3)
    assert np.isnan(row.slope)
    assert row.direction == "unclear"
    assert row.importance > 0.8


def test_intervals_of_the_slope_hold_what_is_true() -> None:
    held = 0
    for seed in range(40):
        rows = {row.driver: row for row in ask(company(300, seed, 0.1), {"ask": "drivers"}).rows}
        held += rows["deliver"].slope_low <= 1.0 <= rows["deliver"].slope_high
        held += rows["price"].slope_low <= 0.0 <= rows["price"].slope_high
    assert held >= 70  # of 80 at 95%: fewer would have a chance below 1 in 1000


@given(st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_who_is_behind_a_row(seed: int) -> None:
    question: dict[str, Any] = {"ask": "drivers", "outcome": "nps", "least": 5}
    for row, people in everybody(index_of_texts(made(seed), 2), question):
        assert len(people) == row.n


def test_what_is_said_after_the_score_does_not_drive_it() -> None:
    early = {f"c{n}": f"pay@0 say@1|about=pay|experience={n % 2} ask@4|kind=nps|score=0.{n % 9}" for n in range(60)}
    late = {f"c{n}": f"pay@0 say@9|about=pay|experience={n % 2} ask@4|kind=nps|score=0.{n % 9}" for n in range(60)}
    assert len(ask(journeys(early), {"ask": "drivers"}).rows) == 1
    assert ask(journeys(late), {"ask": "drivers"}).rows == ()


def test_the_score_of_the_whole_is_taken_before_a_commoner_one_of_a_touchpoint() -> None:
    text = "pay@0 say@1|about=pay|kind=csat|score=0.{0} say@2|about=pay|kind=csat|score=0.5 ask@3|kind=nps|score=0.{0}"
    index = journeys(
        {f"c{n}": text.format(n % 9) for n in range(60)} | {"eve": "pay@0 say@1|about=pay|kind=csat|score=1"}
    )
    assert {row.outcome for row in ask(index, {"ask": "drivers"}).rows} == {"nps"}
    assert {row.outcome for row in ask(index, {"ask": "drivers", "outcome": "csat"}).rows} == {"csat"}


def test_an_unknown_outcome_is_refused_and_too_few_customers_give_no_rows() -> None:
    index = journeys(ann="pay@0 say@1|about=pay|experience=1 ask@2|kind=nps|score=1")
    assert ask(index, {"ask": "drivers"}).rows == ()
    with pytest.raises(SpecError, match="outcome"):
        ask(index, {"ask": "drivers", "outcome": "luck"})
