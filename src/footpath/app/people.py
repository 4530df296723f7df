"""Personas as people want them: looked for, renamed, merged, pinned, noted down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from footpath.app.kept_personas import (
    EDITS_FILE,
    PERSONA,
    attach_personas,
    found_personas,
    keep_persona_edits,
    keep_personas,
    known_personas,
    persona_edits,
    personas_looked_for,
    position_of,
)
from footpath.errors import SpecError

if TYPE_CHECKING:
    from footpath.app.workspace import Workspace
    from footpath.personas import Edits, Personas, Tried


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


def find(workspace: Workspace, count: int | None = None, seed: int = 0, *, use_traits: bool | None = None) -> Found:
    """Search for personas and keep them; where there are none, what was kept stays.

    Args:
        use_traits: whether who customers are counts beside what they do; without it, that personas differ in a trait is a finding. None
            counts it unless a persona would be told by traits alone.
    """
    from footpath.personas import Edits, NoStructure, find_personas, spoken_of

    index, edits = workspace.index, persona_edits(workspace)
    found = find_personas(
        index,
        known=found_personas(workspace),
        edits=Edits(pin=edits.pin),  # names and merges are put on when personas are read
        count=count,
        spoken=lambda keys, codes, groups: spoken_of(index, keys, codes, groups),
        found_at=datetime.now(UTC).date().isoformat(),
        seed=seed,
        use_traits=use_traits,
        progress=workspace.progress,
    )
    if isinstance(found, NoStructure):
        return Found(None, found.reason, found.tried)
    keep_personas(workspace, found)
    shown = found.edited(edits)
    index.attach_trait(PERSONA, *shown.trait())
    workspace.forget_answers()
    return Found(shown, found.reason, found.tried)


def rename(workspace: Workspace, persona: str, name: str) -> str:
    """Call a persona otherwise.

    Raises:
        SpecError: another one is called so: names tell them apart in questions.
    """
    known = personas_looked_for(workspace)
    found = known.personas[position_of(known, persona)].id
    if any(name.casefold() in (one.name.casefold(), one.id) for one in known.personas if one.id != found):
        raise SpecError(f"Another persona is called {name!r}.", "Take another name, or merge the two.")
    return _edit(workspace, f"{persona} is called {name} now.", lambda e: replace(e, rename={**e.rename, found: name}))


def merge(workspace: Workspace, persona: str, into: str) -> str:
    """Make a persona part of another one."""
    known = personas_looked_for(workspace)
    one, other = (known.personas[position_of(known, name)].id for name in (persona, into))
    if one == other:
        raise SpecError(f"{persona} and {into} are one persona.", "Name two.")
    return _edit(workspace, f"{persona} is part of {into} now.", lambda e: replace(e, merge={**e.merge, one: other}))


def pin(workspace: Workspace, persona: str) -> str:
    """Keep a persona, though a later search may not find it."""
    known = personas_looked_for(workspace)
    found = known.personas[position_of(known, persona)].id
    return _edit(workspace, f"{persona} stays from now on.", lambda e: replace(e, pin=e.pin | {found}))


def annotate(workspace: Workspace, persona: str, note: str) -> str:
    """Write down what people know of a persona."""
    known = personas_looked_for(workspace)
    found = known.personas[position_of(known, persona)].id
    return _edit(workspace, f"Noted for {persona}.", lambda e: replace(e, note={**e.note, found: note}))


def _edit(workspace: Workspace, done: str, change: Callable[[Edits], Edits]) -> str:
    keep_persona_edits(workspace, change(persona_edits(workspace)))
    attach_personas(workspace, workspace.index)
    workspace.forget_answers()
    return f"{done} It is written in {EDITS_FILE}, where it can be undone."
