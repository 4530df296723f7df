"""Ask every claim of a map again."""

import math

from footpath.errors import FootpathError
from footpath.maps.claims import Ask
from footpath.model.claims import Claim, ClaimVerdict
from footpath.model.maps import JourneyMap
from footpath.model.questions import Answer

SAME = 1e-9  # relative
LEAST_LEFT = 0.5  # a number without an interval has moved as long as it keeps this much of itself, and at most doubles


def check_map(journey_map: JourneyMap, ask: Ask) -> tuple[ClaimVerdict, ...]:
    """Does every claim of the map still hold?

    - *held*: the same question gives the same value (within 1e-9 of it).
    - *moved*: another value, but one that the claim's own interval holds; for a number without an interval, one between
      half and double of what it was.
    - *broken*: any other value, or the question cannot be asked any more, or its row is gone or empty.

    Returns:
        One verdict for each claim, in the order of the map.
    """
    answers: dict[str, Answer | FootpathError] = {}
    return tuple(_verdict(claim, ask, answers) for claim in journey_map.claims.values())


def _verdict(claim: Claim, ask: Ask, answers: dict[str, Answer | FootpathError]) -> ClaimVerdict:
    key = repr(claim.question)
    if key not in answers:
        answers[key] = _asked(claim, ask)
    answer = answers[key]
    if isinstance(answer, FootpathError):
        return _broken(claim, f"The question cannot be asked any more: {answer.message}")
    row = answer.pick(claim.pick)
    if row is None:
        return _broken(claim, "The answer has no such row any more.")
    now = row.get(claim.field)
    if isinstance(now, bool) or not isinstance(now, int | float) or math.isnan(now):
        return _broken(claim, f'The row has no "{claim.field}" any more.')
    return _compared(claim, float(now) * claim.factor + claim.offset)


def _asked(claim: Claim, ask: Ask) -> Answer | FootpathError:
    try:
        return ask(dict(claim.question))
    except FootpathError as error:
        return error


def _compared(claim: Claim, now: float) -> ClaimVerdict:
    was = claim.value
    if math.isclose(now, was, rel_tol=SAME, abs_tol=SAME * SAME):
        return ClaimVerdict(claim=claim.id, verdict="held", was=was, now=now)
    if claim.low is not None and claim.high is not None:
        inside = claim.low <= now <= claim.high
        why = f"{'Inside' if inside else 'Outside'} of its interval, {claim.low:.4g} to {claim.high:.4g}."
    else:
        inside = was != 0 and LEAST_LEFT <= now / was <= 1 / LEAST_LEFT
        why = "Between half and double of what it was." if inside else "Not between half and double of what it was."
    return ClaimVerdict(claim=claim.id, verdict="moved" if inside else "broken", was=was, now=now, why=why)


def _broken(claim: Claim, why: str) -> ClaimVerdict:
    return ClaimVerdict(claim=claim.id, verdict="broken", was=claim.value, why=why)
