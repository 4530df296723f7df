"""Commands about maps: drawn, planned ahead, checked, walked through."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from footpath.cli.looks import (
    ByOption,
    DarkOption,
    DetailOption,
    FormOption,
    LanguageOption,
    PaperOption,
    ThemeOption,
    WordsOption,
    drawing_of,
)
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

if TYPE_CHECKING:
    from footpath.model.maps import JourneyMap

_DRAW = "draw"


class _DrawsUnlessToldOtherwise(TyperGroup):
    """`footpath map FILES …` is `footpath map draw FILES …`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or args[0] not in self.commands:
            args = [_DRAW, *args]
        return super().parse_args(ctx, args)


maps = typer.Typer(cls=_DrawsUnlessToldOtherwise, rich_markup_mode=None)
app.add_typer(
    maps, name="map", help="Draw the journey map; footpath map future plans ahead, footpath map reached measures it."
)

OutputOption = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        help="The map: .html, .svg, .png, .pdf, .pptx, .xlsx, .csv, .md, .mmd (Mermaid), .cjml or .json.",
    ),
]
WhereOption = Annotated[
    list[str] | None,
    typer.Option(
        help='Only what meets a condition: "region=north" (several times: all of them), or JSON as in questions.'
    ),
]
DuringOption = Annotated[str | None, typer.Option(help='Only a period: "2025", "2025-03", "2025-01-01..2025-04-01".')]
PersonaOption = Annotated[str, typer.Option(help="Only the customers of this persona; footpath personas lists them.")]
SourceOption = Annotated[str, typer.Option("--from", help="A map: its file, or its name among those kept.")]


@maps.command(_DRAW)
def draw_map(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Exports to draw the map from; none: what the workspace holds.")
    ] = None,
    output: OutputOption = Path("map.html"),
    workspace: Annotated[
        Path | None, typer.Option("--workspace", "-w", help="The workspace; without it files are mapped and not kept.")
    ] = None,
    title: Annotated[str, typer.Option(help="The map's title.")] = "",
    persona: PersonaOption = "",
    where: WhereOption = None,
    during: DuringOption = None,
    form: FormOption = "poster",
    detail: DetailOption = "standard",
    lanes: ByOption = "channel",
    language: LanguageOption = "",
    words: WordsOption = None,
    theme: ThemeOption = None,
    dark: DarkOption = False,
    paper: PaperOption = "A4",
    kind: KindOption = None,
    customer: CustomerOption = None,
    touchpoint: TouchpointOption = None,
    time: TimeOption = None,
    channel: ChannelOption = None,
    value: ValueOption = None,
    score: ScoreOption = None,
    text: TextOption = None,
) -> None:
    """Draw the journey map. See also: footpath map future --help, footpath map reached --help."""
    from footpath.app.loading import column_overrides
    from footpath.app.oneshot import map_files
    from footpath.app.scopes import scope_of
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
            drawing=drawing_of(form, detail, lanes, language, words, theme, dark, paper),
            progress=progress,
        )
    for line in lines:
        say(line)


@maps.command()
def future(
    workspace: WorkspaceOption = Path(),
    output: OutputOption = Path("future.html"),
    source: SourceOption = "",
    plan: Annotated[Path | None, typer.Option(help="Planned changes in a .toml file.")] = None,
    remove: Annotated[list[str] | None, typer.Option(help='"Touchpoint".')] = None,
    add: Annotated[list[str] | None, typer.Option(help='"Touchpoint@Stage/channel".')] = None,
    move: Annotated[list[str] | None, typer.Option(help='"Touchpoint@Stage".')] = None,
    target: Annotated[
        list[str] | None, typer.Option(help='"Touchpoint.experience=0.6 by 2026-12-31", "Stage.goes on=95%".')
    ] = None,
    form: FormOption = "poster",
    detail: DetailOption = "standard",
    lanes: ByOption = "channel",
    language: LanguageOption = "",
    words: WordsOption = None,
    theme: ThemeOption = None,
    dark: DarkOption = False,
    paper: PaperOption = "A4",
) -> None:
    """Plan ahead: changes and targets on the current map, kept beside it and drawn with the gap between both."""
    from footpath.app.drawing import write_map
    from footpath.app.futures import keep_future, wishes_of
    from footpath.app.futures import plan as plan_future
    from footpath.app.workspace import Workspace
    from footpath.cli.show import say

    opened = Workspace(workspace)
    wishes = wishes_of(plan, remove=remove or (), add=add or (), move=move or (), target=target or ())
    planned = plan_future(opened, wishes, source)
    kept = keep_future(opened, planned)
    write_map(planned, output, drawing_of(form, detail, lanes, language, words, theme, dark, paper))
    say(f"{len(planned.planned_changes)} planned changes, kept as {kept.name}, revision {kept.number}.")
    say(f"The map: {output}")


