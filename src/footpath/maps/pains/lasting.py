"""How long a pain has been there: the days over which what it costs is spread, so that it can be told per month.

A month is 30 days. A pain that began on a day costs nothing before it, so all that it cost falls into the days since; one that
was always there, or that was only worse for a while, costs over the whole of the records.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from footpath.errors import MapError
from footpath.maps.pains.cells import DELAY, LEAVING, PROMISE, REPEAT, SCORE
from footpath.maps.pains.compare import Comparison
from footpath.maps.pains.estimates import Estimate
from footpath.maps.pains.finding import Finding, Onset
from footpath.maps.pains.promises import LEAST_BROKEN_SHARE
from footpath.maps.scene import Scene
from footpath.maps.wording import count_text, day_text

MONTH_DAYS = 30
LEAST_DAYS = 7  # what was there for less is not told per month: too little to go by
GONE = 0.5  # outside of its days a pain is less than this share of what it is in them
ASKED_AS = {"leaving": LEAVING, "repeat": REPEAT, "score": SCORE, "promise": PROMISE, "delay": DELAY}


@dataclass(frozen=True)
class Lasting:
    """The days of a pain.

    Args:
        first, last: both are in it.
        doubt: by how many days the first one may be wrong to either side.
        began: it was not there before ``first``.
        is_over: it is not there any more after ``last``.
    """

    first: date
    last: date
    doubt: float = 0.0
    began: bool = False
    is_over: bool = False

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def is_short(self) -> bool:
        """Was it there for less than a week? Then it is not told per month: that is too little to go by."""
        return self.days < LEAST_DAYS

    @property
    def month(self) -> Estimate:
        """The part of its days that a month is; all of it where it was short."""
        if self.is_short:
            return Estimate(1.0, 1.0, 1.0)
        ends = max(self.days - self.doubt, LEAST_DAYS), self.days + self.doubt
        return Estimate(MONTH_DAYS / self.days, MONTH_DAYS / ends[1], MONTH_DAYS / ends[0])

    @property
    def per(self) -> Literal["", "month"]:
        return "" if self.is_short else "month"

    @property
    def each(self) -> str:
        """How often what is counted comes, in words."""
        if self.is_short:
            return "in all"
        return "a month while it lasted" if self.is_over else "a month"

    @property
    def words(self) -> str:
        """What is assumed about time, in a sentence."""
        if self.is_short:
            return f"It is counted over the {count_text(self.days)} days of the records."
        days = f"A month is {MONTH_DAYS} of the {count_text(self.days)} days"
        if not self.began:
            return f"{days} of the records."
        if self.is_over:
            return f"{days} from {day_text(self.first)} to {day_text(self.last)}, in which all of it is taken to lie; it is over."
        return f"{days} since {day_text(self.first)}, in which all of it is taken to lie."


def whole_records(scene: Scene) -> Lasting:
    """All days of the records."""
    first, last = scene.period
    if first is None or last is None:
        raise MapError("The records tell no times.", "Load events with the times at which they happened.")
    return Lasting(first.date(), last.date())


def lasting(scene: Scene, finding: Finding) -> Lasting:
    """The days of a pain: its own where it hardly was one before, else those of the records."""
    whole, onset = whole_records(scene), finding.onset
    if onset is None or not was_no_pain_before(finding, onset):
        return whole
    doubt = max(abs((end - onset.on).days) for end in (onset.low, onset.high))
    return Lasting(onset.on, onset.until or whole.last, float(doubt), began=True, is_over=onset.until is not None)


def was_no_pain_before(finding: Finding, onset: Onset) -> bool:
    """Was it, outside of its days, no worse than the comparable rest, or hardly so?"""
    before, since = float(onset.row["before"]), float(onset.row["since"])
    if finding.leads_with_promise and onset.signal == "promise":
        return before < LEAST_BROKEN_SHARE
    usual = _usual(finding.signals, onset)
    return abs(before - usual) < GONE * abs(since - usual) if usual is not None else False


def _usual(signals: Sequence[Comparison], onset: Onset) -> float | None:
    """What the first signal of an onset is where nothing is wrong."""
    if onset.signal == "visits":
        return 0.0
    if onset.row["rest_since"] is not None:
        return float(onset.row["rest_since"])
    held = next((one for one in signals if one.kind == ASKED_AS.get(onset.signal)), None)
    return held.cell.rest_value if held else None
