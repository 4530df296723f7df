"""How people name what is on a map: touchpoints, stages, and every number that can have a target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from footpath.errors import MapError
from footpath.model.claims import Unit
from footpath.model.maps import JourneyMap, TouchpointCard

EXPERIENCE = "experience"
_OF_CARDS = (EXPERIENCE, "reach", "effectiveness")


@dataclass(frozen=True)
class Number:
    """A number of a map that can have a target; without a claim where no record speaks of it yet."""

    touchpoint: str
    stage: str
    of: str
    claim: str | None
    unit: Unit


def numbers_of(journey: JourneyMap) -> dict[str, Number]:
    """Every number that can have a target, by the name that people write: "Delivery.experience", "Purchase.goes on", "NPS".

    A touchpoint that stands in two stages is named with its stage: "Help@Retention.reach". What two numbers are called is
    no name of either.
    """
    found: dict[str, Number | None] = {}
    for name, number in _named(journey):
        known = found.setdefault(name, number)
        if known is not None and (known.claim != number.claim or (known.claim is None and known != number)):
            found[name] = None
    return {name: number for name, number in found.items() if number is not None}


def number_named(journey: JourneyMap, text: str, said: str) -> Number:
    """The number that a text means.

    Raises:
        MapError: there is none; it names the closest.
    """
    numbers = numbers_of(journey)
    for folded in (str, _folded):
        hits = {number for name, number in numbers.items() if folded(name) == folded(text)}
        if len(hits) == 1:
            return hits.pop()
    raise MapError(f'{said}: the map has no number "{text}".', f"Closest: {_closest(text, list(numbers))}.")


def card_named(journey: JourneyMap, name: str, stage: str, said: str) -> TouchpointCard:
    """The card that a name means, within a stage where one is given.

    Raises:
        MapError: there is none, or there are several.
    """
    cards = [card for card in journey.touchpoints if not stage or card.stage == stage]
    for folded in (str, _folded):
        hits = [card for card in cards if folded(card.name) == folded(name)]
        if len(hits) > 1:
            stages = " and in ".join(card.stage for card in hits)
            raise MapError(f'{said}: "{name}" stands in {stages}.', f'Name one, as "{name}@{hits[0].stage}".')
        if hits:
            return hits[0]
    closest = _closest(name, [card.name for card in cards])
    raise MapError(f'{said}: the map has no touchpoint "{name}".', f"Closest: {closest}.")


def stage_named(journey: JourneyMap, name: str, said: str) -> str:
    """The stage that a name means.

    Raises:
        MapError: the map has no such stage.
    """
    known = [stage.name for stage in journey.stages]
    found = [one for one in known if one == name] or [one for one in known if _folded(one) == _folded(name)]
    if not found:
        raise MapError(f'{said}: the map has no stage "{name}".', f"Its stages: {', '.join(known)}.")
    return found[0]


def split_place(journey: JourneyMap, text: str) -> tuple[str, str, str]:
    """ "Chat help@Decision/chat" as name, stage and channel; the last two are empty where they are not said.

    Names and stages may hold "@" and "/" themselves: what the map knows is understood as such.
    """
    cards = {_folded(card.name) for card in journey.touchpoints}
    stages = {_folded(stage.name) for stage in journey.stages}
    if _folded(text) in cards:
        return text.strip(), "", ""
    for at in range(len(text) - 1, 0, -1):
        if text[at] == "@":
            name, place = text[:at].strip(), text[at + 1 :].strip()
            head, slash, channel = place.rpartition("/")
            if _folded(place) in stages:
                return name, place, ""
            if slash and _folded(head) in stages:
                return name, head.strip(), channel.strip()
    name, _, place = text.rpartition("@")
    return (name.strip(), place.partition("/")[0].strip(), "") if name else (text.strip(), "", "")


def _named(journey: JourneyMap) -> Iterator[tuple[str, Number]]:
    for card in journey.touchpoints:
        for of in _OF_CARDS:
            claim = getattr(card, of)
            if claim in journey.claims or of == EXPERIENCE:
                held = claim if claim in journey.claims else None
                unit = journey.claims[held].unit if held else "experience"
                for name in (card.name, f"{card.name}@{card.stage}"):
                    yield f"{name}.{of}", Number(card.name, card.stage, of, held, unit)
    for stage in journey.stages:
        yield from _of_claim(journey, f"{stage.name}.goes on", "", stage.name, "goes on", stage.goes_on)
    for measure in journey.measures:
        yield from _of_claim(
            journey, f"{measure.stage}.{measure.label}", "", measure.stage, measure.label, measure.claim
        )
    for figure in journey.figures:
        yield from _of_claim(journey, figure.label, "", "", figure.label, figure.claim)
    for pain in journey.pains:
        for name in (pain.id, f"{pain.touchpoint}.{[*pain.kinds, 'pain'][0]}"):
            proof = [*pain.claims, None][0]
            yield from _of_claim(journey, name, pain.touchpoint, pain.stage, pain.id, proof)


def _of_claim(
    journey: JourneyMap, name: str, touchpoint: str, stage: str, of: str, claim: str | None
) -> Iterator[tuple[str, Number]]:
    if claim is not None and claim in journey.claims:
        yield name, Number(touchpoint, stage, of, claim, journey.claims[claim].unit)


def _folded(text: str) -> str:
    return " ".join(text.replace("_", " ").casefold().split())


def _closest(wanted: str, known: Sequence[str]) -> str:
    folded = {_folded(name): name for name in known}
    near = get_close_matches(_folded(wanted), folded, n=3, cutoff=0.4)
    return ", ".join(f'"{folded[name]}"' for name in near) or ", ".join(f'"{name}"' for name in known[:3]) or "none"
