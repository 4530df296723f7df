"""A future map: a current one with planned changes. Its figures stay those that are known now; targets stand beside them."""

from collections.abc import Iterable
from typing import Any

from footpath.errors import MapError
from footpath.maps.future.resolving import resolve
from footpath.maps.future.wishes import Wish
from footpath.model.futures import PlannedChange
from footpath.model.maps import JourneyMap, TouchpointCard
from footpath.model.records import Tier

_AT_TOUCHPOINTS = ("quotes", "pains", "praises", "moments", "opportunities")  # lists of what stands at a touchpoint


def plan_future(current: JourneyMap, wishes: Iterable[Wish]) -> JourneyMap:
    """What shall the journey be?

    The changes are made in their order, each on the map that those before it left. What stands at a removed touchpoint goes with it; what stands
    at a moved one moves with it. Every claim stays, so what is known now can be asked again; a target is no claim and stands
    in ``planned_changes`` alone. ``current_curve`` is the curve of the map that was started from. A future map may be
    planned further.

    Returns:
        The same map in state "future"; the stages and all claims are those of ``current``.

    Raises:
        MapError: a wish is about what the map has not; none of them is made then.
    """
    future = current
    if current.state != "future":
        clean = {"planned_changes": (), "reached": (), "current_curve": current.curve}
        future = current.model_copy(update={"state": "future", **clean})
    for wish in wishes:
        future = _with_change(future, resolve(future, wish))
    return future


def rebase_future(future: JourneyMap, current: JourneyMap) -> tuple[JourneyMap, tuple[str, ...]]:
    """The same plans on a newer map of what is.

    Returns:
        The new future map, and in sentences which changes no longer apply: because they happened, or because the newer map
        has not what they are about.
    """
    rebased, lost = plan_future(current, ()), []
    for change in future.planned_changes:
        try:
            rebased = plan_future(rebased, [_as_wish(future, change)])
        except MapError as error:
            lost.append(error.message)
    return rebased, tuple(lost)


def _as_wish(future: JourneyMap, change: PlannedChange) -> Wish:
    said = f"{change.what} {change.touchpoint or change.stage} {change.of}".strip()
    planned: dict[str, Any] = {"by_on": change.by_on, "why": change.why, "owner": change.owner}
    if change.what == "target":
        unit = future.claims[change.claim].unit if change.claim else "experience"
        value = f"{change.target!r}s" if unit == "seconds" else repr(change.target)
        return Wish("target", said, of=_name_of(future, change), target=value, **planned)
    stage = change.stage if change.what == "remove" else change.to_stage
    return Wish(change.what, said, change.touchpoint, stage, change.channel, **planned)


def _name_of(future: JourneyMap, change: PlannedChange) -> str:
    """What people would write for the number of a target."""
    pain = next((pain for pain in future.pains if pain.id == change.of), None)
    if pain is not None:
        return f"{pain.touchpoint}.{[*pain.kinds, 'pain'][0]}"
    if change.touchpoint:
        return f"{change.touchpoint}@{change.stage}.{change.of}"
    return f"{change.stage}.{change.of}" if change.stage else change.of


def _with_change(future: JourneyMap, change: PlannedChange) -> JourneyMap:
    changed = {"planned_changes": (*future.planned_changes, change), "reached": ()}
    made = {"remove": _removed, "add": _added, "move": _moved}.get(change.what)
    return future.model_copy(update={**changed, **(made(future, change) if made else {})})


def _added(future: JourneyMap, change: PlannedChange) -> dict[str, Any]:
    card = TouchpointCard(stage=change.stage, name=change.touchpoint, channel=change.channel, tier=Tier.ASSUMED)
    return {"touchpoints": (*future.touchpoints, card)}


def _removed(future: JourneyMap, change: PlannedChange) -> dict[str, Any]:
    here = (change.stage, change.touchpoint)
    gone = {pain.id for pain in future.pains if (pain.stage, pain.touchpoint) == here}
    kept: dict[str, Any] = {
        name: tuple(one for one in getattr(future, name) if (one.stage, one.touchpoint) != here)
        for name in _AT_TOUCHPOINTS
    }
    kept["opportunities"] = tuple(item for item in kept["opportunities"] if item.pain not in gone)
    kept["touchpoints"] = tuple(card for card in future.touchpoints if (card.stage, card.name) != here)
    kept["curve"] = _curve(future, lambda point: None if (point.stage, point.touchpoint) == here else point)
    kept["flows"] = tuple(
        flow for flow in future.flows if change.touchpoint not in (flow.from_touchpoint, flow.to_touchpoint)
    )
    kept["parts"] = tuple(link for link in future.parts if (link.stage, link.touchpoint) != here)
    return kept


def _moved(future: JourneyMap, change: PlannedChange) -> dict[str, Any]:
    here = (change.stage, change.touchpoint)

    def moved(one: Any) -> Any:
        return one.model_copy(update={"stage": change.to_stage}) if (one.stage, one.touchpoint) == here else one

    kept: dict[str, Any] = {name: tuple(map(moved, getattr(future, name))) for name in (*_AT_TOUCHPOINTS, "parts")}
    cards = [card for card in future.touchpoints if (card.stage, card.name) != here]
    card = next(card for card in future.touchpoints if (card.stage, card.name) == here)
    kept["touchpoints"] = (*cards, card.model_copy(update={"stage": change.to_stage}))
    kept["curve"] = _curve(future, moved)
    return kept


def _curve(future: JourneyMap, change: Any) -> Any:
    """The curve with each of its points, and of the personas' curves, changed or left out."""
    points = tuple(new for point in future.curve.points if (new := change(point)) is not None)
    personas = tuple(
        one.model_copy(update={"points": tuple(new for point in one.points if (new := change(point)) is not None)})
        for one in future.curve.personas
    )
    return future.curve.model_copy(update={"points": points, "personas": tuple(one for one in personas if one.points)})
