"""How personas look on a terminal: a table of all, then a card of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from footpath.cli.show import say, show_json, show_table

if TYPE_CHECKING:
    from footpath.app.people import Found


def show_personas(found: Found, *, as_json: bool) -> None:
    """A table of all, then a card of each: what sets it apart, and what is not known."""
    if as_json:
        show_json(found.json())
        return
    if found.personas is None:
        say(f"No personas. {found.reason}")
        return
    personas = found.personas.personas
    columns = ("id", "name", "customers", "share", "low", "high")
    rows = [{name.replace("name", "persona"): getattr(one, name) for name in columns} for one in personas]
    show_table(rows, "Personas")
    for one in personas:
        for line in _card(one):
            say(line)
    if found.personas.gone:
        say(f"Not found any more: {', '.join(found.personas.gone)}")
    if found.personas.undecided.customers:
        say(str(found.personas.undecided))
    say(found.reason)
    say(f"Rules put {found.personas.agreement:.0%} of customers where they are; footpath personas --json lists them.")


def _card(persona: Any) -> Iterator[str]:
    said = "" if persona.found else " (pinned; the last search did not find it)"
    since = f" (new since {persona.new_since})" if persona.new_since else ""
    yield f"{persona.name}{since}{said}" + (f": {persona.note}" if persona.note else "")
    for part in persona.sections:
        for line in part.lines:
            yield f"  {part.title}: {line.text}{_behind(line)}"
    unknown = [part.title.lower() for part in persona.sections if not part.lines]
    if unknown:
        yield f"  Not known: {', '.join(unknown)}"


def _behind(line: Any) -> str:
    """How many are behind a line, and how large the difference is; nothing behind a question that a person asks."""
    effect = "" if line.effect is None else f", effect {line.effect:+.2f}"
    return f" (n = {line.n:,}{effect})" if line.n else ""
