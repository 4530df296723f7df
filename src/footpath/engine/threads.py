"""Shards on threads: kernels let go of the GIL, so threads are enough on one machine."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import current_thread
from typing import TypeVar

_WORKER = "footpath-worker"
Shard = TypeVar("Shard")
Partial = TypeVar("Partial")


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def memory() -> int:
    """Bytes of memory that this process may use: the machine's, or less where its control group says so."""
    most = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4 << 30
    for limit in _LIMITS:
        with suppress(OSError, ValueError):
            most = min(most, int(limit.read_text()))
    return most


_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


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
    _hold_on_to_memory()
    return ThreadPoolExecutor(workers, thread_name_prefix=_WORKER)


def _hold_on_to_memory() -> None:
    """Let threads use the memory again that their last shard needed, where the C library is GNU's.

    It gives freed memory back to the system at once otherwise, and a third of a question's time goes by while the next
    shard gets it back page by page.
    """
    import ctypes

    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.gnu_get_libc_version  # noqa: B018 (others have no such name)
        library.mallopt(_M_TRIM_THRESHOLD, 128 << 20)
        library.mallopt(_M_MMAP_THRESHOLD, 32 << 20)


_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # as in malloc.h
