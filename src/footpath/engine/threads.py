"""Shards on threads: kernels let go of the GIL, so threads are enough on one machine."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from threading import current_thread
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

_WORKER = "footpath-worker"
Shard = TypeVar("Shard")
ShardIn = TypeVar("ShardIn", contravariant=True)
Partial = TypeVar("Partial")
Found = TypeVar("Found", covariant=True)


class Pass(Protocol[ShardIn, Partial, Found]):
    """One reading of all shards. A question is one pass or a few, each of which knows what the one before it found.

    ``combine`` is associative: it does not matter how the customers are spread over the shards, nor in which order
    the shards are done. That is what lets another engine run the same passes elsewhere.
    """

    def partial(self, shard: ShardIn, /) -> Partial: ...

    def combine(self, partials: Sequence[Partial], /) -> Found: ...


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def each(work: Callable[[Shard], Partial], shards: Sequence[Shard], threads: int | None = None) -> list[Partial]:
    """Do ``work`` on every shard, several at a time; the results stand in the order of the shards.

    Examples:
        >>> each(len, ["a", "bcd"], threads=2)
        [1, 3]
    """
    workers = min(threads or cores(), len(shards))
    if workers <= 1 or current_thread().name.startswith(
        _WORKER
    ):  # a worker that waited for workers might wait for ever
        return [work(shard) for shard in shards]
    return list(_pool(workers).map(work, shards))


@cache
def _pool(workers: int) -> ThreadPoolExecutor:
    """Threads that stay: a map asks hundreds of questions."""
    return ThreadPoolExecutor(workers, thread_name_prefix=_WORKER)


def run(reading: Pass[Shard, Partial, Found], shards: Sequence[Shard], threads: int | None = None) -> Found:
    """Read all shards and combine what each gave."""
    return reading.combine(each(reading.partial, shards, threads))


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
