"""Who gave a bad score or wrote of a bad experience, and was spoken with since?

A score is bad where the question "scores" counts it among the worst: NPS 0 to 6, 1 and 2 of 5, 1 to 3 of 7. A text without a
score is bad where it reads like 1 or 2 of 5. It is *very* bad in the lowest fifth of its scale: NPS 0 to 2, 1 of 5, 1 and 2 of 7.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.leaving import left_before
from footpath.analysis.readings.money import worth_of_customers
from footpath.analysis.readings.scales import EMPLOYEES, KINDS, is_bottom
from footpath.engine import each, run
from footpath.journeys.columns import Feedback, Shard
from footpath.journeys.selection import Recipe, Selection, View, select
from footpath.model.questions import Question
from footpath.model.records import FeedbackKind

VERY_BAD = 0.205  # of 0..1
TOP_SHARE = 0.2  # of customers of whom money is known: those who spent most
_FEWEST_WORTH = 10  # customers with money of fewer than these tell no fifth
_CONVERSATIONS = [KINDS.index(kind) for kind in (FeedbackKind.TICKET, FeedbackKind.CHAT, FeedbackKind.NOTE)]
NEVER = -1
_UNKNOWN = float("nan")


class BadFeedback(NamedTuple):
    """One entry per bad feedback.

    Attributes:
        event_id: of the feedback's event; ``key`` of the customer; ``at_us`` when it was said.
        about: code of the touchpoint that it speaks of, 65535 when unknown.
        very_bad: it is among the lowest fifth of its scale.
        contact_us: when customer and company first spoke with each other after it, -1 when they did not; ``contact`` is the
            touchpoint's code then.
        value: all that is recorded of the customer's money, NaN when nothing is.
        most_valuable: the customer is among the fifth who spent most.
        stays: the customer has not left.
    """

    event_id: NDArray[np.int64]
    key: NDArray[np.int64]
    at_us: NDArray[np.int64]
    about: NDArray[np.int64]
    kind: NDArray[np.int64]
    experience: NDArray[np.float64]
    very_bad: NDArray[np.bool_]
    contact_us: NDArray[np.int64]
    contact: NDArray[np.int64]
    value: NDArray[np.float64]
    most_valuable: NDArray[np.bool_]
    stays: NDArray[np.bool_]

    def of(self, entries: NDArray[np.int64] | NDArray[np.bool_]) -> "BadFeedback":
        """The same for some of the entries, in that order."""
        return BadFeedback(*(column[entries] for column in self))  # type: ignore[arg-type]


def is_bad(said: Feedback) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Which feedback is bad, and where it stands from 0, the worst, to 1; NaN where that is unknown."""
    score, experience = said.score.astype(np.float64), said.experience.astype(np.float64)
    rated = ~np.isnan(score)
    level = np.where(rated, score, (experience + 1) / 2)
    with np.errstate(invalid="ignore"):
        bad = is_bottom(level, FeedbackKind.RATING)
        for kind in (FeedbackKind.NPS, FeedbackKind.CES):
            own = rated & (said.kind == KINDS.index(kind))
            bad[own] = is_bottom(level[own], kind)
    return bad, level


@dataclass(frozen=True)
class Subject:
    """What feedback has to speak of to be wanted.

    Attributes:
        touchpoints: codes, any of which will do; None for all and for feedback of nothing in particular.
        themes: codes, any of which will do; None for all.
    """

    touchpoints: tuple[int, ...] | None = None
    themes: tuple[int, ...] | None = None

    def holds(self, said: Feedback) -> NDArray[np.bool_]:
        """Which feedback of customers speaks of it."""
        held = np.asarray(said.kind != EMPLOYEES)
        if self.touchpoints is not None:
            held = held & np.isin(said.about, self.touchpoints)
        if self.themes is not None:
            entry = np.repeat(np.arange(len(said.row)), np.diff(said.theme_starts))
            held = held & np.isin(np.arange(len(said.row)), entry[np.isin(said.theme, self.themes)])
        return held


ANYTHING = Subject()


class Reopened(NamedTuple):
    """Feedback that was taken up again: ids of events, ascending, and when. Only later talks follow it up."""

    event_id: NDArray[np.int64]
    at_us: NDArray[np.int64]


NOTHING_REOPENED = Reopened(np.empty(0, np.int64), np.empty(0, np.int64))


