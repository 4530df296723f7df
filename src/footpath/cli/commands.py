"""The commands, one function each: options in, one call of `app`, the result shown."""

import json
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Customer journey maps from the records you already have, every number of which can be asked again.",
)

WorkspaceOption = Annotated[
    Path, typer.Option("--workspace", "-w", help="The workspace: a folder with a footpath.toml.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
KindOption = Annotated[
    str | None, typer.Option("--as", help="What the files are: events, orders, feedback, tickets or profiles.")
]
CustomersOption = Annotated[int, typer.Option(min=10, help="How many customers.")]
SeedOption = Annotated[int, typer.Option(help="The same seed gives the same files.")]


def _column(what: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(metavar="COL", help=f"The column that holds {what}.")
    return option


CustomerOption = Annotated[str | None, _column("the customer")]
TouchpointOption = Annotated[str | None, _column("the touchpoint or event name")]
TimeOption = Annotated[str | None, _column("the time")]
ChannelOption = Annotated[str | None, _column("the channel")]
ValueOption = Annotated[str | None, _column("the money")]
ScoreOption = Annotated[str | None, _column("the score")]
TextOption = Annotated[str | None, _column("what the customer wrote")]


@app.command()
def demo(
    directory: Annotated[Path, typer.Argument(help="Where to put the demo company.")] = Path("demo"),
    customers: CustomersOption = 20_000,
    seed: SeedOption = 7,
) -> None:
    """Simulate a company, load its exports and draw its map."""
    from footpath.app.demonstration import run_demo
    from footpath.cli.show import open_where_there_is_a_desktop, progress_bar, say

    with progress_bar() as progress:
        found = run_demo(directory, customers=customers, seed=seed, progress=progress)
    for line in found.lines:
        say(line)
    open_where_there_is_a_desktop(found.map_file)


@app.command()
def simulate(
    directory: Annotated[Path, typer.Argument(help="Where the exports go.")],
    customers: CustomersOption = 20_000,
    seed: SeedOption = 7,
) -> None:
    """Write the exports of a made company, with its hidden truth in truth.json."""
    from footpath.app.demonstration import simulate_company
    from footpath.cli.show import progress_bar, say

    with progress_bar() as progress:
        summary = simulate_company(directory, customers, seed, progress=progress)
    say(
        f"{summary.customers:,} customers, {summary.events:,} events and {summary.texts:,} texts in {directory}, in {summary.seconds:.1f} s."
    )


@app.command()
def init(
    directory: Annotated[Path, typer.Argument(help="The new workspace.")] = Path(),
    template: Annotated[str, typer.Option(help="Stages to start from: see docs/guides/stages.md.")] = "",
) -> None:
    """Make an empty workspace with a footpath.toml to fill in."""
    from footpath.app.starting import start_workspace
    from footpath.cli.show import say

    start_workspace(directory, template)
    say(f"{directory / 'footpath.toml'} is ready. Next: footpath load FILES… -w {directory}")


@app.command()
def load(
    files: Annotated[
        list[Path],
        typer.Argument(help="Exports: CSV, TSV, JSONL, Parquet, XLSX or XES, also gzipped; or folders of them."),
    ],
    workspace: WorkspaceOption = Path(),
    kind: KindOption = None,
    customer: CustomerOption = None,
    touchpoint: TouchpointOption = None,
    time: TimeOption = None,
    channel: ChannelOption = None,
    value: ValueOption = None,
    score: ScoreOption = None,
    text: TextOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be understood; write nothing.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Understand exports and load them, whole or not at all. The same file twice changes nothing."""
    from footpath.app.loading import column_overrides, load_into
    from footpath.cli.show import progress_bar, show_load

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
        report = load_into(workspace, files, overrides, dry_run=dry_run, progress=progress)
    show_load(report, as_json=as_json)


@app.command()
def unload(
    batch: Annotated[str, typer.Argument(help="The load to undo, as `footpath status` names it.")],
    workspace: WorkspaceOption = Path(),
) -> None:
    """Undo one load."""
    from footpath.app.loading import unload_batch
    from footpath.app.workspace import Workspace
    from footpath.cli.show import say

    say(f"{unload_batch(Workspace(workspace), batch):,} events of {batch} are gone.")


@app.command()
def status(workspace: WorkspaceOption = Path(), as_json: JsonOption = False) -> None:
    """What has been loaded, and how good it is."""
    from footpath.app.status import workspace_status
    from footpath.app.workspace import Workspace
    from footpath.cli.show import show_status

    show_status(workspace_status(Workspace(workspace)), as_json=as_json)


@app.command("map")
def draw_map(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Exports to draw the map from; none: what the workspace holds.")
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The map: .html, .svg or .json.")] = Path("map.html"),
    workspace: Annotated[
        Path | None, typer.Option("--workspace", "-w", help="The workspace; without it files are mapped and not kept.")
    ] = None,
    title: Annotated[str, typer.Option(help="The map's title.")] = "",
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
        lines = map_files(files or [], output, workspace=workspace, overrides=overrides, title=title, progress=progress)
    for line in lines:
        say(line)


@app.command()
def ask(
    question: Annotated[
        str, typer.Argument(help='For example \'{"ask": "funnel", "steps": ["cart", "order"], "within": "7d"}\'')
    ],
    workspace: WorkspaceOption = Path(),
    as_json: JsonOption = False,
    who: Annotated[int | None, typer.Option(help="List the customers behind this row (the first is 1).", min=1)] = None,
) -> None:
    """Ask a question about the journeys."""
    from footpath.app.asking import ask_text, customers_behind
    from footpath.app.workspace import Workspace
    from footpath.cli.show import show_answer, show_customers

    opened = Workspace(workspace)
    if who is None:
        show_answer(ask_text(opened, question), as_json=as_json)
    else:
        show_customers(customers_behind(opened, question, who), as_json=as_json)


@app.command()
def check(
    map_file: Annotated[Path, typer.Argument(metavar="MAP", help="A map that Footpath wrote: .html or .json.")],
    workspace: WorkspaceOption = Path(),
    as_json: JsonOption = False,
) -> None:
    """Ask every claim of a map again. Exit code 1 when one is broken."""
    from footpath.app.mapping import check as check_claims
    from footpath.app.mapping import read_map
    from footpath.app.workspace import Workspace
    from footpath.cli.show import show_verdicts

    journey_map = read_map(map_file)
    verdicts = check_claims(Workspace(workspace), journey_map)
    show_verdicts(verdicts, journey_map, as_json=as_json)
    if any(verdict.verdict == "broken" for verdict in verdicts):
        raise typer.Exit(1)


@app.command()
def why(
    first: Annotated[str, typer.Argument(help="An identifier, for example email:ann@example.org")],
    second: Annotated[str, typer.Argument(help="Another one.")],
    workspace: WorkspaceOption = Path(),
    as_json: JsonOption = False,
) -> None:
    """Why two identifiers are, or are not, the same customer."""
    from footpath.app.asking import why_same
    from footpath.app.workspace import Workspace
    from footpath.cli.show import say

    chain = why_same(Workspace(workspace), first, second)
    if as_json:
        say(json.dumps({"same": bool(chain), "chain": chain}, ensure_ascii=False))
    elif chain:
        for step in chain:
            say(step)
    else:
        say(f"{first} and {second} are not the same customer: no record joins them.")


@app.command()
def version() -> None:
    """Print the version."""
    from footpath import __version__
    from footpath.cli.show import say

    say(__version__)
