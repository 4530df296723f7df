"""Asking: a question and an index in, an answer or the customers behind one of its rows out."""

import json
from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.emptiness import nothing_there
from footpath.analysis.readings.visits import count_customers
from footpath.engine import each
from footpath.errors import SpecError
from footpath.journeys.index import Index
from footpath.journeys.selection import Selection, View, select
from footpath.journeys.sharing import shared_now, sharing
from footpath.model.questions import Answer, Question


class JourneyQuestion(Question):
    """A question to the index. Its class says what a row means; `answer` and `members` are its two readings.

    Attributes:
        anchored: ``during`` picks the events that rows count, as the groups of ``by`` do, and what follows them is seen
            beyond its end. Without it, events outside of the period are as if they were not there.
    """

    anchored: ClassVar[bool] = False

    @abstractmethod
    def answer(self, seen: Selection) -> Sequence[Any]:
        """The rows."""

    @abstractmethod
    def members(self, seen: Selection, row: Any) -> Sequence[NDArray[np.uint8]]:
        """By shard and customer: 1 for those behind a row of `answer`."""

    def why_empty(self, seen: Selection) -> str:
        """Why there are no rows though there are events, and what to do: in sentences; nothing where the question cannot tell."""
        return ""


def answer_of(index: Index, question: JourneyQuestion) -> Answer:
    """Ask."""
    seen = select(index, question, anchored=question.anchored)
    rows, customers = _rows(question, seen), count_customers(seen)
    note = "" if rows else question.why_empty(seen) if customers else nothing_there(seen, question)
    return Answer(question.spec(), index.as_of, customers, rows, note=note)


def keys_behind(index: Index, question: JourneyQuestion, row: int) -> NDArray[np.int64]:
    """Keys of the customers behind row number ``row``, counted from 0, ascending."""
    with sharing():  # who is behind a row is often known from the answer
        seen = select(index, question, anchored=question.anchored)
        rows = _rows(question, seen)
        if not 0 <= row < len(rows):
            raise SpecError(f"There is no row {row}: the answer has {len(rows)}.", "The first row is number 0.")
        members = question.members(seen, rows[row])
    keys = each(_keys, list(zip(seen.views, members, strict=True)))
    return np.sort(np.concatenate(keys))


def _rows(question: JourneyQuestion, seen: Selection) -> tuple[Any, ...]:
    """The rows; answered once where questions share."""
    shared = shared_now()
    if shared is None:
        return tuple(question.answer(seen))
    asked = json.dumps(question.spec(), sort_keys=True, default=str)
    rows: tuple[Any, ...] = shared.found(seen.index.shards, asked, lambda: tuple(question.answer(seen)))
    return rows


def _keys(found: tuple[View, NDArray[np.uint8]]) -> NDArray[np.int64]:
    view, who = found
    return view.shard.key[np.flatnonzero(who)]
