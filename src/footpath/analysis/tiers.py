"""Which customers are champions, which are at risk, and what is each tier worth?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, field_validator

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.money import means, values_of
from footpath.analysis.readings.ranks import rank
from footpath.analysis.readings.scoring import OTHER, TIERS, fifths, steps, tier_table
from footpath.analysis.readings.tier_reading import FREQUENCY, MONEY, RECENCY, Customers, Tiering
from footpath.engine import each, run
from footpath.errors import SpecError
from footpath.journeys.conditions import period_us
from footpath.journeys.selection import Selection, View
from footpath.journeys.steps import Step, match_step
from footpath.model.intervals import wilson_rate


@dataclass(frozen=True)
class TierRow:
    """A tier's customers and their share of all (in the group); since when they were silent and how often they came, in the
    median; and what they are worth, in all, of all value, and on average. NaN where no value is recorded."""

    tier: str
    customers: int
    share: float
    low: float
    high: float
    median_recency_s: float
    recency_low: float
    recency_high: float
    median_frequency: float
    frequency_low: float
    frequency_high: float
    value: float
    value_share: float
    mean_value: float
    mean_low: float
    mean_high: float
    group: str | None = None


class Tiers(JourneyQuestion):
    """Who are the best customers, who is new, who is slipping away, and how much of the value is theirs?

    Each customer with an event that counts is scored 1 to 5 by *recency* (the time of the last one), *frequency* (how many) and
    *money* (the sum of their values; without a value in any, frequency alone). With b customers below and e at the same figure, of
    n, the score is 1 + ⌊5(2b + e) / 2n⌋: fifths of the customers, in which equals stay together and stand where the middle of
    them would. The worth score is the mean of frequency and money, halves rounded up. A tier is the first of this table that fits:

    | tier | recency | worth |
    |---|---|---|
    | champions | 4–5 | 4–5 |
    | loyal | 3–5 | 3–5 |
    | promising | 4–5 | 2 |
    | new | 4–5 | 1 |
    | needs attention | 3 | 1–2 |
    | cannot lose | 1 | 4–5 |
    | at risk | 1–2 | 3–5 |
    | hibernating | 2 | 1–2 |
    | lost | 1 | 1–2 |

    The events that count are those of ``touchpoint``; when absent, those with a value; when there is none, all. ``where`` and
    ``during`` choose among them, and recency is measured to the end of ``during``, else to the end of the records. Scores
    compare all customers of the question; with ``by``, a customer belongs to the group of their last event that counts.

    Args:
        tiers: other tiers, by name the scores of recency and of worth, as "4-5 3" or "1 *"; customers that fit none are "other".
        touchpoint: the step whose events count.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="pay@1|value=5", bob="pay@2|value=9 pay@9|value=9", eve="pay@8|value=1")
        >>> [(row.tier, row.customers, row.value, round(row.value_share, 2)) for row in ask(index, Tiers()).rows]
        [('champions', 1, 18.0, 0.75), ('needs attention', 1, 1.0, 0.04), ('at risk', 1, 5.0, 0.21)]
    """

    ask: ClassVar[str] = "tiers"
    tiers: dict[str, str] = Field(default=dict(TIERS))
    touchpoint: Step | None = None

    @field_validator("tiers")
    @classmethod
    def _well_formed(cls, tiers: dict[str, str]) -> dict[str, str]:
        if not tiers or OTHER in tiers:
            raise SpecError("The tiers are not understood.", f'Name at least one, and none of them "{OTHER}".')
        tier_table(tiers)
        return tiers

    def answer(self, seen: Selection) -> Sequence[TierRow]:
        reading, valued = self._reading(seen)
        found = run(reading, seen.views)
        spread = rank(reading, seen.views, 2 * reading.tiers * reading.groups)
        own = means(found.customers, found.sums)
        rows = []
        for group in seen.order:
            in_group = own[group :: seen.groups]
            customers, value = sum(tier.n for tier in in_group), sum(tier.total for tier in in_group)
            for place, name in enumerate((*self.tiers, OTHER)):
                tier, cell = in_group[place], place * seen.groups + group
                if not tier.n:
                    continue
                recency, frequency = spread.spread(2 * cell), spread.spread(2 * cell + 1)
                nothing = float("nan")
                low, high = tier.interval if valued else (nothing, nothing)
                rows.append(
                    TierRow(
                        name,
                        tier.n,
                        tier.n / customers,
                        *wilson_rate(tier.n, customers),
                        recency.median,
                        recency.low,
                        recency.high,
                        frequency.median,
                        frequency.low,
                        frequency.high,
                        tier.sum if valued else nothing,
                        tier.total / value if value else nothing,
                        tier.value if valued else nothing,
                        low,
                        high,
                        group=seen.labels[group],
                    )
                )
        return rows

    def members(self, seen: Selection, row: TierRow) -> Sequence[NDArray[np.uint8]]:
        place = (*self.tiers, OTHER).index(row.tier)
        return each(Tier(self._reading(seen)[0], place * seen.groups + seen.labels.index(row.group)), seen.views)

    def _reading(self, seen: Selection) -> tuple[Tiering, bool]:
        """How to read the tiers, and whether any event that counts has a value."""
        index = seen.index
        places = np.zeros(len(index.names), dtype=np.uint8)
        named = range(len(index.names)) if self.touchpoint is None else match_step(index, self.touchpoint)[1]
        places[list(named)] = 1
        valued = any(each(HasValue(places), seen.views))
        customers = Customers(places, valued and self.touchpoint is None)
        ranked = rank(customers, seen.views, 3, fifths)
        figures = (RECENCY, FREQUENCY, MONEY) if valued else (RECENCY, FREQUENCY)
        as_of = period_us(self.during, index.zone)[1] if self.during else index.as_of_us or 0
        table = tier_table(self.tiers)
        scored = tuple(steps(ranked, figure) for figure in figures)
        return Tiering(customers, scored, table, len(self.tiers) + 1, seen.groups, as_of), valued


@dataclass(frozen=True)
class Tier:
    """Marks the customers of a cell."""

    reading: Tiering
    cell: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        return self.reading.members(view, self.cell)


@dataclass(frozen=True)
class HasValue:
    """Whether an event at some touchpoints counts and has a value."""

    places: NDArray[np.uint8]

    def __call__(self, view: View) -> bool:
        rows: NDArray[Any] = np.flatnonzero(~np.isnan(values_of(view.shard)))
        return bool((self.places[view.shard.touchpoint[rows]] & view.kept(rows)).any())
