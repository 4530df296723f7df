"""Reading all shards: on threads unless another engine is in use."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from footpath.engine.threads import Threads

Shard = TypeVar("Shard")
ShardIn = TypeVar("ShardIn", contravariant=True)
Partial = TypeVar("Partial")
Found = TypeVar("Found", covariant=True)


class Pass(Protocol[ShardIn, Partial, Found]):
    """One reading of all shards. A question is one pass or a few, each of which knows what the one before it found.

    ``combine`` is associative: it does not matter how the customers are spread over the shards, nor in which order
    the shards are done. That is what lets another engine run the same passes elsewhere; a pass is pickled to get there,
    so it holds what its question needs and never the index.
    """

    def partial(self, shard: ShardIn, /) -> Partial: ...

    def combine(self, partials: Sequence[Partial], /) -> Found: ...


class Engine(Protocol):
    """Does work on every shard, somewhere; the results stand in the order of the shards."""

    def each(self, work: Callable[[Shard], Partial], shards: Sequence[Shard], /) -> list[Partial]: ...


_engine: ContextVar[Engine] = ContextVar("footpath-engine", default=Threads())  # noqa: B039 (it is frozen)


@contextmanager
def using(engine: Engine) -> Iterator[None]:
    """Within the block, shards are read by ``engine``.

    Examples:
        >>> with using(Threads(1)):
        ...     each(len, ["a", "bcd"])
        [1, 3]
    """
    before = _engine.set(engine)
    try:
        yield
    finally:
        _engine.reset(before)


def in_use() -> Engine:
    """What reads shards now."""
    return _engine.get()


def each(work: Callable[[Shard], Partial], shards: Sequence[Shard]) -> list[Partial]:
    """Do ``work`` on every shard, several at a time; the results stand in the order of the shards."""
    return _engine.get().each(work, shards)


def run(reading: Pass[Shard, Partial, Found], shards: Sequence[Shard]) -> Found:
    """Read all shards and combine what each gave."""
    return reading.combine(each(reading.partial, shards))


def add_up(partials: Sequence[NDArray[Any]]) -> NDArray[np.int64]:
    """The sum of counts of equal shape.

    Examples:
        >>> add_up([np.array([1, 2]), np.array([3, 4])]).tolist()
        [4, 6]
    """
    total = np.zeros(partials[0].shape, dtype=np.int64)
    for part in partials:
        total += part
    return total
