"""What moves the overall score?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Annotated, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.driving import (
    EXPERIENCE,
    FOLDS,
    UNIT,
    Driving,
    Kinds,
    Knowing,
    KnownOf,
    Products,
    commonest,
)
from footpath.analysis.readings.emptiness import nothing_said, said_there
from footpath.analysis.readings.heard import Level, Subjects, subjects
from footpath.analysis.readings.importance import MOST_EXACT, coefficients, covariances, importances, jackknifed
from footpath.analysis.readings.scales import KINDS
from footpath.engine import each, run
from footpath.journeys.selection import Selection
from footpath.model.intervals import mean_interval
from footpath.model.records import FeedbackKind

Outcome = Literal["nps", "csat", "ces", "rating", "experience"]
Floats = NDArray[np.float64]
MOST = 40  # drivers, those that most customers spoke of
_EACH = 10  # customers a driver
_NAN = float("nan")
_UNKNOWN = (_NAN, _NAN, _NAN)


@dataclass(frozen=True)
class DriverRow:
    """A touchpoint's experience or a theme, and how much of the outcome goes with it.

    Attributes:
        kind: touchpoint or theme.
        id: of a theme.
        outcome: as it was used.
        n: customers with the outcome who had said something of the driver, of ``customers`` with the outcome.
        importance, low, high: the part of what varies in the outcome that goes with the driver (0..1); all add up to ``r2``.
        chance: so much importance a driver without any effect would have.
        performance, performance_low, performance_high: mean experience of it (-1..1) of those n.
        slope, slope_low, slope_high: steps of the outcome's scale for one more of experience, all else equal.
        presence, presence_low, presence_high: the outcome of those who speak of it as they do on average, less that of others.
        direction: up when a better experience goes with a higher outcome for sure, down, or unclear.
        quadrant: fix first, keep, watch, low priority, by the medians of importance and performance.
        method: shapley or relative weights.
        skipped: drivers of which too few had spoken.
    """

    kind: str
    driver: str
    id: str | None
    outcome: str
    n: int
    customers: int
    importance: float
    low: float
    high: float
    chance: float
    r2: float
    performance: float
    performance_low: float
    performance_high: float
    slope: float
    slope_low: float
    slope_high: float
    presence: float
    presence_low: float
    presence_high: float
    direction: str
    quadrant: str
    median_importance: float
    median_performance: float
    method: str
    skipped: int
    group: str | None = None


class Drivers(JourneyQuestion):
    """Which touchpoints' experience and which themes go with the overall score? They need not be what causes it.

    One customer counts once, with the last outcome that counts. What may drive it is what that customer had said until then: of
    each touchpoint the mean experience of their other feedback about it, of each theme the mean mood in their texts, that of
    the outcome itself included (not for the outcome ``experience``, which is made of it).

    Having said nothing is not the same as a neutral word: each driver is a pair of columns of one linear model, whether the
    customer spoke of it and how they felt, and a customer who did not speak of it says nothing about how it was. A driver's
    importance is the part of R² that its pair adds, the mean over all orders in which drivers may come (Shapley's value, also
    called LMG) up to 15 drivers, and Johnson's relative weight beyond. Intervals are those of the jackknife over 20 blocks of
    customers. NPS is taken as the 0 to 10 that was given, all others on their own scales.

    ``during`` and ``by`` speak of the outcome, ``where`` of all feedback. Drivers of which fewer than ``least`` customers had
    spoken are skipped, and those least spoken of while there are more than 40, or fewer than ten customers to a driver. Rows
    stand by importance. Above the median importance and below the median performance of a group's rows is "fix first".

    Args:
        outcome: nps, csat, ces, rating or experience. By default the score that most customers gave of the whole, that is
            without saying which touchpoint it is about; else the commonest; else experience.
        level: theme, or parent for the broader ones.
        least: customers who must have spoken of a driver.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> def life(n): return f"pay@0 help@1 say@2|about=pay|experience={n % 2} say@3|about=help|experience={n // 2 % 2}"
        >>> index = journeys({f"c{n}": f"{life(n)} say@4|kind=nps|score={n % 2 * 0.8}" for n in range(80)})
        >>> [(row.driver, row.n, round(row.importance, 3), row.direction) for row in ask(index, Drivers()).rows]
        [('pay', 80, 1.0, 'up'), ('help', 80, 0.0, 'unclear')]
    """

    ask: ClassVar[str] = "drivers"
    of_words: ClassVar[bool] = True
    anchored: ClassVar[bool] = True
    outcome: Outcome | None = None
    level: Level = "theme"
    least: Annotated[int, Field(ge=5)] = 30

    def answer(self, seen: Selection) -> Sequence[DriverRow]:
        what = subjects(seen.index, self.level)
        driving = self._driving(seen, what)
        counts = run(KnownOf(driving, seen.groups), seen.views)
        chosen = {group: self._chosen(counts[group]) for group in seen.order}
        groups = [group for group in seen.order if chosen[group]]
        if not groups:
            return []
        drivers = tuple(sorted({driver for group in groups for driver in chosen[group]}))
        place_of = np.full(seen.groups, -1, dtype=np.int64)
        place_of[groups] = np.arange(len(groups))
        products = run(Products(driving, drivers, place_of), seen.views)
        names = _names(seen, what)
        rows: list[DriverRow] = []
        for place, group in enumerate(groups):
            columns = [drivers.index(driver) for driver in chosen[group]]
            skipped = int(np.count_nonzero(counts[group, :-1])) - len(columns)
            told = [names[driver] for driver in chosen[group]]
            model = Model(products[place], columns, len(drivers))
            rows += _rows(model, told, _word(driving.outcome), skipped, seen.labels[group])
        return rows

    def members(self, seen: Selection, row: DriverRow) -> Sequence[NDArray[np.uint8]]:
        """Those with the outcome who had said something of the driver."""
        what = subjects(seen.index, self.level)
        driver = _names(seen, what).index((row.kind, row.driver, row.id))
        return each(Knowing(self._driving(seen, what), driver, seen.labels.index(row.group)), seen.views)

    def why_empty(self, seen: Selection) -> str:
        if reason := nothing_said(said_there(seen), self, seen.index):
            return reason
        driving = self._driving(seen, subjects(seen.index, self.level))
        counts = run(KnownOf(driving, seen.groups), seen.views)
        customers, most = int(counts[:, -1].max()), int(counts[:, :-1].max(initial=0))
        told = (
            f"a score of the kind {_word(driving.outcome)}"
            if driving.outcome != EXPERIENCE
            else "a good or bad experience"
        )
        if not customers:
            return f"Nobody told {told} there, so nothing can be held against it. Load scores, or name another outcome."
        if customers < _EACH:
            return f"Only {customers:,} customers told {told} there; it takes {_EACH} for each driver. Ask of a longer period."
        return (
            f"Of no touchpoint and no theme {self.least} of the {customers:,} customers had spoken who told {told} there;"
            f" the most spoken of was spoken of by {most:,}. Ask of a longer period, or with a smaller least."
        )

    def _driving(self, seen: Selection, what: Subjects) -> Driving:
        if self.outcome == "experience":
            outcome = EXPERIENCE
        elif self.outcome:
            outcome = KINDS.index(FeedbackKind(self.outcome))
        else:
            outcome = commonest(run(Kinds(), seen.views))
        return Driving(outcome, len(seen.index.names), what.subject_of)

    def _chosen(self, counts: NDArray[np.int64]) -> list[int]:
        """The drivers of a group: enough customers spoke of each, and there are enough customers for all."""
        known, customers = counts[:-1], int(counts[-1])
        order = sorted(np.flatnonzero(known >= self.least).tolist(), key=lambda driver: -int(known[driver]))
        return sorted(order[: min(MOST, customers // _EACH)])


class Model:
    """The linear model of one group, in the outcome's own steps."""

    def __init__(self, products: NDArray[np.int64], columns: Sequence[int], drivers: int) -> None:
        count = len(columns)
        kept = [0, 1, *(2 + column for column in columns), *(2 + drivers + column for column in columns)]
        unit = np.array([1.0, UNIT, *[1.0] * count, *[UNIT] * count])
        folds = products[:, kept, :][:, :, kept] / unit[:, None] / unit
        whole = folds.sum(axis=0)
        self.gram, self.count, self.folds = whole, count, folds
        self.n = whole[0, 2 : 2 + count]
        self.mean = whole[0, 2 + count :] / self.n

    def figures(self) -> tuple[Floats, Floats, Floats]:
        """By figure and driver: importance, slope and presence; and the ends of their intervals."""
        whole = self._of(self.gram[None])[0]
        some = self.folds[:, 0, 0] > 0
        if np.count_nonzero(some) < FOLDS // 2:
            return whole, np.full_like(whole, -np.inf), np.full_like(whole, np.inf)
        low, high = jackknifed(whole, self._of(self.gram - self.folds[some]))
        low[0], high[0] = np.maximum(low[0], 0), np.minimum(high[0], 1)
        return whole, low, high

    def _of(self, grams: Floats) -> Floats:
        matrix = covariances(grams)
        blocks = [[2 + number, 2 + self.count + number] for number in range(self.count)]
        importance = importances(matrix, blocks, 1)
        found = coefficients(matrix, range(2, 2 + 2 * self.count), 1)
        present, slope = found[:, : self.count], found[:, self.count :]
        return np.stack([importance, slope, present + slope * self.mean], axis=1)

    def varies(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """By driver: whether the moods differ, and whether some speak of it and others do not."""
        squares = np.diagonal(self.gram)[2 + self.count :]
        return squares - self.n * self.mean**2 > 1e-9 * (squares + 1), self.n < self.gram[0, 0]


def _rows(
    model: Model, names: Sequence[tuple[str, str, str | None]], outcome: str, skipped: int, label: str | None
) -> list[DriverRow]:
    told = model.figures()
    moods, presence = model.varies()
    customers, r2 = int(model.gram[0, 0]), float(told[0][0].sum())
    squares = np.diagonal(model.gram)[2 + model.count :]
    rows = []
    for at, (kind, driver, id_) in enumerate(names):
        n = int(model.n[at])
        slope = _bounded(told, 1, at) if moods[at] else _UNKNOWN
        spoke = _bounded(told, 2, at) if presence[at] else _UNKNOWN
        columns = int(moods[at]) + int(presence[at])
        rows.append(
            DriverRow(
                kind,
                driver,
                id_,
                outcome,
                n,
                customers,
                *_bounded(told, 0, at),
                columns / max(customers - 1, 1) * (1 - r2),
                r2,
                float(model.mean[at]),
                *mean_interval(n, float(model.gram[0, 2 + model.count + at]), float(squares[at])),
                *slope,
                *spoke,
                "up" if slope[1] > 0 else "down" if slope[2] < 0 else "unclear",
                "",
                _NAN,
                _NAN,
                "shapley" if len(names) <= MOST_EXACT else "relative weights",
                skipped,
                label,
            )
        )
    return sorted(_placed(rows), key=lambda row: (-row.importance, row.kind, row.driver))


def _bounded(told: Sequence[Floats], figure: int, at: int) -> tuple[float, float, float]:
    """A figure of a driver with the ends of its interval."""
    return float(told[0][figure, at]), float(told[1][figure, at]), float(told[2][figure, at])


def _placed(rows: Sequence[DriverRow]) -> list[DriverRow]:
    """With their quadrants."""
    importance, performance = median(r.importance for r in rows), median(r.performance for r in rows)
    words = {(True, True): "keep", (True, False): "fix first", (False, False): "watch", (False, True): "low priority"}
    return [
        replace(
            row,
            quadrant=words[row.importance >= importance, row.performance >= performance],
            median_importance=importance,
            median_performance=performance,
        )
        for row in rows
    ]


def _names(seen: Selection, what: Subjects) -> list[tuple[str, str, str | None]]:
    """Kind, name and id by driver."""
    touchpoints: list[tuple[str, str, str | None]] = [("touchpoint", name, None) for name in seen.index.names]
    return [*touchpoints, *(("theme", theme.name, theme.id) for theme in what.themes)]


def _word(outcome: int) -> str:
    return "experience" if outcome == EXPERIENCE else str(KINDS[outcome])
