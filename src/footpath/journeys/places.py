"""Which shard a customer's journey lies in, and where in it."""

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.journeys.columns import Codes

SMALL = 50_000  # up to as many events one shard is enough
BIG = 2_000_000  # from here on there are many
MANY_SHARDS = 16
MOST_EVENTS = 4_000_000  # of a shard, about: sorting more than the cache holds is slower


def shards_for(events: int) -> int:
    """How many shards so many events are spread over."""
    if events < BIG:
        return 1 if events <= SMALL else 2
    count = MANY_SHARDS
    while events > count * MOST_EVENTS:
        count *= 2
    return count


class Places:
    """Spreads customers over shards by their keys; in a shard they keep their order.

    The shard of a customer is told by the key alone, so a customer stays there while others come and go.

    Args:
        keys: by customer number.
        count: of shards.

    Examples:
        >>> places = Places(np.array([10, 11, 14, 15]), 2)
        >>> [places.members(shard).tolist() for shard in range(2)]
        [[0, 2], [1, 3]]
        >>> shard, number = places.of(np.array([3, 0]))
        >>> shard.tolist(), number.tolist()
        ([1, 0], [1, 0])
    """

    def __init__(self, keys: NDArray[np.int64], count: int) -> None:
        shard = (keys % count).astype(np.uint16)
        self.keys = keys
        self.count = count
        self._order = np.argsort(shard, kind="stable").astype(np.int32)
        self._starts = np.append(0, np.cumsum(np.bincount(shard, minlength=count)))
        number = np.empty(len(keys), np.int64)
        number[self._order] = np.arange(len(keys)) - np.repeat(self._starts[:-1], np.diff(self._starts))
        self.bits = int(np.diff(self._starts).max(initial=0)).bit_length()
        kind = np.uint32 if (count << self.bits) < 1 << 32 else np.uint64
        self.packed = (shard.astype(np.int64) << self.bits | number).astype(kind)  # one look-up gives both

    def members(self, shard: int) -> NDArray[np.int32]:
        """The customers of a shard, by their number there."""
        return self._order[self._starts[shard] : self._starts[shard + 1]]

    def of(self, customers: NDArray[np.int32] | NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The shard of each customer, and the number there."""
        packed = self.packed[customers].astype(np.int64)
        return packed >> self.bits, packed & ((1 << self.bits) - 1)

    def order(self, customers: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
        """Rows by shard, else in the order given.

        Args:
            customers: of each row; those below 0 belong nowhere and come last.

        Returns:
            The rows in the new order; by new row the number of the customer in its shard; and where each shard begins
            (two more entries than shards: the last two bound the rows that belong nowhere).
        """
        if len(customers) and customers.max() >= len(self.packed):
            raise ValueError("customer_of gave a number beyond the customers that were announced")
        rows, numbers = np.empty(len(customers), np.int32), np.empty(len(customers), np.int32)
        bounds = np.zeros(self.count + 2, np.int64)
        _order(customers, self.packed, self.bits, rows, numbers, bounds)
        return rows, numbers, bounds


@numba.njit(nogil=True, cache=True)
def _order(
    customers: NDArray[np.int32],
    packed: Codes,
    bits: int,
    rows: NDArray[np.int32],
    numbers: NDArray[np.int32],
    bounds: NDArray[np.int64],
) -> None:
    shards, mask = bounds.size - 2, (np.int64(1) << np.int64(bits)) - 1
    place = np.empty(customers.size, np.int64)
    free = np.zeros(shards + 2, np.int64)
    for row in range(customers.size):
        place[row] = np.int64(shards) << bits if customers[row] < 0 else np.int64(packed[customers[row]])
        free[(place[row] >> bits) + 1] += 1
    for shard in range(1, shards + 2):
        free[shard] += free[shard - 1]
    bounds[:] = free
    for row in range(customers.size):
        shard = place[row] >> bits
        rows[free[shard]] = row
        numbers[free[shard]] = place[row] & mask
        free[shard] += 1
