"""XES event logs (IEEE 1849): one row an event, its trace's attributes as ``case:…`` columns."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from footpath.errors import SourceError
from footpath.sources.reading.bytes import open_plain
from footpath.sources.tables import Session, Table, keep, unique_names

_ATTRIBUTES = {"string", "date", "int", "float", "boolean", "id"}
_BATCH = 50_000


def read_xes(session: Session, path: Path, name: str) -> Table:
    """An XES log, packed or not, as a table of texts.

    Raises:
        SourceError: the XML is not well formed, tries to reach outside itself, or holds no events.
    """
    rows: list[dict[str, str]] = []
    names: dict[str, None] = {}
    relation = ""
    try:
        for event in _events(path):
            names.update(dict.fromkeys(event))
            rows.append(event)
    except (gzip.BadGzipFile, EOFError):
        raise SourceError(f"{path} is a damaged gzip file.", "Export or copy it again.") from None
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in ("defusedxml", "xml"):
            raise
        raise SourceError(f"{path} is not a well formed XES log: {error}.", "Export it again.") from None
    if not rows:
        raise SourceError(f"{path} holds no events.", "Export the log again, with its traces.")
    fields = list(names)
    columns, notes = unique_names(fields)
    session.connection.register("log", _arrow(rows, fields))
    relation, sample = keep(session, "SELECT * FROM log", ("VARCHAR",) * len(columns), 0)
    session.connection.unregister("log")
    return Table(
        name=name, stem=name, path=path, format="xes", columns=columns, types=("VARCHAR",) * len(columns), rows=len(rows),
        relation=relation, sample=sample, session=session, notes=notes,
    )  # fmt: skip


def _arrow(rows: list[dict[str, str]], fields: list[str]) -> Any:
    import pyarrow as pa

    chunks = []
    for start in range(0, len(rows), _BATCH):
        part = rows[start : start + _BATCH]
        arrays = [pa.array(range(start + 1, start + 1 + len(part)), pa.int64())]
        arrays += [pa.array([row.get(field) for row in part], pa.string()) for field in fields]
        chunks.append(pa.RecordBatch.from_arrays(arrays, names=["row", *(f"c{n}" for n in range(len(fields)))]))
    return pa.Table.from_batches(chunks)


def _events(path: Path) -> Iterator[dict[str, str]]:
    from defusedxml.ElementTree import iterparse

    with open_plain(path) as stream:
        root = trace = None
        of_trace: dict[str, str] | None = None
        for action, element in iterparse(stream, events=("start", "end")):
            tag = element.tag.rpartition("}")[2]
            if action == "start":
                root = element if root is None else root
                if tag == "trace":
                    trace, of_trace = element, None
            elif tag == "event" and trace is not None:
                if of_trace is None:
                    of_trace = _attributes(trace, "case:")
                yield {**of_trace, **_attributes(element, "")}
                element.clear()
            elif tag == "trace":
                element.clear()
                trace = None


def _attributes(element: Any, prefix: str) -> dict[str, str]:
    found = {}
    for child in element:
        if child.tag.rpartition("}")[2] in _ATTRIBUTES and "key" in child.attrib and "value" in child.attrib:
            found[prefix + child.attrib["key"]] = child.attrib["value"]
    return found
