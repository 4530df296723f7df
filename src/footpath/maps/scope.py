"""A map of some customers or of a period: everything is asked, and every word is chosen, within it."""

from collections.abc import Mapping, Sequence
from typing import Any

from footpath.maps.claims import Ask
from footpath.maps.evidence import Evidence, Mood, Quotation
from footpath.model.claims import Sample
from footpath.model.questions import Answer, parse_period
from footpath.model.records import Aim


def within(ask: Ask, where: Mapping[str, Any], during: str | None = None) -> Ask:
    """The same questions with further conditions, and of a period, which the answers, and so the claims, keep."""
    if not where and during is None:
        return ask

    def asked(question: dict[str, Any]) -> Answer:
        narrowed = {**question, "where": {**question.get("where", {}), **where}} if where else question
        if during is None:
            return ask(narrowed)
        own = question.get("during")
        return ask({**narrowed, "during": during if own is None else both_periods(own, during)})

    return asked


def both_periods(one: str, other: str) -> str:
    """What two periods have in common; where that is nothing, an instant at the later one's start.

    Examples:
        >>> both_periods("2025-03", "2025")
        '2025-03-01T00:00:00+00:00..2025-04-01T00:00:00+00:00'
        >>> both_periods("2025-03", "2025-05")
        '2025-05-01T00:00:00+00:00..2025-05-01T00:00:00+00:00'
    """
    (first, last), (start, end) = parse_period(one), parse_period(other)
    first = max(first, start)
    return f"{first.isoformat()}..{max(first, min(last, end)).isoformat()}"


class EvidenceWithin:
    """The evidence of a map within conditions. What is fixed for all of the map's customers tells none of them apart."""

    def __init__(self, evidence: Evidence, where: Mapping[str, Any], during: str | None = None) -> None:
        self._whole = evidence
        self._where = dict(where)
        self._during = during
        self.dimensions: Sequence[str] = [name for name in evidence.dimensions if name not in where]
        self.notes = evidence.notes
        self.source_scores = evidence.source_scores
        self.lake_version = evidence.lake_version
        self.employees = evidence.employees
        self.heard = evidence.heard
        self.personas = () if "persona" in where else evidence.personas

    def quotes(
        self, touchpoint: str, mood: Mood, count: int, where: Mapping[str, Any], during: str | None = None
    ) -> Sequence[Quotation]:
        return self._whole.quotes(touchpoint, mood, count, {**where, **self._where}, *self._period(during))

    def stating(
        self, touchpoint: str, aim: Aim, count: int, where: Mapping[str, Any], during: str | None = None
    ) -> Sequence[Quotation]:
        return self._whole.stating(touchpoint, aim, count, {**where, **self._where}, *self._period(during))

    def _period(self, during: str | None) -> list[str]:
        periods = [period for period in (during, self._during) if period]
        return [both_periods(*periods)] if len(periods) == 2 else periods

    def samples(self, question: Mapping[str, Any], row: int) -> Sequence[Sample]:
        return self._whole.samples(question, row)
