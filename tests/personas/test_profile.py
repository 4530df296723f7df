"""The question behind personas' cards: each number against a plain count, and nothing asked that it cannot say."""

import numpy as np
import pytest

from footpath.app.questions import answer, keys_behind, parse
from footpath.errors import SpecError
from footpath.journeys import Index, journeys
from footpath.model.intervals import wilson_rate
from footpath.personas.profile import Profile


def made(customers: int = 240) -> Index:
    """Two thirds buy, half of those in the app; ``kind`` tells every third customer, and nobody of the last ten."""
    chance = np.random.default_rng(3)
    texts = {}
    for at in range(customers):
        steps = " ".join(f"cart@{minute}" for minute in range(1 + at % 4))
        texts[f"c{at}"] = f"{steps} pay@90|value={chance.integers(5, 50)}" if at % 3 else steps
    traits = {f"c{at}": {"kind": "third" if at % 3 == 0 else "other"} for at in range(customers - 10)}
    return journeys(texts, traits=traits, channels={"cart": "web", "pay": "app"})


def test_shares_are_those_of_a_plain_count() -> None:
    index = made()
    rows = Profile(by="kind").ask_index(index).rows
    row = next(row for row in rows if row.group == "third" and row.feature == "channel:app")
    others = [at for at in range(240) if at % 3 or at >= 230]
    shares = [1 / (2 + at % 4) if at % 3 else 0.0 for at in others]
    assert (row.n, row.rest_n) == (240 - len(others), len(others))
    assert row.value == 0.0
    assert row.rest_value == pytest.approx(np.mean(shares), rel=1e-6)
    assert row.difference == pytest.approx(-np.mean(shares), rel=1e-6)


def test_a_mean_lies_in_its_interval_and_the_interval_is_of_its_own_customers() -> None:
    rows = Profile(by="kind").ask_index(made()).rows
    assert rows
    assert all(row.low <= row.value <= row.high for row in rows)
    told = [row for row in rows if row.on_card and row.kind != "question"]
    assert told
    assert all((row.q <= 0.05 and abs(row.effect) >= 0.2) for row in told)


def test_who_is_behind_a_row_is_whom_it_counts() -> None:
    index = made()
    question = parse({"ask": "profile", "by": "kind"})
    for at, row in enumerate(answer(index, question).rows):
        assert len(keys_behind(index, question, at)) == row.n


def test_a_category_is_counted_with_wilsons_interval() -> None:
    texts = {f"c{at}": "cart@0 cart@5" for at in range(200)}
    traits = {
        f"c{at}": {"kind": "a" if at < 100 else "b", "town": "Rome" if at % 4 == 0 or at < 50 else "Oslo"}
        for at in range(200)
    }
    rows = Profile(by="kind").ask_index(journeys(texts, traits=traits)).rows
    row = next(row for row in rows if row.group == "a" and row.feature == "trait:town=Rome")
    rome = sum(at % 4 == 0 or at < 50 for at in range(100))
    assert row.value == pytest.approx(rome / 100)
    assert (row.low, row.high) == pytest.approx(wilson_rate(rome, 100))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ({"ask": "profile", "by": "nothing"}, "no trait"),
        ({"ask": "profile", "by": "kind", "where": {"channel": "app"}}, "whole journeys"),
        ({"ask": "profile", "by": "kind", "during": "2024"}, "whole journeys"),
        ({"ask": "profile", "top": 3}, "not a field"),
    ],
)
def test_what_it_cannot_say_is_refused(question: dict[str, object], said: str) -> None:
    with pytest.raises(SpecError, match=said):
        answer(made(30), parse(question))


def test_what_a_group_wants_more_than_others_is_a_goal() -> None:
    aims = {"firm": "need", "person": "obstacle"}
    kinds = {f"c{n}": "firm" if n % 2 else "person" for n in range(200)}
    texts = {
        who: f"cart@0 say@5|kind=comment|theme=invoice|experience=0|aim={aims[kind]}" for who, kind in kinds.items()
    }
    index = journeys(texts, traits={who: {"kind": kind} for who, kind in kinds.items()})
    rows = [row for row in Profile(by="kind").ask_index(index).rows if row.kind == "aim"]
    firm, person = sorted(rows, key=lambda row: row.group)
    assert (firm.section, firm.feature, firm.n, firm.value, firm.on_card) == ("Goals", "invoice", 100, 1.0, True)
    assert firm.text == "Want or need something of “invoice”: 100%, others 0%"
    assert (person.value, person.on_card) == (0.0, False)
