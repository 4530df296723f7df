"""Any format, delimiter and encoding gives the same rows; what is no row is set aside with its number and reason."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.errors import SourceError
from footpath.sources import Table, read_tables
from footpath.sources.reading.delimited import split_records
from footpath.sources.reading.dialect import Dialect
from footpath.sources.reading.files import source_name
from footpath.sources.reading.lexer import Lexer

Write = Callable[[str, str | bytes], Path]
ROWS = [("k1", "Größe; rot", "2024-01-02"), ("k2", 'says "no",\nreally', "2024-01-03")]
CSV = 'id,note,at\nk1,Größe; rot,2024-01-02\nk2,"says ""no"",\nreally",2024-01-03\n'


def rows_of(table: Table) -> list[tuple[Any, ...]]:
    fields = ", ".join(table.text(name) for name in table.columns)
    return [
        tuple(row)
        for row in table.session.connection.execute(f"SELECT {fields} FROM {table.relation} ORDER BY row").fetchall()
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", CSV.encode()),
        ("a.csv", CSV.encode("utf-8-sig")),
        ("a.csv", CSV.encode("cp1252")),
        ("a.csv", CSV.encode("utf-16")),
        ("a.csv", CSV.encode("utf-16-le")),
        ("a.csv", CSV.replace("\n2", "\r\n2").replace("\nk", "\r\nk").encode()),
        ("a.csv.gz", gzip.compress(CSV.encode(), mtime=0)),
        ("a.tsv", CSV.replace(",2024", "\t2024").replace("id,note,at", "id\tnote\tat").replace("k1,", "k1\t").replace("k2,", "k2\t").encode()),
        ("a.txt", CSV.replace(",2024", "|2024").replace("id,note,at", "id|note|at").replace("k1,", "k1|").replace("k2,", "k2|").encode()),
        ("a.jsonl", "".join(json.dumps(dict(zip(("id", "note", "at"), row, strict=True))) + "\n" for row in ROWS).encode()),
        ("a.json", json.dumps([dict(zip(("id", "note", "at"), row, strict=True)) for row in ROWS]).encode()),
        ("a.json", json.dumps({"count": 2, "items": [dict(zip(("id", "note", "at"), row, strict=True)) for row in ROWS]}, indent=1).encode()),
    ],
)  # fmt: skip
def test_the_same_rows_come_from_every_writing(write: Write, name: str, content: bytes) -> None:
    (table,) = read_tables([write(name, content)])
    assert table.columns == ("id", "note", "at")
    assert rows_of(table) == ROWS
    assert (table.rows, table.broken) == (2, ())


def test_parquet_and_excel_keep_their_types_as_text(tmp_path: Path) -> None:
    import openpyxl
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"id": [1, 2], "deep": [{"a": "x"}, {"a": None}]}), tmp_path / "p.parquet")
    book = openpyxl.Workbook()
    book.active.append(["id", "when", "ratio"])
    book.active.append([7, __import__("datetime").datetime(2024, 3, 1, 10, 30), 1.5])
    book.create_sheet("Empty")
    book.save(tmp_path / "b.xlsx")
    parquet, excel = read_tables([tmp_path / "p.parquet", tmp_path / "b.xlsx"])
    assert (parquet.columns, rows_of(parquet)) == (("id", "deep.a"), [("1", "x"), ("2", None)])
    assert (excel.name, rows_of(excel)) == ("b", [("7", "2024-03-01 10:30:00", "1.5")])


def test_xes_gives_each_event_the_attributes_of_its_own_trace(write: Write) -> None:
    trace = '<trace><string key="concept:name" value="{0}"/><event><string key="concept:name" value="go"/><date key="time:timestamp" value="2024-01-0{1}T00:00:00Z"/></event></trace>'
    log = "<log>" + "".join(trace.format(f"case{n}", n) for n in range(1, 10)) + "</log>"
    (table,) = read_tables([write("log.xes.gz", gzip.compress(log.encode(), mtime=0))])
    assert table.columns == ("case:concept:name", "concept:name", "time:timestamp")
    assert rows_of(table) == [(f"case{n}", "go", f"2024-01-0{n}T00:00:00Z") for n in range(1, 10)]


def test_xml_that_reaches_outside_is_refused(write: Write) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><log><trace><event><string key="x" value="&b;"/></event></trace></log>'
    with pytest.raises(SourceError, match="not a well formed XES"):
        read_tables([write("bomb.xes", bomb)])


def test_broken_rows_are_set_aside_and_the_others_keep_their_number(write: Write) -> None:
    text = 'id,note,at\nk1,a,1\nk2,cut\nk3,"open,3\nk4,d,4\nk5,e,5,6\n\nk6,"two\nlines",6\n'
    (table,) = read_tables([write("b.csv", text)])
    assert [(row.row, row.reason) for row in table.broken] == [
        (2, "2 columns where the header has 3"),
        (3, "a quote is opened and never closed"),
        (5, "4 columns where the header has 3"),
    ]
    assert table.broken[1].raw == 'k3,"open,3'
    kept = table.session.connection.execute(f"SELECT row, c0 FROM {table.relation} ORDER BY row").fetchall()
    assert kept == [(1, "k1"), (4, "k4"), (6, "k6")]
    assert table.rows_read == 6


def test_one_line_in_another_encoding_does_not_spoil_the_rest(write: Write) -> None:
    (table,) = read_tables([write("m.csv", "id,name\n1,Ärger\n".encode() + "2,Öl\n".encode("cp1252"))])
    assert rows_of(table) == [("1", "Ärger"), ("2", "Öl")]


def test_a_line_of_json_that_is_none_is_set_aside(write: Write) -> None:
    (table,) = read_tables([write("j.jsonl", '{"a": 1, "b": {"c": [1, 2]}}\n{"a": \n[3]\n{"a": 4, "d": true}\n')])
    assert (table.columns, rows_of(table)) == (("a", "b.c", "d"), [("1", "[1,2]", None), ("4", None, "true")])
    assert [row.row for row in table.broken] == [2, 3]


def test_titles_above_the_header_and_names_that_repeat(write: Write) -> None:
    (table,) = read_tables([write("r.csv", "sep=;\nid;at;at\n1;2;3\n4;5;6\n")])
    assert (table.columns, rows_of(table)) == (("id", "at", "at (2)"), [("1", "2", "3"), ("4", "5", "6")])
    assert any('"at" occurs more than once' in note for note in table.notes)


def test_hostile_names_and_values_stay_text(write: Write) -> None:
    text = """id,"x"") FROM t; DROP TABLE t; --","=cmd|' /C calc'!A0",<script>alert(1)</script>\n1,'; DROP TABLE t; --,=1+1,<b>\n"""
    (table,) = read_tables([write("h.csv", text)])
    assert table.columns == ("id", 'x") FROM t; DROP TABLE t; --', "=cmd|' /C calc'!A0", "<script>alert(1)</script>")
    assert rows_of(table) == [("1", "'; DROP TABLE t; --", "=1+1", "<b>")]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("e.csv", b"", "is empty"),
        ("e.csv", b"\n \n", "is empty"),
        ("h.csv", b"id,at\n", "a header but no rows"),
        ("z.csv.gz", gzip.compress(b"a,b\n1,2\n", mtime=0)[:-6], "damaged gzip"),
        ("n.csv", b"id,at\n1,2024\n2,\x00\x00\n" + b"3,2024\n" * 400, "NUL bytes"),
        ("p.csv", b"%PDF-1.7 rest", "binary file"),
        ("p.parquet", b"PAR1 broken", "damaged Parquet"),
        ("l.csv", b"id,at\n" + b"x" * (40 << 20), "a line of more than 32 MB"),
        ("w.zip", b"PK\x03\x04 rest", "zip archive"),
        ("j.json", b'["a", "b"]', "no JSON objects"),
        ("x.xml", b"<?xml version='1.0'?><a/>", "no XES log"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(write: Write, name: str, content: bytes, says: str) -> None:
    path = write(name, content)
    with pytest.raises(SourceError, match=says) as caught:
        read_tables([path])
    assert str(path) in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.csv does not exist"):
        read_tables([tmp_path / "gone.csv"])


def test_a_folder_stands_for_its_files_and_names_are_made_apart(write: Write, tmp_path: Path) -> None:
    write("orders_2024-01.csv", "id,at\n1,2\n")
    write("orders_2024-02.csv", "id,at\n1,2\n")
    write("notes.md", "no table")
    tables = read_tables([tmp_path])
    assert [(table.name, table.stem) for table in tables] == [("orders", "orders"), ("orders_2", "orders")]


@pytest.mark.parametrize(("name", "source"), [("2024.csv", "2024"), ("data.csv", "data"), ("Q1 sales.xlsx", "sales")])
def test_a_name_never_vanishes(name: str, source: str) -> None:
    assert source_name(Path(name)) == source


@given(st.lists(st.lists(st.text(alphabet='ab",\n', max_size=5), min_size=2, max_size=2), min_size=1, max_size=8))
def test_what_a_csv_writer_writes_is_clean_and_read_back(rows: list[list[str]]) -> None:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    lexer = Lexer(",", 2)
    for start in range(0, len(out.getvalue()), 3):
        lexer.feed(out.getvalue()[start : start + 3].encode())
    survey = lexer.close()
    assert (survey.clean, survey.records) == (True, len(rows))
    found = split_records(iter(out.getvalue().splitlines(keepends=True)), Dialect(",", 2, None), 2)
    assert [record for record, _, reason in found if not reason] == rows
