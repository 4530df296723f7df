"""The bad feedback that is wanted, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from footpath.app.follow_up_marks import kept_marks
from footpath.app.kept_personas import PERSONA, persona_named
from footpath.app.kept_themes import were_heard
from footpath.app.scopes import Scope
from footpath.app.themes import theme_named
from footpath.errors import SpecError

if TYPE_CHECKING:
    import pyarrow as pa

    from footpath.analysis.readings.bad_feedback import BadFeedback, Reopened, Subject
    from footpath.app.workspace import Workspace
    from footpath.journeys import Index
    from footpath.model.follow_ups import Mark

USUAL = "30d"  # before the end of the records
WAITING, IN_CONTACT, DONE = range(3)


@dataclass(frozen=True)
class Wanted:
    """Which bad feedback is wanted.

    Attributes:
        since: a day ("2025-10-01", in the workspace's zone), or how long before the end of the records ("30d").
        touchpoint: that is spoken of; a step as in questions.
        theme: that is spoken of, by name or id.
        scope: persona and conditions as in questions.
        replies: touchpoints where the company answers, if their names do not say so.
    """

    since: str = USUAL
    touchpoint: str = ""
    theme: str = ""
    scope: Scope = field(default_factory=Scope)
    replies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """Bad feedback with what became of it; arrays are aligned with ``bad``, the most urgent first.

    Attributes:
        table: the lake's feedback, of which ``place`` are the rows.
        feedback_id: of each.
        became: `WAITING`, `IN_CONTACT` or `DONE`, at ``became_us`` (-1 while it waits).
        marks: what people decided, by feedback.
        feedback: how many pieces of feedback of any kind the conditions keep.
        spoken: somebody said something at some time.
        talks: touchpoints at which customer and company speak with each other.
    """

    index: Index
    since_us: int
    bad: BadFeedback
    table: pa.Table
    place: NDArray[np.int64]
    feedback_id: NDArray[np.int64]
    became: NDArray[np.int64]
    became_us: NDArray[np.int64]
    marks: Mapping[int, Mark]
    feedback: int
    spoken: bool
    talks: tuple[str, ...]

    @property
    def can_tell(self) -> bool:
        """Whether anything tells that feedback was followed up: records of talks, or marks."""
        return bool(self.talks or self.marks)


def told_bad(workspace: Workspace, wanted: Wanted) -> Told:
    """Read what is wanted; themes are listened to where they are asked for, or somebody listened before.

    Raises:
        SpecError: the day, a touchpoint, a theme, a persona or a condition is not known.
    """
    from footpath.analysis.readings.bad_feedback import read_bad_feedback
    from footpath.analysis.readings.conversations import conversations
    from footpath.journeys.selection import select
    from footpath.model.questions import Question

    index = _listened(workspace, wanted)
    since_us, table, marks = _since_us(index, wanted.since), workspace.lake.feedback(), kept_marks(workspace).latest()
    seen = select(index, Question(where=_conditions(workspace, wanted.scope)))
    subject, replies = _subject(workspace, index, wanted), conversations(index, wanted.replies)
    bad, feedback = read_bad_feedback(seen, since_us, replies, subject, _reopened(table, marks))
    place = _places(table, bad.event_id)
    ids = table["feedback_id"].to_numpy()[place]
    became, became_us = _became(bad, ids, marks)
    spoken = any(len(shard.feedback.row) for shard in index.shards)
    talks = tuple(index.names[code] for code in np.flatnonzero(replies))
    return Told(index, since_us, bad, table, place, ids, became, became_us, marks, feedback, spoken, talks)


def _listened(workspace: Workspace, wanted: Wanted) -> Index:
    heard = wanted.theme or (workspace.index.has_feedback and were_heard(workspace))
    return workspace.heard_index if heard else workspace.index


def _conditions(workspace: Workspace, scope: Scope) -> Mapping[str, Any]:
    persona = {PERSONA: persona_named(workspace, scope.persona)} if scope.persona else {}
    return {**persona, **scope.where}


def _since_us(index: Index, since: str) -> int:
    """The first instant of a day, or so long before the end of the records."""
    from footpath.journeys.conditions import period_us
    from footpath.model.durations import parse_duration

    try:
        return (index.as_of_us or 0) - round(parse_duration(since).total_seconds() * 1e6)
    except SpecError:
        pass
    try:
        return period_us(since, index.zone)[0]
    except SpecError:
        raise SpecError(f'"{since}" is neither a day nor a duration.', 'Write "2025-10-01" or "30d".') from None


def _subject(workspace: Workspace, index: Index, wanted: Wanted) -> Subject:
    from footpath.analysis.readings.bad_feedback import Subject
    from footpath.journeys.steps import match_step

    theme = theme_named(workspace, wanted.theme) if wanted.theme else ""
    themes = tuple(code for code, one in enumerate(index.themes) if theme in (one.id, one.name, one.parent))
    touchpoints = match_step(index, wanted.touchpoint)[1] if wanted.touchpoint else None
    return Subject(touchpoints, themes if theme else None)


def _reopened(table: pa.Table, marks: Mapping[int, Mark]) -> Reopened:
    from footpath.analysis.readings.bad_feedback import Reopened

    ids, events = (table[name].to_numpy() for name in ("feedback_id", "event_id"))
    rows = np.flatnonzero(np.isin(ids, [one for one, mark in marks.items() if not mark.done]))
    rows = rows[np.argsort(events[rows], kind="stable")]
    return Reopened(events[rows], np.array([_us(marks[one]) for one in ids[rows].tolist()], dtype=np.int64))


def _places(table: pa.Table, event_ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows of the lake's table that hold these events; the first where several do."""
    known, first = np.unique(table["event_id"].to_numpy(), return_index=True)
    return np.asarray(first[np.searchsorted(known, event_ids)], dtype=np.int64)


def _became(
    bad: BadFeedback, ids: NDArray[np.int64], marks: Mapping[int, Mark]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What became of each, and when: the first of a talk and what a person said is done."""
    became, at_us = np.where(bad.contact_us >= 0, IN_CONTACT, WAITING), bad.contact_us.copy()
    for entry, feedback_id in enumerate(ids.tolist()):
        mark = marks.get(feedback_id)
        if mark is not None and mark.done:
            became[entry] = DONE
            at_us[entry] = min(_us(mark), int(at_us[entry])) if at_us[entry] >= 0 else _us(mark)
    return became, at_us


def _us(mark: Mark) -> int:
    return round(mark.at.timestamp() * 1e6)
