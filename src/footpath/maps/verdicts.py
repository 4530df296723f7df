"""What asking a claim again gave: the rules that compare then with now.

- *held*: the same value, within 1e-9 of it.
- *within*: another value, no further away than chance explains: the 95% interval of the difference between then and now
  holds zero. Where the number of now has no interval, it has to lie in the claim's own.
- *moved*: further away; for a number without an interval, any other value. Also where the number held and its sentence says
  another one, which its answer does not give: somebody rewrote it, or what it is compared with moved (`footpath.maps.check`).
- *broken*: no longer what the statement says. Its row is gone; a number without an interval is less than half or more than
  double of what it was; a figure that was on one side of its comparison's, each outside of the other's interval, is on the other
  side of it; the difference that a finding rests on is no longer told from chance, as one of the two lies within the interval of the other.
- *unasked*: the question cannot be asked (a name is gone, this version does not know it), or the row has too few behind it to
  give the number. Nothing is said about whether the statement is true.

Source of the interval of a difference: G. Y. Zou and A. Donner, "Construction of confidence limits about effect measures",
Statistics in Medicine 27 (2008): each side's own limits, squared and added.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from footpath.model.claims import Claim, ClaimVerdict, Verdict
from footpath.model.maps import JourneyMap

SAME = 1e-9  # relative
LEAST_LEFT = (
    0.5  # a number without an interval still says the same while it keeps this much of itself, and at most doubles
)
REST = "rest_"  # before the name of a field: the same figure of what it is compared with


@dataclass(frozen=True)
class Figure:
    """A value with its interval, both ends or none."""

    value: float
    low: float | None = None
    high: float | None = None

    def holds(self, value: float) -> bool:
        return self.low is not None and self.high is not None and self.low <= value <= self.high

    @property
    def bounded(self) -> bool:
        return self.low is not None and self.high is not None


@dataclass(frozen=True)
class Statement:
    """What a claim says besides its value.

    Attributes:
        rest: the claim of what it is compared with, in the same row.
        finding: a pain, a praise or a moment of truth rests on it.
    """

    rest: Claim | None = None
    finding: bool = False


class Partners:
    """Which claims of a map are compared with which, and which ones findings rest on."""

    def __init__(self, journey_map: JourneyMap) -> None:
        self._rests = {
            _place(claim, claim.field): claim
            for claim in journey_map.claims.values()
            if claim.field.startswith(REST) and _plain(claim)
        }
        evidence = [one.claims for one in journey_map.pains]
        evidence += [one.claims for one in journey_map.praises]
        evidence += [(one.difference, *one.claims) for one in journey_map.moments]
        self._found = {name for claims in evidence for name in claims}

    def statement(self, claim: Claim) -> Statement:
        rest = self._rests.get(_place(claim, REST + claim.field)) if _plain(claim) else None
        return Statement(rest, claim.id in self._found)


def _place(claim: Claim, field: str) -> str:
    return json.dumps([claim.question, claim.pick, field], sort_keys=True, default=str)


def _plain(claim: Claim) -> bool:
    """Does the claim say the field itself, and nothing worked out from it?"""
    return claim.factor == 1.0 and claim.offset == 0.0


def judge(claim: Claim, row: Mapping[str, Any] | None, statement: Statement) -> ClaimVerdict:
    """The verdict on a claim whose row is ``row`` now."""
    if row is None:
        return _said(claim, "broken", None, "The answer has no such row any more.")
    if claim.field not in row:
        return unasked(claim, f'Answers have no field "{claim.field}" in this version.')
    now = _figure(claim, row)
    if now is None:
        return unasked(claim, f'There are too few behind "{claim.field}" to say it.')
    was = Figure(claim.value, claim.low, claim.high)
    if math.isclose(now.value, was.value, rel_tol=SAME, abs_tol=SAME * SAME):
        return _said(claim, "held", now.value, "")
    broken = _no_longer_true(was, now, _rest_then(statement), _rest_now(statement, row), finding=statement.finding)
    broken = broken or (_gone(was, now) if statement.finding and "difference" in claim.field else "")
    if broken:
        return _said(claim, "broken", now.value, broken)
    return _compared(claim, was, now)


def unasked(claim: Claim, why: str) -> ClaimVerdict:
    return _said(claim, "unasked", None, why)


def _said(claim: Claim, verdict: Verdict, now: float | None, why: str) -> ClaimVerdict:
    return ClaimVerdict(claim=claim.id, verdict=verdict, was=claim.value, now=now, why=why)


def _figure(claim: Claim, row: Mapping[str, Any]) -> Figure | None:
    """The claim's number in a row; None where there is none."""
    value = _number(row.get(claim.field), claim)
    if value is None:
        return None
    ends = [_number(row.get(name), claim) for name in (claim.low_field, claim.high_field) if name]
    known = [end for end in ends if end is not None]
    return Figure(value, min(known), max(known)) if len(known) == 2 else Figure(value)