@maps.command()
def reached(
    workspace: WorkspaceOption = Path(),
    source: SourceOption = "",
    during: DuringOption = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Draw the future map with how far each change has come.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """How far have later records come towards the planned changes?"""
    from footpath.app.drawing import write_map
    from footpath.app.futures import progress
    from footpath.app.workspace import Workspace

    measured = progress(Workspace(workspace), source, during)
    if output is not None:
        write_map(measured, output)
    _show_gap(measured, as_json)


@maps.command()
def gap(workspace: WorkspaceOption = Path(), source: SourceOption = "", as_json: JsonOption = False) -> None:
    """What a future map plans: each change, from which value to which."""
    from footpath.app.futures import future_of
    from footpath.app.workspace import Workspace

    _show_gap(future_of(Workspace(workspace), source), as_json)


@maps.command()
def rebase(
    workspace: WorkspaceOption = Path(),
    source: SourceOption = "",
    onto: Annotated[
        str, typer.Option(help="The newer map; the one that the future map is named after unless told.")
    ] = "",
) -> None:
    """Plan a future map again on a newer map of what is; what people wrote into it stays."""
    from footpath.app.futures import rebase as plan_again
    from footpath.app.workspace import Workspace
    from footpath.cli.show import say

    done = plan_again(Workspace(workspace), source, onto)
    say(f"{done.revision.name} is at revision {done.revision.number} now.")
    for line in done.lost:
        say(str(line))


def _show_gap(measured: "JourneyMap", as_json: bool) -> None:
    from footpath.app.futures import gap_rows
    from footpath.cli.show import show_json, show_table

    rows = gap_rows(measured)
    if as_json:
        show_json(rows)
    else:
        show_table(rows)


@app.command()
def plan(
    file: Annotated[Path, typer.Argument(help="The planned journey: .cjml, Mermaid (.mmd, .md), or a list of steps.")],
    workspace: WorkspaceOption = Path(),
    outcome: Annotated[str, typer.Option(help="A touchpoint: how many of each way come to it.")] = "",
    persona: PersonaOption = "",
    where: WhereOption = None,
    during: DuringOption = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Draw it into this file: .svg, .png or .json.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Where do real journeys leave the planned one, how many, and what comes of it?"""
    from footpath.app.plans import compare_plan, plan_rows, write_plan
    from footpath.app.scopes import scope_of
    from footpath.app.workspace import Workspace
    from footpath.cli.show import say, show_json, show_table

    found = compare_plan(Workspace(workspace), file, outcome=outcome, scope=scope_of(persona, where or (), during))
    if output is not None:
        write_plan(found, output)
        say(f"Drawn in {output}")
    if as_json:
        show_json(plan_rows(found))
    elif output is None:
        show_table(plan_rows(found))


@app.command()
def check(
    map_file: Annotated[Path, typer.Argument(metavar="MAP", help="A map that Footpath wrote: .html or .json.")],
    workspace: WorkspaceOption = Path(),
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail on a claim that moved beyond its interval, too.")
    ] = False,
    junit: Annotated[Path | None, typer.Option(help="Write the verdicts as JUnit XML, for build servers.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Ask every claim of a map again. Exit code 1 when one is broken or cannot be asked."""
    from footpath.app.checking import check as check_claims
    from footpath.app.checking import exit_code, write_junit
    from footpath.app.mapping import read_map
    from footpath.app.workspace import Workspace
    from footpath.cli.show import show_verdicts

    journey_map = read_map(map_file)
    verdicts = check_claims(Workspace(workspace), journey_map)
    if junit is not None:
        write_junit(verdicts, journey_map, junit, strict=strict)
    show_verdicts(verdicts, journey_map, as_json=as_json)
    if code := exit_code(verdicts, strict=strict):
        raise typer.Exit(code)


@app.command()
def walk(
    who: Annotated[
        str,
        typer.Argument(
            help='"typical", "touchpoint:NAME", "persona:NAME", or a customer: "email:ann@example.org", "customer 3fa2c1d4".'
        ),
    ] = "typical",
    workspace: WorkspaceOption = Path(),
    persona: PersonaOption = "",
    exact: Annotated[bool, typer.Option("--exact", help="Dates and amounts as they are.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Walk one real journey step by step: what happened, what was said and felt."""
    from footpath.app.walkthrough import walk as walk_through
    from footpath.app.workspace import Workspace
    from footpath.cli.show import say, show_json
    from footpath.render.terminal_walk import walk_text

    walked = walk_through(Workspace(workspace), who, persona=persona, exact=exact)
    if as_json:
        show_json(walked.model_dump(mode="json"))
    else:
        say(walk_text(walked, exact=exact))
