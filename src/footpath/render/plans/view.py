"""What the drawing of a planned journey needs to know of it."""

from dataclasses import dataclass

from footpath.model.claims import Claim
from footpath.model.futures import Deviation, PlannedJourney
from footpath.model.maps import JourneyMap
from footpath.render.language import say, say_many
from footpath.render.marks import Subject
from footpath.render.numbers import interval_of, share, value_of
from footpath.render.text import clean
from footpath.render.theme import MARGIN

NODE, APART, START = 124.0, 36.0, 56.0  # a step's width, the way between two, and the room before the first
_NARROWEST = 760.0
_LEAST = 0.05  # a smaller difference of the outcome is none to act on
LEFT = "left"


@dataclass(frozen=True)
class PlanView:
    """A planned journey with its claims at hand."""

    journey: JourneyMap
    plan: PlannedJourney

    @property
    def width(self) -> float:
        steps = len(self.plan.steps)
        return max(_NARROWEST, 2 * MARGIN + START + steps * NODE + (steps - 1) * APART + 24)

    @property
    def about(self) -> str:
        count = len(self.plan.deviations)
        return say_many("{count} way to leave the plan.", "{count} ways to leave the plan.", count, count=count)

    def claim(self, name: str | None) -> Claim | None:
        return self.journey.claims.get(name) if name else None

    def value(self, name: str | None) -> str:
        claim = self.claim(name)
        return value_of(claim, self.journey.currency) if claim else ""

    def interval(self, name: str | None) -> str:
        claim = self.claim(name)
        return interval_of(claim, self.journey.currency) if claim else ""

    def x_of(self, step: int) -> float:
        """The left edge of a step."""
        return MARGIN + START + step * (NODE + APART)

    def place(self, touchpoint: str) -> int | None:
        """Which step a touchpoint is; the first that is called so."""
        return self.plan.steps.index(touchpoint) if touchpoint in self.plan.steps else None

    def verdict(self, way: Deviation) -> str:
        """ "fewer" or "more" when the outcome's interval lies apart from that of those who go as planned, and the two differ by
        five points or more; else "alike"; "" where one is not known."""
        theirs, planned = self.claim(way.outcome), self.claim(self.plan.outcome_conforms)
        if theirs is None or planned is None or None in (theirs.low, theirs.high, planned.low, planned.high):
            return ""
        assert theirs.low is not None
        assert theirs.high is not None
        assert planned.low is not None
        assert planned.high is not None
        if abs(theirs.value - planned.value) < _LEAST:
            return "alike"
        return "fewer" if theirs.high < planned.low else "more" if theirs.low > planned.high else "alike"

    def colour(self, way: Deviation) -> str:
        return {"fewer": "low", "more": "high", "alike": "band"}.get(self.verdict(way), "structure")

    def lines(self, way: Deviation) -> tuple[str, str, str]:
        """How many, what comes of it, what it costs; empty where nothing is known."""
        return self.many(way.customers), self.outcome(way), self.cost(way)

    def many(self, name: str | None) -> str:
        claim = self.claim(name)
        if claim is None:
            return ""
        interval = f" ({shown})" if (shown := self.interval(name)) else ""
        return say("{share} of customers{interval}", share=share(claim.value), interval=interval)

    def outcome(self, way: Deviation) -> str:
        if self.claim(way.outcome) is None:
            return ""
        said = say("{share} come to {outcome}", share=self.value(way.outcome), outcome=clean(self.plan.outcome))
        return said + self._planned(self.plan.outcome_conforms)

    def cost(self, way: Deviation) -> str:
        if self.claim(way.cost) is None:
            return ""
        return say("{time} from first to last step", time=self.value(way.cost)) + self._planned(self.plan.cost_conforms)

    def _planned(self, name: str | None) -> str:
        return ", " + say("{value} as planned", value=self.value(name)) if self.claim(name) else ""

    def subject(self, way: Deviation) -> Subject:
        """What the evidence panel shows of a way."""
        named = (way.customers, way.outcome, way.cost, self.plan.outcome_conforms, self.plan.cost_conforms)
        known = tuple(dict.fromkeys(name for name in named if name and name in self.journey.claims))
        return Subject(clean(way.text), ". ".join(filter(None, self.lines(way))), known)

    @property
    def conforming(self) -> Subject:
        named = (self.plan.conforms, self.plan.outcome_conforms, self.plan.cost_conforms)
        known = tuple(name for name in named if name and name in self.journey.claims)
        return Subject(say("As planned"), self.many(self.plan.conforms), known)


def view_of(journey: JourneyMap, plan: PlannedJourney) -> PlanView:
    return PlanView(journey, plan)
