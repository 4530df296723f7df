"""What a funnel is asked with: steps, exclusions, and the unit that goes through it."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, field_validator, model_serializer, model_validator

from footpath.errors import SpecError
from footpath.journeys.conditions import Condition, condition_on
from footpath.journeys.index import Index
from footpath.journeys.sessions import GAP
from footpath.journeys.steps import Step, match_step
from footpath.model.durations import Duration
from footpath.model.questions import Condition as Wanted

MOST_STEPS = 60
Per = Literal["customer", "session", "record"] | dict[Literal["session"], Duration]
Conditions = tuple[Condition, ...]


class Matched(BaseModel):
    """Events that a step names: at its touchpoints, where the conditions on that very event hold, too."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    called: ClassVar[str]

    step: Step
    where: dict[str, Wanted] = {}

    @model_validator(mode="before")
    @classmethod
    def _described(cls, asked: Any) -> Any:
        if isinstance(asked, Matched):
            return asked
        if not isinstance(asked, Mapping) or "step" not in asked:
            return {"step": asked}
        for field in asked:
            if field not in cls.model_fields:
                known = ", ".join(cls.model_fields)
                raise SpecError(f'"{field}" is not a field of {cls.called}.', f"Its fields are: {known}.")
        return asked

    @model_serializer(mode="wrap")
    def _plain(self, write: Callable[[Any], dict[str, Any]]) -> Any:
        """As short as it may be written."""
        written = {name: value for name, value in write(self).items() if name in self.model_fields_set}
        return written["step"] if set(written) == {"step"} else written

    def codes(self, index: Index) -> tuple[int, ...]:
        return match_step(index, self.step)[1]

    def conditions(self, index: Index) -> Conditions:
        return tuple(condition_on(index, name, wanted) for name, wanted in self.where.items())


class FunnelStep(Matched):
    """One step of a funnel.

    Attributes:
        step: a name, several of which any will do, ``{"stage": …}`` or ``{"channel": …}``.
        where: conditions on the event of this step.
        within: most time since the event of the step before, inclusive.
        optional: a walk may leave it out.
        label: what rows call it.
    """

    called: ClassVar[str] = "a step"
    within: Duration | None = None
    optional: bool = False
    label: str | None = None

    def shown(self, index: Index) -> str:
        name = self.label or match_step(index, self.step)[0]
        return name if self.label or not self.where else f"{name} ({', '.join(map(_in_words, self.where.items()))})"


class Exclusion(Matched):
    """Events that must not happen while a walk stands at the steps from ``after`` until before ``before``, counted from 0."""

    called: ClassVar[str] = "an exclusion"
    after: int | None = None
    before: int | None = None

    def levels(self, steps: int) -> tuple[int, int]:
        first, last = self.after or 0, steps - 1 if self.before is None else self.before
        if not 0 <= first < last < steps:
            raise SpecError(
                f"An exclusion after step {first} and before step {last} lies outside of the funnel.",
                f"Its steps are 0 to {steps - 1}.",
            )
        return first, last

    @field_validator("after", "before", mode="before")
    @classmethod
    def _numbered(cls, value: Any) -> Any:
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise SpecError(f'"{value}" is not the number of a step.', "The first step is number 0.")
        return value


def session_gap(per: Per) -> timedelta | None:
    """The pause that ends a session, where sessions are counted."""
    if isinstance(per, dict):
        return per.get("session", GAP)
    return GAP if per == "session" else None


def _in_words(condition: tuple[str, Wanted]) -> str:
    name, wanted = condition
    if isinstance(wanted, list):
        return f"{name} {' or '.join(map(str, wanted))}"
    if isinstance(wanted, dict):
        return f"{name} {', '.join(f'{entry} {value}' for entry, value in wanted.items())}".replace("_", " ")
    return f"{name} {'none' if wanted is None else wanted}"
