"""Small batches as the lake gives them, and an index of them."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from footpath.journeys import Index, build_index
from footpath.model.catalogue import Catalogue, Stage, Touchpoint

CATALOGUE = Catalogue(
    stages=(Stage(name="buy"),),
    touchpoints=(
        Touchpoint(name="Cart", names=("/cart", "/cart/*"), stage="buy", channel="web"),
        Touchpoint(name="Note", names=("crm:note",)),
    ),
)


def batch(*events: dict[str, Any], coded: bool = False) -> pa.RecordBatch:
    def column(name: str, kind: Any) -> pa.Array:
        values = pa.array([event.get(name) for event in events], kind)
        return values.dictionary_encode() if coded and pa.types.is_string(kind) else values

    instant = pa.timestamp("us", tz="UTC")
    kinds = {"event_id": pa.int64(), "identity_id": pa.int64(), "occurred_at": instant, "touchpoint": pa.string()}
    kinds |= {"source": pa.string(), "batch": pa.string(), "record_id": pa.int64(), "promised_at": instant}
    kinds |= {"value": pa.float64(), "sequence": pa.int64(), "device": pa.string(), 'a"/b': pa.string()}
    return pa.RecordBatch.from_pydict({name: column(name, kind) for name, kind in kinds.items()})


def event(who: int, at: int, touchpoint: str | None, **more: Any) -> dict[str, Any]:
    return {"event_id": who * 100 + at, "identity_id": who, "occurred_at": at, "touchpoint": touchpoint, **more}


def customer_of(ids: NDArray[np.int64]) -> NDArray[np.int32]:
    return (ids - 1).astype(np.int32)  # identity 0 is nobody


def build(directory: Path, *batches: pa.RecordBatch, **more: Any) -> Index:
    keys = np.array([11, 12, 13])
    return build_index(directory, iter(batches), customer_of, 3, keys, CATALOGUE, **more)


def names_of(index: Index, key: int) -> list[str]:
    return [event.touchpoint for event in index.journey(key)]
