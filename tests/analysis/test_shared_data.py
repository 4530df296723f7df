"""Known figures of real logs, read straight from their files."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import csv

from footpath.analysis import ask
from footpath.journeys import Index

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not DATA.exists(), reason="the real records are not on this machine"),
]


def log(file: str, customer: str, at: str, touchpoint: str) -> Index:
    with pa.input_stream(str(DATA / file), compression="gzip") as stream:
        table = csv.read_csv(stream)
    times: list[Any] = table[at].to_pylist()
    if isinstance(times[0], str):
        times = [datetime.fromisoformat(time) for time in times]
    return Index.in_memory(table[customer].to_pylist(), times, table[touchpoint].to_pylist(), shards=3)


def test_helpdesk() -> None:
    index = log("helpdesk/helpdesk_events.csv.gz", "case_id", "timestamp", "activity")
    assert (index.customers, index.events) == (4580, 21348)
    rows = ask(index, {"ask": "variants"}).rows
    assert (len(rows), rows[0].journeys, rows[1].journeys) == (226, 2366, 552)
    assert sum(row.count for row in ask(index, {"ask": "transitions"}).rows) == 21348 - 4580


def test_a_shop_log() -> None:
    index = log("clickstream/simple_onlineshop.csv.gz", "user_id", "timestamp", "event")
    customers = {row.touchpoint: row.customers for row in ask(index, {"ask": "touchpoints"}).rows}
    known = {"catalog": 3611, "cart": 1924, "delivery_choice": 1356, "payment_choice": 958, "payment_done": 653}
    assert {name: customers[name] for name in known} == known
