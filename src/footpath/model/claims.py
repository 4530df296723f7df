"""A claim: a statement on a map that rests on a question (design §1), and what asking it again gave."""

from datetime import datetime
from typing import Any, Literal

from pydantic import ValidationInfo, field_validator

from footpath.model.parts import Part
from footpath.model.records import Tier
from footpath.model.small_cells import is_small_cell

Unit = Literal["share", "count", "score", "seconds", "money", "experience", "nps", "points"]
Verdict = Literal["held", "within", "moved", "broken", "unasked"]

# What a reader should know of a number: `footpath.maps.guards` says when, the drawing says what it means.
SMALL_N = "small n"
SURVIVORSHIP = "survivorship"
CENSORED = "censored"
MANY_TRIED = "many tried"
WHOSE_RATE = "whose rate"
BADGES = (SMALL_N, SURVIVORSHIP, CENSORED, MANY_TRIED, WHOSE_RATE)


class Sample(Part):
    """A record behind a claim: a pseudonymous customer, when, where, and what was said (scrubbed of personal data)."""

    customer: str
    at: datetime | None = None
    touchpoint: str = ""
    text: str = ""


class Claim(Part):
    """A statement that rests on a question (design §1).

    ``pick`` are the key fields of the answer's row: asking ``question`` again, picking the row and taking
    ``field × factor + offset`` gives ``value``.
    ``low_field``/``high_field`` name the interval's fields in the same row; empty when the number has none (a full count).
    """

    id: str
    text: str
    question: dict[str, Any]
    pick: dict[str, Any] = {}
    field: str
    low_field: str = ""
    high_field: str = ""
    factor: float = 1.0
    offset: float = 0.0
    value: float
    low: float | None = None
    high: float | None = None
    n: int
    unit: Unit
    from_at: datetime | None = None
    to_at: datetime | None = None
    tier: Tier = Tier.MEASURED
    samples: tuple[Sample, ...] = ()
    caution: str = ""  # e.g. "small n", "compared 140 pairs, corrected for it"
    badges: tuple[str, ...] = ()  # of `BADGES`, by the rules of `maps/guards.py`

    @field_validator("samples")
    @classmethod
    def _of_no_small_cell(cls, samples: tuple[Sample, ...], known: ValidationInfo) -> tuple[Sample, ...]:
        """Records of so few that a number tells of single customers are left out."""
        told = known.data
        if not {"value", "n", "unit"} <= told.keys():  # one of them was refused, and the claim with it
            return samples
        return () if is_small_cell(told["value"], told["n"], told["unit"]) else samples


class ClaimVerdict(Part):
    """What asking a claim again gave.

    Attributes:
        verdict: *held*: the same value; *within*: another, inside of the claim's own interval; *moved*: beyond it;
            *broken*: no longer what the statement says (a counted number halved or doubled, a row that is gone);
            *unasked*: the question cannot be asked any more, and ``why`` says what is gone.
    """

    claim: str
    verdict: Verdict
    was: float
    now: float | None = None
    why: str = ""
