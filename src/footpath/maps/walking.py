"""A walk from one customer's events: what happened, after how long, what was said, and how usual each step is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from footpath.errors import SpecError
from footpath.maps.claims import Ask
from footpath.model.records import Tier
from footpath.model.small_cells import FEWEST
from footpath.model.walks import Step, Walk

MOST_STEPS = 40
FEWEST_STEPS = 5
LEAST_USUAL = 30  # times that something happened, before it is told how long it usually takes and how often it does
DAY_ONE = datetime(2000, 1, 1, tzinfo=UTC)  # where a walk begins when its own dates are not told
VALUE_DIGITS = 2  # leading digits of amounts, when the exact ones are not told


@dataclass(frozen=True)
class Met:
    """One event of the customer, as the records tell it, with the words that belong to it already scrubbed."""

    at: datetime
    touchpoint: str
    channel: str = ""
    stage: str = ""
    value: float | None = None
    promise: str = ""
    late_s: float | None = None
    said: str = ""
    source: str = ""
    experience: float | None = None
    tier: Tier = Tier.MEASURED
    emotion: str = ""


@dataclass(frozen=True)
class Usual:
    """How long, and how often, customers go from one touchpoint straight to another; what fewer than five did is not usual.

    Attributes:
        waits: by pair, the median in seconds, how often it happened, and to how many customers.
        visits: by touchpoint, how often customers came there.
    """

    waits: Mapping[tuple[str, str], tuple[float | None, int, int]]
    visits: Mapping[str, int]

    def wait(self, before: str, after: str) -> tuple[float | None, int]:
        median_s, count, customers = self.waits.get((before, after), (None, 0, 0))
        enough = count >= LEAST_USUAL and customers >= FEWEST
        return (median_s, count) if median_s is not None and enough else (None, 0)

    def share(self, here: str, after: str) -> tuple[float | None, int]:
        """Of all visits here, the share that this one followed."""
        visits = self.visits.get(here, 0)
        _, count, customers = self.waits.get((here, after), (None, 0, 0))
        return (count / visits, visits) if visits >= LEAST_USUAL and customers >= FEWEST else (None, 0)


def usual_steps(ask: Ask, where: Mapping[str, Any] | None = None, during: str | None = None) -> Usual:
    """What is usual among the events that the conditions and the period keep."""
    conditions = {name: value for name, value in (("where", dict(where or {})), ("during", during)) if value}
    moves = ask({"ask": "transitions", **conditions}).dicts()
    places = ask({"ask": "touchpoints", **conditions}).dicts()
    return Usual(
        {(row["from"], row["to"]): (row["median_s"], row["count"], row["customers"]) for row in moves},
        {row["touchpoint"]: row["events"] for row in places},
    )


def walk_of(
    customer: str,
    events: Sequence[Met],
    usual: Usual,
    *,
    chosen: str,
    of: int = 0,
    persona: str = "",
    currency: str = "",
    zone: str = "UTC",
    exact: bool = False,
) -> Walk:
    """The walk of a customer: the first 40 of their events, and how many are left out.

    Without ``exact`` no date and no amount leads back to anybody: the first day is 1 January 2000, the time of day stays
    to the minute, and amounts have two leading digits.

    Args:
        customer: a pseudonym.
        of: among how many it was chosen; 0 where somebody named the customer.
        zone: in which days and times of day are told.

    Raises:
        SpecError: it was chosen among fewer than five.
    """
    if 0 < of < FEWEST:
        raise SpecError(
            f"A journey chosen among {of} would say whose it is.",
            f"Choose among {FEWEST} journeys or more, or name one.",
        )
    shown = events[:MOST_STEPS]
    steps = tuple(_step(events, at, usual) for at in range(len(shown)))
    if not exact:
        steps = _shifted(steps, ZoneInfo(zone))
    return Walk(
        customer=customer,
        persona=persona,
        chosen=chosen,
        of=of,
        currency=currency,
        steps=steps,
        left_out=len(events) - len(shown),
    )


def _step(events: Sequence[Met], at: int, usual: Usual) -> Step:
    met = events[at]
    before = events[at - 1] if at else None
    after = events[at + 1] if at + 1 < len(events) else None
    usual_s, usual_n = usual.wait(before.touchpoint, met.touchpoint) if before else (None, 0)
    share, share_n = usual.share(met.touchpoint, after.touchpoint) if after else (None, 0)
    return Step(
        at=met.at,
        touchpoint=met.touchpoint,
        channel=met.channel,
        stage=met.stage,
        since_s=(met.at - before.at).total_seconds() if before else None,
        usual_s=usual_s,
        usual_n=usual_n,
        said=met.said,
        source=met.source,
        experience=met.experience,
        tier=met.tier,
        emotion=met.emotion,
        promise=met.promise,
        late_s=met.late_s,
        value=met.value,
        next_share=share,
        next_n=share_n,
    )


def _shifted(steps: tuple[Step, ...], zone: ZoneInfo) -> tuple[Step, ...]:
    """The same steps from day one on, with no date and no exact amount in them."""
    local = [step.at.astimezone(zone).replace(tzinfo=UTC, second=0, microsecond=0) for step in steps]
    first = local[0].replace(hour=0, minute=0) if local else DAY_ONE
    moved: timedelta = DAY_ONE - first
    return tuple(
        step.model_copy(update={"at": at + moved, "value": rounded(step.value)})
        for step, at in zip(steps, local, strict=True)
    )


def rounded(value: float | None) -> float | None:
    """An amount with two leading digits.

    Examples:
        >>> rounded(2031.8), rounded(-47.9), rounded(0.0), rounded(None)
        (2000.0, -48.0, 0.0, None)
    """
    return None if value is None else float(f"{value:.{VALUE_DIGITS}g}")
