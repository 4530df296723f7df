"""Commands about closing the loop: who had a bad experience and waits, what was done, how soon."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from footpath.cli.options import JsonOption, WorkspaceOption, app

if TYPE_CHECKING:
    from footpath.app.follow_ups import Wanted

follow_ups = typer.Typer(no_args_is_help=False, invoke_without_command=True, rich_markup_mode=None)
app.add_typer(
    follow_ups,
    name="follow-ups",
    help="Who gave a bad score or wrote of a bad experience, and was not spoken with since.",
)

SinceOption = Annotated[
    str, typer.Option(help='From a day on ("2025-10-01"), or so long before the records end ("30d").')
]
TouchpointOption = Annotated[str, typer.Option(help="Only what is said of this touchpoint.")]
ThemeOption = Annotated[str, typer.Option(help="Only what speaks of this theme, by its name or id.")]
PersonaOption = Annotated[str, typer.Option(help="Only customers of this persona.")]
WhereOption = Annotated[
    list[str] | None,
    typer.Option(help='Only what meets a condition: "region=north" (several times: all of them), or JSON.'),
]
RepliesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--replies", help="A touchpoint where the company answers (several times); else names and channels tell."
    ),
]
IdsArgument = Annotated[
    list[str], typer.Argument(metavar="ID…", help="Feedback, by the ids that footpath follow-ups lists.")
]
NoteOption = Annotated[str, typer.Option(help="What was done, in a line.")]
ByOption = Annotated[str, typer.Option(help="Who says so.")]


@follow_ups.callback()
def listed(
    context: typer.Context,
    workspace: WorkspaceOption = Path(),
    since: SinceOption = "30d",
    touchpoint: TouchpointOption = "",
    theme: ThemeOption = "",
    persona: PersonaOption = "",
    where: WhereOption = None,
    replies: RepliesOption = None,
    every: Annotated[bool, typer.Option("--all", help="Those who were followed up, too.")] = False,
    count: Annotated[int, typer.Option(min=1, help="How many are shown; files and JSON hold all.")] = 20,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write all of them into this file: .csv, .jsonl or .xlsx.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Without a command: whom to follow up, the most urgent first."""
    if context.invoked_subcommand is not None:
        return
    from footpath.app.follow_ups import follow_ups as find
    from footpath.app.follow_ups import follow_ups_json, write_follow_ups
    from footpath.app.workspace import Workspace
    from footpath.cli.show import progress_bar, say, show_json
    from footpath.cli.show_follow_ups import show_follow_ups

    opened = Workspace(workspace)
    with progress_bar() as progress:
        opened.progress = progress
        wanted = _wanted(since, touchpoint, theme, persona, where, replies)
        found = find(opened, wanted, every=every, most_words=None if output or as_json else count)
    if output is not None:
        write_follow_ups(found, output)
    if as_json:
        show_json(follow_ups_json(found))
    elif output is not None:
        say(f"{len(found.rows):,} written into {output}")
    else:
        show_follow_ups(found, count)


@follow_ups.command()
def done(
    ids: IdsArgument,
    workspace: WorkspaceOption = Path(),
    note: NoteOption = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say that feedback is settled: all of it, or none where one id is not known."""
    from footpath.app.follow_up_marks import mark_done
    from footpath.app.workspace import Workspace

    _show_marked(mark_done(Workspace(workspace), ids, note=note, by=by), "done", "done already", as_json)


@follow_ups.command()
def reopen(
    ids: IdsArgument,
    workspace: WorkspaceOption = Path(),
    note: NoteOption = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take feedback up again: it waits until something new follows it up."""
    from footpath.app.follow_up_marks import reopen as take_up_again
    from footpath.app.workspace import Workspace

    _show_marked(take_up_again(Workspace(workspace), ids, note=note, by=by), "taken up again", "open already", as_json)


@follow_ups.command()
def summary(
    workspace: WorkspaceOption = Path(),
    since: SinceOption = "30d",
    touchpoint: TouchpointOption = "",
    theme: ThemeOption = "",
    persona: PersonaOption = "",
    where: WhereOption = None,
    replies: RepliesOption = None,
    as_json: JsonOption = False,
) -> None:
    """How much bad feedback was followed up, and how soon: of all, and by touchpoint."""
    from footpath.app.follow_ups import follow_up_summary, summary_json
    from footpath.app.workspace import Workspace
    from footpath.cli.show import progress_bar, show_json
    from footpath.cli.show_follow_ups import show_summary

    opened = Workspace(workspace)
    with progress_bar() as progress:
        opened.progress = progress
        found = follow_up_summary(opened, _wanted(since, touchpoint, theme, persona, where, replies))
    if as_json:
        show_json(summary_json(found))
    else:
        show_summary(found)


def _wanted(
    since: str, touchpoint: str, theme: str, persona: str, where: list[str] | None, replies: list[str] | None
) -> "Wanted":
    from footpath.app.follow_ups import Wanted
    from footpath.app.scopes import scope_of

    return Wanted(since, touchpoint, theme, scope_of(persona, where or (), None), tuple(replies or ()))


def _show_marked(marked: tuple[str, ...], now: str, already: str, as_json: bool) -> None:
    from footpath.cli.show import say, show_json

    if as_json:
        show_json({"marked": marked})
    elif marked:
        say(f"{len(marked):,} {now}: {', '.join(marked)}")
    else:
        say(f"Nothing to mark: {already}.")
