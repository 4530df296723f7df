"""Which card of one map is which of another: by what it is about, never by its place in a list.

Cards are matched in several ways, one after the other: what the first way leaves over, the next one tries. Cards that a
way cannot tell apart are matched in their order.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Card = Mapping[str, Any]
Way = Callable[[Card], str | None]  # what a card is told by; None where it cannot be told in this way

# Every field of the map's parts that holds ids of claims; a test walks the schema and knows of each field what it holds.
CLAIM_FIELDS = (
    "claim", "claims", "fit_claims", "reach", "goes_on", "experience", "effectiveness", "frequency", "difference",
    "before", "conforms", "outcome_conforms", "cost_conforms", "customers", "outcome", "cost",
)  # fmt: skip
_WORDS_UNLESS = {"outcome": "instead"}  # elsewhere than on a deviation from a plan, an outcome is told in words
_NAMES = ("stage", "touchpoint", "name", "title", "label", "persona", "text", "map")


def key_of(*values: Any) -> str:
    return json.dumps(values, sort_keys=True, default=str)


def by(*fields: str) -> Way:
    """By these fields together; not at all where all of them are empty."""
    return lambda card: key_of(*map(card.get, fields)) if any(card.get(field) for field in fields) else None


def whole(card: Card) -> str | None:
    return key_of(card)


def holds_claims(card: Card, field: str) -> bool:
    """Whether this field of the card holds ids of claims.

    Examples:
        >>> holds_claims({"outcome": "c7", "instead": "left"}, "outcome"), holds_claims({"outcome": "they buy"}, "outcome")
        (True, False)
    """
    return field in CLAIM_FIELDS and _WORDS_UNLESS.get(field, field) in card


def claims_of(card: Card) -> list[str]:
    """The ids of the claims that a card holds, its inner cards left aside."""
    found: list[str] = []
    for value in (card.get(field) for field in CLAIM_FIELDS if holds_claims(card, field)):
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, list | tuple):
            found += [one for one in value if isinstance(one, str)]
    return found


def by_claims(card: Card) -> str | None:
    held = claims_of(card)
    return key_of(held) if held else None


def _by_id_within(card: Card) -> str | None:
    """An item of a checklist stands under one id in every stage."""
    return key_of(card.get("stage"), card["id"]) if card.get("id") else None


def _by_signal(card: Card) -> str | None:
    """A pain is told by where, by what signal first of all, and among whom."""
    return key_of(card.get("touchpoint"), [*(card.get("kinds") or ()), ""][0], card.get("segment"))


def _by_signals(card: Card) -> str | None:
    return key_of(card.get("touchpoint"), sorted(card.get("kinds") or ()), card.get("segment"))


def _by_pain(card: Card) -> str | None:
    return key_of(card.get("touchpoint"), card["pain"]) if card.get("pain") else None


def _by_remedy(card: Card) -> str | None:
    return key_of(card.get("touchpoint"), card.get("pain"), card["remedy"]) if card.get("remedy") else None


# How cards of two drawings are told. Ids are not among it where drawings number their cards.
_DRAWN: dict[str, tuple[Way, ...]] = {
    "figures": (by("label"), by("claim")),
    "personas": (by("id"), by("name")),
    "stages": (by("name"),),
    "actions": (by("stage", "text"), by("claim")),
    "touchpoints": (by("stage", "name"), by("name")),
    "points": (by("stage", "touchpoint"), by("touchpoint")),
    "quotes": (by("touchpoint", "text"), by("text")),
    "pains": (_by_signal, _by_signals),
    "opportunities": (by("touchpoint", "pain", "title"), _by_remedy, _by_pain, by("touchpoint", "title")),
    "measures": (by("stage", "label"),),
    "praises": (_by_signal, _by_signals),
    "moments": (by("touchpoint", "what", "outcome"), by("touchpoint", "what")),
    "goals": (by("title"), by("claim")),
    "checklist": (by("stage", "id"), by("id")),
    "gaps": (by("stage", "persona", "channel"),),
    "flows": (by("from_touchpoint", "to_touchpoint"),),
    "aims": (by("stage", "touchpoint", "kind", "text"), by("touchpoint", "kind")),
    "planned_changes": (by("what", "touchpoint", "stage", "of"), by("what", "touchpoint", "of")),
    "reached": (by("before"), by("claim"), by("at")),
    "deviations": (by("after", "instead"),),
    "differences": (by("persona", "claim"), by("persona", "text")),
}


def drawn_ways(kind: str) -> tuple[Way, ...]:
    """How cards of a kind are told in two drawings from data."""
    return _DRAWN.get(kind, (by(*_NAMES), by_claims, by("id")))


def own_ways(kind: str) -> tuple[Way, ...]:
    """How cards are told before and after people's edits, who change words but neither ids nor claims."""
    return (whole, _by_id_within, by("id"), by_claims, *drawn_ways(kind))


def matched(first: Sequence[Card], second: Sequence[Card], ways: Iterable[Way]) -> dict[int, int]:
    """Places of cards of ``first`` with the places of the same cards of ``second``.

    Examples:
        >>> cards = [{"name": "Cart"}, {"name": "Pay"}]
        >>> matched(cards, [{"name": "Pay"}, {"name": "Help"}], [by("name")])
        {1: 0}
    """
    found: dict[int, int] = {}
    for way in ways:
        free: dict[str, list[int]] = defaultdict(list)
        taken = set(found.values())
        for place, card in enumerate(second):
            if place not in taken and (key := way(card)) is not None:
                free[key].append(place)
        for place, card in enumerate(first):
            if place not in found and (key := way(card)) is not None and free.get(key):
                found[place] = free[key].pop(0)
    return found


@dataclass(frozen=True)
class Trio:
    """One card in three maps: as it was drawn, as it is drawn now, and as people have it; with its place in each list."""

    base: Card | None
    theirs: Card | None
    mine: Card | None
    base_at: int = -1
    theirs_at: int = -1
    mine_at: int = -1

    @property
    def is_edited(self) -> bool:
        return self.base is not None and self.mine is not None and dict(self.base) != dict(self.mine)


def trios(
    base: Sequence[Card], theirs: Sequence[Card], mine: Sequence[Card], of_drawn: Iterable[Way], of_own: Iterable[Way]
) -> list[Trio]:
    """Every card of the three lists once; ``of_drawn`` tell cards of two drawings, ``of_own`` those that people edited."""
    of_drawn = tuple(of_drawn)
    edited = matched(mine, base, of_own)
    drawn = matched(theirs, base, of_drawn)
    lone_mine = [at for at in range(len(mine)) if at not in edited]
    lone_theirs = [at for at in range(len(theirs)) if at not in drawn]
    met = matched([mine[at] for at in lone_mine], [theirs[at] for at in lone_theirs], of_drawn)
    both = {lone_mine[a]: lone_theirs[b] for a, b in met.items()}
    of_base_mine = {b: m for m, b in edited.items()}
    of_base_theirs = {b: t for t, b in drawn.items()}
    places = [(b, of_base_theirs.get(b, -1), of_base_mine.get(b, -1)) for b in range(len(base))]
    places += [(-1, both.get(m, -1), m) for m in lone_mine]
    places += [(-1, t, -1) for t in lone_theirs if t not in both.values()]
    return [Trio(_at(base, b), _at(theirs, t), _at(mine, m), b, t, m) for b, t, m in places]


def _at(cards: Sequence[Card], place: int) -> Card | None:
    return cards[place] if place >= 0 else None
