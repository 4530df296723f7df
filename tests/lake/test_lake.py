"""A lake's life: loads, duplicates, what readers see, unloading."""

from pathlib import Path

import duckdb
import pytest
from deltalake import DeltaTable
from lake_records import event_batch, events, feedback_rows, traits

from footpath.errors import SpecError, WorkspaceError
from footpath.lake import Counts, Lake
from footpath.model.ids import stable_id


def ids_of(lake: Lake) -> list[int]:
    return [event for batch in lake.events(["event_id"]) for event in batch.column(0).to_pylist()]


def ids(*names: str) -> list[int]:
    return [stable_id("event", name) for name in names]


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path / "it's [a] 50% *x? # dé 客" / "lake")


def test_an_empty_lake_reads_as_empty_and_makes_nothing(lake: Lake) -> None:
    assert list(lake.events()) == []
    assert (lake.feedback().num_rows, lake.profiles().num_rows, lake.identifiers().num_rows) == (0, 0, 0)
    assert lake.names().num_rows == 0
    assert lake.quality().rows == ()
    assert lake.dimensions == ()
    assert lake.batches() == ()
    assert not lake.directory.exists()


def test_a_load_is_seen_when_it_has_ended(lake: Lake) -> None:
    with lake.load("b1") as load:
        assert load.append(events("a", "b")).counts == Counts(2, 2, 0, 0)
        assert ids_of(lake) == []
    assert ids_of(lake) == ids("a", "b")


def test_loading_twice_changes_nothing(lake: Lake) -> None:
    for number in range(2):
        with lake.load(f"b{number}") as load:
            told = [load.append(events("a", "b")).counts, load.append(traits(("a", "city", "Oslo"))).counts]
        if number == 0:
            before = (lake.version, lake.batches())
            assert told == [Counts(2, 2, 0, 0), Counts(1, 1, 0, 0)]
    assert told == [Counts(2, 0, 2, 0), Counts(1, 0, 1, 0)]
    assert (lake.version, lake.batches()) == before


def test_only_what_is_new_is_added_across_loads_tables_and_rows(lake: Lake) -> None:
    with lake.load("b1") as load:
        load.append(events("a", "b"))
    with lake.load("b2") as load:
        assert load.append(events("b", "c", "c", "d")).counts == Counts(4, 2, 2, 0)
        assert load.append(events("d", "e", source="other")).counts == Counts(2, 1, 1, 0)
    assert ids_of(lake) == ids("a", "b", "c", "d", "e")
    assert lake.state.batches[1].total == Counts(6, 3, 3, 0)


def test_feedback_goes_with_its_event(lake: Lake) -> None:
    for batch, names in (("b1", "ab"), ("b2", "bc")):
        with lake.load(batch) as load:
            records = events(*names)
            records.feedback = feedback_rows(*names, names[-1])
            load.append(records)
    assert lake.feedback().column("text").to_pylist() == ["said by a", "said by b", "said by c"]
    assert lake.feedback().column("batch").to_pylist() == ["b1", "b1", "b2"]


def test_a_trait_that_changes_is_kept_as_history(lake: Lake) -> None:
    for batch, city in (("b1", "Oslo"), ("b2", "Bergen"), ("b3", "Bergen")):
        with lake.load(batch) as load:
            load.append(traits(("a", "city", city), ("b", "city", "Oslo")))
    assert lake.profiles().column("value").to_pylist() == ["Oslo", "Oslo", "Bergen"]


def test_unload_removes_what_the_batch_added_and_nothing_else(lake: Lake) -> None:
    with lake.load("b1") as load:
        load.append(events("a", "b"))
        load.append(traits(("a", "city", "Oslo")))
    with lake.load("b2") as load:
        load.append(events("b", "c"))
    version = lake.version
    assert lake.unload("b1") == 2
    assert ids_of(lake) == ids("c")
    assert lake.profiles().num_rows == 0
    assert [batch.id for batch in lake.batches()] == ["b2"]
    assert lake.version != version
    with lake.load("b1") as load:
        assert load.append(events("a", "b")).counts == Counts(2, 2, 0, 0)
    assert ids_of(lake) == ids("c", "a", "b")


def test_unload_takes_the_files_off_the_disk(lake: Lake) -> None:
    with lake.load("b1") as load:
        load.append(events("a"))
    lake.unload("b1")
    assert list(lake.directory.rglob("*.parquet")) == []


def test_a_reader_whose_files_are_unloaded_meanwhile_is_told(lake: Lake) -> None:
    for batch, name in (("b1", "a"), ("b2", "b"), ("b3", "c"), ("b4", "d")):
        with lake.load(batch) as load:
            load.append(events(name))
    reading = lake.events(["event_id"])
    assert next(reading).num_rows == 1
    for batch in ("b1", "b2", "b3", "b4"):
        lake.unload(batch)
    with pytest.raises(WorkspaceError, match="The lake changed while it was read"):
        list(reading)


