"""What were customers told or did they expect, and what does the clock say?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.emptiness import counted, nothing_said, said_there
from footpath.analysis.readings.expected import BASES, CLOCKS, DECIDED, MEASURED, OVER, Expecting, N, OverFor, Tables
from footpath.analysis.readings.money import Mean, difference
from footpath.analysis.readings.places import Per, Places, places
from footpath.analysis.readings.ranks import Ranked, rank
from footpath.analysis.readings.said import Members
from footpath.analysis.readings.spoken import state_of
from footpath.analysis.readings.support_cases import OPENED, REPLIED, RESOLVED
from footpath.analysis.scores import one_kind
from footpath.engine import each, run
from footpath.journeys.index import Index
from footpath.journeys.selection import Selection
from footpath.model.intervals import wilson_rate

_STATES = {"opened": OPENED, "replied": REPLIED, "resolved": RESOLVED}


@dataclass(frozen=True)
class ExpectationRow:
    """Expectations about a place that can be held against the same clock.

    Attributes:
        basis: stated in words, or promised by a record.
        clock: what tells how long it took: promise, case, record, words, or None where nothing does.
        n: texts that state a time, or promised events.
        decided, over, over_share, low, high: those of which it is known, those that took longer, and their part.
        median_stated_s, median_actual_s: of those where each is known.
        median_over_s: by how much those that took longer did.
        n_waited, waited_ratio, ratio_low, ratio_high: texts that say how long it took where the clock says so too, and the
            median of what they say by what it was; above 1 it felt longer.
        n_kept, experience_kept, kept_low, kept_high: what is said where it was in time.
        n_over, experience_over, over_low, over_high: and where it took longer.
        difference, difference_low, difference_high: longer less in time.
    """

    basis: str
    touchpoint: str | None
    stage: str | None
    clock: str | None
    n: int
    decided: int
    over: int
    over_share: float
    low: float
    high: float
    median_stated_s: float
    median_actual_s: float
    median_over_s: float
    n_waited: int
    waited_ratio: float
    ratio_low: float
    ratio_high: float
    n_kept: int
    experience_kept: float
    kept_low: float
    kept_high: float
    n_over: int
    experience_over: float
    over_low: float
    over_high: float
    difference: float
    difference_low: float
    difference_high: float
    group: str | None = None


class Expectations(JourneyQuestion):
    """Do things take longer than was promised or expected, and what does that do to the experience?

    *Stated* are times that customers write they were promised or had expected, in a row of the touchpoint that their text is
    about; *promised* are events with a promised time, in a row of their own touchpoint. How long it took is told by the first of

    - the promise: from the record's first event to its last promised one (of promised events: to that event itself);
    - the case: from a ticket's opening to its resolution, or if it has none, to the first reply, whenever that came;
    - the record: from its first event to its last one before the text, if it is no ticket;
    - the words: what the same text says it took. A row of its own, for that is not a clock.

    A text has the record of its event, else that of the event it is about. Over is longer than stated, be it by a second;
    exactly in time is kept. Where people say how long they waited and a clock knows, the ratio tells how time felt to them.
    The experience is that of the texts, of promised events that of the feedback whose record's last promised event they are. ``during`` and ``by``
    speak of the text or of the promised event; what employees say only counts where ``kind`` asks for it.

    Args:
        per: touchpoint, stage, or all.
        kind: feedback of this kind only, as "review".

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(
        ...     ann="order@0|record=A parcel@9d|record=A say@10d|record=A|about=parcel|stated=2d|waited=18d|experience=-1",
        ...     bob="order@0|record=B parcel@2d|record=B say@10d|record=B|about=parcel|stated=2d|experience=1",
        ... )
        >>> row = ask(index, Expectations()).rows[0]
        >>> row.basis, row.clock, row.n, row.over, row.median_over_s / 86400, row.waited_ratio
        ('stated', 'record', 2, 1, 7.0, 2.0)
        >>> row.experience_over, row.experience_kept
        (-1.0, 1.0)
    """

    ask: ClassVar[str] = "expectations"
    of_words: ClassVar[bool] = True
    anchored: ClassVar[bool] = True
    per: Per = "touchpoint"
    kind: str | None = None

    def answer(self, seen: Selection) -> Sequence[ExpectationRow]:
        here, reading = places(seen.index, self.per), self._reading(seen)
        found = run(reading, seen.views)
        times = rank(reading, seen.views, reading.cells * len(MEASURED))
        return [
            _row(here, at, found, times, int(np.ravel_multi_index(at, reading.shape)), seen.labels[at[3]])
            for at in _order(found, times, reading, seen.order)
        ]

    def members(self, seen: Selection, row: ExpectationRow) -> Members:
        """Those for whom it took longer."""
        reading = self._reading(seen)
        place = places(seen.index, self.per).number(row.touchpoint, row.stage)
        at = BASES.index(row.basis), place, CLOCKS.index(row.clock), seen.labels.index(row.group)
        return each(OverFor(reading, int(np.ravel_multi_index(at, reading.shape))), seen.views)

    def why_empty(self, seen: Selection) -> str:
        said = said_there(seen, None if self.kind is None else one_kind(self.kind))
        stated = (
            nothing_said(said, self, seen.index, self.kind)
            or f"None of {counted(said, self.kind)} states a time that was expected."
        )
        return f"{stated} And no event there has a promised time: load a column of promised or estimated times."

    def _reading(self, seen: Selection) -> Expecting:
        here, kind = places(seen.index, self.per), None if self.kind is None else one_kind(self.kind)
        return Expecting(here.place_of, len(here), seen.groups, self.per == "all", kind, _states(seen.index))


_At = tuple[int, int, int, int]


def _states(index: Index) -> NDArray[np.uint8]:
    """By touchpoint code, what becomes of a ticket there by its name."""
    found = [_STATES.get(state_of(touchpoint) or "", 0) for touchpoint in index.touchpoints]
    return np.array(found, dtype=np.uint8)


def _order(found: Tables, times: Ranked, reading: Expecting, groups: Sequence[int]) -> list[_At]:
    """The cells of which there is something to tell: by group, basis, place and clock."""
    ratios = times.n.reshape(*reading.shape, len(MEASURED))[..., MEASURED.index("ratio")]
    some = (found.counts[N] > 0) | (ratios > 0)
    return [
        (basis, place, clock, group)
        for group in groups
        for basis, place, clock in np.argwhere(some[..., group]).tolist()
    ]


def _row(here: Places, at: _At, found: Tables, times: Ranked, cell: int, group: str | None) -> ExpectationRow:
    n, decided, over = (int(found.counts[column][at]) for column in (N, DECIDED, OVER))
    stated, actual, excess, ratio = (times.spread(cell * len(MEASURED) + measure) for measure in range(len(MEASURED)))
    kept, late = (Mean(int(found.known[at][side]), *map(int, found.sums[at][side])) for side in range(2))
    apart, (apart_low, apart_high) = difference(late, kept)
    low, high = wilson_rate(over, decided)
    (kept_low, kept_high), (over_low, over_high) = kept.interval, late.interval
    return ExpectationRow(
        basis=BASES[at[0]],
        touchpoint=here.touchpoints[at[1]],
        stage=here.stages[at[1]],
        clock=CLOCKS[at[2]],
        n=n,
        decided=decided,
        over=over,
        over_share=over / decided if decided else float("nan"),
        low=low,
        high=high,
        median_stated_s=stated.median,
        median_actual_s=actual.median,
        median_over_s=excess.median,
        n_waited=ratio.n,
        waited_ratio=ratio.median,
        ratio_low=ratio.low,
        ratio_high=ratio.high,
        n_kept=kept.n,
        experience_kept=kept.value,
        kept_low=kept_low,
        kept_high=kept_high,
        n_over=late.n,
        experience_over=late.value,
        over_low=over_low,
        over_high=over_high,
        difference=apart,
        difference_low=apart_low,
        difference_high=apart_high,
        group=group,
    )
