"""Where recorded names usually stand, by hand."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from footpath.journeys.positions import with_positions


def batch(*events: tuple[int, int, str]) -> pa.RecordBatch:
    who, when, what = zip(*events, strict=True)
    columns = {
        "identity_id": pa.array(who, pa.int64()),
        "occurred_at": pa.array(when, pa.timestamp("us", tz="UTC")),
        "source": pa.array(["log"] * len(who)),
        "touchpoint": pa.array(what).dictionary_encode(),
    }
    return pa.RecordBatch.from_pydict(columns)


def customer_of(ids: NDArray[np.int64]) -> NDArray[np.int32]:
    return ids.astype(np.int32)


def test_position_is_the_mean_place_among_a_customers_events() -> None:
    names = pa.table({"source": ["log"] * 4, "touchpoint": ["look", "buy", "rate", "alone"], "events": [3, 2, 1, 1]})
    batches = [
        batch((1, 30, "rate"), (1, 10, "look")),
        batch((1, 20, "buy"), (2, 1, "look"), (2, 2, "buy"), (3, 5, "alone")),
    ]
    found = with_positions(names, batches, customer_of)
    assert dict(zip(found["touchpoint"].to_pylist(), found["position"].to_pylist(), strict=True)) == {
        "look": 0.0,
        "buy": 0.75,  # in the middle once, last once
        "rate": 1.0,
        "alone": None,  # a journey of one event has no first and last
    }


def test_nothing_recorded_gives_no_positions() -> None:
    names = pa.table(
        {
            "source": pa.array([], pa.string()),
            "touchpoint": pa.array([], pa.string()),
            "events": pa.array([], pa.int64()),
        }
    )
    assert with_positions(names, [], customer_of).num_rows == 0
