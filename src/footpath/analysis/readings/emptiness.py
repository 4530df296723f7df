"""Why a question has no rows: what it would need, what there is, and what to do, in sentences."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.periods import periods_of
from footpath.analysis.readings.scales import EMPLOYEES
from footpath.engine import add_up, each, run
from footpath.journeys.columns import Shard
from footpath.journeys.conditions import period_us
from footpath.journeys.index import Index
from footpath.journeys.selection import Selection, View
from footpath.model.questions import Question


class Said(NamedTuple):
    """How much feedback a question looks at, and of how much it is known what it says."""

    feedback: int
    scores: int
    experiences: int
    themes: int
    emotions: int
    aims: int
    times: int


class SaidThere:
    """A reading of `Said`.

    Args:
        kind: this kind of feedback alone; None for what customers say, of any kind.
    """

    def __init__(self, kind: int | None = None) -> None:
        self.kind = kind

    def partial(self, view: View) -> NDArray[np.int64]:
        said = view.shard.feedback
        wanted = said.kind != EMPLOYEES if self.kind is None else said.kind == self.kind
        wanted &= view.kept(said.row) | ((said.about_row >= 0) & view.kept(np.maximum(said.about_row, 0)))
        known = (
            wanted,
            ~np.isnan(said.score),
            ~np.isnan(said.experience),
            np.diff(said.theme_starts) > 0,
            said.emotion > 0,
            said.aim > 0,
            ~np.isnan(said.stated_s),
        )
        return np.array([np.count_nonzero(wanted & each) for each in known], dtype=np.int64)

    def combine(self, partials: Sequence[NDArray[np.int64]]) -> Said:
        return Said(*add_up(partials).tolist()) if partials else Said(0, 0, 0, 0, 0, 0, 0)


def said_there(seen: Selection, kind: int | None = None) -> Said:
    """What a question looks at, in numbers."""
    return run(SaidThere(kind), seen.views)


def nothing_there(seen: Selection, question: Question) -> str:
    """Why no event at all is looked at, where none is."""
    index = seen.index
    if not index.events:
        return "There are no records. Load some first."
    if question.during and not _has_events(index, question.during):
        return f"Nothing happened in {question.during}: {_extent(index)}. Ask of a period within."
    of = f" of {question.during}" if question.during else ""
    return f"No event{of} meets the conditions. Loosen them, or look at `touchpoints` for what there is."


def nothing_said(said: Said, question: Question, index: Index, kind: str | None = None) -> str:
    """Why nothing that was said is looked at; nothing where something is."""
    if said.feedback:
        return ""
    what = f'no feedback of the kind "{kind}"' if kind else "no feedback"
    if question.during or question.where:
        return f"There is {what} there: {_extent(index)}. Ask of a longer period or of more customers."
    return f"There is {what}. Load reviews, survey answers, tickets, chats or the like."


def counted(said: Said, kind: str | None = None) -> str:
    """How much was said, in words: "the 12 pieces of feedback there"."""
    of = f" ({kind})" if kind else ""
    return (
        "the one piece of feedback there" + of
        if said.feedback == 1
        else f"the {said.feedback:,} pieces of feedback there{of}"
    )


def days_in(index: Index, during: str | None) -> int:
    """Whole days with records in a period, in the workspace's own zone."""
    periods = periods_of(index, "day")
    touched = range(periods.open) if during is None else periods.touched(*period_us(during, index.zone))
    return max(min(touched.stop, periods.open) - touched.start, 0)


def _has_events(index: Index, during: str) -> bool:
    period = period_us(during, index.zone)
    return any(each(_any_within, [(shard, period) for shard in index.shards]))


def _any_within(asked: tuple[Shard, tuple[int, int]]) -> bool:
    shard, (start, end) = asked
    return bool(((shard.time >= start) & (shard.time < end)).any())


def _extent(index: Index) -> str:
    labels = periods_of(index, "day").labels
    return f"records run from {labels[0]} to {labels[-1]}"
