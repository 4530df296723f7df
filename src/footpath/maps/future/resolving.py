"""What a wish means on a map."""

from typing import Any

from footpath.errors import MapError
from footpath.maps.future.naming import card_named, number_named, split_place, stage_named
from footpath.maps.future.values import read_target
from footpath.maps.future.wishes import Wish
from footpath.model.futures import PlannedChange
from footpath.model.maps import JourneyMap

_NEW = "other"  # the channel of a new touchpoint, where none is said


def resolve(journey: JourneyMap, wish: Wish) -> PlannedChange:
    """The change that a wish means.

    Raises:
        MapError: the map has not what it is about, or there already is what it wants.
    """
    planned: dict[str, Any] = {"by_on": wish.by_on, "why": wish.why, "owner": wish.owner}
    if wish.what == "target":
        number = number_named(journey, wish.of, wish.said)
        value = read_target(wish.target, number.unit, wish.said)
        about = {"touchpoint": number.touchpoint, "stage": number.stage, "of": number.of, "claim": number.claim}
        return PlannedChange(what="target", target=value, **about, **planned)
    name, stage, channel = _place(journey, wish)
    if wish.what == "add":
        return _added(journey, wish, name, stage, channel or _NEW, planned)
    if wish.what == "move":
        return _moved(journey, wish, name, stage, planned)
    card = card_named(journey, name, stage_named(journey, stage, wish.said) if stage else "", wish.said)
    place = {"touchpoint": card.name, "stage": card.stage, "channel": card.channel, "claim": card.reach}
    return PlannedChange(what="remove", **place, **planned)


def _place(journey: JourneyMap, wish: Wish) -> tuple[str, str, str]:
    return split_place(journey, wish.touchpoint) if wish.typed else (wish.touchpoint, wish.stage, wish.channel)


def _added(
    journey: JourneyMap, wish: Wish, name: str, stage: str, channel: str, planned: dict[str, Any]
) -> PlannedChange:
    if not name or not stage:
        raise MapError(
            f"{wish.said} does not say where.", 'Write it as "Touchpoint@Stage" or "Touchpoint@Stage/channel".'
        )
    stage = stage_named(journey, stage, wish.said)
    if any(card.name == name and card.stage == stage for card in journey.touchpoints):
        raise MapError(
            f'{wish.said}: "{name}" stands in {stage} already.', "Set a target for it, or name it otherwise."
        )
    place = {"touchpoint": name, "stage": stage, "to_stage": stage, "channel": channel}
    return PlannedChange(what="add", **place, **planned)


def _moved(journey: JourneyMap, wish: Wish, name: str, stage: str, planned: dict[str, Any]) -> PlannedChange:
    if not stage:
        raise MapError(f"{wish.said} does not say where to.", 'Write it as "Touchpoint@Stage".')
    to_stage = stage_named(journey, stage, wish.said)
    card = card_named(journey, name, "", wish.said)
    if card.stage == to_stage:
        raise MapError(f'{wish.said}: "{card.name}" stands in {to_stage} already.', "Move it to another stage.")
    place = {"touchpoint": card.name, "stage": card.stage, "to_stage": to_stage, "channel": card.channel}
    return PlannedChange(what="move", claim=card.reach, **place, **planned)
