"""Personas as a workspace keeps them: found once, under what people decided, and given to the customers of an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footpath.errors import SpecError

if TYPE_CHECKING:
    from footpath.app.stores import Stores
    from footpath.journeys import Index
    from footpath.personas import Edits, Personas

PERSONA = "persona"  # the trait that an index knows them by
EDITS_FILE = "personas.toml"
_FOUND_FILE = "personas.json"


def found_personas(stores: Stores) -> Personas | None:
    """The personas as they were last found, whatever people decided; None before the first time."""
    from footpath.personas import read_personas

    return read_personas(stores.directory / _FOUND_FILE)


def known_personas(stores: Stores) -> Personas | None:
    """The personas as they were last found, under what people decided; None before the first time."""
    found = found_personas(stores)
    return found.edited(persona_edits(stores)) if found else None


def keep_personas(stores: Stores, found: Personas) -> None:
    """Keep what was found."""
    from footpath.personas import write_personas

    write_personas(found, stores.directory / _FOUND_FILE)


def persona_edits(stores: Stores) -> Edits:
    """What people decided about personas."""
    from footpath.personas import Edits

    return Edits.read(stores.directory / EDITS_FILE)


def keep_persona_edits(stores: Stores, edits: Edits) -> None:
    """Keep what people decided, in a file that they may edit, too."""
    edits.write(stores.directory / EDITS_FILE)


def attach_personas(stores: Stores, index: Index) -> Index:
    """The index with the trait "persona", when personas are known: new customers get theirs by the rules."""
    from footpath.personas import read_features

    personas = known_personas(stores)
    if personas is None:
        return index
    return index.attach_trait(PERSONA, *personas.assign(read_features(index, stores.progress)).trait())


def persona_named(stores: Stores, name: str) -> str:
    """The name of a persona as the index has it, from its name or id.

    Raises:
        SpecError: none is called so, or none were found.
    """
    personas = personas_looked_for(stores)
    return personas.personas[position_of(personas, name)].name


def personas_looked_for(stores: Stores) -> Personas:
    """The personas under what people decided.

    Raises:
        SpecError: none were found yet.
    """
    personas = known_personas(stores)
    if personas is None:
        raise SpecError("No personas were looked for yet.", "footpath personas find does it.")
    return personas


def position_of(personas: Personas, name: str) -> int:
    """Where a persona stands among all, by its name or id.

    Raises:
        SpecError: none is called so.
    """
    for at, one in enumerate(personas.personas):
        if name.casefold() in (one.id.casefold(), one.name.casefold()):
            return at
    names = ", ".join(one.name for one in personas.personas)
    raise SpecError(f"There is no persona {name!r}.", f"There are: {names}.")
