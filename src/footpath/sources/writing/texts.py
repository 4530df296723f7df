"""Columns as texts, at the speed of Arrow: each distinct value of a dictionary is written once."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

Text = Callable[[str], str]


def texts_of(column: "pa.Array", written: Text) -> "pa.Array":
    """Every value as ``written`` puts its text; null stays null. Times are ISO 8601 in UTC with milliseconds or finer."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(column.type):
        values = pa.array(
            [None if text is None else written(text) for text in column.dictionary.to_pylist()], pa.string()
        )
        return values.take(column.indices)
    if pa.types.is_timestamp(column.type):
        return pc.strftime(column, format="%Y-%m-%dT%H:%M:%S+00:00")
    if pa.types.is_string(column.type):
        coded: Any = column.dictionary_encode()
        return texts_of(coded, written)
    return column.cast(pa.string())


def joined(*parts: Any) -> "pa.Array":
    """Constants and columns one after the other; null where a column is null."""
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(*parts, "")
