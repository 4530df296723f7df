"""What the lake needs of a source's records; `sources` makes them, the lake does not import it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pyarrow as pa


class Standardised(Protocol):
    """The records of one table of a source, with the columns of `model.records`.

    ``events`` is consumed once, first; everything else is asked for afterwards. ``rejects`` has the columns row, reason
    and raw, its row numbers counted as the ``sequence`` of the events is.
    """

    @property
    def source(self) -> str: ...
    @property
    def events(self) -> "Iterator[pa.RecordBatch]": ...
    @property
    def feedback(self) -> "pa.Table": ...
    @property
    def profiles(self) -> "pa.Table": ...
    @property
    def identifiers(self) -> "pa.Table": ...
    @property
    def rejects(self) -> "pa.Table": ...
    @property
    def rows_read(self) -> int: ...
