"""Each figure of the quality report, countable by hand."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
from lake_records import REJECTS, START, Records, event_batch, events, traits

from footpath.lake import Lake
from footpath.lake.quality import DEFINITIONS


def stamped(source: str, *times: tuple[datetime, datetime | None], identity: int | None = None) -> Records:
    """Events at these times, received at those."""
    batch = event_batch([f"{source}{number}" for number in range(len(times))], source=source)
    stamp = batch.schema.field("occurred_at").type
    batch = batch.set_column(2, batch.schema.field("occurred_at"), pa.array([at for at, _ in times], stamp))
    batch = batch.set_column(3, "received_at", pa.array([at for _, at in times], stamp))
    if identity is not None:
        batch = batch.set_column(1, batch.schema.field("identity_id"), pa.array([identity] * len(times), pa.int64()))
    return Records(source, iter([batch]), len(times))


def test_times(tmp_path: Path) -> None:
    day, minute = timedelta(days=1), timedelta(minutes=1)
    at = START + timedelta(hours=9)
    with (lake := Lake(tmp_path / "lake")).load("b1") as load:
        load.append(
            stamped(
                "app",
                (at, at + minute),
                (at, at + day + minute),  # late
                (at, at - 6 * minute),  # its clock is ahead
                (START, None),  # at midnight
                (at + 3 * day, None),  # two days without an event before it
                (datetime(1989, 12, 31, 23, tzinfo=UTC), None),  # implausible
                (datetime.now(UTC) + 2 * day, None),  # implausible
            )
        )
    quality = lake.quality()
    measured = {row.measure: (row.count, row.of) for row in quality.rows}
    assert measured["late"] == measured["clock ahead"] == (1, 3)
    assert measured["implausible time"] == (2, 7)
    assert measured["without a clock"] == (1, 7)
    assert measured["bots"] == measured["without a name"] == (0, 7)
    assert measured["silent days"][0] == measured["silent days"][1] - 4
    assert {row.definition for row in quality.rows} == set(DEFINITIONS.values())


def test_silent_days(tmp_path: Path) -> None:
    with (lake := Lake(tmp_path / "lake")).load("b1") as load:
        load.append(stamped("app", (START, None), (START + timedelta(days=3), None), (START + timedelta(days=5), None)))
    rows = {row.measure: (row.count, row.of, row.share) for row in lake.quality().rows}
    assert rows["silent days"] == (3, 6, 0.5)


def test_bots_are_many_or_regular(tmp_path: Path) -> None:
    human = [(START + timedelta(seconds=number * number), None) for number in range(120)]
    clockwork = [(START + timedelta(seconds=60 * number), None) for number in range(100)]
    flood = [(START + timedelta(seconds=number * number / 50), None) for number in range(1_001)]
    with (lake := Lake(tmp_path / "lake")).load("b1") as load:
        for identity, (source, times) in enumerate({"human": human, "clock": clockwork, "flood": flood}.items()):
            load.append(stamped(source, *times, identity=identity))
    quality = lake.quality()
    assert [quality.count(source, "bots") for source in ("human", "clock", "flood")] == [0, 100, 1_001]


def test_duplicates_and_rejects_of_all_loads_count(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    for batch, names in (("b1", "ab"), ("b2", "bc")):
        records = events(*names)
        records.rows_read = 3
        records.rejects = pa.table({"row": [2], "reason": ["no time"], "raw": ["x"]}, schema=REJECTS)
        with lake.load(batch) as load:
            load.append(records)
            load.append(traits(("a", "city", batch)))
    rows = {(row.source, row.measure): (row.count, row.of) for row in lake.quality().rows}
    assert rows["shop", "duplicate"] == (1, 6)
    assert rows["shop", "rejected"] == (2, 6)
    assert rows["crm", "duplicate"] == (0, 2)
