"""Commands about maps that are kept: their history, their differences, edits that come back."""

from pathlib import Path
from typing import Annotated

import typer

from footpath.cli.looks import LanguageOption, WordsOption
from footpath.cli.options import JsonOption, WorkspaceOption, app

MapArgument = Annotated[
    str,
    typer.Argument(
        help="A map: its file (.html, .json), NAME@REVISION, @3 where there is one map; or what to draw now: 2025-01, persona=NAME, region=north."
    ),
]


@app.command()
def history(
    name: Annotated[str, typer.Argument(help="A map; all without it.")] = "",
    workspace: WorkspaceOption = Path(),
    as_json: JsonOption = False,
) -> None:
    """Every revision of a map: when, who, why, and whether people edited it."""
    from footpath.app.revisions import history as revisions
    from footpath.app.workspace import Workspace
    from footpath.cli.show import show_json, show_table

    rows = revisions(Workspace(workspace), name)
    if as_json:
        show_json(rows)
    else:
        show_table(rows)


@app.command()
def restore(
    name: Annotated[str, typer.Argument(help="The map.")],
    revision: Annotated[int, typer.Argument(min=1, help="The revision to bring back.")],
    workspace: WorkspaceOption = Path(),
) -> None:
    """Bring a revision back as a new one; nothing is lost."""
    from footpath.app.revisions import restore as bring_back
    from footpath.app.workspace import Workspace
    from footpath.cli.show import say

    say(bring_back(Workspace(workspace), name, revision))


@app.command()
def diff(
    first: MapArgument,
    second: MapArgument,
    workspace: WorkspaceOption = Path(),
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write into this file: .svg (drawn), .txt or .json.")
    ] = None,
    language: LanguageOption = "",
    words: WordsOption = None,
    as_json: JsonOption = False,
) -> None:
    """What differs between two maps: revisions, periods, personas. Exit code 0 also when something does."""
    from footpath.app.differences import compare, told, write_diff
    from footpath.app.workspace import Workspace
    from footpath.cli.show import say

    found = compare(Workspace(workspace, create=True), first, second)
    if output is not None:
        write_diff(found, output, language, words)
        say(f"Drawn in {output}")
        return
    say(told(found, as_json=as_json, language=language, words=words))


@app.command("import")
def import_edits(
    file: Annotated[Path, typer.Argument(help="A workbook that footpath map -o map.xlsx wrote, and people edited.")],
    workspace: WorkspaceOption = Path(),
    words: Annotated[
        Path | None,
        typer.Option(help="The catalogue of labels (.po) that the workbook was drawn with, if it was your own."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Take edits of a map's workbook over: words, order and rows; figures stay what the records say."""
    from footpath.app.revisions import import_workbook
    from footpath.app.workspace import Workspace
    from footpath.cli.show import say, show_json

    changes = import_workbook(Workspace(workspace), file, words)
    if as_json:
        show_json(changes)
        return
    for change in changes:
        what = f"{change['what']} {change['where']}" + (f", {change['field']}" if change["field"] else "")
        verb = f"{change['was']!r} → {change['now']!r}"
        say(
            f"{'taken' if change['taken'] else 'left '}  {what}: {verb}"
            + (f" ({change['why']})" if change["why"] else "")
        )
    say(f"{sum(change['taken'] for change in changes)} of {len(changes)} differences taken over.")
