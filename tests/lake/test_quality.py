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
    assert all(row.definition == DEFINITIONS[row.measure] for row in quality.rows)


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


def test_thin_days_shifted_clocks_and_names_that_come_and_go(tmp_path: Path) -> None:
    rhythm = [hour for hour in range(24) for _ in range(12 if 9 <= hour < 17 else 1)]

    def hours(shift: int) -> list[tuple[datetime, datetime | None]]:
        found = []
        for day in range(35):
            for number, hour in enumerate(rhythm):
                if day == 30 and number > 5:
                    break
                found.append((START + timedelta(days=day, hours=(hour + shift) % 24, seconds=number + 1), None))
        return found

    with (lake := Lake(tmp_path / "lake")).load("b1") as load:
        load.append(stamped("web", *hours(0)))
        load.append(stamped("app", *hours(1)))
        load.append(stamped("till", *hours(6)))
    quality = lake.quality()
    rows = {(row.source, row.measure): row for row in quality.rows}
    thin = rows["web", "thin days"]
    assert (thin.count, thin.of, thin.note) == (1, 35, (START + timedelta(days=30)).date().isoformat())
    assert [rows[source, "shifted clock"].count > 0 for source in ("web", "app", "till")] == [False, False, True]
    assert "later than that of the other sources" in rows["till", "shifted clock"].note
    scores = {score.source: score for score in quality.scores}
    assert scores["web"].losses == (("thin days", 0.5 / 35),)
    assert scores["web"].score == 1 - 0.5 / 35


def test_names_that_come_and_go(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    with lake.load("b1") as load:
        load.append(named("web", ["old"] * 30 + ["both"] * 30, 0))
        load.append(named("web", ["both"] * 30 + ["new <b>"] * 30 + ["rare"] * 3, 40))
    rows = {row.measure: (row.count, row.of, row.note) for row in lake.quality().rows}
    assert rows["new names"] == (30, 63, "new <b>")
    assert rows["vanished names"] == (30, 60, "old")


def named(source: str, names: list[str], day: int) -> Records:
    """Events of these names, a minute apart."""
    ids = [f"{source}{day}-{number}" for number in range(len(names))]
    batch = event_batch(ids, source=source)
    stamp = batch.schema.field("occurred_at").type
    at = [START + timedelta(days=day, minutes=number + 1) for number in range(len(names))]
    batch = batch.set_column(2, batch.schema.field("occurred_at"), pa.array(at, stamp))
    place = batch.schema.get_field_index("touchpoint")
    batch = batch.set_column(
        place, batch.schema.field("touchpoint"), pa.array(names, batch.schema.field("touchpoint").type)
    )
    return Records(source, iter([batch]), len(names))
