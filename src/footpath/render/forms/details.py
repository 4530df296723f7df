"""Three levels of detail, as three maps: what is not shown is not in the map that is laid out."""

from collections.abc import Iterable
from typing import Literal, get_args

from footpath.errors import MapError
from footpath.model.findings import Opportunity
from footpath.model.maps import JourneyMap, TouchpointCard
from footpath.render.text import clean

Detail = Literal["overview", "standard", "full"]
DETAILS: tuple[Detail, ...] = get_args(Detail)
_TOUCHPOINTS, _PAINS = 3, 4  # of an overview: cards of a stage, pains of the map
_GOALS = 4  # more of them are for full detail


def at_detail(journey: JourneyMap, detail: str) -> JourneyMap:
    """The map with what a level of detail shows.

    *overview*: of each stage the three touchpoints that matter most, the four worst pains, no lanes of words and measures.
    *standard*: one answer to each pain, and the goals if they are few. *full*: everything.

    Raises:
        MapError: there is no such level.
    """
    if detail not in DETAILS:
        raise MapError(f'There is no level of detail "{clean(detail)}".', f"Choose {', '.join(DETAILS)}.")
    if detail == "full":
        return journey
    answers = tuple(_first_answers(journey.opportunities))
    if detail == "standard":
        goals = journey.goals if len(journey.goals) <= _GOALS else ()
        return journey.model_copy(update={"opportunities": answers, "checklist": (), "gaps": (), "goals": goals})
    pains = tuple(sorted(journey.pains, key=lambda pain: -pain.severity)[:_PAINS])
    kept = {pain.id for pain in pains}
    cards = tuple(_main_cards(journey, {pain.touchpoint for pain in pains}))
    curve = journey.curve.model_copy(update={"personas": ()})
    return journey.model_copy(
        update={
            "touchpoints": cards,
            "curve": curve,
            "pains": tuple(pain for pain in journey.pains if pain.id in kept),
            "opportunities": tuple(one for one in answers if one.pain in kept),
            **dict.fromkeys(
                ("aims", "actions", "quotes", "measures", "employees", "checklist", "gaps", "goals", "praises"), ()
            ),
        }
    )


def _first_answers(opportunities: Iterable[Opportunity]) -> Iterable[Opportunity]:
    seen: set[str] = set()
    for one in opportunities:
        if one.pain is None or one.pain not in seen:
            seen.add(one.pain or "")
            yield one


def _main_cards(journey: JourneyMap, hurting: set[str]) -> Iterable[TouchpointCard]:
    """Those with a pain, then those that most come to, in the order of the map."""
    for stage in journey.stages:
        here = [card for card in journey.touchpoints if card.stage == stage.name]
        reach = {card.name: journey.claims[card.reach].value if card.reach in journey.claims else -1.0 for card in here}
        ranked = sorted(here, key=lambda card: (card.name not in hurting, -reach[card.name]))
        kept = [card.name for card in ranked[:_TOUCHPOINTS]]
        yield from (card for card in here if card.name in kept)
