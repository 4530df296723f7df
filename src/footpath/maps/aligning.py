"""Three maps in one set of words before they are merged: ids as the new drawing numbers them, names as people have them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from footpath.maps.matching import Card, Trio, Way, drawn_ways, holds_claims, key_of, own_ways, trios

Data = dict[str, Any]  # a map, or a part of it, as plain data
_NUMBERED = {
    "quotes": ("quotes", "quote"),
    "pains": ("pain", "of"),
    "praises": (),
    "goals": ("goals",),
    "opportunities": (),
}  # whose ids are told anew, and who refers to them
RECKONED = ("bringing", "stake")  # parts of a card with claims of their own
_NAMED_ALONE = (
    "from_touchpoint",
    "to_touchpoint",
    "after",
    "instead",
)  # touchpoints that are named without their stage


def aligned(base: Data, theirs: Data, mine: Data) -> tuple[Data, Data, Data, "Names"]:
    """The three maps so that equal ids mean equal things, and a thing that people renamed has its new name everywhere.

    The names that people gave come fourth.
    """
    base, mine = _with_claim_ids(base, theirs, mine)
    for kind, refs in _NUMBERED.items():
        base, mine = _with_card_ids(base, theirs, mine, kind, refs)
    names = Names(base, mine)
    return names.rename(base), names.rename(theirs), mine, names


def claim_key(claim: Mapping[str, Any]) -> str:
    """What tells a claim: its question and which number of the answer it is."""
    return key_of(*(claim[field] for field in ("question", "pick", "field", "factor", "offset")))


def figure_key(claim: Mapping[str, Any]) -> str:
    """The same, whatever is reckoned from the number."""
    return key_of(*(claim[field] for field in ("question", "pick", "field", "unit")))


def _with_claim_ids(base: Data, theirs: Data, mine: Data) -> tuple[Data, Data]:
    first_claims, drawn_claims, own_claims = ([*data["claims"].values()] for data in (base, theirs, mine))
    own: tuple[Way, ...] = (lambda claim: key_of(claim["id"], claim_key(claim)), claim_key, figure_key)
    found = trios(first_claims, drawn_claims, own_claims, (claim_key, figure_key), own)
    asked_again = {claim_key(claim): claim["id"] for claim in drawn_claims}
    first, second = _ids(found)
    for ids, claims in ((first, first_claims), (second, own_claims)):  # several cards may have held one number each
        for claim in claims:
            if ids[claim["id"]] not in theirs["claims"]:
                ids[claim["id"]] = asked_again.get(claim_key(claim), ids[claim["id"]])
    return _with_claims(base, first), _with_claims(mine, second)


def _with_claims(data: Data, ids: Mapping[str, str]) -> Data:
    renamed = {ids[name]: {**claim, "id": ids[name]} for name, claim in data["claims"].items()}
    return {**with_claim_ids(data, ids), "claims": renamed}


def _with_card_ids(base: Data, theirs: Data, mine: Data, kind: str, refs: Iterable[str]) -> tuple[Data, Data]:
    found = trios(base[kind], theirs[kind], mine[kind], drawn_ways(kind), own_ways(kind))
    results = []
    for data, ids in zip((base, mine), _ids(found), strict=True):
        cards = tuple({**card, "id": ids[card["id"]]} for card in data[kind])
        results.append({**rewritten(data, refs, ids), kind: cards})
    return results[0], results[1]


def _ids(found: Iterable[Trio]) -> tuple[dict[str, str], dict[str, str]]:
    """For each id of base and of mine the one that it has from now on: that of theirs, or one that theirs leaves free."""
    found = tuple(found)
    taken = {trio.theirs["id"] for trio in found if trio.theirs}
    of_base: dict[str, str] = {}
    of_mine: dict[str, str] = {}
    for trio in found:
        card = trio.theirs or trio.mine or trio.base
        assert card is not None
        name = card["id"] if trio.theirs else _free(card["id"], taken)
        taken.add(name)
        for one, ids in ((trio.base, of_base), (trio.mine, of_mine)):
            if one is not None:
                ids[one["id"]] = name
    return of_base, of_mine


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def with_claim_ids(data: Data, ids: Mapping[str, str]) -> Data:
    """The map with the ids of claims replaced wherever a card holds one."""
    return _rewritten(data, holds_claims, ids)


def rewritten(data: Data, fields: Iterable[str], ids: Mapping[str, str]) -> Data:
    """The map with texts replaced wherever a card holds one in one of these fields."""
    wanted = frozenset(fields)
    return _rewritten(data, lambda _, name: name in wanted, ids)


def _rewritten(data: Data, is_meant: Callable[[Card, str], bool], ids: Mapping[str, str]) -> Data:
    def rewrite(card: Card) -> Data:
        return {name: change(card, name, value) for name, value in card.items()}

    def change(card: Card, name: str, value: Any) -> Any:
        if is_meant(card, name) and not _is_of_cards(value):
            return _replaced(value, ids)
        return rewrite(value) if name in RECKONED and isinstance(value, dict) else _each(value, rewrite)

    return {name: _of_map(name, value, rewrite) for name, value in data.items()}


def _is_of_cards(value: Any) -> bool:
    return isinstance(value, list | tuple) and any(isinstance(one, dict) for one in value)


def _replaced(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return ids.get(value, value)
    return type(value)(_replaced(one, ids) for one in value) if isinstance(value, list | tuple) else value


def _of_map(name: str, value: Any, change: Callable[[Card], Data]) -> Any:
    """A field of the map with every card in it changed; claims are none."""
    if isinstance(value, dict):
        return value if name == "claims" else change(value)
    return _each(value, change)


def _each(value: Any, change: Callable[[Card], Data]) -> Any:
    """A field of a card with every card in it changed. A dictionary there is a question or a condition, and stays."""
    if isinstance(value, list | tuple):
        return type(value)(change(one) if isinstance(one, dict) else one for one in value)
    return value


class Names:
    """The names that people gave to stages, touchpoints and personas, and where they moved touchpoints."""

    def __init__(self, base: Data, mine: Data) -> None:
        self.stages = _renamed(base, mine, "stages")
        self.personas = _renamed(base, mine, "personas")
        self.touchpoints: dict[tuple[str, str], tuple[str, str]] = {}
        for trio in trios(base["touchpoints"], (), mine["touchpoints"], (), own_ways("touchpoints")):
            if trio.base is not None and trio.mine is not None:
                was, now = ((card["stage"], card["name"]) for card in (trio.base, trio.mine))
                if now != (self.stages.get(was[0], was[0]), was[1]):
                    self.touchpoints.setdefault(was, now)
        self._alone = self._of_one_name(base)

    def rename(self, data: Data) -> Data:
        """The map with these names wherever they stand."""
        told = {name: _of_map(name, value, self._card) for name, value in data.items()}
        told["stages"] = tuple({**card, "name": self.stages.get(card["name"], card["name"])} for card in told["stages"])
        told["personas"] = tuple(
            {**card, "name": self.personas.get(card["name"], card["name"])} for card in told["personas"]
        )
        told["touchpoints"] = tuple(self._touchpoint(card) for card in data["touchpoints"])
        return told

    def _of_one_name(self, base: Data) -> dict[str, str]:
        """New names of touchpoints whose old name says by itself which one is meant."""
        names = [card["name"] for card in base["touchpoints"]]
        return {was: now for (_, was), (_, now) in self.touchpoints.items() if names.count(was) == 1}

    def told_by_people(self, kind: str, card: Card) -> bool:
        """Whether people gave this card its name, or its place."""
        if kind == "touchpoints":
            return (card["stage"], card["name"]) in self.touchpoints.values()
        given = {"stages": self.stages, "personas": self.personas}.get(kind, {})
        return card.get("name") in given.values()

    def is_only_behind(self, card: Card, base: Card) -> bool:
        """Whether a card differs from its base in nothing but that it still has the names from before people changed them."""
        return self._card(card) == dict(base)

    def _touchpoint(self, card: Card) -> Data:
        stage, name = self._place(card["stage"], card["name"])
        return {**card, "stage": stage, "name": name}

    def _card(self, card: Card) -> Data:
        told = {name: _each(value, self._card) for name, value in card.items()}
        if "persona" in told:
            told["persona"] = self.personas.get(told["persona"], told["persona"])
        if "stage" in told:
            told["stage"], touchpoint = self._place(told["stage"], told.get("touchpoint", ""))
            if "touchpoint" in told:
                told["touchpoint"] = touchpoint
        if "to_stage" in told:
            told["to_stage"] = self.stages.get(told["to_stage"], told["to_stage"])
        for field in _NAMED_ALONE:
            if field in told:
                told[field] = self._alone.get(told[field], told[field])
        if "pattern" in told and "steps" in told:  # a planned journey
            told["steps"] = tuple(self._alone.get(step, step) for step in told["steps"])
        return told

    def _place(self, stage: str, touchpoint: str) -> tuple[str, str]:
        if not stage:
            return "", self._alone.get(touchpoint, touchpoint)
        known = self.touchpoints.get((stage, touchpoint))
        return known or (self.stages.get(stage, stage), touchpoint)


def _renamed(base: Data, mine: Data, kind: str) -> dict[str, str]:
    found = trios(base[kind], (), mine[kind], (), own_ways(kind))
    pairs = {t.base["name"]: t.mine["name"] for t in found if t.base is not None and t.mine is not None}
    return {was: now for was, now in pairs.items() if was != now}
