"""What follows a good experience, and what a poor one?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.chosen import FIRST
from footpath.analysis.readings.differences import FEWEST, LEAST
from footpath.analysis.readings.fates import GOOD, POOR, Fated, Fates, Told
from footpath.analysis.readings.leaving import left_before
from footpath.analysis.readings.outcomes import channel_numbers, outcome_flags, surest_first
from footpath.analysis.readings.places import one_touchpoint
from footpath.engine import each, run
from footpath.journeys.selection import Selection
from footpath.journeys.steps import Step
from footpath.model.durations import Duration
from footpath.model.significance import compare_rates

TOLD: tuple[Told, ...] = ("said", "promise")


@dataclass(frozen=True)
class AftermathRow:
    """A touchpoint, and how much more often customers reached the outcome after it was good there than after it was poor.

    Attributes:
        of: by what it is told how it was: "said", or "promise".
        good_n, good_reached, good_rate: customers for whom it was good, and those of them who reached the outcome.
        poor_n, poor_reached, poor_rate: the same of those for whom it was poor.
        difference, low, high: of the rates, good less poor, among journeys as long and from the same first channel.
        raw_difference: of the rates as they stand.
        strata: in how many of those comparisons there was somebody on both sides.
        effect: Cohen's h. Rows with q up to 5% come first, then the others, both by its size.
        p, q: chance of so large a difference, and the false discovery rate among all that was tested.
        open: customers of whom it is not known yet.
        skipped: touchpoints of which there was too little to test.
    """

    touchpoint: str
    stage: str | None
    of: str
    good_n: int
    good_reached: int
    good_rate: float
    poor_n: int
    poor_reached: int
    poor_rate: float
    difference: float
    low: float
    high: float
    raw_difference: float
    strata: int
    effect: float
    p: float
    q: float
    open: int
    skipped: int
    group: str | None = None


class Aftermath(JourneyQuestion):
    """At which touchpoints does a good experience go with another outcome than a poor one? It need not be why.

    A customer counts once at a touchpoint, at the first moment of which it is known how it was: a feedback about it with an
    experience of at least 0.25 (good) or at most -0.25 (poor), or something promised that came in time (good) or late (poor).
    The outcome is reached by what comes after that moment, within ``within`` of it if that is given; so nobody had more time.

    The rates after good and poor moments are compared among customers with the same first channel and with about as many
    events up to the moment: the difference is that of Mantel and Haenszel, and q holds the false discovery rate over all
    touchpoints. With ``within``, only customers count whose whole limit has passed since. Without it, those who have reached the
    outcome, and those whose journey has ended without (`footpath.analysis.readings.leaving`). The others are ``open``. Fewer than
    30 good or poor moments, or five with or without the outcome, are not tested.

    ``where`` decides which events there are; ``during`` and ``by`` speak of the moment. What employees say does not count.

    Args:
        outcome: a step, see `footpath.journeys.steps.match_step`; None is staying: any further event.
        within: time from the moment to the outcome, inclusive.
        of: "said" or "promise" alone; both when absent.
        touchpoint: show this one only; q is still that among all.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> fine = {f"f{n}": "help@0 say@1|about=help|experience=1" + (" pay@2" if n < 30 else "") for n in range(40)}
        >>> poor = {f"p{n}": "help@0 say@1|about=help|experience=-1" + (" pay@2" if n < 10 else "") for n in range(40)}
        >>> (row,) = ask(journeys({**fine, **poor, "end": "pay@9d"}), Aftermath(outcome="pay")).rows
        >>> row.touchpoint, row.of, row.good_reached, row.good_n, row.poor_reached, row.poor_n, row.difference
        ('help', 'said', 30, 40, 10, 40, 0.5)
    """

    ask: ClassVar[str] = "aftermath"
    anchored: ClassVar[bool] = True
    outcome: Step | None = None
    within: Duration | None = None
    of: Told | None = None
    touchpoint: str | None = None

    def answer(self, seen: Selection) -> Sequence[AftermathRow]:
        rows: list[AftermathRow] = []
        for told in TOLD if self.of is None else (self.of,):
            counted = run(self._reading(seen, told), seen.views)
            for group in seen.order:
                rows += _rows(seen, counted, group, told)
        only = one_touchpoint(seen.index, self.touchpoint)
        return [row for row in surest_first(seen, rows) if only is None or row.touchpoint == seen.index.names[only]]

    def members(self, seen: Selection, row: AftermathRow) -> Sequence[NDArray[np.uint8]]:
        """Those of whom it is known how it was there, and what became of them."""
        reading = self._reading(seen, "said" if row.of == "said" else "promise")
        place, group = seen.index.names.index(row.touchpoint), seen.labels.index(row.group)
        return each(lambda view: reading.decided(view, place, group), seen.views)

    def _reading(self, seen: Selection, told: Told) -> Fates:
        index = seen.index
        return Fates(
            told,
            outcome_flags(index, self.outcome),
            0 if self.within is None else round(self.within.total_seconds() * 1e6),
            self.within is not None,
            index.as_of_us or 0,
            left_before(seen),
            channel_numbers(index),
            seen.groups,
        )


def _rows(seen: Selection, counted: Fated, group: int, told: Told) -> list[AftermathRow]:
    """The touchpoints that can be tested in one group; q comes when all groups are known."""
    counts = counted.counts[:, group]
    n, reached = counts.sum(axis=2), counts[:, :, FIRST]
    compared = compare_rates(reached[:, GOOD], n[:, GOOD], reached[:, POOR], n[:, POOR])
    customers = n.sum(axis=2)
    fates = counts.sum(axis=(1, 3))
    enough = (customers.min(axis=1) >= LEAST) & (fates.min(axis=1) >= FEWEST) & ~np.isnan(compared.p)
    skipped = int(np.count_nonzero((customers.sum(axis=1) > 0) & ~enough))
    rows = []
    for code in np.flatnonzero(enough).tolist():
        good, poor = (int(x) for x in customers[code])
        k1, k0 = (int(reached[code, side].sum()) for side in (GOOD, POOR))
        row = AftermathRow(
            seen.index.names[code],
            seen.index.stage_of(code),
            told,
            good,
            k1,
            k1 / good,
            poor,
            k0,
            k0 / poor,
            float(compared.difference[code]),
            float(compared.low[code]),
            float(compared.high[code]),
            k1 / good - k0 / poor,
            int(np.count_nonzero((n[code, GOOD] > 0) & (n[code, POOR] > 0))),
            float(compared.effect[code]),
            float(compared.p[code]),
            float("nan"),
            int(counted.open[code, group]),
            skipped,
            seen.labels[group],
        )
        rows.append(row)
    return rows
