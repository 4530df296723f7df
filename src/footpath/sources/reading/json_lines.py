"""JSON: one object a line, an array of objects, or an object that holds such an array; nested fields become dotted columns."""

import json
from pathlib import Path
from typing import Any

from footpath.errors import SourceError
from footpath.sources.reading.bytes import LONGEST_RECORD, unpack
from footpath.sources.tables import BrokenRow, Session, Table, keep, literal, unique_names

_WIDEST = 60  # fields of one nested object before it counts as a dictionary keyed by data
_DEEPEST = 5


def read_json(session: Session, path: Path, head: bytes, name: str) -> Table:
    """JSON as a table of texts, one column for each leaf (``properties.plan``); a list is kept as its JSON.

    A line that is no object is a broken row.

    Raises:
        SourceError: no objects at all, NUL bytes, or a line of more than 32 MB.
    """
    plain = _as_lines(session, path, unpack(session, path, head))
    _refuse_long_lines(path, plain)
    lines = (
        f"read_csv({literal(str(plain))}, auto_detect=false, header=false, delim='\x1f', quote='', escape='', "
        f"columns={{'line': 'VARCHAR'}}, max_line_size={LONGEST_RECORD * 2}, compression='none')"
    )
    numbered = f"SELECT row_number() OVER () AS row, line FROM {lines} WHERE line IS NOT NULL AND trim(line) <> ''"
    is_object = "CASE WHEN json_valid(line) THEN json_type(line) = 'OBJECT' ELSE false END"
    connection = session.connection
    bad = connection.execute(f"SELECT row, line FROM ({numbered}) WHERE NOT {is_object}").fetchall()
    found = connection.execute(
        f"SELECT count(*), json_group_structure(line::JSON) FROM ({numbered}) WHERE {is_object}"
    ).fetchall()[0]
    if not found[0]:
        raise SourceError(f"{path} holds no JSON objects.", "Write one object a line, or an array of objects.")
    shape = _shape(json.loads(found[1]))
    leaves = _leaves(shape)
    columns, notes = unique_names([".".join(leaf) for leaf in leaves])
    fields = ", ".join(f"{_access(leaf)} AS c{n}" for n, leaf in enumerate(leaves))
    select = (
        f"SELECT row, {fields} FROM (SELECT row, from_json(line::JSON, {literal(json.dumps(shape))}) AS s "
        f"FROM ({numbered}) WHERE {is_object})"
    )
    relation, sample = keep(session, select, ("VARCHAR",) * len(columns), plain.stat().st_size)
    return Table(
        name=name, stem=name, path=path, format="jsonl", columns=columns, types=("VARCHAR",) * len(columns), rows=found[0],
        relation=relation, sample=sample, session=session, notes=notes,
        broken=tuple(BrokenRow(row, "not a JSON object", line) for row, line in bad),
    )  # fmt: skip


def _as_lines(session: Session, path: Path, plain: Path) -> Path:
    """The same objects, one a line."""
    with plain.open("rb") as stream:
        start = stream.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
        stream.seek(0)
        first, second = stream.readline(LONGEST_RECORD), stream.readline(LONGEST_RECORD)
    if start.startswith(b"{") and (second.lstrip().startswith(b"{") or (not second and _is_record(first))):
        return plain
    try:
        document = json.loads(plain.read_text(encoding="utf-8-sig", errors="replace"))
    except (json.JSONDecodeError, RecursionError):
        if start.startswith(b"{"):
            return plain
        raise SourceError(
            f"{path} is not well formed JSON.", "Write one object a line, or an array of objects."
        ) from None
    records = _find_records(document)
    target = session.scratch("lines")
    with target.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    return target


def _is_record(line: bytes) -> bool:
    """False when an object on a line of its own only wraps a list of records."""
    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        return True
    return isinstance(document, dict) and _find_records(document) == [document]


def _find_records(document: Any) -> list[Any]:
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        lists = [
            value for value in document.values() if isinstance(value, list) and value and isinstance(value[0], dict)
        ]
        if len(lists) == 1 and sum(not isinstance(value, (dict, list)) for value in document.values()) <= 6:
            return lists[0]
    return [document]


def _refuse_long_lines(path: Path, plain: Path) -> None:
    since = 0
    with plain.open("rb") as stream:
        while chunk := stream.read(8 << 20):
            if b"\0" in chunk:
                raise SourceError(f"{path} holds NUL bytes, so it is damaged.", "Export it again, or remove them.")
            since = since + len(chunk) if b"\n" not in chunk else len(chunk) - chunk.rfind(b"\n")
            if since > LONGEST_RECORD:
                raise SourceError(
                    f"{path} holds a line of more than {LONGEST_RECORD >> 20} MB.", "Write one object a line."
                )


def _shape(structure: Any, depth: int = 0) -> Any:
    """DuckDB's structure with every leaf a text."""
    if isinstance(structure, dict) and structure and depth < _DEEPEST and (len(structure) <= _WIDEST or depth == 0):
        return {key: _shape(value, depth + 1) for key, value in structure.items()}
    return "VARCHAR"


def _leaves(shape: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if isinstance(shape, dict):
        return [leaf for key, value in shape.items() for leaf in _leaves(value, (*path, key))]
    return [path]


def _access(leaf: tuple[str, ...]) -> str:
    quoted = ['"' + part.replace('"', '""') + '"' for part in leaf]
    return "s." + ".".join(quoted)
