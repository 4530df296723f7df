"""What a workspace wants to reach, as footpath.toml holds it: a question, a target, a date."""

from datetime import date
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from footpath.model.durations import Duration


class GoalPlan(BaseModel):
    """One ``[[goal]]``.

    Attributes:
        question: as `ask` takes it, e.g. ``{ ask = "dropoff" }``; ``pick`` are the fields that tell the row of its answer,
            ``field`` is the number in it.
        target: in the field's own unit, a share as 0..1.
        by: when it should be reached.
        start: what it was when the goal was set; or the day on which it was, and then it is asked of the records before that
            day, and what it is now of those since.
        since: the day, where ``start`` is a number.
        over: how long a time is looked at: the last one is now, the one before the day of the start is the start.
        better: which way is good; told by start and target where nothing is said.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    question: dict[str, Any]
    pick: dict[str, Any] = {}
    field: str
    target: float = Field(allow_inf_nan=False)
    by: date | None = None
    start: float | date | None = None
    since: date | None = None
    over: Duration | None = None
    stage: str = ""
    touchpoint: str = ""
    better: Literal["", "higher", "lower"] = ""
    owner: str = ""

    @field_validator("title", "field")
    @classmethod
    def _is_said(cls, text: str) -> str:
        if not text.strip():
            raise ValueError("it is empty")
        return text

    @field_validator("question")
    @classmethod
    def _asks(cls, question: dict[str, Any]) -> dict[str, Any]:
        if not isinstance(question.get("ask"), str):
            raise ValueError('it has no "ask", e.g. question = { ask = "dropoff" }')
        return question

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if isinstance(self.start, date) and self.since is not None:
            raise ValueError('"start" is a day already: leave "since" out')
        if self.over is not None and self.over.total_seconds() <= 0:
            raise ValueError('"over" is no time')
        if "during" in self.question and (self.over is not None or self.start_on is not None):
            raise ValueError('its question has a "during" of its own: leave out "over", "since", and a day as "start"')
        if self.by is not None and self.start_on is not None and self.by <= self.start_on:
            raise ValueError('"by" is not after the start')
        return self

    @property
    def start_on(self) -> date | None:
        """The day on which the goal was set."""
        return self.start if isinstance(self.start, date) else self.since

    @property
    def start_value(self) -> float | None:
        """What it was then, where that was written down."""
        return None if self.start is None or isinstance(self.start, date) else float(self.start)
