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

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from footpath.engine.lookup import find_rows, positions_table
from footpath.journeys.recorded import Rules
from footpath.model.catalogue import REMAINDER, Touchpoint
from footpath.model.records import Channel, FeedbackKind, LinkKind

SPEAK_OF_THEMSELVES = (FeedbackKind.TICKET, FeedbackKind.CHAT, FeedbackKind.SOCIAL, FeedbackKind.NOTE)
_ASKING = (Channel.SURVEY, Channel.REVIEW)
_ASKING_WORDS = re.compile(
    r"\b(?:survey|nps|csat|ces|questionnaire|feedback|poll|umfrage|encuesta|enqu[eê]te|pesquisa de satisfa[cç][aã]o)\b",
    re.IGNORECASE,
)
_MOSTLY = 0.5  # share of a touchpoint's events that are scores or comments, from which it is a form to fill in
NOWHERE = -1
STATED, NEAREST, WORDS, NONE = range(len(LinkKind))

Codes = NDArray[np.int64]


class JourneyIndex(Protocol):
    """What linking needs to know of the index."""

    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def shards(self) -> Sequence[Any]: ...
    def nearest_before(self, event_ids: Any, candidates: Any = None) -> Codes: ...
    def latest_of_record(self, event_ids: Any) -> Codes: ...


@dataclass(frozen=True)
class Links:
    """For each feedback the code of its touchpoint in the index, −1 for none, and how that is known.

    Attributes:
        about: touchpoint codes.
        kind: positions in `LinkKind`.
        candidates: by touchpoint code, whether feedback may speak of it.
    """

    about: Codes
    kind: Codes
    candidates: NDArray[np.bool_]


def link_feedback(
    index: JourneyIndex,
    touchpoints: Sequence[Touchpoint],
    event_ids: Codes,
    kinds: Sequence[FeedbackKind],
    stated: Sequence[str | None],
    sources: Sequence[str | None],
) -> Links:
    """Tie feedback to touchpoints by what records state and by journeys; words are for those that stay at none.

    Args:
        event_ids: of the feedback's own events; all feedback of the workspace, for none of it is spoken of by other feedback.
        stated: the touchpoint that the record itself names, as recorded.
        sources: of the feedback, for rules that hold for one source.
    """
    about = np.full(len(event_ids), NOWHERE, dtype=np.int64)
    kind = np.full(len(event_ids), NONE, dtype=np.int64)
    own, events = own_touchpoints(index, event_ids)
    of_itself = np.array([each in SPEAK_OF_THEMSELVES for each in kinds], dtype=bool)
    places = {touchpoint.name: touchpoint for touchpoint in touchpoints}
    known = [places.get(name, Touchpoint(name=name)) for name in index.names]
    asking = np.array([_asks(touchpoint) for touchpoint in known], dtype=bool)
    candidates = (
        ~asking & ~_forms(own[~of_itself], events) & np.array([each.name != REMAINDER for each in known], dtype=bool)
    )
    active = candidates & ~np.array([touchpoint.passive for touchpoint in known], dtype=bool)

    def settle(found: Codes, how: int, allowed: NDArray[np.bool_]) -> None:
        fits = (about == NOWHERE) & (found >= 0) & allowed[np.maximum(found, 0)]
        about[fits], kind[fits] = found[fits], how

    settle(_named(index.names, touchpoints, stated, sources), STATED, candidates)
    settle(np.where(of_itself, own, NOWHERE), STATED, ~asking)
    settle(index.latest_of_record(event_ids), STATED, candidates)
    for allowed in (active, candidates):
        settle(index.nearest_before(event_ids, allowed), NEAREST, allowed)
    return Links(about, kind, candidates)


def own_touchpoints(index: JourneyIndex, event_ids: Codes) -> tuple[Codes, Codes]:
    """The touchpoint code of each event, −1 for one that the index does not hold; and the events of each touchpoint."""
    distinct, inverse = np.unique(event_ids, return_inverse=True)
    codes = np.full(len(distinct), NOWHERE, dtype=np.int64)
    events = np.zeros(len(index.names), dtype=np.int64)
    table = positions_table(distinct)
    for shard in index.shards:
        rows = find_rows(table, distinct, shard.event_id)
        codes[rows >= 0] = shard.touchpoint[rows[rows >= 0]]
        events += np.bincount(shard.touchpoint, minlength=len(index.names))
    return codes[inverse], events


def _asks(touchpoint: Touchpoint) -> bool:
    """Whether a touchpoint is a question to the customer, like "NPS survey"."""
    return touchpoint.channel in _ASKING or _ASKING_WORDS.search(touchpoint.name) is not None


def _forms(own: Codes, events: Codes) -> NDArray[np.bool_]:
    """Touchpoints whose events are mostly scores and comments: people fill something in there."""
    answers = np.bincount(own[own >= 0], minlength=len(events))
    return (answers > 0) & (answers >= _MOSTLY * events)


def _named(
    names: Sequence[str], touchpoints: Sequence[Touchpoint], stated: Sequence[str | None], sources: Sequence[str | None]
) -> Codes:
    """The code of the touchpoint that each record names, by the catalogue's rules; −1 where it names none."""
    rules = Rules(tuple(touchpoints))
    codes = {name: code for code, name in enumerate(names)}
    known: dict[tuple[str | None, str | None], int] = {}
    for pair in set(zip(sources, stated, strict=True)):
        place = rules.code(*pair) if pair[1] else None
        known[pair] = NOWHERE if place is None else codes.get(touchpoints[place].name, NOWHERE)
    return np.array([known[pair] for pair in zip(sources, stated, strict=True)], dtype=np.int64)
