"""Shards on Apache Spark: the same work on the same shards, done by the processes of a cluster.

A task gets the work and the shards of its own, pickled. A shard at rest travels as the place where it lies, so that place must
be reachable under the same name from every worker (a shared mount, or an object store). What a task found comes back
pickled, in the order of the shards. A task that is lost with its machine is done again elsewhere: work changes nothing,
so it does not matter how often it is done.
"""

import gc
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeVar

from footpath.engine.spark_failures import clear_failures
from footpath.engine.spark_session import open_context
from footpath.errors import FootpathError

Shard = TypeVar("Shard")
Partial = TypeVar("Partial")
ROUNDS = 2  # tasks a core: more are better spread, fewer cost less


@dataclass(frozen=True)
class Spark:
    """The engine of a cluster.

    Attributes:
        master: where it is: ``spark://host:7077``, ``yarn``, ``k8s://…``, ``local[2]``; empty takes the context that this
            process has already, or what the configuration of Spark says.
        options: of Spark, by name, that are set when the connection is made.

    The connection is made at the first work and kept. A process has one.
    """

    master: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def context(self) -> Any:
        """The ``SparkContext``, for those who do more than `each`."""
        return open_context(self.master, self.options)

    def each(self, work: Callable[[Shard], Partial], shards: Sequence[Shard]) -> list[Partial]:
        """Do ``work`` on every shard; the results stand in the order of the shards.

        Raises:
            EngineError: there is no Spark, or a task failed again and again.
            FootpathError: the work raised it; so told as if it had been done here.
        """
        if not shards:
            return []
        context = self.context
        hands = min(len(shards), ROUNDS * context.defaultParallelism)
        found = collect(context, [pickled(tuple(shards[hand::hands])) for hand in range(hands)], Task(pickled(work)))
        results: list[Any] = [None] * len(shards)
        for hand, part in enumerate(found):
            results[hand::hands] = part
        return results

    def stop(self) -> None:
        """Let go of the cluster; the next work connects again."""
        self.context.stop()


@dataclass(frozen=True)
class Failed:
    """A user's error on its way back: it would not go away if Spark tried again."""

    error: FootpathError


@dataclass(frozen=True)
class Task:
    """What a worker does with one hand of shards. Its own libraries must be those of the asker."""

    work: bytes

    def __call__(self, hands: Iterable[bytes]) -> Iterator[list[Any] | Failed]:
        work = pickle.loads(self.work)
        for hand in hands:
            try:
                found: list[Any] | Failed = [work(shard) for shard in pickle.loads(hand)]
            except FootpathError as error:
                found = Failed(error)
            yield found
        settle()


_done = count(1)


def settle() -> None:
    """What is loaded stays: after the 1st, 2nd, 4th, 8th … task, garbage is told from what a worker needs for ever.

    Spark has a worker look for garbage after every task. With all libraries in sight that takes longer than many a task.
    """
    if next(_done).bit_count() == 1:
        gc.collect()
        gc.freeze()


def pickled(value: Any) -> bytes:
    """As bytes; functions that no module holds are pickled whole."""
    from pyspark import cloudpickle

    packed: bytes = cloudpickle.dumps(value)
    return packed


def collect(context: Any, hands: Sequence[Any], task: Callable[[Iterable[Any]], Iterator[Any]]) -> list[Any]:
    """One task for every hand, and what they gave, in order.

    Raises:
        EngineError: a task failed, and failed again where it was tried anew.
        FootpathError: a task gave back that it `Failed`.
    """
    with clear_failures():
        found = context.parallelize(hands, len(hands)).mapPartitions(task).collect()
    return raised(found)


def raised(found: list[Any]) -> list[Any]:
    """The same results, unless one of them is an error."""
    for part in found:
        if isinstance(part, Failed):
            raise part.error
    return found
