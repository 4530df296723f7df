"""Find personas, keep their ids when they are found again, and give new customers theirs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from footpath.journeys.index import Index
from footpath.model.ids import stable_id
from footpath.model.intervals import wilson
from footpath.personas.cards import Compared, card, compare_groups
from footpath.personas.edits import Edits
from footpath.personas.features import ACTS, FeatureTable
from footpath.personas.groups import NoStructure, find_groups
from footpath.personas.matching import match_groups
from footpath.personas.naming import name_groups
from footpath.personas.persona import Persona
from footpath.personas.rules import Rules
from footpath.personas.spoken import SpokenOf
from footpath.personas.tried import Tried
from footpath.personas.undecided import LEAST_SURE, NOBODY_UNDECIDED, Undecided, undecided_of

Progress = Callable[[str, float], None]
Spoken = Callable[[NDArray[np.int64], NDArray[np.uint8], int], Mapping[int, Sequence[SpokenOf]]]
NOBODY = 255  # the code of customers without a persona


@dataclass(frozen=True, eq=False)
class Personas:
    """All personas, and whose each customer is.

    Attributes:
        personas: the largest first; what was pinned and not found again stands last, without customers.
        keys, codes, probability: of each customer the position in ``personas`` and how sure that is; `NOBODY` for none.
        rules: put new customers into the groups as they were found; ``of_rule`` is the position of each such group.
        agreement: share of customers whom rules learnt from others put where they are.
        tried: all numbers of groups that were tried, and ``reason`` why it is this one.
        found_at: the day of the search.
        gone: names of personas of the search before that this one did not find, and nobody had pinned.
        acts_needed: how much a customer must have done, that rules say who they are.
        undecided: customers without a persona, and why.
    """

    personas: tuple[Persona, ...]
    keys: NDArray[np.int64] = field(repr=False)
    codes: NDArray[np.uint8] = field(repr=False)
    probability: NDArray[np.float32] = field(repr=False)
    rules: Rules = field(repr=False)
    of_rule: tuple[int, ...]
    agreement: float
    tried: tuple[Tried, ...]
    reason: str
    found_at: str = ""
    gone: tuple[str, ...] = ()
    acts_needed: int = 1
    undecided: Undecided = NOBODY_UNDECIDED

    def trait(self) -> tuple[tuple[str, ...], NDArray[np.int64], NDArray[np.uint8]]:
        """The arguments of `Index.attach_trait` for the trait "persona"."""
        codes = np.where(self.codes == NOBODY, 0, self.codes + 1).astype(np.uint8)
        return ("", *(persona.name for persona in self.personas)), self.keys, codes

    def assign(self, table: FeatureTable) -> "Personas":
        """The same personas with the customers of a table: known ones keep theirs, new ones get it by the rules.

        Nobody gets one who did less themselves than finding needed, of whom something is unknown that decides, or whose rule is right less
        than half of the time: see ``undecided``.
        """
        order = np.argsort(self.keys, kind="stable")
        place = np.minimum(np.searchsorted(self.keys[order], table.keys), max(len(order) - 1, 0))
        known = self.keys[order][place] == table.keys if len(order) else np.zeros(len(table), bool)
        known[known] = self.codes[order][place[known]] != NOBODY  # who had none is looked at again
        new = self.by_rules(table.rows(~known))
        codes, sure = np.empty(len(table), np.uint8), np.empty(len(table), np.float32)
        codes[~known], codes[known] = new.codes, self.codes[order][place[known]]
        sure[~known], sure[known] = new.probability, self.probability[order][place[known]]
        return replace(new, personas=_counted(self.personas, codes), keys=table.keys, codes=codes, probability=sure)

    def by_rules(self, table: FeatureTable) -> "Personas":
        """The same with everybody put where the rules put them, known or new: for comparing some customers with others."""
        by_rule, sure = self.rules.assign(table)
        told = np.array(self.of_rule, np.int64)[by_rule]
        few = _few(table, self.acts_needed)
        codes = np.where((told >= 0) & (sure >= LEAST_SURE) & ~few, told, NOBODY).astype(np.uint8)
        undecided = undecided_of(few, sure, self.acts_needed)
        personas = _counted(self.personas, codes)
        return replace(self, personas=personas, keys=table.keys, codes=codes, probability=sure, undecided=undecided)

    def edited(self, edits: Edits) -> "Personas":
        """The same under what people decided; a persona that is part of another one disappears into it."""
        ids = [persona.id for persona in self.personas]
        targets = [edits.target(persona) for persona in ids]
        kept = [
            at for at, (one, target) in enumerate(zip(ids, targets, strict=True)) if one == target or target not in ids
        ]
        place = {ids[at]: position for position, at in enumerate(kept)}
        into = np.array(
            [place.get(target, place.get(one, 0)) for one, target in zip(ids, targets, strict=True)], np.int64
        )
        codes = self.codes.copy()
        somebody = codes != NOBODY
        codes[somebody] = into[codes[somebody]]
        personas = tuple(_decided(self.personas[at], edits) for at in kept)
        of_rule = tuple(-1 if at < 0 else int(into[at]) for at in self.of_rule)
        return replace(self, personas=_counted(_unique(personas), codes), codes=codes, of_rule=of_rule)


def _few(table: FeatureTable, needed: int) -> NDArray[np.bool_]:
    """Who did less than so much themselves."""
    return np.asarray(table.column(ACTS) < needed)


def _decided(persona: Persona, edits: Edits) -> Persona:
    return replace(
        persona,
        name=edits.rename.get(persona.id, persona.found_name),
        note=edits.note.get(persona.id, ""),
        pinned=persona.id in edits.pin,
        asked=edits.of(edits.ask, persona.id),
        struck=edits.of(edits.strike, persona.id),
    )


def _unique(personas: Sequence[Persona]) -> tuple[Persona, ...]:
    """Names tell customers apart in questions, so no two are the same."""
    seen: set[str] = set()
    named = []
    for persona in personas:
        name, number = persona.name, 2
        while name.casefold() in seen:
            name, number = f"{persona.name} {number}", number + 1
        seen.add(name.casefold())
        named.append(replace(persona, name=name))
    return tuple(named)


def _counted(personas: Sequence[Persona], codes: NDArray[np.uint8]) -> tuple[Persona, ...]:
    counts = np.bincount(codes, minlength=NOBODY + 1)[: len(personas)]
    low, high = wilson(counts, np.full(len(counts), len(codes)))
    shares = counts / max(len(codes), 1)
    return tuple(
        replace(one, customers=int(counts[at]), share=float(shares[at]), low=float(low[at]), high=float(high[at]))
        for at, one in enumerate(personas)
    )


def find_personas(
    index: Index,
    *,
    known: Personas | None = None,
    edits: Edits | None = None,
    count: int | None = None,
    spoken: Spoken | None = None,
    found_at: str = "",
    seed: int = 0,
    use_traits: bool | None = None,
    progress: Progress | None = None,
) -> Personas | NoStructure:
    """Who are the customers?

    Args:
        known: personas as they were found before, nothing merged; a group that shares most of its customers with one of them is that persona.
        edits: what people decided.
        count: how many, 2 to 8; found where not given.
        spoken: by group, which themes its customers speak of, given keys, codes and the number of groups.
        found_at: today.
        use_traits: whether who customers are counts beside what they do; None is unless a group is told by it alone: see `find_groups`.

    Returns:
        Personas before they are kept anywhere; `NoStructure` with a reason where there are none.
    """
    groups = find_groups(index, count=count, seed=seed, use_traits=use_traits, progress=progress)
    if isinstance(groups, NoStructure):
        return groups
    few = _few(groups.table, min(groups.acts_needed, 1))
    codes = np.where(few, NOBODY, groups.codes).astype(np.uint8)
    before = _before(known, groups.keys, codes, groups.count)
    compared = compare_groups(groups.table, codes, groups.count)
    names = name_groups(compared, groups.count)
    themes = spoken(groups.keys, codes, groups.count) if spoken else {}
    personas = [
        _persona(
            at,
            names[at],
            compared,
            themes.get(at, ()),
            known.personas[of] if known and of >= 0 else None,
            found_at,
            known is not None,
        )
        for at, of in enumerate(before)
    ]
    gone = [] if known is None else [one for at, one in enumerate(known.personas) if at not in before]
    kept = [replace(one, found=False) for one in gone if edits is not None and one.id in edits.pin]
    found = Personas(
        personas=_counted([*personas, *kept], codes),
        keys=groups.keys,
        codes=codes,
        probability=groups.probability,
        rules=groups.rules,
        of_rule=tuple(range(groups.count)),
        agreement=groups.agreement,
        tried=groups.tried,
        reason=groups.reason,
        found_at=found_at,
        gone=tuple(one.name for one in gone if all(one.id != other.id for other in kept)),
        acts_needed=groups.acts_needed,
        undecided=Undecided(few=int(few.sum())),
    )
    return found.edited(edits or Edits())


def _before(known: Personas | None, keys: NDArray[np.int64], codes: NDArray[np.uint8], count: int) -> tuple[int, ...]:
    """Which of the known personas each group is."""
    if known is None:
        return (-1,) * count
    _, mine, theirs = np.intersect1d(keys, known.keys, return_indices=True)
    had = (known.codes[theirs] != NOBODY) & (codes[mine] != NOBODY)
    if not had.any():
        return (-1,) * count
    return match_groups(known.codes[theirs][had], codes[mine][had], len(known.personas), count)


def _persona(
    at: int, name: str, compared: Compared, spoken: Sequence[SpokenOf], was: Persona | None, found_at: str, again: bool
) -> Persona:
    """A group as a persona: the one it was, by its id and name, or a new one."""
    identifier = was.id if was else f"p{stable_id('persona', f'{name} {found_at} {at}') % 16**6:06x}"
    return Persona(
        id=identifier,
        name=was.found_name if was else name,
        found_name=was.found_name if was else name,
        customers=0,
        share=0.0,
        low=0.0,
        high=0.0,
        sections=card(compared, at, spoken),
        new_since=was.new_since if was else found_at if again else "",
    )
