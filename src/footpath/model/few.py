"""A map as it may be shown: without what tells of fewer than five.

A draft makes no such claim. A map that another program wrote, or an older Footpath, may hold one; so every entry of `render`
draws the map that stands here, and an edited workbook is read back onto it.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from footpath.model.findings import Worth
from footpath.model.futures import Reached
from footpath.model.maps import Curve, JourneyMap, PersonaCard
from footpath.model.small_cells import FEWEST, tells_of_few
from footpath.model.walks import Step, Walk

# By list, the field whose (first) claim proves the card: its texts are that claim in words, so the card goes with it.
_PROOF = {
    "figures": "claim", "aims": "claim", "pains": "claims", "praises": "claims", "moments": "difference", "measures": "claim",
    "differences": "claim", "employees": "claim", "checklist": "claims", "gaps": "claims", "personas": "claim", "flows": "claim",
}  # fmt: skip
# By list, the fields whose claim is one figure of several: the part stays without it.
_FIGURES = {
    "stages": ("reach", "goes_on"), "touchpoints": ("reach", "experience", "effectiveness"), "actions": ("claim",),
    "planned_changes": ("claim",),
}  # fmt: skip


def without_few(journey: JourneyMap) -> JourneyMap:
    """The map without shares, scores, experiences, times and amounts of fewer than five, and without the cards that are such a
    number in words. Plain counts stay, as does what a goal is about: somebody asked for that very number.

    Returns:
        The map itself where there is nothing to leave out.
    """
    few = _few(journey)
    walk = journey.walk and walk_of_enough(journey.walk)
    if not few and walk == journey.walk:
        return journey
    parts: dict[str, Any] = {
        name: tuple(part for part in getattr(journey, name) if _proof(part, field) not in few)
        for name, field in _PROOF.items()
    }
    parts |= {
        name: tuple(_without_figures(part, fields, few) for part in getattr(journey, name))
        for name, fields in _FIGURES.items()
    }
    pains = {pain.id for pain in parts["pains"]}
    parts["pains"] = _with_worth(parts["pains"], "stake", few)
    chances = _with_worth(journey.opportunities, "bringing", few)
    parts["opportunities"] = tuple(_chance(chance, pains, few) for chance in chances)
    parts["personas"] = tuple(_persona(card, few) for card in parts["personas"])
    parts["reached"] = tuple(_reached(one, few) for one in journey.reached)
    parts |= {"curve": _curve(journey.curve, few), "walk": walk}
    parts["current_curve"] = journey.current_curve and _curve(journey.current_curve, few)
    parts["claims"] = {name: claim for name, claim in journey.claims.items() if name not in few}
    return journey.model_copy(update=parts)


def walk_of_enough(walk: Walk) -> Walk | None:
    """A walk whose steps say nothing of what fewer than five do; none where it was chosen among so few."""
    if 0 < walk.of < FEWEST:
        return None
    steps = tuple(_step(step) for step in walk.steps)
    return walk if steps == walk.steps else walk.model_copy(update={"steps": steps})


def _few(journey: JourneyMap) -> frozenset[str]:
    asked = {goal.claim for goal in journey.goals}
    told = (name for name, claim in journey.claims.items() if tells_of_few(claim.value, claim.n, claim.unit))
    return frozenset(name for name in told if name not in asked)


def _proof(part: Any, field: str) -> str | None:
    held = getattr(part, field)
    return held if isinstance(held, str | None) else next(iter(held), None)


def _without_figures(part: Any, fields: Sequence[str], few: frozenset[str]) -> Any:
    gone = {field: None for field in fields if getattr(part, field) in few}
    return part.model_copy(update=gone) if gone else part


def _with_worth(parts: Sequence[Any], field: str, few: frozenset[str]) -> tuple[Any, ...]:
    """Parts without a worth that was reckoned with a number of so few."""

    def rests_on_few(worth: Worth | None) -> bool:
        return worth is not None and not few.isdisjoint(worth.claims)

    return tuple(
        part.model_copy(update={field: None}) if rests_on_few(getattr(part, field)) else part for part in parts
    )


def _chance(chance: Any, pains: set[str], few: frozenset[str]) -> Any:
    update: dict[str, Any] = {}
    if chance.claim in few:
        update |= {"claim": None, "worth": "", "bringing": None}
    if not few.isdisjoint(chance.fit_claims):
        update |= {"fits": (), "fit_claims": tuple(name for name in chance.fit_claims if name not in few)}
    if chance.pain is not None and chance.pain not in pains:
        update["pain"] = None
    return chance.model_copy(update=update) if update else chance


def _persona(card: PersonaCard, few: frozenset[str]) -> PersonaCard:
    sections = tuple(
        section.model_copy(update={"lines": tuple(line for line in section.lines if line.claim not in few)})
        for section in card.sections
    )
    return card.model_copy(update={"sections": sections})


def _curve(curve: Curve, few: frozenset[str]) -> Curve:
    points = tuple(point for point in curve.points if point.claim not in few)
    personas = tuple(
        own.model_copy(update={"points": tuple(point for point in own.points if point.claim not in few)})
        for own in curve.personas
    )
    return curve.model_copy(update={"points": points, "personas": personas})


def _reached(one: Reached, few: frozenset[str]) -> Reached:
    if one.claim not in few and one.before not in few:
        return one
    return Reached(at=one.at, target=one.target, why=one.why)


def _step(step: Step) -> Step:
    update = dict(_told_of_few(step))
    return step.model_copy(update=update) if update else step


def _told_of_few(step: Step) -> Iterator[tuple[str, Any]]:
    if step.usual_s is not None and tells_of_few(step.usual_s, step.usual_n, "seconds"):
        yield from (("usual_s", None), ("usual_n", 0))
    if step.next_share is not None and tells_of_few(step.next_share, step.next_n, "share"):
        yield from (("next_share", None), ("next_n", 0))
