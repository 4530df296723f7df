"""A log of any size straight into a lake: files of events, the identifiers of their customers, and their plans."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from footpath.lake import Lake
from footpath.lake.state import Batch, State, write_state
from footpath.lake.tables import EVENTS, IDENTIFIERS, PROFILES, add_files, schema_of
from footpath.model.catalogue import Catalogue, Stage, Touchpoint
from footpath.model.ids import stable_id

PLACES = tuple("abcdefgh")
CATALOGUE = Catalogue(
    stages=tuple(Stage(name=place) for place in PLACES),
    touchpoints=tuple(Touchpoint(name=place, stage=place, names=(f"{place}/*",)) for place in PLACES),
)
START_US, DAY_US = 1_704_067_200_000_000, 86_400_000_000
_DEVICES = pa.array(["phone", "desk", None, "tablet"])
_RECORDED = pa.array([*PLACES, *(f"{place}/{page}" for place in PLACES for page in range(4)), "who knows"])


@dataclass(frozen=True)
class MadeLog:
    """How much there is.

    Attributes:
        events: in all files together.
        files: of events, which belong to two loads.
        people: each is known by one identifier or by two.
        group: rows of a row group.
    """

    events: int
    files: int
    people: int
    seed: int = 1
    group: int = 1 << 18

    def write(self, directory: Path) -> Lake:
        """A lake that holds the log."""
        directory.mkdir(parents=True)
        for name in (EVENTS, IDENTIFIERS, PROFILES):
            (directory / name).mkdir()
        ids = _identities(self.people)
        rows = {}
        for number in range(self.files):
            name = f"{number // ((self.files + 1) // 2):08d}-{number:05d}.parquet"
            events = self._events(number, ids)
            pq.write_table(events, directory / EVENTS / name, row_group_size=self.group)
            rows[name] = events.num_rows
        tables = {EVENTS: add_files(directory / EVENTS, schema_of(EVENTS, ("device",)), rows)}
        for name, table in ((IDENTIFIERS, _identifiers(ids)), (PROFILES, _profiles(ids))):
            pq.write_table(table, directory / name / "00000000-0.parquet")
            tables[name] = add_files(directory / name, table.schema, {"00000000-0.parquet": table.num_rows})
        write_state(directory, State(1, tables, (Batch.begun("one", (), {}),)))
        return Lake(directory)

    def _events(self, number: int, ids: NDArray[np.int64]) -> pa.Table:
        """A file: a walk over the places by time, with ties, strangers, money and names that no rule explains."""
        chance = np.random.default_rng([self.seed, number])
        rows = self.events // self.files + (number < self.events % self.files)
        person = (self.people * chance.random(rows) ** 1.5).astype(np.int64)
        identity = ids[person, chance.integers(0, 2, rows)]
        identity[chance.random(rows) < 0.001] = 17  # of nobody
        at = START_US + (np.sort(chance.random(rows)) + number) * 60 * DAY_US / self.files
        at = at.astype(np.int64) // 60_000_000 * 60_000_000
        value = np.where(chance.random(rows) < 0.05, chance.integers(1, 20_000, rows) / 100, np.nan)
        name = np.minimum(chance.geometric(0.08, rows), len(_RECORDED)) - 1
        table = {
            "event_id": chance.permutation(rows) + np.int64(number) * 10**10,
            "identity_id": identity,
            "occurred_at": pa.array(at, pa.timestamp("us", tz="UTC")),
            "touchpoint": pa.DictionaryArray.from_arrays(name.astype(np.int32), _RECORDED).cast(pa.string()),
            "source": pa.array(["web", "crm"]).take(pa.array((chance.random(rows) < 0.1).astype(np.int8))),
            "value": pa.array(value, from_pandas=True),
            "sequence": np.arange(rows),
            "batch": pa.array(["one" if 2 * number < self.files else "two"]).take(pa.array(np.zeros(rows, np.int8))),
            "device": _DEVICES.take(pa.array(person % 4)),
        }
        schema = schema_of(EVENTS, ("device",))
        columns = [pa.array(table[f.name], f.type) if f.name in table else pa.nulls(rows, f.type) for f in schema]
        return pa.Table.from_arrays(columns, schema=schema)


def _identities(people: int) -> NDArray[np.int64]:
    """By person two identity ids; every third person's are the same."""
    ids = np.array([[stable_id("id", f"{person}-{n}") for n in range(2)] for person in range(people)], dtype=np.int64)
    ids[::3, 1] = ids[::3, 0]
    return ids


def _identifiers(ids: NDArray[np.int64]) -> pa.Table:
    schema = schema_of(IDENTIFIERS)
    known = {
        "identity_id": ids[:, 0],
        "kind": ["id"] * len(ids),
        "value": [f"{person}-0" for person in range(len(ids))],
        "other_id": pa.array(ids[:, 1], mask=ids[:, 0] == ids[:, 1]),
        "other_kind": ["id"] * len(ids),
        "other_value": [f"{person}-1" for person in range(len(ids))],
    }
    columns = [pa.array(known[f.name], f.type) if f.name in known else pa.nulls(len(ids), f.type) for f in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def _profiles(ids: NDArray[np.int64]) -> pa.Table:
    schema = schema_of(PROFILES)
    told = pa.array(["gold", "plain", "plain"]).take(pa.array(np.arange(len(ids)) % 3))
    known = {"identity_id": ids[:, 0], "trait": ["tier"] * len(ids), "value": told}
    columns = [pa.array(known[f.name], f.type) if f.name in known else pa.nulls(len(ids), f.type) for f in schema]
    return pa.Table.from_arrays(columns, schema=schema)
