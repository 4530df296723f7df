"""Maps of parts: does the map of a stage, or of a touchpoint, add up with the map that it is a part of?

Both are drawn by the same rules for events, so what both count must be equal; and nobody is in a part who is not in the whole.
"""

from collections.abc import Mapping
from math import isclose

from footpath.maps.figures import SAME, counterparts
from footpath.model.changes import PartVerdict
from footpath.model.claims import Claim
from footpath.model.maps import JourneyMap, MapLink


def check_parts(journey: JourneyMap, maps: Mapping[str, JourneyMap]) -> tuple[PartVerdict, ...]:
    """Do the totals of the linked maps add up with this one's?

    - *adds up*: every claim that both hold (the same question) has the same value, and the part counts no more customers than
      its stage or touchpoint has here; a part that tells its stage by a condition counts exactly as many.
    - *differs*: one of them does not; ``why`` names it.
    - *apart*: there is no such map, it links back to this one, or it was drawn from other records.

    Args:
        maps: the linked maps by name.
    """
    return tuple(_verdict(journey, link, maps) for link in journey.parts)


def _verdict(whole: JourneyMap, link: MapLink, maps: Mapping[str, JourneyMap]) -> PartVerdict:
    fields = {"stage": link.stage, "touchpoint": link.touchpoint, "map": link.map}
    part = maps.get(link.map)
    apart = _apart(whole, part, link, maps)
    if part is None or apart:
        return PartVerdict(**fields, verdict="apart", why=apart)
    pairs = [(a, b) for a, b, exact in counterparts([*whole.claims.values()], [*part.claims.values()]) if exact]
    pairs = [(a, b) for a, b in pairs if a.factor == b.factor and a.offset == b.offset]
    total, own = _customers_here(whole, link), _customers_of(part)
    unequal = next((a for a, b in pairs if not isclose(a.value, b.value, rel_tol=SAME, abs_tol=SAME)), None)
    why = f'"{unequal.text}" has another value there.' if unequal else _too_many(total, own, part, link)
    return PartVerdict(
        **fields, verdict="differs" if why else "adds up", why=why, total=total, part=own, shared=len(pairs)
    )


def _apart(whole: JourneyMap, part: JourneyMap | None, link: MapLink, maps: Mapping[str, JourneyMap]) -> str:
    """Why the two cannot be compared; empty where they can."""
    if not any(stage.name == link.stage for stage in whole.stages):
        return f"This map has no stage {link.stage!r}."
    if part is None:
        return f"There is no map {link.map!r}."
    if part == whole or _leads_to(part, whole, maps, frozenset({link.map})):
        return "It leads back to this map."
    if part.lake_version != whole.lake_version or (part.as_of, part.from_at, part.to_at) != (
        whole.as_of,
        whole.from_at,
        whole.to_at,
    ):
        return "It was drawn from other records: draw both anew."
    return ""


def _leads_to(part: JourneyMap, whole: JourneyMap, maps: Mapping[str, JourneyMap], seen: frozenset[str]) -> bool:
    for link in part.parts:
        further = maps.get(link.map)
        if link.map in seen or further == whole:
            return True
        if further is not None and _leads_to(further, whole, maps, seen | {link.map}):
            return True
    return False


def _customers_here(whole: JourneyMap, link: MapLink) -> float | None:
    """How many customers the stage or the touchpoint has on the whole map."""
    reach = next((stage.reach for stage in whole.stages if stage.name == link.stage), None)
    stage = whole.claims.get(reach or "")
    if not link.touchpoint:
        return stage.value if stage else None
    at = (link.stage, link.touchpoint)
    card = next((card for card in whole.touchpoints if (card.stage, card.name) == at), None)
    share = whole.claims.get(card.reach or "") if card else None
    return float(round(share.value * share.n)) if share else None


def _customers_of(part: JourneyMap) -> float | None:
    claim = next((claim for claim in part.claims.values() if _is_everybody(claim)), None)
    return claim.value if claim else None


def _is_everybody(claim: Claim) -> bool:
    return claim.question.get("ask") == "overview" and claim.field == "customers"


def _too_many(total: float | None, own: float | None, part: JourneyMap, link: MapLink) -> str:
    if total is None or own is None:
        return ""
    asked = next(c.question.get("where") or {} for c in part.claims.values() if _is_everybody(c))
    exactly = link.stage == asked.get("stage") and not link.touchpoint and len(asked) == 1
    if own > total or (exactly and own != total):
        return f"It counts {own:,.0f} customers, this map {total:,.0f} there."
    return ""