def _number(value: Any, claim: Claim) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value) * claim.factor + claim.offset


def _rest_then(statement: Statement) -> Figure | None:
    rest = statement.rest
    return Figure(rest.value, rest.low, rest.high) if rest is not None else None


def _rest_now(statement: Statement, row: Mapping[str, Any]) -> Figure | None:
    return _figure(statement.rest, row) if statement.rest is not None else None


def _no_longer_true(was: Figure, now: Figure, rest_was: Figure | None, rest: Figure | None, *, finding: bool) -> str:
    """Why the comparison that a claim states no longer holds; nothing while it does, and where it states none."""
    if rest_was is None or rest is None or not _apart(was, rest_was):
        return ""
    if (was.value - rest_was.value) * (now.value - rest.value) <= 0:
        return f"It was {_side(was, rest_was)} its comparison, now it is {now.value:.4g} against {rest.value:.4g}."
    if finding and not _apart(now, rest):
        return (
            f"It no longer differs from its comparison by more than chance: {now.value:.4g} against {rest.value:.4g}."
        )
    return ""


def _apart(one: Figure, other: Figure) -> bool:
    """Does each lie outside of the other's interval? One without an interval holds nothing."""
    return one.value != other.value and not one.holds(other.value) and not other.holds(one.value)


def _side(one: Figure, other: Figure) -> str:
    return "above" if one.value > other.value else "below"


def _gone(was: Figure, now: Figure) -> str:
    """Why a difference is none any more."""
    if was.bounded and not was.holds(0.0) and (now.holds(0.0) or was.value * now.value <= 0):
        return "The difference is no longer told from none."
    return ""


def _compared(claim: Claim, was: Figure, now: Figure) -> ClaimVerdict:
    if was.low is not None and was.high is not None:
        span = f"{was.low:.4g} to {was.high:.4g}"
        if agree(was, now):
            where = (
                f"inside of its interval, {span}" if was.holds(now.value) else "no further away than chance explains"
            )
            return _said(claim, "within", now.value, f"{now.value:.4g} now, {where}.")
        return _said(claim, "moved", now.value, f"{now.value:.4g} now, outside of its interval, {span}.")
    if was.value != 0 and LEAST_LEFT <= now.value / was.value <= 1 / LEAST_LEFT:
        return _said(claim, "moved", now.value, f"{now.value:.4g} now, {was.value:.4g} then.")
    return _said(
        claim, "broken", now.value, f"{now.value:.4g} now: not between half and double of {was.value:.4g} then."
    )


def agree(was: Figure, now: Figure) -> bool:
    """May the two be the same but for chance?

    Examples:
        >>> agree(Figure(0.40, 0.30, 0.50), Figure(0.51, 0.45, 0.57)), agree(Figure(0.40, 0.38, 0.42), Figure(0.52, 0.50, 0.54))
        (True, False)
    """
    if was.low is None or was.high is None:
        return was.value == now.value
    up = now.value > was.value
    before = was.high - was.value if up else was.value - was.low
    facing = now.low if up else now.high
    after = abs(now.value - facing) if facing is not None else 0.0
    return abs(now.value - was.value) <= math.hypot(before, after)
