"""Answers as plain rows."""

from dataclasses import dataclass

import pytest

from footpath.model.questions import Answer

INFINITE, UNKNOWN = float("inf"), float("nan")


@dataclass(frozen=True)
class Row:
    from_: str
    rate: float
    path: tuple[str, ...] = ()
    group: str | None = None


def answer(*rows: Row, **question: str) -> Answer:
    return Answer({"ask": "made", **question}, None, 3, rows)


def test_rows_that_were_changed_by_whom_they_were_given_to_are_the_same_for_the_next() -> None:
    told = answer(Row("cart", 0.5), Row("pay", 0.25))
    for row in (*told.dicts(), told.dict_of(1), told.pick({"from": "cart"}) or {}):
        row.clear()
    assert told.dicts() == [{"from": "cart", "rate": 0.5, "path": []}, {"from": "pay", "rate": 0.25, "path": []}]
    assert told.dict_of(1) == told.pick({"from": "pay"}) == told.dicts()[1]
    assert told.pick({"from": "home"}) is None


def test_a_group_is_told_where_it_was_asked_for() -> None:
    assert answer(Row("cart", 0.5, group="north"), by="region").dict_of(0)["group"] == "north"


@pytest.mark.parametrize("rate", [INFINITE, -INFINITE, UNKNOWN])
def test_what_is_no_number_is_null(rate: float) -> None:
    assert answer(Row("cart", rate, ("cart", "pay"))).dicts() == [
        {"from": "cart", "rate": None, "path": ["cart", "pay"]}
    ]
