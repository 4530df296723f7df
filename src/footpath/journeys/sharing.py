"""Work that many questions of one run have in common, done once: which events count, and which group each is in.

A map asks hundreds of questions that differ in little. Within `sharing` the columns that `where`, ``during`` and ``by`` mean are
kept, up to a number of bytes (those used longest ago go first), and so are small things such as the rows of questions. Nothing outlives the block.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_BYTES = 256 << 20
Column = NDArray[Any]


class Shared:
    """Columns by what they mean, for as long as they fit.

    Columns are frozen, so whoever asks gets the same one. Each is kept with the shard that it belongs to: a shard that takes
    its place, when an index learns something new, has columns of its own.

    Args:
        most: bytes of columns to keep.
    """

    def __init__(self, most: int = MOST_BYTES) -> None:
        self.most = most
        self.bytes = 0
        self._columns: OrderedDict[tuple[int, Hashable], tuple[Any, Column]] = OrderedDict()
        self._found: dict[tuple[int, ...], dict[str, Any]] = {}
        self._owners: list[Any] = []  # so that no other object gets the number of one that things are kept for
        self._lock = Lock()

    def column(self, shard: Any, key: Hashable, work_out: Callable[[], Column]) -> Column:
        """The column of a shard that ``key`` means, worked out when it is not here."""
        with self._lock:
            found = self._columns.get((id(shard), key))
            if found is not None:
                self._columns.move_to_end((id(shard), key))
                return found[1]
        column = work_out()
        if 0 < column.nbytes <= self.most and _owned(column):
            self._keep((id(shard), key), shard, column)
        return column

    def _keep(self, key: tuple[int, Hashable], shard: Any, column: Column) -> None:
        with self._lock:
            if key in self._columns:  # another thread was faster
                return
            self._columns[key] = shard, column
            self.bytes += column.nbytes
            while self.bytes > self.most:
                _, (_, dropped) = self._columns.popitem(last=False)
                self.bytes -= dropped.nbytes

    def found(self, shards: tuple[Any, ...], what: str, find: Callable[[], Any]) -> Any:
        """Something small that was found in these shards, such as a question's rows; found when that was not done yet."""
        known = self._found.get(tuple(map(id, shards)))
        if known is None:
            self._owners.append(shards)
            known = self._found.setdefault(tuple(map(id, shards)), {})
        if what not in known:
            known[what] = find()
        return known[what]


def _owned(column: Column) -> bool:
    """A column of the index itself costs nothing to keep, and nothing to have again."""
    return not isinstance(column, np.memmap) and not isinstance(column.base, np.memmap)


_shared: ContextVar[Shared | None] = ContextVar("footpath-shared", default=None)


@contextmanager
def sharing(most: int = MOST_BYTES) -> Iterator[Shared]:
    """Within the block, questions share what they have in common. A block inside of another is part of it.

    Args:
        most: bytes to keep at a time.
    """
    outer = _shared.get()
    if outer is not None:
        yield outer
        return
    token = _shared.set(Shared(most))
    try:
        yield _shared.get()  # type: ignore[misc]
    finally:
        _shared.reset(token)


def shared_now() -> Shared | None:
    """What is shared where this is asked; None outside of `sharing`."""
    return _shared.get()
