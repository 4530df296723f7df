"""Guards: what a reader of a number should know before leaning on it, worked out from its question and its row.

Each is a plain key in ``Claim.badges``; what it means to a reader is said by whoever draws it. A guard never changes a number.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from footpath.model.claims import (
    CENSORED,
    MANY_TRIED,
    SMALL_N,
    SURVIVORSHIP,
    WHOSE_RATE,
    Claim,
)
from footpath.model.maps import JourneyMap

ENOUGH = 30  # behind a number, below which single customers move it
MOST_OPEN = 0.05  # of those that came, whose end is not known yet
# Fields that look only at those who went on to something later: the time it took them, how it was for them.
OF_SURVIVORS: Mapping[str, tuple[str, ...]] = {
    "conversion_times": ("median_s", "p90_s", "rest_median_s"),
    "dwell": ("median_s", "p90_s", "slow", "rest_median_s"),
    "expectations": ("over_share", "median_actual_s", "median_over_s"),
    "promises": ("rate", "broken", "median_late_s", "score_broken", "score_kept"),
    "stage_transitions": ("median_s",),
    "stages": ("median_s",),
    "support": ("median_s", "p90_s"),
    "transitions": ("median_s",),
}
# Questions that try many things and tell those that stand out.
OF_MANY = ("compare", "leavers", "moments", "spikes", "drivers", "profile", "nonresponse")


def guards_of_row(
    question: Mapping[str, Any], row: Mapping[str, Any], field: str, n: int, caution: str
) -> tuple[str, ...]:
    """The guards that a number needs by its own row.

    Args:
        n: what the number was counted over.
        caution: what is said of how it was found.
    """
    ask = str(question.get("ask", ""))
    told = {
        SMALL_N: is_small(n),
        SURVIVORSHIP: is_of_survivors(ask, field),
        CENSORED: is_censored(ask, row, field, n),
        MANY_TRIED: is_one_of_many(ask, row, caution),
    }
    return tuple(badge for badge, needed in told.items() if needed)


def is_small(n: int) -> bool:
    """Fewer than 30 are behind it."""
    return n < ENOUGH


def is_of_survivors(ask: str, field: str) -> bool:
    """It looks only at those who went on: whoever gave up on the way is not in it.

    Waits are counted where they ended, promises where what was promised came, times between stages of those who got there.
    """
    return field in OF_SURVIVORS.get(ask, ())


def is_censored(ask: str, row: Mapping[str, Any], field: str, n: int) -> bool:
    """More than 5% of those that came are still open: how it ends for them is not known, and the number leaves them out.

    Kaplan–Meier figures count them for as long as they were seen, and figures of the rest have open ones of their own.
    """
    still = row.get("open")
    if still is True:
        return ask == "stickiness"  # the period itself is not over; elsewhere it says that something goes on
    if not isinstance(still, int) or isinstance(still, bool) or field.startswith(("rest_", "km_", "open")):
        return False
    return still > MOST_OPEN * (still + n)


def is_one_of_many(ask: str, row: Mapping[str, Any], caution: str) -> bool:
    """It was picked because it stands out among many that were tried.

    Its chance is corrected for their number, yet what is picked for being far out tends to lie less far out next time.
    """
    return ask in OF_MANY or row.get("q") is not None or "comparisons" in caution


def with_whose(journey_map: JourneyMap) -> JourneyMap:
    """The same map, with the guard on each rate whose n is not all customers of the map: a rate of whom?

    Nothing is marked where the map does not say how many customers it is of.
    """
    everybody = next(_of_all(journey_map), None)
    if everybody is None:
        return journey_map
    claims = {name: _whose(claim, everybody) for name, claim in journey_map.claims.items()}
    return journey_map.model_copy(update={"claims": claims})


def _of_all(journey_map: JourneyMap) -> Iterator[int]:
    """How many customers the map is of, from the claim that counts them."""
    for claim in journey_map.claims.values():
        if claim.question.get("ask") == "overview" and claim.field == "customers" and not claim.pick:
            yield round(claim.value)


def _whose(claim: Claim, everybody: int) -> Claim:
    is_part = claim.unit == "share" and claim.n != everybody
    badges = tuple(badge for badge in claim.badges if badge != WHOSE_RATE) + ((WHOSE_RATE,) if is_part else ())
    return claim if badges == claim.badges else claim.model_copy(update={"badges": badges})
