"""XES event logs (IEEE 1849-2016): a trace a journey, streamed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.sax.saxutils import quoteattr

import numpy as np

from footpath.sources.writing.texts import joined, texts_of

if TYPE_CHECKING:
    import pyarrow as pa

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Identity" prefix="identity" uri="http://www.xes-standard.org/identity.xesext"/>
<global scope="trace"><string key="concept:name" value=""/></global>
<global scope="event"><string key="concept:name" value=""/><date key="time:timestamp" value="1970-01-01T00:00:00+00:00"/></global>
<classifier name="Touchpoint" keys="concept:name"/>
"""
_OWN = ("customer", "touchpoint", "at")


def write_xes(stream: BinaryIO, batches: "Iterable[pa.RecordBatch]") -> None:
    """``customer`` becomes the trace's ``concept:name``, ``touchpoint`` the event's, ``at`` its ``time:timestamp``."""
    stream.write(_HEAD.encode())
    for batch in batches:
        stream.write("".join(_traces(batch).to_pylist()).encode())
    stream.write(b"</log>\n")


def _traces(batch: "pa.RecordBatch") -> "pa.Array":
    """One text an event; the first of a trace opens it, the last closes it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    customer = batch.column("customer")
    whose = np.asarray(
        customer.dictionary_encode().indices if not pa.types.is_dictionary(customer.type) else customer.indices
    )
    starts = np.flatnonzero(np.r_[True, whose[1:] != whose[:-1]])
    begins, ends = np.zeros(len(whose), dtype=bool), np.zeros(len(whose), dtype=bool)
    begins[starts], ends[np.r_[starts[1:] - 1, len(whose) - 1]] = True, True
    opening = joined('<trace><string key="concept:name" value=', texts_of(customer, attribute), "/>\n")
    return joined(
        pc.if_else(pa.array(begins), opening, ""),
        '<event><string key="concept:name" value=',
        texts_of(batch.column("touchpoint"), attribute),
        '/><date key="time:timestamp" value="',
        texts_of(batch.column("at"), attribute),
        '"/><string key="lifecycle:transition" value="complete"/>',
        *(_attribute(name, batch.column(name)) for name in batch.schema.names if name not in _OWN),
        "</event>\n",
        pc.if_else(pa.array(ends), "</trace>\n", ""),
    )


def _attribute(name: str, column: "pa.Array") -> "pa.Array":
    """An attribute, and nothing where there is no value."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind: Any = (
        "int" if pa.types.is_integer(column.type) else "float" if pa.types.is_floating(column.type) else "string"
    )
    quote = "" if kind == "string" else '"'
    text = joined(f"<{kind} key={attribute(name)} value={quote}", texts_of(column, attribute), f"{quote}/>")
    return pc.fill_null(text, "")


def attribute(text: str) -> str:
    """A text in quotes as XML may hold it: characters that XML 1.0 forbids become U+FFFD."""
    allowed = "".join(
        c if c in "\t\n\r" or ("\x20" <= c <= "\ud7ff") or ("\ue000" <= c <= "\ufffd") or c > "\uffff" else "\ufffd"
        for c in text
    )
    return quoteattr(allowed)
