"""Do customers come back?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, field_validator

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.periods import Unit, periods_of
from footpath.analysis.readings.returns import COMES_BACK, STARTS, Returned, Returns
from footpath.analysis.readings.visits import check_cells
from footpath.engine import each, run
from footpath.errors import SpecError
from footpath.journeys.conditions import condition_on
from footpath.journeys.index import Index
from footpath.journeys.selection import Selection
from footpath.journeys.steps import Step, match_step
from footpath.model.durations import Duration, write_duration
from footpath.model.intervals import wilson
from footpath.model.questions import Condition

ALL = "all"
MOST_BRACKETS = 60


@dataclass(frozen=True)
class RetentionRow:
    """Customers of a cohort whose period is over, those of them who came back in it, and those whose period is not over.

    ``rate`` is returned / customers. ``period`` counts from 0, which is where the customer started; ``span`` says it in
    words. The cohort "all" is the sum of the cohorts.
    """

    cohort: str
    period: int
    span: str
    customers: int
    returned: int
    rate: float
    low: float
    high: float
    open: int
    group: str | None = None


class Retention(JourneyQuestion):
    """Do customers come back after they started, and when?

    A customer starts with an event of ``start`` and comes back with an event of ``back``, at the start or later in the
    customer's order. The cohort is the calendar period of the start, in the workspace's time zone. With ``first``, only
    the very first start of a customer counts, and one that lies outside of ``during`` puts them in no cohort. Without it, a
    customer is in the cohort of every period in which they started, by the first start in it.

    - ``on``: they came back in calendar period k after the cohort's own. Period 0 is the cohort's own, from the start on:
      the start itself counts when it is also an event of ``back``, so with neither named period 0 is the whole cohort.
    - ``rolling``: they came back in period k or any later one. What is over can still grow, as late returns come.
    - ``bracket``: they came back later than the bracket before and no later than this one, counted from the instant of the
      start, both ends of the last as of all. Period 0 is the start's own instant.

    A period that has not ended at the last instant that the index knows is open: nobody in it is counted, neither as
    returned nor as not. A bracket is open for those customers for whom its end has not come. Periods that have not begun
    have no rows. The cohort "all" sums the others, period by period, so young cohorts drop out of its later periods; a
    customer in several cohorts counts in it once for each.

    ``where`` decides which events there are; ``during`` and ``by`` speak of the start.

    Args:
        start, back: steps; any event when absent.
        start_where, back_where: further conditions on these events, as in ``where``.
        first: cohorts are of first starts; else of every period with a start.
        every: the calendar period of cohorts, and of returns unless there are brackets.
        brackets: ends of the brackets, ascending.
        periods: number of the last calendar period that is shown.

    Raises:
        SpecError: a step or a condition names what is not there, or brackets do not ascend.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="cart@0 cart@1d cart@2d", bob="cart@0 cart@2d", eve="cart@1d cart@3d")
        >>> rows = ask(index, Retention(every="day")).rows
        >>> [(row.period, row.returned, row.customers, row.open) for row in rows if row.cohort == "2024-01-01"]
        [(0, 2, 2, 0), (1, 1, 2, 0), (2, 2, 2, 0), (3, 0, 0, 2)]
        >>> [(row.period, row.returned, row.customers, row.open) for row in rows if row.cohort == "all"]
        [(0, 3, 3, 0), (1, 1, 3, 0), (2, 2, 2, 1), (3, 0, 0, 2)]
    """

    ask: ClassVar[str] = "retention"
    anchored: ClassVar[bool] = True
    start: Step | None = None
    back: Step | None = None
    start_where: dict[str, Condition] = Field(default_factory=dict)
    back_where: dict[str, Condition] = Field(default_factory=dict)
    first: bool = True
    every: Unit = "week"
    kind: Literal["on", "rolling", "bracket"] = "on"
    brackets: tuple[Duration, ...] = tuple(timedelta(days=days) for days in (1, 3, 7, 14, 30))
    periods: Annotated[int, Field(ge=1, le=1000)] = 12

    @field_validator("brackets")
    @classmethod
    def _ascending(cls, brackets: tuple[timedelta, ...]) -> tuple[timedelta, ...]:
        rising = all(one < two for one, two in zip((timedelta(0), *brackets), brackets, strict=False))
        if not rising or not 1 <= len(brackets) <= MOST_BRACKETS:
            raise SpecError(
                "The brackets of a retention do not ascend.", f'Write 1 to {MOST_BRACKETS}, for example "1d", "7d".'
            )
        return brackets

    def answer(self, seen: Selection) -> Sequence[RetentionRow]:
        reading = self._reading(seen)
        found = run(reading, seen.views)
        rows = []
        for group in seen.order:
            own = Returned(found.sizes[:, group], found.over[:, group], found.returned[:, group])
            cohorts = np.flatnonzero(own.sizes[: reading.periods.open + 1]).tolist()
            label = seen.labels[group]
            for cohort in cohorts:
                counts = Returned(*(part[cohort] for part in own))
                begun = reading.periods.open - cohort if self.kind != "bracket" else reading.last
                rows += self._cohort(reading.periods.labels[cohort], counts, begun, label)
            if cohorts:
                begun = reading.periods.open - cohorts[0] if self.kind != "bracket" else reading.last
                rows += self._cohort(ALL, self._total(reading, own), begun, label)
        return rows

    def members(self, seen: Selection, row: RetentionRow) -> Sequence[NDArray[np.uint8]]:
        """Those who came back."""
        reading = self._reading(seen)
        wanted = np.zeros(reading.shape, dtype=np.uint8)
        labels = reading.periods.labels
        for cohort in range(len(labels)) if row.cohort == ALL else [labels.index(row.cohort)]:
            if self.kind == "bracket" or cohort + row.period < reading.periods.open:
                upper = reading.last if self.kind == "rolling" else row.period
                wanted[cohort, seen.labels.index(row.group), row.period : upper + 1] = 1
        return each(lambda view: reading.returners(view, wanted), seen.views)

    def _total(self, reading: Returns, own: Returned) -> Any:
        """All cohorts together; of the calendar's periods, those that have begun for a cohort."""
        cohorts, periods = np.ogrid[: len(own.sizes), : reading.last + 1]
        begun = cohorts + periods * (self.kind != "bracket") <= reading.periods.open
        sizes = (own.sizes[:, None] * begun).sum(axis=0)
        return Returned(sizes, own.over.sum(axis=0), own.returned.sum(axis=0))

    def _cohort(self, cohort: str, counts: Returned, begun: int, group: str | None) -> list[RetentionRow]:
        low, high = wilson(counts.returned, counts.over)
        still = (counts.sizes - counts.over).tolist()
        figures = zip(counts.over.tolist(), counts.returned.tolist(), low.tolist(), high.tolist(), still, strict=True)
        return [
            RetentionRow(
                cohort, period, self._span(period), n, k, k / n if n else float("nan"), least, most, left, group
            )
            for period, (n, k, least, most, left) in enumerate(figures)
            if period <= begun
        ]

    def _span(self, period: int) -> str:
        if self.kind != "bracket":
            return f"{self.every} {period}{' or later' if self.kind == 'rolling' else ''}"
        ends = ["0s", *(write_duration(limit) for limit in self.brackets)]
        return f"{ends[period - 1]} to {ends[period]}" if period else "at the start"

    def _reading(self, seen: Selection) -> Returns:
        limits = [0, *(round(limit.total_seconds() * 1e6) for limit in self.brackets)]
        bracket, periods = self.kind == "bracket", periods_of(seen.index, self.every)
        last = len(self.brackets) if bracket else self.periods
        masks = codes_mask(seen.index, self.start) * STARTS + codes_mask(seen.index, self.back) * COMES_BACK
        check_cells(len(periods.labels) * seen.groups * (last + 1))
        return Returns(
            masks=masks[:0] if self.start is None and self.back is None else masks,
            start_if=tuple(condition_on(seen.index, *entry) for entry in self.start_where.items()),
            back_if=tuple(condition_on(seen.index, *entry) for entry in self.back_where.items()),
            periods=periods,
            groups=seen.groups,
            first=self.first,
            rolling=self.kind == "rolling",
            limits=np.array(limits if bracket else [], dtype=np.int64),
            last=last,
            as_of=seen.index.as_of_us or 0,
        )


def codes_mask(index: Index, step: Step | None) -> NDArray[np.uint8]:
    """By touchpoint code: 1 for those that a step accepts; all when there is no step."""
    mask = np.zeros(len(index.names), dtype=np.uint8)
    mask[list(match_step(index, step)[1]) if step is not None else slice(None)] = 1
    return mask
