"""One journey, step by step: a real customer's, under another name, as it can be played."""

from datetime import datetime

from footpath.model.parts import Part
from footpath.model.records import Tier


class Step(Part):
    """One event of a walk.

    Attributes:
        since_s: seconds since the step before; ``usual_s`` what half of all customers take for this pair, of ``usual_n``.
        said: the customer's own words, scrubbed; ``experience`` −1..1, with the tier of how it was tied to this step.
        promise: "kept" or "broken" where something was promised; ``late_s`` by how much.
        next_share: of those who come here, the share who do next what this customer did, of ``next_n``.
    """

    at: datetime
    touchpoint: str
    channel: str = ""
    stage: str = ""
    since_s: float | None = None
    usual_s: float | None = None
    usual_n: int = 0
    said: str = ""
    source: str = ""
    experience: float | None = None
    tier: Tier = Tier.MEASURED
    emotion: str = ""
    promise: str = ""
    late_s: float | None = None
    value: float | None = None
    next_share: float | None = None
    next_n: int = 0


class Walk(Part):
    """A journey to play.

    Attributes:
        customer: a pseudonym that says nothing about who it is.
        chosen: how this journey was chosen, in a sentence.
        of: among how many it was chosen.
        left_out: events that are not shown (too many), told.
    """

    customer: str
    persona: str = ""
    chosen: str
    of: int = 0
    currency: str = ""
    steps: tuple[Step, ...] = ()
    left_out: int = 0
