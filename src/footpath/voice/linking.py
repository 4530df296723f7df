"""Which touchpoint does each feedback speak of, and how is that known?

In this order: what the record states, else the customer's own nearest earlier event, else its words, else nothing.

- *stated*: the record names a touchpoint; or it is a ticket, chat, social post or note, which speaks of the contact that it is; or
  it carries the key of a record (an order, a ticket), and speaks of that record's latest earlier event: the review of an
  order that was delivered speaks of the delivery.
- *nearest*: the customer's latest earlier event that is neither feedback, nor an invitation to give some, nor a message or
  advertisement that the customer only received.
- *words*: see `footpath.voice.words`.

A survey that is a touchpoint itself speaks of what came before it, never of itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from footpath.engine.lookup import find_rows, positions_table
from footpath.journeys.recorded import Rules
from footpath.model.catalogue import REMAINDER, Touchpoint
from footpath.model.records import Channel, FeedbackKind, LinkKind

_SPEAK_OF_THEMSELVES = (FeedbackKind.TICKET, FeedbackKind.CHAT, FeedbackKind.SOCIAL, FeedbackKind.NOTE)
_ASKING = (Channel.SURVEY, Channel.REVIEW)
_MESSAGES = (Channel.EMAIL, Channel.ADS, Channel.SMS, Channel.SOCIAL)
_MOSTLY = 0.5  # share of a touchpoint's events that are feedback, from which it is a form to fill in
NOWHERE = -1


class JourneyIndex(Protocol):
    """What linking needs to know of the index."""

    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def shards(self) -> Sequence[Any]: ...
    def nearest_before(self, event_ids: Any, candidates: Any = None) -> NDArray[np.int64]: ...
    def latest_of_record(self, event_ids: Any) -> NDArray[np.int64]: ...


@dataclass(frozen=True)
class Links:
    """For each feedback the code of its touchpoint in the index, −1 for none, and how that is known."""

    about: NDArray[np.int64]
    kind: NDArray[np.int64]  # position in LinkKind


STATED, NEAREST, WORDS, NONE = range(len(LinkKind))


def link_feedback(
    index: JourneyIndex,
    touchpoints: Sequence[Touchpoint],
    event_ids: NDArray[np.int64],
    kinds: Sequence[FeedbackKind],
    stated: Sequence[str | None],
    sources: Sequence[str | None],
) -> Links:
    """Tie feedback to touchpoints by what records state and by journeys; words are for those that stay at none.

    Args:
        event_ids: of the feedback's own events.
        stated: the touchpoint that the record itself names, as recorded.
        sources: of the feedback, for rules that hold for one source.
    """
    own, filled_in = own_touchpoints(index, event_ids)
    speaks_of_itself = np.array([kind in _SPEAK_OF_THEMSELVES for kind in kinds], dtype=bool)
    may_be_meant = may_be_spoken_of(index.names, touchpoints, forms(filled_in, own, speaks_of_itself))
    about = np.full(len(event_ids), NOWHERE, dtype=np.int64)
    link = np.full(len(event_ids), NONE, dtype=np.int64)

    def settle(found: NDArray[np.int64], how: int, allowed: NDArray[np.bool_]) -> None:
        fits = (about == NOWHERE) & (found >= 0) & allowed[np.maximum(found, 0)]
        about[fits], link[fits] = found[fits], how

    told = not_asking(index.names, touchpoints)
    settle(_named(index.names, touchpoints, stated, sources), STATED, may_be_meant.somehow)
    settle(np.where(speaks_of_itself, own, NOWHERE), STATED, told)
    settle(index.latest_of_record(event_ids), STATED, may_be_meant.somehow)
    settle(index.nearest_before(event_ids, may_be_meant.directly), NEAREST, may_be_meant.directly)
    settle(index.nearest_before(event_ids, may_be_meant.somehow), NEAREST, may_be_meant.somehow)
    return Links(about, link)


def own_touchpoints(index: JourneyIndex, event_ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The touchpoint code of each event, −1 for one that the index does not hold; and events per touchpoint."""
    distinct, inverse = np.unique(event_ids, return_inverse=True)
    codes = np.full(len(distinct), NOWHERE, dtype=np.int64)
    events = np.zeros(len(index.names))
    table = positions_table(distinct)
    for shard in index.shards:
        place = find_rows(table, distinct, shard.event_id)
        codes[place[place >= 0]] = shard.touchpoint[place >= 0]
        events += np.bincount(shard.touchpoint, minlength=len(index.names))
    return codes[inverse], events
