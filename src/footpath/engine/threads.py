"""Shards on threads: kernels let go of the GIL, so threads are enough on one machine."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from threading import current_thread
from typing import TypeVar

_WORKER = "footpath-worker"
Shard = TypeVar("Shard")
Partial = TypeVar("Partial")


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class Threads:
    """The engine of one machine.

    Attributes:
        count: threads; 0 takes as many as there are processors.

    Examples:
        >>> Threads(2).each(len, ["a", "bcd"])
        [1, 3]
    """

    count: int = 0

    def each(self, work: Callable[[Shard], Partial], shards: Sequence[Shard]) -> list[Partial]:
        workers = min(self.count or cores(), len(shards))
        inside = current_thread().name.startswith(_WORKER)  # a worker that waited for workers might wait for ever
        if workers <= 1 or inside:
            return [work(shard) for shard in shards]
        return list(_pool(workers).map(work, shards))


@cache
def _pool(workers: int) -> ThreadPoolExecutor:
    """Threads that stay: a map asks hundreds of questions."""
    return ThreadPoolExecutor(workers, thread_name_prefix=_WORKER)
