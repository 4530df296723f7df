"""Where customer and company speak with each other: what may follow up a bad experience."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.spoken import says, state_of
from footpath.journeys.index import Index
from footpath.journeys.steps import Step, match_step
from footpath.model.catalogue import Touchpoint

NONE, TALK, REPLY = 0, 1, 2
_LIVE = ("phone", "chat")  # both sides speak
_LOOKED_AT = ("web", "app", "ads", "survey", "review", "social")  # a page about contact is no contact


def conversations(index: Index, replies: Sequence[Step] = ()) -> NDArray[np.uint8]:
    """By touchpoint code: `TALK` where both sides speak, `REPLY` where the company answered or solved something, else `NONE`.

    A name that says that a ticket was answered or solved is a reply. Phone and chat are talks. What else speaks of support (a
    ticket that was opened, say) only tells that the customer wrote: it counts as a talk only where no touchpoint tells of replies.

    Args:
        replies: steps at which the company answers; they and nothing else count then.

    Raises:
        SpecError: no touchpoint is named so.

    Examples:
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann='"ticket opened"@0 "ticket answered"@5 chat@9 "contact page"@9', channels={"chat": "chat"})
        >>> [(index.names[code], int(how)) for code, how in enumerate(conversations(index)) if how]
        [('ticket answered', 2), ('chat', 1)]
    """
    table = np.zeros(len(index.names), dtype=np.uint8)
    if replies:
        table[[code for step in replies for code in match_step(index, step)[1]]] = REPLY
        return table
    table[:] = [_kind(touchpoint) for touchpoint in index.touchpoints]
    if not (table == REPLY).any():
        table[[code for code, touchpoint in enumerate(index.touchpoints) if _of_support(touchpoint)]] = TALK
    return table


def _kind(touchpoint: Touchpoint) -> int:
    if state_of(touchpoint) in ("replied", "resolved"):
        return REPLY
    return TALK if touchpoint.channel.casefold() in _LIVE else NONE


def _of_support(touchpoint: Touchpoint) -> bool:
    channel = touchpoint.channel.casefold()
    return channel in (*_LIVE, "support") or (channel not in _LOOKED_AT and says("contact", touchpoint.name))
