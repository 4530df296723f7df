"""The events that conditions and a period keep, shard by shard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from footpath.journeys import Index
    from footpath.journeys.columns import Shard


@dataclass(frozen=True)
class ScopedEvents:
    """Of one shard.

    Attributes:
        rows: of the events, ascending.
    """

    shard: Shard
    rows: NDArray[np.int64]

    @property
    def customers(self) -> NDArray[np.int64]:
        """Whose each event is, by place in the shard."""
        return np.searchsorted(self.shard.offsets, self.rows, side="right") - 1

    def rows_of(self, key: int) -> NDArray[np.int64]:
        """Those of one customer."""
        return self.rows[np.isin(self.customers, np.flatnonzero(self.shard.key == key))]


def events_in(index: Index, scope: Mapping[str, Any]) -> Iterator[ScopedEvents]:
    """What the fields ``where`` and ``during`` of a question keep; all events where neither is given."""
    from footpath.journeys.selection import select
    from footpath.model.questions import Question

    for view in select(index, Question(**scope)).views:
        every = len(view.keep) == 0
        yield ScopedEvents(view.shard, np.arange(len(view.shard.time)) if every else np.flatnonzero(view.keep))