def test_a_batch_can_be_added_to_and_goes_as_one(lake: Lake) -> None:
    for names in ("ab", "abc"):
        with lake.load("b1") as load:
            load.append(events(*names))
    assert lake.batches()[0].counts == {"shop": Counts(3, 3, 0, 0)}
    assert lake.unload("b1") == 3
    assert ids_of(lake) == []


def test_unloading_what_is_not_there_names_what_is(lake: Lake) -> None:
    with lake.load("b1") as load:
        load.append(events("a"))
    with pytest.raises(WorkspaceError, match=r'There is no batch "b9" .* The latest batches: b1\.'):
        lake.unload("b9")


def test_dimensions_of_several_sources_become_columns(lake: Lake) -> None:
    with lake.load("b1") as load:
        load.append(events("a"))
        load.append(events("b", source="app", Device=["phone"]))
    with lake.load("b2") as load:
        load.append(events("c", source="web", **{"device": ["laptop"], "Channel": ["x"], "a, 'b\" ;.{}()\n=": ["😀"]}))
    assert lake.dimensions == ("Device", "Channel_2", "a, 'b\" ;.{}()\n=")
    rows = [row for batch in lake.events(list(lake.dimensions)) for row in batch.to_pylist()]
    assert [tuple(row.values()) for row in rows] == [(None,) * 3, ("phone", None, None), ("laptop", "x", "😀")]


def test_reading_a_dimension_that_no_file_of_a_source_has_gives_nulls(lake: Lake) -> None:
    with lake.load("b1") as load:
        load.append(events("a", "b"))
        load.append(events("c", device=["phone"]))
    assert [b.column("device").to_pylist() for b in lake.events(["device"])] == [[None, None], ["phone"]]


def test_a_column_that_is_not_there_is_refused(lake: Lake) -> None:
    with pytest.raises(SpecError, match='no column "devise"'):
        lake.events(["devise"])


def test_the_lake_owns_the_batch_column(lake: Lake) -> None:
    with lake.load("b1") as load:
        load.append(events("a"))
    assert [batch.column("batch").to_pylist() for batch in lake.events()] == [["b1"]]


def test_batches_of_events_come_in_pieces_with_the_source_s_own_coding(lake: Lake) -> None:
    records = events()
    parts = [event_batch(["a", "b"]), event_batch(["c"], first_row=2)]
    coded = [part.set_column(4, "touchpoint", part.column("touchpoint").dictionary_encode()) for part in parts]
    records.events, records.rows_read = iter(coded), 3
    with lake.load("b1") as load:
        assert load.append(records).counts == Counts(3, 3, 0, 0)
    assert [batch.column("touchpoint").to_pylist() for batch in lake.events(batch_rows=2)] == [["cart"] * 2, ["cart"]]


def test_an_error_of_the_source_leaves_the_lake_as_it_was(lake: Lake) -> None:
    with lake.load("b1") as load:
        load.append(events("a"))
    before = (lake.version, sorted(lake.directory.rglob("*")))
    with pytest.raises(ZeroDivisionError):
        _load_what_breaks(lake)
    assert (lake.version, sorted(lake.directory.rglob("*"))) == before
    assert ids_of(lake) == ids("a")


def _load_what_breaks(lake: Lake) -> None:
    with lake.load("b2") as load:
        load.append(events("b"))
        records = events()
        records.events = (event_batch(["c"]) for number in (1, 0) if 1 / number)
        load.append(records)


def test_the_tables_are_plain_delta_tables(lake: Lake) -> None:
    """Any lakehouse reads them; what a later source brought is a column of all."""
    with lake.load("b1") as load:
        load.append(events("a"))
    with lake.load("b2") as load:
        load.append(events("b", device=["phone"]))
    table = DeltaTable(lake.directory / "events", version=lake.state.tables["events"])
    read = duckdb.arrow(table.to_pyarrow_table()).order("sequence, device NULLS FIRST")
    assert read.project("event_id, device").fetchall() == list(zip(ids("a", "b"), [None, "phone"], strict=True))
    assert lake.unload("b1") == 1
    assert DeltaTable(lake.directory / "events").to_pyarrow_table().column("batch").to_pylist() == ["b2"]


def test_sql_over_the_tables(lake: Lake) -> None:
    with lake.load("b1") as load:
        load.append(events("a", "b", device=["phone", None]))
    with duckdb.connect() as con:
        lake.relation(con, "events").create_view("events")
        lake.relation(con, "profiles").create_view("profiles")
        assert con.sql("SELECT count(*), count(device) FROM events").fetchall() == [(2, 1)]
        assert con.sql("SELECT count(*) FROM profiles").fetchall() == [(0,)]


def test_names_count_events_and_feedback(lake: Lake) -> None:
    with lake.load("b1") as load:
        records = events("a", "b", "c")
        records.feedback = feedback_rows("b")
        load.append(records)
        load.append(events("d", source="app"))
    rows = [(row["source"], row["touchpoint"], row["events"], row["feedback"]) for row in lake.names().to_pylist()]
    assert rows == [("shop", "cart", 3, 1), ("app", "cart", 1, 0)]
