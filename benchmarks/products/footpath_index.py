"""Footpath: the log in a lake, the index built from it, questions by their specs."""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from footpath.analysis import ask
from footpath.identity import resolve
from footpath.journeys import build_index, event_columns
from footpath.lake import Lake
from footpath.model.catalogue import Catalogue, Touchpoint
from footpath.model.ids import stable_ids
from footpath.model.records import events_schema, feedback_schema, identifiers_schema, profiles_schema
from products.running import answer_all, clocked, tell
from questions import DEVICE, FLOW_DEPTH, FLOW_START, PATTERN, STEPS, TOP

REJECTS = pa.schema([("row", pa.int64()), ("reason", pa.string()), ("raw", pa.string())])


class Records:
    """The log as standardised records: what `footpath load` hands to the lake."""

    source = "log"
    feedback, profiles = feedback_schema().empty_table(), profiles_schema().empty_table()
    rejects = REJECTS.empty_table()

    def __init__(self, log: str) -> None:
        self._log = log
        self.rows_read = pq.ParquetFile(log).metadata.num_rows
        people = max(int(group.column("customer").to_numpy().max()) for group in self._columns(["customer"])) + 1
        self._ids = stable_ids(pa.array([f"u{number}" for number in range(people)]), "customer_id")

    @property
    def identifiers(self) -> pa.Table:
        values = [f"u{number}" for number in range(len(self._ids))]
        known = {
            "identity_id": self._ids,
            "kind": ["customer_id"] * len(values),
            "value": values,
            "source": [self.source] * len(values),
        }
        schema = identifiers_schema()
        columns = [
            pa.array(known[f.name], f.type) if f.name in known else pa.nulls(len(values), f.type) for f in schema
        ]
        return pa.table(columns, schema=schema)

    @property
    def events(self) -> Iterator[pa.RecordBatch]:
        first = 0
        for batch in self._columns(None):
            rows = np.arange(first, first + batch.num_rows)
            known = {
                "event_id": pa.array((rows * 0x9E3779B97F4A7C1 + 12345) & 0x7FFFFFFFFFFFFFFF),
                "identity_id": pa.array(np.asarray(self._ids)[batch.column("customer").to_numpy()]),
                "occurred_at": batch.column("occurred_at").cast(pa.timestamp("us", tz="UTC")),
                "touchpoint": batch.column("event").dictionary_encode(),
                "source": pa.DictionaryArray.from_arrays(np.zeros(len(rows), np.int32), pa.array([self.source])),
                "sequence": pa.array(rows),
                "device": batch.column("device").dictionary_encode(),
            }
            first += batch.num_rows
            schema = events_schema(("device",))
            columns = [known[f.name] if f.name in known else pa.nulls(batch.num_rows, f.type) for f in schema]
            yield pa.RecordBatch.from_arrays(columns, [f.name for f in schema])

    def _columns(self, names: list[str] | None) -> Iterator[pa.RecordBatch]:
        yield from pq.ParquetFile(self._log).iter_batches(1 << 20, columns=names)


def main(log: str, wanted: list[str], times: int) -> None:
    with TemporaryDirectory(dir=Path(log).parent) as folder:
        lake = Lake(Path(folder) / "lake")
        with lake.load("log") as load:
            load.append(Records(log))
        words = sorted(row["touchpoint"] for row in lake.names().to_pylist())
        catalogue = Catalogue(touchpoints=tuple(Touchpoint(name=name) for name in words))
        who = resolve(lake.identifiers())

        def build() -> Any:
            batches = lake.events(event_columns(lake.dimensions))
            return build_index(
                Path(folder) / "index",
                batches,
                who.customer_of,
                who.count,
                who.keys,
                catalogue,
                dimensions=lake.dimensions,
            )

        build_index(Path(folder) / "none", [], who.customer_of, who.count, who.keys, catalogue)  # compiles once
        seconds, cpu, index = clocked(build)
        tell("load", seconds=seconds, cpu=cpu)
        answer_all(questions_of(index), wanted, times)


def questions_of(index: Any) -> dict[str, Any]:
    specs: dict[str, tuple[dict[str, Any], Any]] = {
        "transitions": ({"ask": "transitions", "medians": False}, lambda rows: {_pair(r): r.count for r in rows}),
        "transitions in full": (
            {"ask": "transitions"},
            lambda rows: {_pair(r): [r.count, r.customers, r.median_s] for r in rows},
        ),
        "funnel": ({"ask": "funnel", "steps": list(STEPS), "within": "7d"}, lambda rows: [r.customers for r in rows]),
        "flows": (
            {"ask": "flows", "start": FLOW_START, "depth": FLOW_DEPTH, "top": 1000, "collapse": False},
            lambda rows: {
                f"{r.column}>{_name(r.from_)}>{_name(r.to)}": r.customers for r in rows if r.to not in ("left", "open")
            },
        ),
        "retention": (
            {"ask": "retention", "every": "week", "periods": 60},
            lambda rows: {
                f"{_monday(r.cohort)}>{r.period}": r.returned for r in rows if r.cohort != "all" and r.returned
            },
        ),
        "variants": (
            {"ask": "variants", "top": TOP},
            lambda rows: {"all": [rows[0].variants, [r.journeys for r in rows]]} if rows else {},
        ),
        "pattern": (
            {"ask": "matches", "pattern": " -> ".join(f'"{event}"' for event in PATTERN)},
            lambda rows: rows[0].matched,
        ),
    }
    asked = {}
    for what, (spec, told) in specs.items():
        asked[what] = lambda spec=spec, told=told: told(ask(index, spec).rows)
        filtered = {**spec, "where": {"device": DEVICE}}
        asked[f"{what} filtered"] = lambda spec=filtered, told=told: told(ask(index, spec).rows)
        split = {**spec, "by": "device"}
        asked[f"{what} by device"] = lambda spec=split, told=told: _by_group(ask(index, spec).rows, told)
    return asked


def _by_group(rows: Any, told: Any) -> dict[str, Any]:
    groups = dict.fromkeys(row.group for row in rows)
    return {group or "": told([row for row in rows if row.group == group]) for group in groups}


def _name(text: str) -> str:
    return text.casefold()


def _pair(row: Any) -> str:
    return f"{_name(row.from_)}>{_name(row.to)}"


def _monday(week: str) -> str:
    """The day that an ISO week begins with."""
    from datetime import date

    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1).isoformat()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2].split(","), int(sys.argv[3]))
