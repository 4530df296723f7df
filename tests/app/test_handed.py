"""Journeys handed over as a table."""

from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest

from footpath import Journeys, SourceError

START = datetime(2024, 1, 1)
EVENTS = {
    "user": ["ann", "ann", "bob", None, "bob"],
    "when": [START, START + timedelta(minutes=10), START, START, START + timedelta(hours=2)],
    "what": ["cart", "pay", "cart", "pay", "pay"],
    "money": [None, 20.0, None, 5.0, 30.0],
    "device": ["phone", "phone", "desk", "desk", "phone"],
}
NAMES: dict[str, Any] = {"customer": "user", "at": "when", "touchpoint": "what", "value": "money"}
FUNNEL = {"ask": "funnel", "steps": ["cart", "pay"], "within": "1h"}


@pytest.mark.parametrize("kind", ["arrow", "pandas", "polars"])
def test_any_table_gives_the_same_answers(kind: str) -> None:
    data: Any = pa.table(EVENTS)
    if kind != "arrow":
        data = pytest.importorskip(kind).DataFrame(EVENTS)
    found = Journeys.from_arrow(data, dimensions=["device"], **NAMES)
    assert (found.index.events, found.index.customers) == (4, 2)
    answer = found.ask(FUNNEL)
    assert [row.customers for row in answer.rows] == [2, 1]
    assert answer.customers(1) == ["ann"]
    assert found.ask({"ask": "value", "per": "all"}).dicts()[0]["value"] == 50.0
    assert found.ask({"ask": "overview", "where": {"device": "phone"}}).dicts()[0]["events"] == 3


def test_times_may_be_texts_dates_or_microseconds() -> None:
    for at in (["2024-01-01T00:00:00", "2024-01-02 00:00"], [0, 86_400_000_000], [START.date(), START.date()]):
        table = pa.table({"customer": [1, 1], "at": at, "touchpoint": ["a", "b"]})
        assert Journeys.from_arrow(table).ask({"ask": "variants"}).dicts()[0]["path"] == ["a", "b"]


def test_stages_and_channels_are_given_by_name() -> None:
    table = pa.table({"customer": [1, 1], "at": [0, 1], "touchpoint": ["pay", "cart"]})
    found = Journeys.from_arrow(table, stages={"cart": "Consideration", "pay": "Purchase"}, channels={"pay": "web"})
    assert [row["stage"] for row in found.ask({"ask": "stages"}).dicts()] == ["Consideration", "Purchase"]
    assert found.ask({"ask": "overview", "where": {"channel": "web"}}).dicts()[0]["events"] == 1


def test_what_is_wrong_is_said_in_a_sentence() -> None:
    with pytest.raises(SourceError, match='no column "customer"'):
        Journeys.from_arrow(pa.table(EVENTS))
    with pytest.raises(SourceError, match='"at" does not hold times'):
        Journeys.from_arrow(pa.table({"customer": [1], "at": ["soon"], "touchpoint": ["a"]}))
    with pytest.raises(SourceError, match="not a table"):
        Journeys.from_arrow(42)


def test_an_answer_is_a_table_for_any_library() -> None:
    answer = Journeys.from_arrow(pa.table(EVENTS), **NAMES).ask(FUNNEL)
    assert pa.table(answer).column("customers").to_pylist() == [2, 1]
    assert answer.table("pandas")["customers"].tolist() == [2, 1]
    assert answer.table("polars")["customers"].to_list() == [2, 1]
