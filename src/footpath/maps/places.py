"""What a card of a map is called, and where it stands."""

from typing import Any

from footpath.maps.matching import Card
from footpath.model.changes import Place

_NAMES = ("title", "name", "label", "text", "persona", "map")


def place_of(kind: str, card: Card, within: str = "") -> Place:
    """Where a card stands and what it is called; a card without a name of its own is called as what it is ``within``.

    Examples:
        >>> place_of("flows", {"from_touchpoint": "Cart", "to_touchpoint": "Pay"}).name
        'Cart → Pay'
    """
    stage = card.get("name") if kind == "stages" else card.get("stage")
    return Place(
        kind=kind,
        stage=str(stage or ""),
        touchpoint=str(card.get("touchpoint") or ""),
        name=_name(kind, card) or within,
    )


def _name(kind: str, card: Card) -> str:
    parts: tuple[Any, ...]
    between = ", "
    match kind:
        case "flows":
            parts, between = (card.get("from_touchpoint"), card.get("to_touchpoint")), " → "
        case "deviations":
            parts, between = (card.get("after"), card.get("instead")), " → "
        case "moments":
            parts = (card.get("touchpoint"), card.get("what"))
        case "gaps":
            parts = (card.get("channel"), card.get("persona"))
        case "planned_changes":
            parts, between = (card.get("what"), card.get("touchpoint") or card.get("stage"), card.get("of")), " "
        case _:
            parts = (next((card[field] for field in _NAMES if card.get(field)), ""),)
    return between.join(str(part) for part in parts if part)
