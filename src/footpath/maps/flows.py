"""Which ways customers take between the touchpoints of a map: the busiest, and the busiest out of each."""

from collections.abc import Mapping, Sequence
from typing import Any

from footpath.maps.scene import Scene
from footpath.maps.statements import WENT_STRAIGHT
from footpath.model.maps import Flow, TouchpointCard

MOST_FLOWS = 40
LEAST_SHARE = 0.005  # of all customers: who goes a way that fewer go is a stray
_QUESTION = {"ask": "transitions", "medians": False}


def flows(scene: Scene, cards: Sequence[TouchpointCard]) -> tuple[Flow, ...]:
    """The ways between the cards, the busiest first; a way back is one to an earlier stage, or up the same column."""
    places = {card.name: at for at, card in enumerate(cards)}
    answer = scene.book.ask(_QUESTION)
    least = LEAST_SHARE * scene.customers
    rows = [
        row
        for row in answer.dicts()
        if row["from"] != row["to"] and row["from"] in places and row["to"] in places and row["customers"] >= least
    ]
    rows.sort(key=lambda row: (-row["customers"], places[row["from"]], places[row["to"]]))
    found = []
    for row in _kept(rows):
        claim = scene.book.bind(answer, row, "customers", WENT_STRAIGHT, unit="count")
        if claim:
            forward = places[row["to"]] > places[row["from"]]
            found.append(
                Flow(
                    from_touchpoint=row["from"],
                    to_touchpoint=row["to"],
                    direction="forward" if forward else "back",
                    claim=claim,
                )
            )
    return tuple(found)


def _kept(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The busiest way out of each touchpoint and into each, then the busiest of the others, in the order of the rows."""
    chosen: set[int] = set()
    for end in ("from", "to"):
        seen: set[str] = set()
        for at, row in enumerate(rows):
            if row[end] not in seen:
                seen.add(row[end])
                chosen.add(at)
    first = sorted(chosen)[:MOST_FLOWS]
    rest = [at for at in range(len(rows)) if at not in chosen][: MOST_FLOWS - len(first)]
    return [rows[at] for at in sorted([*first, *rest])]
