"""Texts as numbers: a column's own codes, and dictionaries that last for a whole build."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from footpath.journeys.columns import MOST_VALUES, Codes, code_type
from footpath.model.catalogue import REMAINDER


class Distinct:
    """`distinct` for one column of many batches: their texts are often the same, and are then made out once."""

    def __init__(self) -> None:
        self._seen: Any = None
        self._values: list[str | None] = []

    def of(self, column: Any) -> tuple[list[str | None], NDArray[np.int32]]:
        column = _coded(column)
        if self._seen is None or not column.dictionary.equals(self._seen):
            self._seen, self._values = column.dictionary, [*column.dictionary.to_pylist(), None]
        return self._values, _positions(column)


class Dictionary:
    """Texts as numbers: 0 means none, then in the order of first sight.

    Beyond `MOST_VALUES` different texts all new ones are the remainder (`Meta.folded` says where that happened): a column
    of ids is no dimension, and must not fill the memory.
    """

    def __init__(self, values: tuple[str, ...] = ("",)) -> None:
        self.values: list[str] = list(values)
        self._codes = {text: code for code, text in enumerate(values) if code}
        self._asked: list[str | None] = []
        self._told: Codes = np.empty(0, np.uint8)

    def code(self, text: str | None) -> int:
        if not text:
            return 0
        if text not in self._codes:
            if len(self.values) >= MOST_VALUES and text != REMAINDER:
                return self.code(REMAINDER)
            self._codes[text] = len(self.values)
            self.values.append(text)
        return self._codes[text]

    def table(self, values: list[str | None]) -> Codes:
        """The code of each text, as narrow as they can be by now."""
        if values is not self._asked:
            codes = [self.code(value) for value in values]
            self._asked, self._told = values, np.array(codes, dtype=code_type(len(self.values)))
        return self._told

    def encode(self, column: Any) -> Codes:
        """The code of each row of an Arrow column of texts."""
        values, codes = distinct(column)
        return self.table(values)[codes]


def distinct(column: Any) -> tuple[list[str | None], NDArray[np.int32]]:
    """Distinct values of an Arrow column of texts, and for each row its position among them; null is the last of them."""
    column = _coded(column)
    return [*column.dictionary.to_pylist(), None], _positions(column)


def _coded(column: Any) -> Any:
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    return column if pa.types.is_dictionary(column.type) else column.cast(pa.string()).dictionary_encode()


def _positions(column: Any) -> NDArray[np.int32]:
    indices = column.indices if column.indices.type == pa.int32() else column.indices.cast(pa.int32())
    if indices.null_count:
        indices = pc.fill_null(indices, len(column.dictionary))
    found: NDArray[np.int32] = indices.to_numpy(zero_copy_only=False)
    return found


def integers(column: Any, missing: int) -> NDArray[np.int64]:
    """An integer or time column as int64, times in microseconds. What needs no change is not copied."""
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", tz=column.type.tz))
        column = column.view(pa.int64()) if isinstance(column, pa.Array) else column.cast(pa.int64())
    column = column.cast(pa.int64())
    if column.null_count:
        column = pc.fill_null(column, missing)
    return np.asarray(column.to_numpy(zero_copy_only=False))
