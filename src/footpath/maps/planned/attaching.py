"""A planned journey put on a drawn map."""

from footpath.model.maps import JourneyMap


def with_plan(journey: JourneyMap, planned: JourneyMap) -> JourneyMap:
    """The map with the planned journey of another one, and its claims; a plan that stood there before gives way to it."""
    if planned.plan is None:
        return journey
    kept = {name: claim for name, claim in journey.claims.items() if not name.startswith("plan")}
    return journey.model_copy(update={"plan": planned.plan, "claims": {**kept, **planned.claims}})
