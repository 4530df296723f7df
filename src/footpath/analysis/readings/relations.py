"""Whether feedback speaks of one thing that has just happened, or of the whole relation with the company."""

from datetime import timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from footpath.journeys.columns import Shard
from footpath.model.records import LinkKind

Relation = Literal["transactional", "relational"]
RELATIONS: tuple[Relation, ...] = ("transactional", "relational")
LATEST = timedelta(days=14)  # what happened longer ago is not what an answer is about
_LATEST_US = LATEST // timedelta(microseconds=1)
_TIED = [tuple(LinkKind).index(kind) for kind in (LinkKind.STATED, LinkKind.NEAREST)]


def has_relation(shard: Shard, relation: Relation) -> NDArray[np.bool_]:
    """By feedback: whether it has this relation.

    It is transactional when its record says, or the customer's own nearest event does, which event it is about, and that
    happened no more than 14 days before; else relational.

    Examples:
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="pay@0 say@14d|about=pay|score=1", bob="pay@0 say@15d|about=pay|score=1 say@16d|score=1")
        >>> has_relation(index.shards[0], "transactional").tolist()
        [True, False, False]
    """
    said = shard.feedback
    tied = np.isin(said.link, _TIED) & (said.about_row >= 0)
    since = shard.time[said.row] - shard.time[np.maximum(said.about_row, 0)]
    transactional = tied & (since <= _LATEST_US)
    return transactional if relation == "transactional" else ~transactional
