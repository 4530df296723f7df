"""Which claims a map shows."""

from collections.abc import Iterator
from typing import Any

from footpath.maps.matching import claims_of
from footpath.model.claims import Claim
from footpath.model.maps import JourneyMap
from footpath.model.parts import Part


def cited(journey: JourneyMap) -> frozenset[str]:
    """The ids of all claims that anything on the map refers to."""
    return frozenset(_cited(journey))


def _cited(part: Part) -> Iterator[str]:
    """Those that a part holds, and the parts in it; claims themselves refer to none."""
    fields: dict[str, Any] = {name: getattr(part, name) for name in type(part).model_fields}
    yield from claims_of(fields)
    for value in fields.values():
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Part) and not isinstance(inner, Claim):
                yield from _cited(inner)


def without_unused(journey: JourneyMap, before: frozenset[str]) -> JourneyMap:
    """The map without the claims that were shown ``before`` and are no more."""
    unused = before - cited(journey)
    if not unused & journey.claims.keys():
        return journey
    return journey.model_copy(update={"claims": {name: c for name, c in journey.claims.items() if name not in unused}})
