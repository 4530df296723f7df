"""Events from where they are read to where they are kept: Spark's shuffle, of bytes.

The first half of the work (read and part) is done once, its results lie with the workers, and any number of second halves
(take what was sent to one place) can follow. What a lost worker held is read again, so both halves must always make
the same of the same.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from footpath.engine.spark import Failed, Spark, pickled, raised, settle
from footpath.engine.spark_failures import clear_failures
from footpath.errors import FootpathError

Hand = TypeVar("Hand")
Partial = TypeVar("Partial")
Sent = tuple[int, bytes]  # the place that it goes to, and what goes there


class Exchange:
    """Sends what hands hold to numbered places.

    Args:
        send: gives, for a hand, places and what goes there.
        places: how many there are.
    """

    def __init__(
        self, engine: Spark, hands: Sequence[Hand], send: Callable[[Hand], Iterable[Sent]], places: int
    ) -> None:
        self._context = engine.context
        packed = [pickled(hand) for hand in hands]
        read = self._context.parallelize(packed, max(len(packed), 1)).mapPartitions(_Sending(pickled(send)))
        self._sent = read.partitionBy(places, int)

    def gather(self, places: Sequence[int], work: Callable[[int, list[bytes]], Partial]) -> list[Partial]:
        """Do ``work`` on what came to each of some places, in the order given.

        What came is in no order: it must tell itself where it stands.

        Raises:
            EngineError: a task failed again and again.
        """
        with clear_failures():
            taken = self._sent.mapPartitionsWithIndex(_Taking(pickled(work)))
            found = self._context.runJob(taken, list, list(places))
        return raised(found)


@dataclass(frozen=True)
class _Sending:
    send: bytes

    def __call__(self, hands: Iterable[bytes]) -> Iterator[Sent]:
        send = pickle.loads(self.send)
        for hand in hands:
            yield from send(pickle.loads(hand))
        settle()


@dataclass(frozen=True)
class _Taking:
    work: bytes

    def __call__(self, place: int, sent: Iterable[Sent]) -> Iterator[Any]:
        try:
            yield pickle.loads(self.work)(place, [part for _, part in sent])
        except FootpathError as error:
            yield Failed(error)
        settle()
