"""Who answers, and what would the score be if all did?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.emptiness import counted, nothing_said, said_there
from footpath.analysis.readings.inviting import Inviting, asking_for, asking_places
from footpath.analysis.readings.respondents import (
    RESPONDED,
    SILENT,
    Fetching,
    Lines,
    Respondents,
    WhoResponded,
    joined,
)
from footpath.analysis.readings.reweighing import Weighed, reweigh
from footpath.analysis.readings.said import Members
from footpath.analysis.readings.scales import EMPLOYEES, KINDS, ends_of
from footpath.analysis.readings.unlikeness import Differing, features_of_customers, in_what_they_differ, names_of
from footpath.analysis.scores import one_kind
from footpath.engine import add_up, each, run
from footpath.errors import SpecError
from footpath.journeys.selection import Selection, View
from footpath.model.intervals import Interval, nps_interval, scale_interval
from footpath.model.records import FeedbackKind

LEAST = 30  # customers on either side, below which nothing is compared
LEAST_EFFECTIVE = 10.0  # customers, below which a reweighted score rests on too few
MOST = 100_000  # customers of a side and group that are looked at one by one
UNLIKE = 0.25  # a difference in standard deviations that remains after weighting, or a part of the silent: it is told
APART = 0.5  # a part of the silent to whom nobody who answered is alike, beyond which the score is not reweighted
SCORE = "score"  # what the row of the score itself is called among the features


@dataclass(frozen=True)
class NonresponseRow:
    """The score as it is and reweighted, in the row whose ``feature`` is "score"; else one thing in which those who answer differ.

    Attributes:
        kind: of the scores.
        responders, others, response_rate: customers who gave such a score and who did not, and the former's part of all.
        responders_mean, others_mean: of the feature: a share, or a typical amount (logarithms are averaged).
        difference, low, high: in standard deviations, those who answer less the others.
        weighted_difference: what is left of it after weighting, those who answer less all.
        p, q: chance of so large a difference, and the false discovery rate among the features.
        n, raw, raw_low, raw_high: the scores of those who answered, and their figure.
        reweighted, reweighted_low, reweighted_high: what it would be if all answered as those do who are like them.
        effective_n: so many customers of equal weight would be as sure.
        note: why it is not reweighted, or what remains to be doubted.
    """

    kind: str
    feature: str
    responders: int
    others: int
    response_rate: float
    responders_mean: float | None
    others_mean: float | None
    difference: float | None
    low: float | None
    high: float | None
    weighted_difference: float | None
    p: float | None
    q: float | None
    n: int
    raw: float | None
    raw_low: float | None
    raw_high: float | None
    reweighted: float | None
    reweighted_low: float | None
    reweighted_high: float | None
    effective_n: float | None
    note: str | None
    group: str | None = None


class Nonresponse(JourneyQuestion):
    """In what do customers who give a score differ from those who do not, and what would the score be if all did?

    Compared are what their journeys were like: events, how long they lasted and when they ended, value, broken promises, contacts, channels, and
    traits with at most 12 values. Feedback and surveys themselves are no part of them. A difference is in standard
    deviations: 0.2 is called small, 0.5 medium.

    The reweighted score gives each answer a weight of one by the chance that a customer like this one answers, which a logistic regression
    on all these features tells; weights are cut at their 99th percentile. It is right as far as those who answer and those
    who do not are alike once the features are the same: what the records do not show, no weights can mend. It is not told
    with fewer than 30 customers on a side, or where the weights would let few speak for nearly all; ``note`` says so, and
    it also says in what those who answer remain unlike the rest.

    Of customers, whole journeys are compared, also what came after the answer. Of the invited, journeys up to the first
    invitation are, and an answer is one within 30 days; prefer that where invitations are recorded. Customers of whom nothing but
    answers is known are left out. ``where`` and ``during`` decide which events and which answers there are; ``by`` speaks of
    a customer's last event, or of the invitation.

    Args:
        kind: of scores, as "nps"; the commonest when absent.
        among: customers, or those who were invited.
        top: most features by group, None for all.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> happy = {f"h{n}": f"buy@0 buy@{n % 3 + 1}d say@9d|kind=nps|score=1" for n in range(90)}
        >>> cross = {f"c{n}": f"buy@{n % 2} say@9d|kind=nps|score=0" for n in range(30)}
        >>> silent = {f"s{n}": f"buy@{n % 2}" for n in range(120)}
        >>> row = ask(journeys({**happy, **cross, **silent}), Nonresponse()).rows[0]
        >>> row.responders, row.others, row.raw, row.reweighted < 0
        (120, 120, 50.0, True)
    """

    ask: ClassVar[str] = "nonresponse"
    kind: str | None = None
    among: Literal["customers", "invited"] = "customers"
    top: Annotated[int, Field(ge=1)] | None = 20

    def answer(self, seen: Selection) -> Sequence[NonresponseRow]:
        kind = self._kind(seen)
        if kind is None:
            return []
        reading = self._reading(seen, kind)
        sizes = run(reading, seen.views)
        lines = joined(each(Fetching(reading, MOST / np.maximum(sizes, 1)), seen.views))
        names = names_of(seen.index, reading.features)
        rows: list[NonresponseRow] = []
        for group in seen.order:
            if sizes[group].any():
                own = lines.of(lines.group == group)
                rows += _compared(own, sizes[group], kind, names, self.top, seen.labels[group])
        return rows

    def members(self, seen: Selection, row: NonresponseRow) -> Members:
        """Those who answered."""
        reading = self._reading(seen, KINDS.index(FeedbackKind(row.kind)))
        return each(WhoResponded(reading, seen.labels.index(row.group)), seen.views)

    def why_empty(self, seen: Selection) -> str:
        said = said_there(seen, None if self.kind is None else one_kind(self.kind))
        return nothing_said(said, self, seen.index, self.kind) or (
            f"None of {counted(said, self.kind)} has a score whose customer is known by more than answers. Load scores, or ask of a longer period."
        )

    def _kind(self, seen: Selection) -> int | None:
        """The kind asked for, else the commonest that customers gave; None where there is none."""
        if self.kind is not None:
            return one_kind(self.kind)
        counts = add_up(each(_kinds, seen.views)) if seen.views else np.zeros(1)
        return int(np.argmax(counts)) if counts.any() else None

    def _reading(self, seen: Selection, kind: int) -> Respondents:
        index, inviting = seen.index, None
        if self.among == "invited":
            invited = asking_for(index, kind, asking_places(seen))
            if not invited.any():
                raise SpecError(
                    f"No touchpoint's name says that customers are invited to give a {KINDS[kind]} score.",
                    'Ask among "customers".',
                )
            inviting = Inviting(invited, kind, seen.groups, index.as_of_us or 0)
        return Respondents(kind, seen.groups, features_of_customers(index), inviting, index.as_of_us or 0)


def _kinds(view: View) -> NDArray[np.int64]:
    """Scores that count, by kind."""
    said = view.shard.feedback
    mask = view.kept(said.row) & ~np.isnan(said.score) & (said.kind != EMPLOYEES)
    return np.bincount(said.kind[mask], minlength=len(KINDS)).astype(np.int64)


def _compared(
    lines: Lines, sizes: NDArray[np.int64], kind: int, names: Sequence[str], top: int | None, group: str | None
) -> list[NonresponseRow]:
    """The row of the score, then those of features, surely different ones first, by the size of the difference."""
    responded = lines.side == RESPONDED
    seen = np.array([np.count_nonzero(lines.side == side) for side in (RESPONDED, SILENT)])
    counts = (sizes / np.maximum(seen, 1))[lines.side]
    facts = lines.facts.astype(np.float64)
    weighed = reweigh(facts, responded, counts, lines) if (sizes >= LEAST).all() else None
    found = in_what_they_differ(facts, responded, counts, weighed, names)
    remains = [one.feature for one in found if abs(one.weighted_difference or 0.0) > UNLIKE]
    score = _score(lines, sizes, kind, weighed, remains)
    rows = [_of_feature(score, one) for one in found[:top]]
    return [replace(row, group=group) for row in (score, *rows)]


_DIFFERENCE = ("responders_mean", "others_mean", "difference", "low", "high", "weighted_difference", "p", "q")
_OF_SCORE = ("raw", "raw_low", "raw_high", "reweighted", "reweighted_low", "reweighted_high", "effective_n", "note")


def _of_feature(score: NonresponseRow, one: Differing) -> NonresponseRow:
    told: dict[str, Any] = dict.fromkeys(_OF_SCORE) | {name: getattr(one, name) for name in ("feature", *_DIFFERENCE)}
    return replace(score, **told)


def _score(
    lines: Lines, sizes: NDArray[np.int64], kind: int, weighed: Weighed | None, remains: Sequence[str]
) -> NonresponseRow:
    n, total, squares = int(lines.answers.sum()), float(lines.total.sum()), float(lines.squares.sum())
    low, high = _raw_interval(kind, n, total, squares)
    responders, others = (int(size) for size in sizes)
    sure = weighed is not None and weighed.effective >= LEAST_EFFECTIVE and weighed.unlike <= APART
    ends = ends_of(KINDS[kind])
    return NonresponseRow(
        kind=str(KINDS[kind]),
        feature=SCORE,
        responders=responders,
        others=others,
        response_rate=responders / (responders + others),
        **dict.fromkeys(_DIFFERENCE),
        n=n,
        raw=total / n if n else None,
        raw_low=low,
        raw_high=high,
        reweighted=weighed.mean if weighed and sure else None,
        reweighted_low=max(weighed.ends[0], ends[0]) if weighed and sure else None,
        reweighted_high=min(weighed.ends[1], ends[1]) if weighed and sure else None,
        effective_n=weighed.effective if weighed else None,
        note=_note(sizes, weighed, remains),
    )


def _raw_interval(kind: int, n: int, total: float, squares: float) -> Interval:
    if KINDS[kind] is FeedbackKind.NPS:
        both, more = squares / 1e4, total / 100
        return nps_interval(round((both + more) / 2), round((both - more) / 2), n)
    return scale_interval(n, total, squares, ends_of(KINDS[kind]))


def _note(sizes: NDArray[np.int64], weighed: Weighed | None, remains: Sequence[str]) -> str | None:
    """Why the score is not reweighted, or what to doubt."""
    if weighed is None:
        side = "answered" if sizes[RESPONDED] < LEAST else "did not answer"
        return f"not reweighted: fewer than {LEAST} customers {side}"
    if weighed.effective < LEAST_EFFECTIVE:
        return "not reweighted: too few who answered are like those who did not"
    alike = f"hardly anybody who answered is like {weighed.unlike:.0%} of those who did not"
    if weighed.unlike > APART:
        return f"not reweighted: {alike}"
    doubts = [alike] * (weighed.unlike > UNLIKE)
    doubts += [f"still unlike after weighting: {', '.join(remains[:3])}"] * bool(remains)
    return "; ".join(doubts) or None
