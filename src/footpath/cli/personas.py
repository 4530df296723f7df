"""Commands about personas: found, shown, compared, and what people decide about them."""

from pathlib import Path
from typing import Annotated, Any

import typer

from footpath.cli.options import JsonOption, SeedOption, WorkspaceOption, app

personas = typer.Typer(no_args_is_help=False, invoke_without_command=True, rich_markup_mode=None)
app.add_typer(personas, name="personas", help="Who the customers are: groups found in what they do.")

PersonaArgument = Annotated[str, typer.Argument(help="A persona by its name or id.")]


@personas.callback()
def show(context: typer.Context, workspace: WorkspaceOption = Path(), as_json: JsonOption = False) -> None:
    """Without a command: the personas that were found, each with what sets it apart."""
    if context.invoked_subcommand is not None:
        return
    from footpath.app.people import last_found
    from footpath.app.workspace import Workspace
    from footpath.cli.show import progress_bar, say
    from footpath.cli.show_personas import show_personas

    opened = Workspace(workspace)
    with progress_bar() as progress:
        opened.progress = progress
        found = last_found(opened)
    if found is None:
        say("No personas were looked for yet: footpath personas find does it.")
        return
    show_personas(found, as_json=as_json)


@personas.command()
def find(
    workspace: WorkspaceOption = Path(),
    count: Annotated[int | None, typer.Option(min=2, max=8, help="How many; found where not said.")] = None,
    seed: SeedOption = 0,
    behaviour_only: Annotated[
        bool | None,
        typer.Option(
            "--behaviour-only/--with-traits",
            help="Look at what customers do alone, so that it is a finding that personas differ in traits, or at traits in any case. "
            "Where not said, traits count unless a persona would be told by them alone.",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Look for personas in what customers do, and who they are. Exit code 1 when there are none, with the reason."""
    from footpath.app.people import find as find_personas
    from footpath.app.workspace import Workspace
    from footpath.cli.show import progress_bar
    from footpath.cli.show_personas import show_personas

    opened = Workspace(workspace)
    with progress_bar() as progress:
        opened.progress = progress
        found = find_personas(opened, count, seed, use_traits=None if behaviour_only is None else not behaviour_only)
    show_personas(found, as_json=as_json)
    if found.personas is None:
        raise typer.Exit(1)


@personas.command()
def compare(
    one: PersonaArgument, other: PersonaArgument, workspace: WorkspaceOption = Path(), as_json: JsonOption = False
) -> None:
    """Only the differences between two personas that are more than chance and not small."""
    from footpath.app.people_apart import compare as compare_personas

    _show_apart(compare_personas, workspace, as_json, one, other)


@personas.command()
def drift(workspace: WorkspaceOption = Path(), as_json: JsonOption = False) -> None:
    """How customers who came since personas were found differ from those of then."""
    from footpath.app.people_apart import drifted

    _show_apart(drifted, workspace, as_json)


@personas.command()
def rename(
    persona: PersonaArgument,
    name: Annotated[str, typer.Argument(help="What it is to be called.")],
    workspace: WorkspaceOption = Path(),
) -> None:
    """Call a persona otherwise. It stays so when personas are found again."""
    from footpath.app.people import rename as rename_persona

    _edit(workspace, rename_persona, persona, name)


@personas.command()
def merge(
    persona: PersonaArgument,
    into: Annotated[str, typer.Argument(help="The persona that it is part of.")],
    workspace: WorkspaceOption = Path(),
) -> None:
    """Make a persona part of another one."""
    from footpath.app.people import merge as merge_personas

    _edit(workspace, merge_personas, persona, into)


@personas.command()
def pin(persona: PersonaArgument, workspace: WorkspaceOption = Path()) -> None:
    """Keep a persona, though a later search may not find it."""
    from footpath.app.people import pin as pin_persona

    _edit(workspace, pin_persona, persona)


@personas.command()
def note(
    persona: PersonaArgument,
    text: Annotated[str, typer.Argument(help="What people know of it, in a line.")],
    workspace: WorkspaceOption = Path(),
) -> None:
    """Write down what people know of a persona and records do not."""
    from footpath.app.people import annotate

    _edit(workspace, annotate, persona, text)


@personas.command()
def ask(
    persona: PersonaArgument,
    question: Annotated[str, typer.Argument(help="What you want to know of its customers, in a line.")],
    workspace: WorkspaceOption = Path(),
) -> None:
    """Add an open question to a persona's card, beside those that the records leave open."""
    from footpath.app.people import ask as ask_persona

    _edit(workspace, ask_persona, persona, question)


@personas.command()
def strike(
    persona: PersonaArgument,
    words: Annotated[str, typer.Argument(help="Some words of the open question, as few as tell it from the others.")],
    workspace: WorkspaceOption = Path(),
) -> None:
    """Strike an open question off a persona's card, whoever asked it."""
    from footpath.app.people import strike as strike_question

    _edit(workspace, strike_question, persona, words)


def _show_apart(ask: Any, workspace: Path, as_json: bool, *names: str) -> None:
    from footpath.app.workspace import Workspace
    from footpath.cli.show import progress_bar, say, show_json, show_table

    opened = Workspace(workspace)
    with progress_bar() as progress:
        opened.progress = progress
        apart = ask(opened, *names)
    if as_json:
        show_json({"about": apart.about, "rows": list(apart.rows)})
        return
    show_table(apart.rows)
    say(apart.about)


def _edit(workspace: Path, change: Any, *names: str) -> None:
    from footpath.app.workspace import Workspace
    from footpath.cli.show import say

    say(change(Workspace(workspace), *names))
