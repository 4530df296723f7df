"""Which promises are kept?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.scores import KINDS, on_scale
from footpath.engine import each
from footpath.journeys.columns import BROKEN, NO_PROMISE
from footpath.journeys.selection import Selection, View
from footpath.model.intervals import wilson_rate


@dataclass(frozen=True)
class PromiseRow:
    """Promised events, those that came late with their share, by how much, and what was said of late and kept ones.

    ``kind`` says which scores are meant: the commonest kind about these records, on the scale of `Scores`.
    """

    touchpoint: str
    stage: str | None
    promised: int
    broken: int
    rate: float
    low: float
    high: float
    median_late_s: float
    kind: str | None
    score_broken: float
    n_broken: int
    score_kept: float
    n_kept: int
    group: str | None = None


class Promises(JourneyQuestion):
    """How often does something come later than promised, and what do customers say then?

    A promise is broken when the event happened after the promised time, be it by a second. Scores are those of the
    feedback that belongs to the same record, whether it came before the event or after; when several events of a record were
    promised, the last one decides. ``during`` and ``by`` speak of the promised event. Events that never happened are not seen.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(
        ...     ann="parcel@90|promised=60|record=A star@99|record=A|score=0",
        ...     bob="parcel@50|promised=60|record=B star@99|record=B|score=1",
        ... )
        >>> row = ask(index, Promises()).rows[0]
        >>> row.promised, row.broken, row.median_late_s / 60, row.score_broken, row.score_kept
        (2, 1, 30.0, 1.0, 5.0)
    """

    ask: ClassVar[str] = "promises"
    anchored: ClassVar[bool] = True

    def answer(self, seen: Selection) -> Sequence[PromiseRow]:
        events, scores = _events(seen), _scores(seen)
        return [
            _row(seen, code, group, events.at(code, group), scores.at(code, group))
            for group in seen.order
            for code in np.unique(events.touchpoint[events.group == group]).tolist()
        ]

    def members(self, seen: Selection, row: PromiseRow) -> Sequence[NDArray[np.uint8]]:
        """Those to whom it was broken."""
        code, group = seen.index.names.index(row.touchpoint), seen.labels.index(row.group)

        def behind(view: View) -> NDArray[np.uint8]:
            rows = _promised_rows(view)
            late = rows[view.shard.promise[rows] == BROKEN]
            mine = late[(view.shard.touchpoint[late] == code) & (view.group_of(late) == group)]
            who = np.zeros(view.shard.customers, dtype=np.uint8)
            who[view.shard.customer_at(mine)] = 1
            return who

        return each(behind, seen.views)


@dataclass(frozen=True)
class Promised:
    """One entry per promised event, with how late it was; or per score of its record, with its kind and figure."""

    touchpoint: NDArray[np.int64]
    group: NDArray[np.int64]
    broken: NDArray[np.bool_]
    kind: NDArray[np.int64]
    figure: NDArray[np.float64]

    def at(self, touchpoint: int, group: int) -> "Promised":
        return self.where((self.touchpoint == touchpoint) & (self.group == group))

    def where(self, mask: NDArray[np.bool_]) -> "Promised":
        return Promised(*(getattr(self, name)[mask] for name in self.__dataclass_fields__))


def _row(seen: Selection, code: int, group: int, events: Promised, scores: Promised) -> PromiseRow:
    promised, broken = len(events.broken), int(events.broken.sum())
    late = events.figure[events.broken]
    kind = int(np.argmax(np.bincount(scores.kind))) if len(scores.kind) else None
    same = scores.where(scores.kind == kind) if kind is not None else scores
    figures = on_scale(same.figure, KINDS[kind]) if kind is not None else same.figure
    return PromiseRow(
        seen.index.names[code],
        seen.index.stage_of(code),
        promised,
        broken,
        broken / promised,
        *wilson_rate(broken, promised),
        median_late_s=float(np.median(late)) if len(late) else float("nan"),
        kind=None if kind is None else str(KINDS[kind]),
        score_broken=_mean(figures[same.broken]),
        n_broken=int(same.broken.sum()),
        score_kept=_mean(figures[~same.broken]),
        n_kept=int((~same.broken).sum()),
        group=seen.labels[group],
    )


def _mean(figures: NDArray[np.float64]) -> float:
    return float(figures.mean()) if len(figures) else float("nan")


def _promised_rows(view: View) -> NDArray[np.int64]:
    rows = np.flatnonzero(view.shard.promise != NO_PROMISE)
    return rows[view.kept(rows)]


def _events(seen: Selection) -> Promised:
    def read(view: View) -> Promised:
        rows = _promised_rows(view)
        late = view.shard.late_s[rows].astype(np.float64)
        return _about(view, rows, np.zeros(len(rows), dtype=np.int64), late)

    return _joined(each(read, seen.views))


def _scores(seen: Selection) -> Promised:
    """The scores of promised records; the promised event must count, the feedback itself need not."""

    def read(view: View) -> Promised:
        said = view.shard.feedback
        places = np.flatnonzero((said.promised_row >= 0) & ~np.isnan(said.score))
        places = places[view.kept(said.promised_row[places])]
        return _about(view, said.promised_row[places], said.kind[places].astype(np.int64), said.score[places])

    return _joined(each(read, seen.views))


def _about(view: View, rows: NDArray[np.int64], kind: NDArray[np.int64], figure: NDArray[Any]) -> Promised:
    shard = view.shard
    touchpoint, broken = shard.touchpoint[rows].astype(np.int64), shard.promise[rows] == BROKEN
    return Promised(touchpoint, view.group_of(rows), broken, kind, figure.astype(np.float64))


def _joined(parts: Sequence[Promised]) -> Promised:
    return Promised(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in Promised.__dataclass_fields__)
    )
