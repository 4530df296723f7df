"""Invitations to say something: which touchpoints they are, and which of them were answered."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.scales import EMPLOYEES, KINDS
from footpath.engine import add_up, each, run
from footpath.journeys.index import Index
from footpath.journeys.selection import Selection, View
from footpath.model.records import FeedbackKind

WITHIN = timedelta(days=30)  # in which an invitation is answered, or is not
WITHIN_US = WITHIN // timedelta(microseconds=1)
_MOSTLY = 0.5  # of a touchpoint's events: that many are answers, and it is where people answer
_ASKS = re.compile(
    r"\b(?:surveys?|nps|csat|ces|questionnaires?|feedback|polls?|reviews? requests?|umfragen?|befragung(?:en)?|bewertungsanfragen?|"
    r"encuestas?|enquetes?|sondages?|pesquisas? de satisfacao|sondaggi?o?|enkat(?:er)?)\b"
)
_INVITES = re.compile(
    r"\b(?:invit\w*|sent|send|request\w*|asked|asks|shown|delivered|einladung\w*|eingeladen|gesendet|verschickt|angefragt|enviad[ao]s?|"
    r"convite\w*|invitad[ao]s?|envoye\w*|inviat[aeio]|uitgenodigd|verzonden|skickad|inbjud\w*)\b"
)
_LATER = re.compile(
    r"\b(?:open\w*|click\w*|complete\w*|submit\w*|answer\w*|response\w*|respond\w*|repl\w*|received|bounce\w*|dismiss\w*|start\w*|"
    r"remind\w*|erinner\w*|rappel\w*|recordatorio\w*|lembrete\w*|"
    r"abandon\w*|declin\w*|unsubscri\w*|beantwortet|geoffnet|respondid[ao]s?|repondu\w*)\b"
)
_KINDS = {
    FeedbackKind.NPS: re.compile(r"\b(?:nps|net promoter|recommend\w*)\b"),
    FeedbackKind.CSAT: re.compile(r"\b(?:csat|satisf\w*|zufriedenheit\w*)\b"),
    FeedbackKind.CES: re.compile(r"\b(?:ces|effort)\b"),
}
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def invites(name: str) -> bool | None:
    """Whether a touchpoint's name says that customers are asked for an answer there; None where it may be the answer itself.

    Examples:
        >>> [invites(name) for name in ("NPS survey sent", "Umfrage gesendet", "Survey opened", "CSAT survey", "Cart page")]
        [True, True, False, None, False]
    """
    plain = _plain(name)
    if not _ASKS.search(plain) or _LATER.search(plain):
        return False
    return True if _INVITES.search(plain) else None


def asks(name: str) -> bool:
    """Whether a name speaks of a survey at all: of its sending, opening or answering."""
    return _ASKS.search(_plain(name)) is not None


def kind_asked(name: str) -> FeedbackKind | None:
    """The kind of score that a name asks for, None where it does not say.

    Examples:
        >>> kind_asked("NPS survey sent"), kind_asked("Survey sent")
        (<FeedbackKind.NPS: 'nps'>, None)
    """
    return next((kind for kind, words in _KINDS.items() if words.search(_plain(name))), None)


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", _CAMEL.sub(" ", name).replace("_", " ")).casefold()
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


@dataclass(frozen=True)
class Answering:
    """Counts by touchpoint events and, of those, feedback."""

    touchpoints: int

    def __call__(self, view: View) -> NDArray[np.int64]:
        shard = view.shard
        rows = shard.feedback.row
        return np.stack(
            [np.bincount(some, minlength=self.touchpoints) for some in (shard.touchpoint, shard.touchpoint[rows])]
        )


def asking_places(seen: Selection) -> tuple[int, ...]:
    """The codes of the touchpoints at which customers are asked for an answer.

    Those whose names speak of a survey and of asking or sending; if there are none, those that speak of a survey, are not
    what becomes of one later (opened, answered …), and are mostly not answers themselves.
    """
    said = {code: invites(name) for code, name in enumerate(seen.index.names)}
    sure = tuple(code for code, invited in said.items() if invited)
    if sure or None not in said.values():
        return sure
    events, answers = add_up(each(Answering(len(seen.index.names)), seen.views))
    return tuple(code for code, invited in said.items() if invited is None and answers[code] < _MOSTLY * events[code])


def asking_for(index: Index, kind: int, places: Sequence[int]) -> NDArray[np.uint8]:
    """By touchpoint code, 1 for those that ask for a kind of score; where none says its kind, for those that say none."""
    asked = {code: kind_asked(index.names[code]) for code in places}
    wanted = [code for code, own in asked.items() if own == KINDS[kind]] or [
        c for c, own in asked.items() if own is None
    ]
    mask = np.zeros(len(index.names), dtype=np.uint8)
    mask[wanted] = 1
    return mask


class Invitations(NamedTuple):
    """The invitations of one shard that count, ascending by row: whether they were answered, and whether it is known."""

    row: NDArray[np.int64]
    answered: NDArray[np.bool_]
    open: NDArray[np.bool_]


@dataclass(frozen=True)
class Inviting:
    """Finds invitations and counts them by group: settled, answered of those, open.

    An invitation is answered when the customer gives a score of the kind within 30 days after it, and before the next
    invitation: an answer answers one. Those of whose 30 days not
    all have passed are open, answered or not.

    Attributes:
        asks: 1 by touchpoint code.
        kind: of the scores.
        as_of_us: the end of the records.
    """

    asks: NDArray[np.uint8]
    kind: int
    groups: int
    as_of_us: int

    def partial(self, view: View) -> NDArray[np.int64]:
        found = self.read(view)
        group = view.group_of(found.row)
        marks = ~found.open, found.answered & ~found.open, found.open
        return np.stack([np.bincount(group[mark], minlength=self.groups) for mark in marks])

    def combine(self, partials: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        return add_up(partials)

    def read(self, view: View) -> Invitations:
        shard, said = view.shard, view.shard.feedback
        rows = np.flatnonzero(self.asks[shard.touchpoint])
        rows = rows[view.kept(rows)]
        rows = rows[~np.isin(rows, said.row)]
        answers = said.row[(said.kind == self.kind) & ~np.isnan(said.score)] if self.kind != EMPLOYEES else said.row[:0]
        ends = shard.offsets[shard.customer_at(rows) + 1]
        answered = _followed(rows, ends, answers, shard.time, WITHIN_US)
        return Invitations(rows, answered, shard.time[rows] > self.as_of_us - WITHIN_US)


def count_invitations(seen: Selection, kind: int, places: Sequence[int]) -> NDArray[np.int64]:
    """By group: settled invitations, those answered, and open ones."""
    asks = asking_for(seen.index, kind, places)
    if not asks.any():
        return np.zeros((3, seen.groups), dtype=np.int64)
    return run(Inviting(asks, kind, seen.groups, seen.index.as_of_us or 0), seen.views)


@numba.njit(nogil=True, cache=True)
def _followed(
    rows: NDArray[np.int64], ends: NDArray[np.int64], answers: NDArray[np.int64], time: NDArray[np.int64], within: int
) -> NDArray[np.bool_]:
    """Whether each row (ascending) has an answer after it in time, before its customer's next such row."""
    found = np.zeros(rows.size, np.bool_)
    place = 0
    for i in range(rows.size):
        while place < answers.size and answers[place] <= rows[i]:
            place += 1
        until = min(rows[i + 1], ends[i]) if i + 1 < rows.size else ends[i]
        found[i] = place < answers.size and answers[place] < until and time[answers[place]] - time[rows[i]] <= within
    return found
