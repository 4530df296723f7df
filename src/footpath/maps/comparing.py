"""How does one map differ from another: two revisions, periods, segments, personas, or the current state and a future one?

Cards are told by what they are about, figures by their question; where two maps ask about different people or times, by the
question without whom and when. Texts that differ in their numbers alone are not told: their figures are.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from footpath.maps.aligning import RECKONED, Data, rewritten, with_claim_ids
from footpath.maps.figures import counterparts, figure_change
from footpath.maps.goal_changes import changes_of_goal
from footpath.maps.matching import CLAIM_FIELDS, Card, by_claims, drawn_ways, holds_claims, matched
from footpath.maps.places import place_of
from footpath.model.changes import CardChange, FigureChange, MapDiff, Place, Side, TextChange
from footpath.model.futures import subject_of, targets_of
from footpath.model.maps import JourneyMap

_CHANCE = 0.05  # of 95% intervals
_NUMBER = re.compile(r"[+−-]?\d[\d.,]*\s?%?")
_WITH_NUMBERS = frozenset({"proof", "who", "worth", "sentence", "sections"})  # texts that figures stand in
_FIGURED = frozenset({"checklist", "gaps"})  # cards of which the text is such a one
_UNTOLD = frozenset(
    {"id", "stage", "tier", "pain", "icon", "language", "link", "quote", "remedy"}
)  # no words of a card's own
# Which ways are drawn, and whose walk, is a choice among many: another choice is no change of the journey.
_NOT_CARDS = frozenset({"claims", "curve", "differences", "notes", "employees", "planned_changes", "reached", "flows"})
_KIND_OF_MAP = "map"
_UNSEEN = frozenset({"segment", "trend_question", "question", "pick"})  # dictionaries that are no cards


def compare_maps(first: JourneyMap, second: JourneyMap) -> MapDiff:
    """What appeared, what is gone, which texts are others, and which figures moved by more than chance.

    A figure moved *within* what chance explains when the 95% interval of the difference holds 0, else *beyond*. That interval
    takes the two figures as independent (Newcombe's method with the intervals that each of them has); where one map's
    records are part of the other's it is too wide rather than too narrow. Many figures are compared, so ``by_chance`` says how many would have
    moved beyond if nothing had changed.

    Returns:
        Of a map with itself: no card, no figure that is not the same.
    """
    pairs = counterparts([*first.claims.values()], [*second.claims.values()])
    ids = {a.id: b.id for a, b, _ in pairs}
    before, now = _with_free_ids(first, ids), second.model_dump()
    cards = [*_map_texts(before, now)]
    for kind, value in now.items():
        if kind not in _NOT_CARDS and _is_list_of_cards(before[kind], value):
            found, before = _compared(kind, before, now)
            cards += found
    cards += _notes(before["notes"], now["notes"])
    figures = (*_figures(pairs, now), *_targets(first, second))
    known = {b.id for _, b, _ in pairs}
    tried = sum(figure.moved in ("within", "beyond") for figure in figures)
    return MapDiff(
        first=_side(first),
        second=_side(second),
        cards=tuple(cards),
        figures=figures,
        only_first=tuple(name for name in first.claims if name not in ids),
        only_second=tuple(name for name in second.claims if name not in known),
        by_chance=round(_CHANCE * tried, 2),
    )


def _with_free_ids(first: JourneyMap, ids: dict[str, str]) -> Data:
    """The first map with the second one's claim ids; a claim without a counterpart is called by no id of the second."""
    told = {name: ids.get(name, f"first {name}") for name in first.claims}
    return with_claim_ids(first.model_dump(), told)


def _is_list_of_cards(*values: Any) -> bool:
    return any(isinstance(value, tuple) and any(isinstance(one, dict) for one in value) for value in values)


def _side(journey: JourneyMap) -> Side:
    fields = ("title", "scope", "state", "from_at", "to_at", "currency")
    return Side(**{name: getattr(journey, name) for name in fields})


def _map_texts(before: Data, now: Data) -> Iterator[CardChange]:
    fields = [name for name in ("title", "scope", "state") if before[name] != now[name]]
    texts = tuple(TextChange(field=name, before=before[name], after=now[name]) for name in fields)
    if texts:
        yield CardChange(what="edited", place=Place(kind=_KIND_OF_MAP, name=now["title"]), texts=texts)


def _compared(kind: str, before: Data, now: Data) -> tuple[list[CardChange], Data]:
    """The changes of one list, and the first map with the second one's ids of its cards."""
    old, new = before[kind], now[kind]
    same = matched(new, old, (*drawn_ways(kind), by_claims))
    changes: list[CardChange] = []
    for at, card in enumerate(new):
        if at not in same:
            changes.append(CardChange(what="appeared", place=place_of(kind, card)))
        elif (change := _changed(kind, old[same[at]], card)) is not None:
            changes.append(change)
    found = set(same.values())
    changes += [CardChange(what="gone", place=place_of(kind, card)) for at, card in enumerate(old) if at not in found]
    return changes, _in_words_of_second(kind, before, [(old[b], new[a]) for a, b in same.items()])


def _in_words_of_second(kind: str, before: Data, pairs: Sequence[tuple[Card, Card]]) -> Data:
    """The first map calling cards as the second one does: what stands in a renamed stage has not moved."""
    if kind == "pains":  # opportunities are told by the pain that they answer
        return rewritten(before, ("pain",), {old["id"]: new["id"] for old, new in pairs})
    refers = {"stages": "stage", "touchpoints": "touchpoint", "personas": "persona"}.get(kind)
    names = {old["name"]: new["name"] for old, new in pairs if refers and old["name"] != new["name"]}
    return rewritten(before, (refers,), names) if refers and names else before


def _changed(kind: str, old: Card, new: Card) -> CardChange | None:
    texts = []
    for field, after in new.items():
        before = old.get(field)
        if field not in _UNTOLD and not holds_claims(new, field) and _is_text(field, before, after):
            one, other = _told(before), _told(after)
            figured = field in _WITH_NUMBERS or (field == "text" and kind in _FIGURED)
            if one != other and not (figured and _NUMBER.sub("#", one) == _NUMBER.sub("#", other)):
                texts.append(TextChange(field=field, before=one, after=other))
    if kind == "goals":
        texts += changes_of_goal(old, new)
    moved = bool(new.get("stage")) and old.get("stage") != new.get("stage")
    if not texts and not moved:
        return None
    was = str(old.get("stage") or "") if moved else ""
    return CardChange(what="moved" if moved else "edited", place=place_of(kind, new), texts=tuple(texts), was_stage=was)


def _is_text(field: str, before: Any, after: Any) -> bool:
    return field == "sections" or (
        all(one is None or isinstance(one, str) for one in (before, after)) and before != after
    )


def _told(value: Any) -> str:
    """A text, or the lines of a persona's card as one."""
    if isinstance(value, list | tuple):
        return " / ".join(f"{part['title']}: {'; '.join(line['text'] for line in part['lines'])}" for part in value)
    return str(value or "")


def _notes(before: Sequence[str], now: Sequence[str]) -> Iterator[CardChange]:
    known, told = ({_NUMBER.sub("#", note) for note in notes} for notes in (before, now))
    for what, notes, others in (("appeared", now, known), ("gone", before, told)):
        for note in notes:
            if _NUMBER.sub("#", note) not in others:
                yield CardChange(what=what, place=Place(kind="notes", name=note))


def _figures(pairs: Sequence[Any], now: Data) -> tuple[FigureChange, ...]:
    """Each pair once, where the second map shows it first, in the order of that map."""
    shown: dict[str, tuple[Place, str]] = {}
    for kind, value in now.items():
        if kind != "claims":
            for place, role, claim in _shown(kind, value):
                shown.setdefault(claim, (place, role))
    found = [figure_change(a, b, exact, *shown.get(b.id, (Place(kind="claims"), ""))) for a, b, exact in pairs]
    order = {name: at for at, name in enumerate(shown)}
    return tuple(sorted(found, key=lambda figure: order.get(figure.claim, len(order))))


def _targets(first: JourneyMap, second: JourneyMap) -> Iterator[FigureChange]:
    """What the second map plans for figures, and the first does not plan as well."""
    known = {(change.touchpoint, change.stage, change.of, change.target) for change in first.planned_changes}
    for change in targets_of(second.planned_changes).values():
        claim = second.claims.get(change.claim or "")
        if (
            claim is None
            or change.target is None
            or (change.touchpoint, change.stage, change.of, change.target) in known
        ):
            continue
        target = claim.model_copy(update={"value": change.target, "low": None, "high": None})
        name = subject_of(change, {pain.id: pain.title for pain in second.pains})
        place = Place(kind="planned_changes", stage=change.stage, touchpoint=change.touchpoint, name=name)
        yield figure_change(claim, target, False, place, "target")


def _shown(kind: str, value: Any) -> Iterator[tuple[Place, str, str]]:
    """Every claim that a list of cards, or a part of the map, shows: where, in which field, and its id."""
    for card in (value,) if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        if isinstance(card, dict):
            place = place_of(kind, card)
            yield from ((place, *held) for held in _held(card))
            for field, inner in card.items():
                if isinstance(inner, dict) and field in RECKONED:
                    yield from ((place, field, claim) for _, claim in _held(inner))
                elif field not in _UNSEEN:
                    yield from _shown(kind if field == "lines" else field, inner)


def _held(card: Card) -> Iterator[tuple[str, str]]:
    for field in CLAIM_FIELDS:
        held = card.get(field) if holds_claims(card, field) else None
        for claim in (held,) if isinstance(held, str) else held if isinstance(held, tuple) else ():
            yield field, claim
