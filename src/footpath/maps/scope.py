"""A map of some customers: everything is asked, and every word is chosen, within their conditions."""

from collections.abc import Mapping, Sequence
from typing import Any

from footpath.maps.claims import Ask
from footpath.maps.evidence import Evidence, Mood, Quotation
from footpath.model.claims import Sample
from footpath.model.questions import Answer


def within(ask: Ask, where: Mapping[str, Any]) -> Ask:
    """The same questions with further conditions, which the answers, and so the claims, keep."""
    if not where:
        return ask

    def asked(question: dict[str, Any]) -> Answer:
        return ask({**question, "where": {**question.get("where", {}), **where}})

    return asked


class EvidenceWithin:
    """The evidence of a map within conditions. What is fixed for all of the map's customers tells none of them apart."""

    def __init__(self, evidence: Evidence, where: Mapping[str, Any]) -> None:
        self._whole = evidence
        self._where = dict(where)
        self.dimensions: Sequence[str] = [name for name in evidence.dimensions if name not in where]
        self.notes = evidence.notes
        self.source_scores = evidence.source_scores
        self.lake_version = evidence.lake_version
        self.employees = evidence.employees
        self.personas = () if "persona" in where else evidence.personas

    def quotes(self, touchpoint: str, mood: Mood, count: int, where: Mapping[str, Any]) -> Sequence[Quotation]:
        return self._whole.quotes(touchpoint, mood, count, {**where, **self._where})

    def samples(self, question: Mapping[str, Any], row: int) -> Sequence[Sample]:
        return self._whole.samples(question, row)
