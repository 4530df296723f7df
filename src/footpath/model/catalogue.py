"""The catalogue: which recorded names are which touchpoint, and on which channel and in which stage it stands."""

from pydantic import BaseModel, ConfigDict, Field

REMAINDER = "Other"  # the named remainder that rare names are folded into


class Stage(BaseModel):
    """A column of the map."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    icon: str = "circle"


class Touchpoint(BaseModel):
    """Where things happen, with the reason for its place.

    ``names`` are the recorded names that mean it: exact, or patterns with ``*``; matched without regard to case.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    channel: str = "other"
    stage: str | None = None
    names: tuple[str, ...] = ()
    ownership: str = "owned"  # owned, earned or partner
    passive: bool = False  # received by the customer, not done by them: a mail sent, an ad shown
    confidence: float = Field(1.0, ge=0, le=1)
    why: str = ""


class Catalogue(BaseModel):
    """All touchpoints and stages of a workspace, in the order of the map."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    template: str = ""  # empty: chosen from the words and the order of the names
    stages: tuple[Stage, ...] = ()
    touchpoints: tuple[Touchpoint, ...] = ()

    def stage_of(self, touchpoint: str) -> str | None:
        return next((t.stage for t in self.touchpoints if t.name == touchpoint), None)
