"""Findings: signals that agree at one touchpoint, in one segment."""

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Onset:
    """When it began: the month, and the periods before and since as ``during`` takes them."""

    month: str
    before: str
    since: str


@dataclass(frozen=True)
class Finding:
    """One pain point before it is told. ``signals`` are ordered: the first is the one that names it."""

    touchpoint: str
    segment: tuple[str, str] | None
    signals: tuple[Comparison, ...]
    promise: BrokenPromise | None = None
    onset: Onset | None = None
    reach: float = 0.0
    severity: float = 0.0

    @property
    def kinds(self) -> tuple[str, ...]:
        kinds = [signal.kind for signal in self.signals]
        return tuple(dict.fromkeys([*([PROMISE] if self.promise else []), *kinds]))

    @property
    def where(self) -> dict[str, Any]:
        """The segment as a question's condition; weekends and months are no property to filter by."""
        return {} if self.segment is None or self.segment[0] in CALENDAR else dict([self.segment])


CALENDAR = frozenset({"day", "week", "month", "weekday", "weekend", "hour"})
