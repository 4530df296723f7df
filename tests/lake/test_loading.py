"""The counts of a load, its rejected rows and its files."""

from pathlib import Path

import pyarrow as pa
import pytest
from lake_records import REJECTS, Records, events, traits

from footpath.errors import SourceError
from footpath.lake import Counts, Lake
from footpath.lake.files import name_batch, source_files
from footpath.lake.rejects import neutral, rejects_path
from footpath.model.ids import stable_id
from footpath.model.records import identifiers_schema


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path / "ws" / "lake")


def rejected(*rows: tuple[int, str, str]) -> pa.Table:
    return pa.Table.from_pylist([dict(zip(REJECTS.names, row, strict=True)) for row in rows], schema=REJECTS)


def test_rejected_rows_are_counted_and_written(lake: Lake) -> None:
    records = events("a", "b")
    records.rows_read = 4
    records.rejects = rejected((2, "no time", '=cmd|"/c calc"!A0,1'), (3, "-1 columns", "Zoë\n客\x00"))
    with lake.load("b/../1") as load:
        told = load.append(records)
    assert told.counts == Counts(4, 2, 0, 2)
    path = Path(told.rejects_file)
    assert path == lake.directory.parent / "rejects" / "b_.._1-shop.csv"
    assert path.read_text(encoding="utf-8") == (
        'row,reason,raw\n2,no time,"\'=cmd|""/c calc""!A0,1"\n3,\'-1 columns,"Zoë\n客\x00"\n'
    )


def test_the_rejected_rows_of_a_batch_go_with_it(lake: Lake) -> None:
    for batch in ("b1", "b1-shop"):
        with lake.load(batch) as load:
            records = events(batch)
            records.rejects, records.rows_read = rejected((1, "no time", "x")), 2
            load.append(records)
    lake.unload("b1")
    assert [path.name for path in (lake.directory.parent / "rejects").iterdir()] == ["b1-shop-shop.csv"]


def test_without_rejected_rows_there_is_no_file(lake: Lake) -> None:
    with lake.load("b1") as load:
        assert load.append(events("a")).rejects_file == ""
    assert not (lake.directory.parent / "rejects").exists()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\r=1", "\n=1", "|x", "%x", " =1", "\u00a0=1"])
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert neutral(text) == "'" + text


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b\\c", "..", "", "x" * 300, "\x00", "CON: 1", "客"])
def test_a_rejects_file_stays_in_its_directory(name: str, tmp_path: Path) -> None:
    path = rejects_path(tmp_path, name, name)
    assert path.parent == tmp_path
    assert path.name.endswith(".csv")
    path.write_text("")
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def lines(*rows: tuple[int, str], read: int) -> Records:
    """Events of baskets: each stands at its first line."""
    records = events(*(name for _, name in rows))
    (batch,) = records.events
    place = batch.schema.get_field_index("sequence")
    records.events = iter([batch.set_column(place, "sequence", pa.array([row for row, _ in rows], pa.int64()))])
    records.rows_read = read
    return records


def test_the_lines_of_a_basket_go_with_its_event(lake: Lake) -> None:
    with lake.load("b1") as load:
        assert load.append(lines((0, "a"), (3, "b"), read=5)).counts == Counts(5, 5, 0, 0)
    with lake.load("b2") as load:
        assert load.append(lines((0, "b"), (2, "c"), read=6)).counts == Counts(6, 4, 2, 0)


def test_a_row_with_several_events_is_one_row(lake: Lake) -> None:
    with lake.load("b1") as load:
        assert load.append(lines((0, "ordered"), (0, "paid"), (1, "other"), read=2)).counts == Counts(2, 2, 0, 0)
    with lake.load("b2") as load:
        again = lines((0, "ordered"), (0, "paid"), (0, "sent"), (1, "other"), read=2)
        assert load.append(again).counts == Counts(2, 1, 1, 0)


def test_profiles_count_by_identity(lake: Lake) -> None:
    def people(*told: tuple[str, str, str], rows: int) -> Records:
        records = traits(*told)
        records.rows_read = rows
        return records

    with lake.load("b1") as load:
        first = people(("a", "city", "Oslo"), ("a", "age", "30"), ("b", "city", "Oslo"), ("b", "age", "40"), rows=2)
        assert load.append(first).counts == Counts(2, 2, 0, 0)
    with lake.load("b2") as load:
        second = people(("a", "city", "Oslo"), ("a", "age", "31"), ("b", "city", "Oslo"), ("b", "age", "40"), rows=2)
        assert load.append(second).counts == Counts(2, 1, 1, 0)


def test_edges_from_another_source_are_kept_from_the_same_are_not(lake: Lake) -> None:
    def links(source: str) -> Records:
        row = {"identity_id": stable_id("email", "a"), "kind": "email", "value": "a", "source": source}
        edge = {**row, "other_id": 7, "other_kind": "customer_id", "other_value": "7"}
        table = pa.Table.from_pylist([row, edge], schema=identifiers_schema())
        return Records(source, iter([]), 1, identifiers=table)

    told = []
    for batch, source in (("b1", "crm"), ("b2", "crm"), ("b3", "shop")):
        with lake.load(batch) as load:
            told.append(load.append(links(source)).counts)
    assert told == [Counts(1, 1, 0, 0), Counts(1, 0, 1, 0), Counts(1, 1, 0, 0)]
    assert lake.identifiers().select(["source", "other_value"]).to_pylist() == [
        {"source": "crm", "other_value": None},
        {"source": "crm", "other_value": "7"},
        {"source": "shop", "other_value": None},
        {"source": "shop", "other_value": "7"},
    ]


def test_a_table_that_leaves_no_records_is_known_again_by_its_file(lake: Lake, tmp_path: Path) -> None:
    products = tmp_path / "products_2024.csv"
    products.write_text("sku,name\n1,chair\n")
    told = []
    for batch in ("b1", "b2", "b3"):
        with lake.load(batch, [products]) as load:
            told.append(load.append(Records("products", iter([]), 1)).counts)
        if batch == "b2":
            products.write_text("sku,name\n1,table\n")
    assert told == [Counts(1, 1, 0, 0), Counts(1, 0, 1, 0), Counts(1, 1, 0, 0)]
    assert [(file.name, file.size) for batch in lake.batches() for file in batch.files] == [(products.name, 17)] * 2


def test_a_batch_is_named_by_what_is_in_its_files(tmp_path: Path) -> None:
    (tmp_path / "Kunden=1.csv").write_text("a")
    (tmp_path / "orders.csv").write_text("b")
    files = source_files([tmp_path])
    assert [file.name for file in files] == ["Kunden=1.csv", "orders.csv"]
    assert name_batch(files) == name_batch(files[::-1])
    assert name_batch(files).startswith("kunden-1-")
    assert name_batch(files) != name_batch(files[:1])
    assert name_batch([]).startswith("batch-")


def test_a_file_that_is_gone_ends_the_load(lake: Lake, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.csv cannot be read"), lake.load("b1", [tmp_path / "gone.csv"]):
        pass
    assert lake.batches() == ()
