"""Findings: signals that agree at one touchpoint, in one segment."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from footpath.maps.pains.cells import PROMISE
from footpath.maps.pains.compare import Comparison
from footpath.model.questions import Answer


@dataclass(frozen=True)
class BrokenPromise:
    """Promises broken at a touchpoint, and what that does to scores."""

    answer: Answer
    row: dict[str, Any]
    size: float  # of the effect on scores, 0..1; 0 where no scores are known
    z: float
    scored: bool = True


@dataclass(frozen=True)
class Onset:
    """When it began: the answer of the question "onset", its row, and which signal its figures are of."""

    answer: Answer
    row: dict[str, Any]
    signal: str
    on: date
    low: date
    high: date
    until: date | None = None


@dataclass(frozen=True)
class Finding:
    """One pain point before it is told. ``signals`` are ordered: the first is the one that names it."""

    touchpoint: str
    segment: tuple[str, str] | None
    signals: tuple[Comparison, ...]
    promise: BrokenPromise | None = None
    besides: tuple[Comparison, ...] = ()  # worse as well, though not surely enough to be told: they help to date it
    onset: Onset | None = None
    also: tuple["Finding", ...] = ()  # the same trouble at neighbouring touchpoints
    reach: float = 0.0
    severity: float = 0.0

    @property
    def kinds(self) -> tuple[str, ...]:
        kinds = [signal.kind for signal in self.signals]
        promise = [PROMISE] if self.promise else []
        return tuple(dict.fromkeys([*promise, *kinds] if self.leads_with_promise else [*kinds, *promise]))

    @property
    def leads_with_promise(self) -> bool:
        """Is the broken promise what names it? In a segment, its own signals do."""
        return self.promise is not None and (self.segment is None or not self.signals)

    @property
    def touched(self) -> float:
        """How many it touches: those counted by the signal that names it."""
        if self.leads_with_promise and self.promise:
            return float(self.promise.row["broken"])
        return self.signals[0].cell.n if self.signals else 0.0

    @property
    def where(self) -> dict[str, Any]:
        """The segment as a question's condition; weekends and months are no property to filter by."""
        return {} if self.segment is None or self.segment[0] in CALENDAR else dict([self.segment])


CALENDAR = frozenset({"day", "week", "month", "weekday", "weekend", "hour"})
