"""Commands about maps: drawn, and checked."""

from pathlib import Path
from typing import Annotated

import typer

from footpath.cli.options import (
    ChannelOption,
    CustomerOption,
    JsonOption,
    KindOption,
    ScoreOption,
    TextOption,
    TimeOption,
    TouchpointOption,
    ValueOption,
    WorkspaceOption,
    app,
)


@app.command("map")
def draw_map(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Exports to draw the map from; none: what the workspace holds.")
    ] = None,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            help="The map: .html, .svg, .png, .pdf, .pptx, .xlsx, .csv, .md, .mmd (Mermaid), .cjml or .json.",
        ),
    ] = Path("map.html"),
    workspace: Annotated[
        Path | None, typer.Option("--workspace", "-w", help="The workspace; without it files are mapped and not kept.")
    ] = None,
    title: Annotated[str, typer.Option(help="The map's title.")] = "",
    persona: Annotated[
        str, typer.Option(help="Only the customers of this persona; footpath personas lists them.")
    ] = "",
    where: Annotated[
        list[str] | None,
        typer.Option(
            help='Only what meets a condition: "region=north" (several times: all of them), or JSON as in questions.'
        ),
    ] = None,
    during: Annotated[
        str | None, typer.Option(help='Only a period: "2025", "2025-03", "2025-01-01..2025-04-01".')
    ] = None,
    kind: KindOption = None,
    customer: CustomerOption = None,
    touchpoint: TouchpointOption = None,
    time: TimeOption = None,
    channel: ChannelOption = None,
    value: ValueOption = None,
    score: ScoreOption = None,
    text: TextOption = None,
) -> None:
    """Draw the journey map."""
    from footpath.app.loading import column_overrides
    from footpath.app.mapping import scope_of
    from footpath.app.oneshot import map_files
    from footpath.cli.show import progress_bar, say

    overrides = column_overrides(
        kind=kind,
        customer=customer,
        touchpoint=touchpoint,
        time=time,
        channel=channel,
        value=value,
        score=score,
        text=text,
    )
    with progress_bar() as progress:
        lines = map_files(
            files or [],
            output,
            workspace=workspace,
            overrides=overrides,
            title=title,
            scope=scope_of(persona, where or (), during),
            progress=progress,
        )
    for line in lines:
        say(line)


@app.command()
def check(
    map_file: Annotated[Path, typer.Argument(metavar="MAP", help="A map that Footpath wrote: .html or .json.")],
    workspace: WorkspaceOption = Path(),
    as_json: JsonOption = False,
) -> None:
    """Ask every claim of a map again. Exit code 1 when one is broken or cannot be asked."""
    from footpath.app.checking import check as check_claims
    from footpath.app.checking import exit_code
    from footpath.app.mapping import read_map
    from footpath.app.workspace import Workspace
    from footpath.cli.show import show_verdicts

    journey_map = read_map(map_file)
    verdicts = check_claims(Workspace(workspace), journey_map)
    show_verdicts(verdicts, journey_map, as_json=as_json)
    if exit_code(verdicts):
        raise typer.Exit(1)
