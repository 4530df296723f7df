"""Which promises are kept?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.promised import BrokenFor, CountPromised, Lateness, PromiseCells, Scored, ScorePromised
from footpath.analysis.readings.scales import KINDS
from footpath.analysis.readings.spread import bins_for, quantiles_of, spread_of
from footpath.engine import each, run
from footpath.journeys.selection import Selection
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
        cells = PromiseCells(len(seen.index.names), seen.groups)
        counts, scored = run(CountPromised(cells), seen.views), run(ScorePromised(cells), seen.views)
        late_s = quantiles_of(spread_of(Lateness(cells), seen.views, bins_for(cells.count)), seen.views).values / 1e6
        return [
            _row(seen, code, group, counts[:, cell], float(late_s[cell, 0]), scored)
            for group in seen.order
            for code in range(len(seen.index.names))
            if counts[0, cell := code * seen.groups + group]
        ]

    def members(self, seen: Selection, row: PromiseRow) -> Sequence[NDArray[np.uint8]]:
        """Those to whom it was broken."""
        code, group = seen.index.names.index(row.touchpoint), seen.labels.index(row.group)
        return each(BrokenFor(PromiseCells(len(seen.index.names), seen.groups), code * seen.groups + group), seen.views)


def _row(
    seen: Selection, code: int, group: int, counts: NDArray[np.int64], late_s: float, scored: Scored
) -> PromiseRow:
    promised, broken = (int(count) for count in counts)
    cell = code * seen.groups + group
    by_kind = scored.n[:, cell].sum(axis=1)
    kind = int(np.argmax(by_kind))  # the commonest
    (n_kept, n_broken), (kept, late) = scored.n[kind, cell].tolist(), scored.total[kind, cell].tolist()
    return PromiseRow(
        seen.index.names[code],
        seen.index.stage_of(code),
        promised,
        broken,
        broken / promised,
        *wilson_rate(broken, promised),
        median_late_s=late_s,
        kind=str(KINDS[kind]) if by_kind[kind] else None,
        score_broken=late / n_broken if n_broken else float("nan"),
        n_broken=n_broken,
        score_kept=kept / n_kept if n_kept else float("nan"),
        n_kept=n_kept,
        group=seen.labels[group],
    )
