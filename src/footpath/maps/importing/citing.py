"""Which claims a map shows."""

from collections.abc import Iterator

from footpath.model.maps import JourneyMap


def cited(journey: JourneyMap) -> frozenset[str]:
    """The ids of all claims that anything on the map refers to."""
    return frozenset(name for name in _cited(journey) if name)


def _cited(journey: JourneyMap) -> Iterator[str | None]:
    named = (
        journey.figures, journey.personas, journey.differences, journey.actions, journey.measures, journey.opportunities,
        journey.employees,
    )  # fmt: skip
    for parts in named:
        yield from (part.claim for part in parts)
    for stage in journey.stages:
        yield from (stage.reach, stage.goes_on)
    for card in journey.touchpoints:
        yield from (card.reach, card.experience, card.effectiveness)
    for points in (journey.curve.points, *(curve.points for curve in journey.curve.personas)):
        yield from (point.claim for point in points)
    for pain in journey.pains:
        yield from pain.claims
    for chance in journey.opportunities:
        yield from (*chance.fit_claims, *(chance.bringing.claims if chance.bringing else ()))
    for goal in journey.goals:
        yield goal.claim
    for item in journey.checklist:
        yield from item.claims
    for gap in journey.gaps:
        yield from gap.claims


def without_unused(journey: JourneyMap, before: frozenset[str]) -> JourneyMap:
    """The map without the claims that were shown ``before`` and are no more."""
    unused = before - cited(journey)
    if not unused & journey.claims.keys():
        return journey
    return journey.model_copy(update={"claims": {name: c for name, c in journey.claims.items() if name not in unused}})