def read_bad_feedback(
    seen: Selection,
    since_us: int,
    replies: NDArray[np.uint8],
    subject: Subject = ANYTHING,
    reopened: Reopened = NOTHING_REOPENED,
) -> tuple[BadFeedback, int]:
    """The bad feedback of a selection since an instant, the most urgent first; and how much feedback there is, good or bad.

    First what is very bad, then whoever is still a customer, then the fifth who spent most, then what waits longest. Money, talks
    and whether somebody left are those of whole journeys, whatever the selection keeps of them.

    Args:
        replies: see `footpath.analysis.readings.conversations`.
        subject: what it has to speak of.
        reopened: what was taken up again.
    """
    everything = select(seen.index, Question())
    whole, left_us = everything.views[0].recipe, left_before(everything)
    reading = Bad(
        since_us, seen.index.as_of_us or 0, replies, left_us, _worth_of_top(everything), whole, subject, reopened
    )
    found, feedback = run(reading, seen.views)
    return found.of(
        np.lexsort((found.event_id, found.at_us, ~found.most_valuable, ~found.stays, ~found.very_bad))
    ), feedback


def _worth_of_top(everything: Selection) -> float:
    """What customers have spent at least who are among the fifth that spent most; NaN where too few have."""
    worth = np.concatenate(each(worth_of_customers, everything.views))
    spent = worth[worth > 0]
    return float(np.quantile(spent, 1 - TOP_SHARE)) if len(spent) >= _FEWEST_WORTH else _UNKNOWN


@dataclass(frozen=True)
class Bad:
    """One reading.

    Attributes:
        replies, left_us: by touchpoint code.
        top: what those have spent at least who spent most.
        whole: how whole journeys are seen.
    """

    since_us: int
    as_of_us: int
    replies: NDArray[np.uint8]
    left_us: NDArray[np.int64]
    top: float
    whole: Recipe
    subject: Subject
    reopened: Reopened

    def partial(self, view: View) -> tuple[BadFeedback, int]:
        shard, said = view.shard, view.shard.feedback
        wanted = (shard.time[said.row] >= self.since_us) & view.kept(said.row) & self.subject.holds(said)
        bad, level = is_bad(said)
        found = np.flatnonzero(bad & wanted)
        rows = said.row[found]
        customer = shard.customer_at(rows)
        contact = self._contacts(shard, rows, customer)
        last = shard.offsets[customer + 1] - 1
        value = worth_of_customers(View(shard, self.whole))[customer]
        entries = BadFeedback(
            event_id=shard.event_id[rows],
            key=shard.key[customer],
            at_us=shard.time[rows],
            about=said.about[found].astype(np.int64),
            kind=said.kind[found].astype(np.int64),
            experience=said.experience[found].astype(np.float64),
            very_bad=level[found] <= VERY_BAD,
            contact_us=np.where(contact >= 0, shard.time[contact], NEVER),
            contact=np.where(contact >= 0, shard.touchpoint[contact].astype(np.int64), NEVER),
            value=value,
            most_valuable=value >= self.top,
            stays=shard.time[last] > self.left_us[shard.touchpoint[last]],
        )
        return entries, int(wanted.sum())

    def combine(self, partials: Sequence[tuple[BadFeedback, int]]) -> tuple[BadFeedback, int]:
        columns = zip(*(entries for entries, _ in partials), strict=True)
        return BadFeedback(*map(np.concatenate, columns)), sum(feedback for _, feedback in partials)

    def _contacts(self, shard: Shard, rows: NDArray[np.int64], customer: NDArray[np.int64]) -> NDArray[np.int64]:
        """For each feedback the row of the first talk or reply after it, -1 for none."""
        if not len(rows):
            return rows
        how, said = self.replies[shard.touchpoint], shard.feedback
        how[said.row[~np.isin(said.kind, _CONVERSATIONS)]] = 0  # who fills in a survey is not spoken with
        record = shard.record if shard.record.strides != (0,) else np.empty(0, np.int64)
        after = np.maximum(shard.time[rows], self._reopened_us(shard.event_id[rows]))
        return _first_contacts(shard.offsets, customer, rows, after, shard.time, record, how, self.as_of_us)

    def _reopened_us(self, event_id: NDArray[np.int64]) -> NDArray[np.int64]:
        known, at_us = self.reopened
        if not len(known):
            return np.full(len(event_id), np.iinfo(np.int64).min)
        place = np.minimum(np.searchsorted(known, event_id), len(known) - 1)
        return np.where(known[place] == event_id, at_us[place], np.iinfo(np.int64).min)


@numba.njit(nogil=True, cache=True)
def _first_contacts(
    offsets: NDArray[np.int64],
    customer: NDArray[np.int64],
    rows: NDArray[np.int64],
    after: NDArray[np.int64],
    time: NDArray[np.int64],
    record: NDArray[np.int64],
    how: NDArray[np.uint8],
    as_of: int,
) -> NDArray[np.int64]:
    """The customer's first later row where something is said to them; of the feedback's own record only replies count."""
    found = np.full(rows.size, -1, np.int64)
    for f in range(rows.size):
        row = rows[f]
        own = record[row] if record.size else np.int64(-1)
        for i in range(row + 1, offsets[customer[f] + 1]):
            if time[i] > as_of:
                break
            if how[i] == 0 or time[i] <= after[f]:
                continue
            if how[i] == 2 or own < 0 or record[i] != own:
                found[f] = i
                break
    return found
