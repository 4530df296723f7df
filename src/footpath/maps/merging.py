"""A redraw keeps what people wrote: three maps become one.

*base* is what was drawn last, *theirs* what is drawn now, *mine* is base as people edited it. Words, places, order, cards that
people added and cards that they took away stay as people have them; figures and claims always come from the data. Without an
edit the result is theirs, without new data it is mine.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from footpath.maps.aligning import Data, Names, aligned
from footpath.maps.goals import AIMED, judged_again
from footpath.maps.matching import CLAIM_FIELDS, Card, Trio, claims_of, drawn_ways, matched, own_ways, trios
from footpath.maps.ordering import in_order
from footpath.maps.places import place_of
from footpath.model.changes import Conflict, Merged, Place
from footpath.model.claims import Claim
from footpath.model.findings import Goal
from footpath.model.maps import JourneyMap
from footpath.model.records import Tier

# What only data say.
_OF_MAP = frozenset({"schema_version", "from_at", "to_at", "as_of", "currency", "lake_version"})
_FIGURES = frozenset(CLAIM_FIELDS) | {
    "id", "tier", "effect", "q", "n", "trend", "trend_question", "kinds", "segment", "severity", "strength", "quotes", "stake",
    "bringing", "fits", "coincides", "onset_on", "onset_low_on", "onset_high_on", "until_on",
}  # fmt: skip
_FIGURES_OF = {
    "quotes": {"text", "source", "language", "link", "said_at"},  # a customer's own words
    "goals": {"start", "progress", "progress_low", "progress_high", "status", "why"},
    "checklist": {"status", "text"},
    "gaps": {"text"},
    "moments": {"sentence"},
}
_UNEDITED = frozenset({"walk", "current_curve", "reached"})  # whole, as they were drawn or asked last
_CARDS_FIRST = (
    "pains", "opportunities", "touchpoints", "actions", "measures", "praises", "moments", "goals", "checklist", "gaps", "aims",
)  # fmt: skip  # what they need is kept with them
GONE = "the records no longer show this; a person’s text keeps it"


def merge_maps(base: JourneyMap, theirs: JourneyMap, mine: JourneyMap) -> Merged:
    """What is the map, after people changed it and data were drawn anew?

    A card is told by what it is about (stage, touchpoint, signal, question), never by its place. Where a person and the data
    changed the same text, the person's stays and the conflict is told. A card that a person edited and data no longer have
    stays with the claims that it had, as assumed, and is told. A card that a person took away stays away as long as
    the data draw it.

    Returns:
        ``merge_maps(b, b, m).map == m`` and ``merge_maps(b, t, b).map == t``.
    """
    return _Merge(*aligned(base.model_dump(), theirs.model_dump(), mine.model_dump())).merged()


class _Merge:
    """One merge: what it finds on its way."""

    def __init__(self, base: Data, theirs: Data, mine: Data, names: Names) -> None:
        self._base, self._theirs, self._mine, self._names = base, theirs, mine, names
        self._conflicts: list[Conflict] = []
        self._hidden: list[Place] = []
        self._stale: set[str] = set()  # claims of cards that data no longer have
        self._needed: dict[str, set[str]] = {"quotes": set(), "stages": set()}

    def merged(self) -> Merged:
        names = [name for name in self._theirs if name != "claims"]
        done: Data = {}
        for name in sorted(names, key=self._turn):
            base, theirs, mine = self._base[name], self._theirs[name], self._mine[name]
            done[name] = self._value(name, base, theirs, mine, Place(kind=name), _OF_MAP)
            self._note_needs(name, done[name])
        done["reached"] = self._reached(done["reached"], done["planned_changes"])
        done["claims"] = self._claims(_held(done))
        done["goals"] = tuple(self._judged(goal, done) for goal in done["goals"])
        unasked = tuple(name for name in done["claims"] if name not in self._theirs["claims"])
        return Merged(
            map=JourneyMap.model_validate(done),
            conflicts=tuple(self._conflicts),
            hidden=tuple(self._hidden),
            unasked=unasked,
        )

    def _turn(self, name: str) -> int:
        """Stages and quotes come last: they stay while a card needs them."""
        return 2 if name in self._needed else 0 if name in _CARDS_FIRST else 1

    def _note_needs(self, name: str, value: Any) -> None:
        if name in _CARDS_FIRST:
            self._needed["stages"] |= {card["stage"] for card in value}
            self._needed["quotes"] |= {quote for card in value for quote in card.get("quotes", ())}

    def _value(self, name: str, base: Any, theirs: Any, mine: Any, place: Place, figures: frozenset[str]) -> Any:
        """One field of the three: of the map, or of a card."""
        if name in _UNEDITED and figures is _OF_MAP:
            return mine if theirs == base else theirs
        if name in figures:
            return mine if mine != base and theirs == base and base in (None, "", ()) else theirs
        if any(_is_cards(value) for value in (base, theirs, mine)):
            return self._cards(name, base or (), theirs or (), mine or (), place)
        if isinstance(theirs, dict) and all(
            isinstance(one, dict) and one.keys() == theirs.keys() for one in (base, mine)
        ):
            return {key: self._value(key, base[key], theirs[key], mine[key], place, _FIGURES) for key in theirs}
        if name == "notes":
            return self._notes(base, theirs, mine)
        if mine == base:
            return theirs
        if theirs not in (base, mine):
            self._conflicts.append(Conflict(place=place, field=name, mine=str(mine), theirs=str(theirs)))
        return mine

    def _cards(
        self, kind: str, base: Sequence[Card], theirs: Sequence[Card], mine: Sequence[Card], within: Place
    ) -> tuple[Data, ...]:
        kept: list[tuple[Trio, Data]] = []
        for trio in trios(base, theirs, mine, drawn_ways(kind), own_ways(kind)):
            card = self._card(kind, trio, within)
            if card is not None:
                kept.append((trio, card))
        return tuple(in_order(kept))

    def _card(self, kind: str, trio: Trio, within: Place) -> Data | None:
        place = place_of(kind, trio.mine or trio.theirs or trio.base or {}, within.name)
        if trio.mine is None:
            if trio.theirs is None:
                return None
            if trio.base is None and not self._is_off_the_map(trio.theirs):
                return dict(trio.theirs)
            self._hidden.append(place)
            return None
        if trio.theirs is None:
            return self._without_data(kind, trio, trio.mine, place)
        figures = _FIGURES | _FIGURES_OF.get(kind, frozenset())
        base = trio.base if trio.base is not None else trio.theirs
        fields = trio.theirs
        return {n: self._value(n, base[n], fields[n], trio.mine[n], place, figures) for n in fields}

    def _without_data(self, kind: str, trio: Trio, mine: Card, place: Place) -> Data | None:
        """A card that people have and the new drawing has not."""
        if trio.base is None:
            return dict(mine)
        edited = trio.is_edited and not self._names.is_only_behind(mine, trio.base)
        if edited or self._names.told_by_people(kind, mine):
            self._conflicts.append(Conflict(place=place, mine=place.name or place.touchpoint or place.stage))
            self._stale |= set(claims_of(mine))
            return {**mine, "tier": Tier.ASSUMED} if "tier" in mine else dict(mine)
        needed = {"quotes": mine.get("id"), "stages": mine.get("name")}.get(kind)
        return dict(mine) if needed and needed in self._needed[kind] else None

    def _is_off_the_map(self, card: Card) -> bool:
        """Whether a new card stands in a stage that people took off the map."""
        drawn, own = ({stage["name"] for stage in data["stages"]} for data in (self._base, self._mine))
        return card.get("stage") in drawn - own

    def _notes(self, base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> tuple[str, ...]:
        first, drawn, own = ([{"text": text} for text in texts] for texts in (base, theirs, mine))
        found = trios(first, drawn, own, drawn_ways("notes"), own_ways("notes"))
        of_people = [(trio, dict(trio.mine)) for trio in found if trio.mine and (trio.theirs or not trio.base)]
        of_data = [(trio, dict(trio.theirs)) for trio in found if trio.theirs and not trio.mine and not trio.base]
        return tuple(note["text"] for note in in_order([*of_people, *of_data]))

    def _reached(self, reached: Sequence[Data], changes: Sequence[Data]) -> tuple[Data, ...]:
        """How far each planned change has come, by its place among those of the merged map."""
        of = self._mine if reached == self._mine["reached"] else self._theirs
        now = matched(of["planned_changes"], changes, own_ways("planned_changes"))
        return tuple({**one, "at": now[one["at"]]} for one in reached if one["at"] in now)

    def _judged(self, goal: Data, done: Data) -> Data:
        """A goal that people set otherwise than it was drawn, held against its number again."""
        drawn = next((one for one in self._theirs["goals"] if one["id"] == goal["id"]), goal)
        claim = done["claims"].get(goal["claim"])
        if claim is None or all(drawn[field] == goal[field] for field in AIMED):
            return goal
        return judged_again(Goal(**goal), Claim(**claim), done["as_of"]).model_dump()

    def _claims(self, held: set[str]) -> Data:
        """Those of the new drawing, less those that people took away, and with those that only people's cards hold."""
        base, theirs, mine = (data["claims"] for data in (self._base, self._theirs, self._mine))
        kept = {name: claim for name, claim in theirs.items() if name in mine or name in held or name not in base}
        for name, claim in mine.items():
            if name not in theirs and (name in held or name not in base):
                caution = claim["caution"]
                if name in self._stale and GONE not in caution:
                    caution = "; ".join(part for part in (caution, GONE) if part)
                kept[name] = {**claim, "caution": caution}
        return kept


def _is_cards(value: Any) -> bool:
    return isinstance(value, list | tuple) and any(isinstance(one, dict) for one in value)


def _held(done: Any) -> set[str]:
    """The claims that any card of the map holds."""
    if isinstance(done, dict):
        return set(claims_of(done)).union(*map(_held, done.values()))
    if isinstance(done, list | tuple):
        return _held_by_all(done)
    return set()


def _held_by_all(cards: Iterable[Any]) -> set[str]:
    return set().union(*map(_held, cards))
