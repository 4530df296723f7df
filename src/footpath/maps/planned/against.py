"""How do real journeys go against a planned one?

Only events at the plan's own touchpoints are looked at. A journey conforms when it takes the steps in their order, each
once or more, from its first such event on; whatever follows the last step is free. Else it leaves the plan after its last touchpoint
as planned: another step came instead, or nothing more of the plan did and enough time has passed (*left*).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from footpath.errors import MapError
from footpath.maps.claims import Ask, ClaimBook
from footpath.maps.evidence import NoEvidence
from footpath.maps.planned.binding import PlanBook, Row
from footpath.maps.planned.pattern import LEFT, any_of, conforming, deviating, plan_pattern, touchpoints_of
from footpath.maps.planned.reading import Plan
from footpath.maps.planned.steps import KnownStep, Match, understand
from footpath.maps.planned.telling import deviation, deviation_text
from footpath.maps.scene import Scene
from footpath.maps.sentences import Sentence
from footpath.maps.wording import count_text
from footpath.model.catalogue import Catalogue
from footpath.model.futures import Deviation, PlannedJourney
from footpath.model.maps import JourneyMap
from footpath.model.questions import Answer

MOST_TOLD, LEAST = 12, 5  # deviations that are told, and customers of the smallest
LEAST_TIMES = 30  # customers behind a median time
TOOK = "{value|time} from {first} to {last}, or longer, for half of these: {them}"
_KEYS = ("verdict", "after", "instead")
Where = Mapping[str, Any]


def compare_with_plan(
    plan: Plan, ask: Ask, match: Match, *, outcome: str = "", where: Where | None = None, scope: str = "All customers"
) -> JourneyMap:
    """Deviations from a plan, each with how many, what comes of it and what it costs.

    Args:
        match: finds the touchpoints that a step's name means.
        outcome: a touchpoint, named as a step is.
        where: of which customers' events.

    Returns:
        A map that holds the planned journey and its claims alone; `with_plan` puts it on a drawn one.

    Raises:
        MapError: the records know too few of the steps, or not the outcome, or nobody takes any step.
    """
    found = understand(plan.steps, match)
    wanted = tuple(match(outcome)) if outcome else ()
    names = (outcome, *(step.label for step in found.steps))
    asking = _Asking(PlanBook(ask, names), found.steps, wanted, outcome, dict(where or {}))
    answer = asking.conformance()
    rows = answer.dicts()
    told = [row for row in rows if row["verdict"] == "deviates" and row["customers"] >= LEAST]
    rarer = sum(row["verdict"] == "deviates" for row in rows) - len(told[:MOST_TOLD])
    known = [f"“{outcome}” is a step of the plan, so all who go as planned come to it."] if asking.within else []
    notes = (
        *found.notes,
        *known,
        *([f"{count_text(rarer)} rarer ways to leave the plan are not told."] if rarer else []),
    )
    journey = PlannedJourney(
        name=plan.name,
        source=plan.source,
        steps=tuple(step.label for step in found.steps),
        unmatched=found.unmatched,
        optional=tuple(at for at, step in enumerate(found.steps) if step.optional),
        pattern=plan_pattern(found.steps),
        **asking.of_conforming(answer),
        deviations=tuple(asking.deviation(answer, row) for row in told[:MOST_TOLD]),
        notes=notes,
    )
    from_at, to_at = Scene(ClaimBook(ask), Catalogue(), NoEvidence()).period
    return JourneyMap(
        title=plan.name,
        scope=scope,
        plan=journey,
        claims=asking.book.claims,
        from_at=from_at,
        to_at=to_at,
        as_of=answer.as_of,
    )


@dataclass
class _Asking:
    """One plan asked about, claim by claim."""

    book: PlanBook
    steps: Sequence[KnownStep]
    wanted: tuple[str, ...]  # touchpoints of the outcome
    outcome: str
    where: dict[str, Any]

    @property
    def within(self) -> bool:
        """Whether the outcome is a step of the plan, so that its own events are among those looked at."""
        return bool(self.wanted) and set(self.wanted) <= set(touchpoints_of(self.steps))

    @property
    def wanted_pattern(self) -> str:
        return any_of(self.wanted)

    def conformance(self) -> Answer:
        only = {**self.where, "touchpoint": [*touchpoints_of(self.steps)]}
        question: dict[str, Any] = {"ask": "conformance", "planned": plan_pattern(self.steps), "where": only}
        if self.within:
            question["outcome"] = self.wanted_pattern
        answer = self.book.ask(question)
        if not answer.n:
            raise MapError("Nobody takes any step of the plan.", "Name steps that the records know.")
        return answer

    def of_conforming(self, answer: Answer) -> dict[str, Any]:
        """The claims of those who go as planned."""
        row = next((row for row in answer.dicts() if row["verdict"] == "conforms"), None)
        if row is None:
            return {"outcome": self.outcome}
        text = Sentence("{value|share} of {n|count} customers go as planned")
        whose, them = conforming(self.steps), Sentence("they go as planned")
        return {
            "conforms": self.book.bind(answer, row, "share", text, keys=_KEYS, ends=("low", "high")),
            "outcome": self.outcome,
            "outcome_conforms": self._outcome(answer, row, whose, them),
            "cost_conforms": self._time(whose, them),
        }

    def deviation(self, answer: Answer, row: Row) -> Deviation:
        after, instead = row["after"] or "", row["instead"]
        text, them = deviation_text(self.steps, after, instead), deviation(self.steps, after, instead)
        said = Sentence("{value|share} of {n|count} customers: {them}", them=them)
        share = self.book.bind(answer, row, "share", said, keys=_KEYS, ends=("low", "high"))
        assert share is not None, "a row has its share"
        whose = deviating(self.steps, row["after"], instead)
        cost = (
            self._time(whose, them) if after and instead != LEFT else None
        )  # who begins elsewhere has another way to go
        outcome = self._outcome(answer, row, whose, them)
        return Deviation(after=after, instead=instead, text=text, customers=share, outcome=outcome, cost=cost)

    def _outcome(self, answer: Answer, row: Row, whose: str | None, them: Sentence) -> str | None:
        """How many of a row's customers come to the outcome."""
        text = Sentence("{value|share} of these come to {outcome}: {them}", outcome=self.outcome, them=them)
        if self.within:
            ends = ("outcome_low", "outcome_high")
            return self.book.bind(answer, row, "outcome_rate", text, keys=_KEYS, ends=ends, n=row["customers"])
        if not self.wanted or whose is None:
            return None
        other = self.book.asked(
            {"ask": "matches", "pattern": self.wanted_pattern, "where": {**self.where, "matches": whose}}
        )
        found = other.dicts()[0] if other and other.rows else None
        if not other or found is None or found["customers"] < LEAST:
            return None
        return self.book.bind(other, found, "rate", text, keys=(), ends=("low", "high"), n=found["customers"])

    def _time(self, whose: str | None, them: Sentence) -> str | None:
        """How long they take from the first step to the last, where enough of them come there."""
        needed = [step for step in self.steps if not step.optional]
        first, last = needed[0], needed[-1]
        if whose is None or set(first.touchpoints) & set(last.touchpoints):
            return None
        steps = [list(step.touchpoints) if len(step.touchpoints) > 1 else step.touchpoints[0] for step in (first, last)]
        question = {"ask": "funnel", "steps": steps, "entry": "first", "where": {**self.where, "matches": whose}}
        answer = self.book.asked(question)
        row = answer.dicts()[-1] if answer and answer.rows else None
        if row is None or row["customers"] < LEAST_TIMES:
            return None
        text = Sentence(TOOK, first=first.label, last=last.label, them=them)
        ends = ("median_low", "median_high")
        return self.book.bind(answer, row, "median_s", text, keys=("step",), ends=ends, n=row["customers"])
