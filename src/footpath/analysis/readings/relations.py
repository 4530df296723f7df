"""Whether feedback speaks of one thing that happened, or of the whole relation with the company."""

from datetime import timedelta
from typing import Literal

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.journeys.columns import NO_RECORD, Shard
from footpath.model.records import LinkKind

Relation = Literal["transactional", "relational"]
RELATIONS: tuple[Relation, ...] = ("transactional", "relational")
LATEST = timedelta(days=14)  # what happened longer ago is not what an answer is about
_LATEST_US = LATEST // timedelta(microseconds=1)
_TIED = [tuple(LinkKind).index(kind) for kind in (LinkKind.STATED, LinkKind.NEAREST)]


def has_relation(shard: Shard, relation: Relation) -> NDArray[np.bool_]:
    """By feedback: whether it has this relation.

    It is transactional when its record says, or the customer's own nearest event does, what it is about, and either that
    happened no more than 14 days before, or the feedback belongs to a record (an order, a ticket) of which something had
    happened before, however long ago: who reviews an order that never came speaks of that order. Else it is relational.

    Examples:
        >>> from footpath.journeys import journeys
        >>> late = "pay@0|record=A say@60d|about=pay|record=A|score=0"
        >>> index = journeys(ann="pay@0 say@14d|about=pay|score=1", bob="pay@0 say@15d|about=pay|score=1", eve=late)
        >>> has_relation(index.shards[0], "transactional").tolist()
        [True, False, True]
    """
    said = shard.feedback
    tied = np.isin(said.link, _TIED)
    since = shard.time[said.row] - shard.time[np.maximum(said.about_row, 0)]
    found = tied & (said.about_row >= 0) & (since <= _LATEST_US)
    left = np.flatnonzero(tied & ~found & (shard.record[said.row] != NO_RECORD))
    rows = said.row[left]
    starts = shard.offsets[shard.customer_at(rows)]
    found[left] = _had_begun(rows, starts, said.row, np.ascontiguousarray(shard.record) if len(rows) else said.row)
    return found if relation == "transactional" else ~found


@numba.njit(nogil=True, cache=True)
def _had_begun(
    rows: NDArray[np.int64], starts: NDArray[np.int64], feedback: NDArray[np.int64], record: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether the customer has an earlier event of the same record that is no feedback."""
    found = np.zeros(rows.size, np.bool_)
    for i in range(rows.size):
        row, place = rows[i] - 1, np.searchsorted(feedback, rows[i]) - 1
        while row >= starts[i] and not found[i]:
            if place >= 0 and feedback[place] == row:
                place -= 1
            elif record[row] == record[rows[i]]:
                found[i] = True
            row -= 1
    return found
