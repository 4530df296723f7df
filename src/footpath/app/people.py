"""Personas of a workspace: found, kept, named by people, given to new customers, and drawn on maps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from footpath.errors import SpecError

if TYPE_CHECKING:
    from footpath.app.workspace import Workspace
    from footpath.journeys import Index
    from footpath.maps import KnownPersona
    from footpath.personas import Edits, Personas, Tried

PERSONA = "persona"
_FILE, _EDITS = "personas.json", "personas.toml"


@dataclass(frozen=True)
class Found:
    """What a search gave: personas, or none and why."""

    personas: Personas | None
    reason: str
    tried: tuple[Tried, ...]

    def json(self) -> dict[str, Any]:
        told: dict[str, Any] = {"reason": self.reason, "tried": [vars(tried) for tried in self.tried]}
        if self.personas is not None:
            told["found_at"], told["agreement"] = self.personas.found_at, self.personas.agreement
            told["personas"] = [persona.json() for persona in self.personas.personas]
            told["rules"] = [vars(leaf) for leaf in self.personas.rules.leaves()]
        return told


def last_found(workspace: Workspace) -> Found | None:
    """The last search that found personas; None before it."""
    personas = known_personas(workspace)
    return Found(personas, personas.reason, personas.tried) if personas else None


def known_personas(workspace: Workspace) -> Personas | None:
    """The personas as they were last found, under what people decided; None before the first time."""
    from footpath.personas import read_personas

    found = read_personas(workspace.directory / _FILE)
    return found.edited(persona_edits(workspace)) if found else None


def persona_edits(workspace: Workspace) -> Edits:
    from footpath.personas import Edits

    return Edits.read(workspace.directory / _EDITS)


def find(workspace: Workspace, count: int | None = None, seed: int = 0) -> Found:
    """Search for personas and keep them; where there are none, what was kept stays."""
    from footpath.personas import Edits, NoStructure, find_personas, read_personas, spoken_of, write_personas

    index = workspace.index
    found = find_personas(
        index,
        known=read_personas(workspace.directory / _FILE),
        edits=Edits(pin=persona_edits(workspace).pin),  # names and merges are put on when personas are read
        count=count,
        spoken=lambda keys, codes, groups: spoken_of(index, keys, codes, groups),
        found_at=datetime.now(UTC).date().isoformat(),
        seed=seed,
        progress=workspace.progress,
    )
    if isinstance(found, NoStructure):
        return Found(None, found.reason, found.tried)
    write_personas(found, workspace.directory / _FILE)
    shown = found.edited(persona_edits(workspace))
    _attach(workspace, index, shown)
    return Found(shown, found.reason, found.tried)


def attach_personas(workspace: Workspace, index: Index) -> Index:
    """The index with the trait "persona", when personas are known: new customers get theirs by the rules."""
    from footpath.personas import read_features

    personas = known_personas(workspace)
    if personas is None:
        return index
    return _attach(workspace, index, personas.assign(read_features(index, workspace.progress)))


def _attach(workspace: Workspace, index: Index, personas: Personas) -> Index:
    workspace.forget_answers()
    return index.attach_trait(PERSONA, *personas.trait())


def personas_for_maps(workspace: Workspace) -> tuple[KnownPersona, ...]:
    """What maps show of personas, the largest first; none when the index knows of none."""
    from footpath.maps import KnownPersona
    from footpath.model.maps import PersonaLine, PersonaSection

    personas = known_personas(workspace)
    if personas is None or PERSONA not in workspace.index.traits:
        return ()
    return tuple(
        KnownPersona(
            id=one.id,
            name=one.name,
            sections=tuple(
                PersonaSection(
                    title=part.title,
                    lines=tuple(
                        PersonaLine(text=line.text, n=line.n, effect=line.effect, q=line.q) for line in part.lines
                    ),
                    unknown=part.unknown,
                )
                for part in one.sections
            ),
            note=one.note,
        )
        for one in sorted(personas.personas, key=lambda one: -one.customers)
    )


@dataclass(frozen=True)
class Apart:
    """What sets two personas apart, or has changed since they were found.

    Attributes:
        rows: plain fields, the clearest first.
        about: what was compared, in a sentence.
    """

    rows: tuple[dict[str, Any], ...]
    about: str


def compare(workspace: Workspace, one: str, other: str) -> Apart:
    """Only the differences between two personas that are more than chance and not small."""
    import numpy as np

    from footpath.personas import NOBODY, read_features
    from footpath.personas.cards import compare_groups
    from footpath.personas.wording import value_text

    personas = _required(workspace)
    first, second = (_position(personas, name) for name in (one, other))
    if first == second:
        raise SpecError(f"{one} and {other} are one persona.", "Name two.")
    table = read_features(workspace.index, workspace.progress)
    now = personas.assign(table)
    inside = np.isin(now.codes, [first, second]) & (now.codes != NOBODY)
    compared = compare_groups(table.rows(inside), (now.codes[inside] == second).astype(np.uint8), 2)
    names = personas.personas[first].name, personas.personas[second].name
    rows = tuple(
        {
            "what": row.feature.label,
            names[0]: value_text(row.feature, float(f"{row.after:.3g}")),
            names[1]: value_text(row.feature, float(f"{row.before:.3g}")),
            "effect": round(row.effect, 2),
            "q": q,
        }
        for row, q in compared.of(0)
        if row.feature is not None
    )
    return Apart(
        rows, f"{len(rows)} of {len(compared.rows) // 2} features differ by more than chance and not by little."
    )


def drifted(workspace: Workspace) -> Apart:
    """What sets customers who came since the personas were found apart from those of then, persona by persona."""
    import numpy as np

    from footpath.personas import NOBODY, Snapshot, drift, read_features

    personas = _required(workspace)
    table = read_features(workspace.index, workspace.progress)
    now = personas.assign(table)
    was = np.isin(table.keys, personas.keys)
    told = now.codes != NOBODY
    if not (~was & told).any():
        return Apart((), f"No customer came since {personas.found_at}.")
    old, new = (Snapshot(table.rows(side & told), now.codes[side & told]) for side in (was, ~was))
    rows = tuple(
        {
            "persona": personas.personas[row.code].name,
            "what": row.feature.label if row.feature else "share of customers",
            "then": row.before,
            "since": row.after,
            "low": row.low,
            "high": row.high,
            "effect": round(row.effect, 2),
            "q": row.q,
        }
        for row in drift(old, new, len(personas.personas))
        if (row.q <= 0.05 and abs(row.effect) >= 0.2) or row.feature is None
    )
    return Apart(
        rows, f"{int((~was).sum()):,} customers came since {personas.found_at}, against {int(was.sum()):,} of then."
    )


def rename(workspace: Workspace, persona: str, name: str) -> str:
    """Call a persona otherwise."""
    one = _required(workspace)
    found = one.personas[_position(one, persona)].id
    return _edit(workspace, f"{persona} is called {name} now.", lambda e: replace(e, rename={**e.rename, found: name}))


def merge(workspace: Workspace, persona: str, into: str) -> str:
    """Make a persona part of another one."""
    known = _required(workspace)
    one, other = (known.personas[_position(known, name)].id for name in (persona, into))
    if one == other:
        raise SpecError(f"{persona} and {into} are one persona.", "Name two.")
    return _edit(workspace, f"{persona} is part of {into} now.", lambda e: replace(e, merge={**e.merge, one: other}))


def pin(workspace: Workspace, persona: str) -> str:
    """Keep a persona, though a later search may not find it."""
    known = _required(workspace)
    found = known.personas[_position(known, persona)].id
    return _edit(workspace, f"{persona} stays from now on.", lambda e: replace(e, pin=e.pin | {found}))


def annotate(workspace: Workspace, persona: str, note: str) -> str:
    """Write down what people know of a persona."""
    known = _required(workspace)
    found = known.personas[_position(known, persona)].id
    return _edit(workspace, f"Noted for {persona}.", lambda e: replace(e, note={**e.note, found: note}))


def persona_named(workspace: Workspace, name: str) -> str:
    """The name of a persona as the index has it, from its name or id.

    Raises:
        SpecError: none is called so, or none were found.
    """
    personas = _required(workspace)
    return personas.personas[_position(personas, name)].name


def _edit(workspace: Workspace, done: str, change: Callable[[Edits], Edits]) -> str:
    change(persona_edits(workspace)).write(workspace.directory / _EDITS)
    attach_personas(workspace, workspace.index)
    return f"{done} It is written in {_EDITS}, where it can be undone."


def _required(workspace: Workspace) -> Personas:
    personas = known_personas(workspace)
    if personas is None:
        raise SpecError("No personas were looked for yet.", "footpath personas find does it.")
    return personas


def _position(personas: Personas, name: str) -> int:
    for at, one in enumerate(personas.personas):
        if name.casefold() in (one.id.casefold(), one.name.casefold()):
            return at
    names = ", ".join(one.name for one in personas.personas)
    raise SpecError(f"There is no persona {name!r}.", f"There are: {names}.")
