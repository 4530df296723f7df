"""Feedback tables for tests: one dictionary a row, the rest is null."""

from typing import Any

import pyarrow as pa

from footpath.journeys.textual import START
from footpath.model.records import feedback_schema


def feedback(*rows: dict[str, Any]) -> pa.Table:
    schema = feedback_schema()
    full = [
        {
            **dict.fromkeys(schema.names),
            "feedback_id": 1000 + number,
            "event_id": number,
            "identity_id": 0,
            "occurred_at": START,
            **row,
        }
        for number, row in enumerate(rows)
    ]
    return pa.Table.from_pylist(full, schema=schema)


def stars(event_id: int, score: float | None, text: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "event_id": event_id,
        "kind": "rating",
        "score": score,
        "scale_low": 1.0,
        "scale_high": 5.0,
        "text": text,
        **more,
    }
