"""Personas as people want them: looked for, renamed, merged, pinned, noted down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
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
    from footpath.personas import Edits, Line, Persona, Personas, Section, Tried

MOST_ASKED = 5
NO_MORE = "Nothing sets them apart in this any more."
NOT_HEARD = "No themes of what they wrote are known: footpath voice listens."


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
            told["undecided"] = vars(self.personas.undecided)
            told["rules"] = [vars(leaf) for leaf in self.personas.rules.leaves()]
        return told


def last_found(workspace: Workspace) -> Found | None:
    """The last search that found personas, with the customers and the cards of now; None before it."""
    from footpath.personas import read_features

    personas = known_personas(workspace)
    if personas is None:
        return None
    now = personas.assign(read_features(workspace.index, workspace.progress))
    return Found(with_cards(workspace, now), personas.reason, personas.tried)


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
    return Found(with_cards(workspace, shown), found.reason, found.tried)


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


def ask(workspace: Workspace, persona: str, question: str) -> str:
    """Write down what people want to know of a persona: it stands among its open questions.

    Raises:
        SpecError: it is asked already.
    """
    known = personas_looked_for(workspace)
    found = known.personas[position_of(known, persona)]
    if question.casefold() in (one.casefold() for one in found.asked):
        raise SpecError(f"That is asked of {persona} already.", "footpath personas shows its open questions.")
    return _edit(
        workspace,
        f"Asked of {persona}.",
        lambda e: replace(e, ask={**e.ask, found.id: (*e.ask.get(found.id, ()), question)}),
    )


def strike(workspace: Workspace, persona: str, words: str) -> str:
    """Strike out an open question of a persona, that somebody asked or the records leave open.

    Args:
        words: some of the question's words, as few as tell it from the others.

    Raises:
        SpecError: no open question holds them, or several do.
    """
    known = personas_looked_for(workspace)
    found = known.personas[position_of(known, persona)]
    open_ones = open_questions(workspace, found)
    meant = [one for one in open_ones if words.casefold() in one.text.casefold()]
    exact = [one for one in meant if one.text.casefold() == words.casefold()]
    if len(exact or meant) != 1:
        listed = " ".join(f"“{one.text}”" for one in meant or open_ones) or "There are none."
        which = "Several open questions hold" if meant else "No open question holds"
        raise SpecError(f"{which} {words!r}.", listed)
    return _edit(workspace, f"Struck out: {(exact or meant)[0].text}", partial(_struck, found.id, (exact or meant)[0]))


def _struck(persona: str, line: Line, edits: Edits) -> Edits:
    """The edits without a question that people asked, or with one more that is struck out."""
    if line.what:
        return replace(edits, strike={**edits.strike, persona: (*edits.strike.get(persona, ()), line.what)})
    left = {
        one: tuple(text for text in texts if edits.target(one) != persona or text != line.text)
        for one, texts in edits.ask.items()
    }
    return replace(edits, ask={one: texts for one, texts in left.items() if texts})


def _edit(workspace: Workspace, done: str, change: Callable[[Edits], Edits]) -> str:
    keep_persona_edits(workspace, change(persona_edits(workspace)))
    attach_personas(workspace, workspace.index)
    workspace.forget_answers()
    return f"{done} It is written in {EDITS_FILE}, where it can be undone."


def with_cards(workspace: Workspace, personas: Personas) -> Personas:
    """The same with lines asked anew, themes by the names that they have now, and with open questions."""
    rows, heard = _rows(workspace), bool(workspace.index.heard)
    return replace(personas, personas=tuple(_with_card(one, rows, heard) for one in personas.personas))


def open_questions(workspace: Workspace, persona: Persona) -> tuple[Line, ...]:
    """What people want to know of a persona, then what the records leave open and nobody struck out: at most five, where people ask no more."""
    return _open(persona, _rows(workspace))


def _rows(workspace: Workspace) -> list[dict[str, Any]]:
    """All that is told of personas, themes by the names of now where somebody has listened; nothing where no customer has one."""
    if PERSONA not in workspace.index.traits or len(workspace.index.traits[PERSONA]) < 2:
        return []
    if workspace.index.heard:
        _ = workspace.heard_index  # people may have named themes since
    return workspace.ask({"ask": "profile", "by": PERSONA}).dicts()


def _with_card(persona: Persona, rows: list[dict[str, Any]], heard: bool) -> Persona:
    from footpath.personas import Section
    from footpath.personas.persona import OPEN

    sections = tuple(_section(part, persona.name, rows, heard) for part in persona.sections)
    asked = _open(persona, rows)
    return replace(persona, sections=(*sections, Section(OPEN, asked)) if asked else sections)


def _section(known: Section, name: str, rows: list[dict[str, Any]], heard: bool) -> Section:
    from footpath.personas.persona import OF_WORDS

    lines = tuple(
        _line(row)
        for row in rows
        if row["on_card"] and row["kind"] != "question" and (row["group"], row["section"]) == (name, known.title)
    )
    why = NOT_HEARD if known.title in OF_WORDS and not heard else known.unknown or NO_MORE
    return replace(known, lines=lines, unknown="" if lines else why)


def _open(persona: Persona, rows: list[dict[str, Any]]) -> tuple[Line, ...]:
    from footpath.personas import Line

    own = [
        Line(text=text, what="", value=None, rest=None, n=0, effect=None, q=None, kind="question")
        for text in persona.asked
    ]
    left = [
        _line(row)
        for row in rows
        if row["kind"] == "question" and row["group"] == persona.name and row["feature"] not in persona.struck
    ]
    return (*own, *left[: max(MOST_ASKED - len(own), 0)])


def _line(row: dict[str, Any]) -> Line:
    from footpath.personas import Line

    figures = {
        name: row[field]
        for name, field in (("value", "value"), ("rest", "rest_value"), ("effect", "effect"), ("q", "q"))
    }
    plain = {name: value if value is not None and value == value else None for name, value in figures.items()}
    return Line(text=row["text"], what=row["feature"], n=row["n"], kind=row["kind"], **plain)
