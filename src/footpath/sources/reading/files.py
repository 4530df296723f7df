"""From paths to tables: which reader a file needs, and what its source is called."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from footpath.errors import SourceError
from footpath.sources.notes.table import tables_of
from footpath.sources.notes.turns import Conversation
from footpath.sources.reading.bytes import read_head, refuse_binary, wide_encoding
from footpath.sources.reading.delimited import read_delimited
from footpath.sources.reading.excel import read_excel
from footpath.sources.reading.json_lines import read_json
from footpath.sources.reading.notes import EXTENSIONS, belongs_to_a_folder, is_notes, read_conversation
from footpath.sources.reading.ocel import flatten, is_object_centric
from footpath.sources.reading.parquet import read_parquet
from footpath.sources.reading.xes import read_xes
from footpath.sources.tables import Session, Table, open_session

_EXTENSIONS = {
    "csv",
    "tsv",
    "txt",
    "tab",
    "psv",
    "jsonl",
    "ndjson",
    "json",
    "parquet",
    "pq",
    "xlsx",
    "xlsm",
    "xls",
    "ods",
    "xes",
    "xml",
    "gz",
    *EXTENSIONS,
}
_DATE_PARTS = re.compile(
    r"(?:^|[_\-. ])(?:(?:19|20)\d{2}[_\-.]?(?:[01]\d)?(?:[_\-.]?[0-3]\d)?|q[1-4]|\(\d+\))(?=$|[_\-. (])", re.IGNORECASE
)
_FILLERS = re.compile(
    r"(?:^|[_\-. ])(?:dataset|data|export|exported|dump|extract|csv|final|copy|sample)(?=$|[_\-. ])", re.IGNORECASE
)


def read_tables(paths: Sequence[Path]) -> list[Table]:
    """Every table that the files hold, in the order given; a folder stands for the readable files in it.

    Files of notes and transcripts are one table together for each kind (interviews, calls, chats …), after the others.

    Raises:
        SourceError: a file is missing, empty, binary, damaged, or has no rows; or a folder has nothing to read.
    """
    session = open_session()
    tables: list[Table] = []
    conversations: list[Conversation] = []
    for path in _expand(paths):
        if is_notes(path, read_head(path)):
            conversations.append(read_conversation(path))
            continue
        for table in _read_file(session, path):
            tables.append(_named_apart(table, [t.name for t in tables]))
    for table in tables_of(session, conversations):
        tables.append(_named_apart(table, [t.name for t in tables]))
    return tables


def source_name(path: Path) -> str:
    """A file's source: its name without extensions, date parts and words like "export".

    Examples:
        >>> source_name(Path("olist_orders_dataset.csv.gz")), source_name(Path("touchpoints_2018_07.csv"))
        ('olist_orders', 'touchpoints')
        >>> source_name(Path("Orders Export 2024-03-01 (2).xlsx")), source_name(Path("2024-03.csv"))
        ('orders', '2024-03')
    """
    stem = path.name
    while (at := stem.rfind(".")) > 0 and stem[at + 1 :].lower() in _EXTENSIONS:
        stem = stem[:at]
    name = stem
    for pattern in (_DATE_PARTS, _DATE_PARTS, _FILLERS, _FILLERS):
        name = pattern.sub("", name).strip("_-. ") or name
    return re.sub(r"[\s_\-.]+", "_", name).lower() if re.search(r"[^\W\d]", name) else stem


def _expand(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(
            file for file in path.iterdir()
            if file.is_file() and not file.name.startswith((".", "~$")) and file.suffix.lower().lstrip(".") in _EXTENSIONS
            and belongs_to_a_folder(file)
        )  # fmt: skip
        if not inside:
            raise SourceError(
                f"The folder {path} holds no file that can be read.", f"Readable are {', '.join(sorted(_EXTENSIONS))}."
            )
        found.extend(inside)
    if not found:
        raise SourceError("No file was named.", "Name the files to read.")
    return found


def _read_file(session: Session, path: Path) -> list[Table]:
    head = read_head(path)
    name = source_name(path)
    if head.startswith(b"PAR1"):
        return [read_parquet(session, path, name)]
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        if head.startswith(b"PK") and not path.name.lower().endswith((".xlsx", ".xlsm", ".ods", ".xlsb")):
            raise SourceError(f"{path} is a zip archive, not a table.", "Unzip it and name the files in it.")
        return read_excel(session, path, name)
    if wide_encoding(head) is None:
        refuse_binary(path, head)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<") and (b"<log" in head or b"<trace" in head):
        return [read_xes(session, path, name)]
    if start.startswith((b"<?xml", b"<!DOCTYPE", b"<html", b"<!doctype")):
        raise SourceError(f"{path} is XML or HTML, but no XES log.", "Export it as CSV, JSONL, Parquet, XLSX or XES.")
    if start.startswith(b"{") or (
        start.startswith(b"[") and (start[1:].lstrip()[:1] in (b"{", b"]") or ".json" in path.name.lower())
    ):
        return [read_json(session, path, head, name)]
    table = read_delimited(session, path, head, name)
    return [flatten(session, table) if is_object_centric(table.columns) else table]


def _named_apart(table: Table, taken: Sequence[str]) -> Table:
    name, number = table.name, 2
    while name in taken:
        name, number = f"{table.name}_{number}", number + 1
    return replace(table, name=name)
