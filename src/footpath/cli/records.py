"""Commands about records: made, loaded, undone, looked at."""

import json
from pathlib import Path
from typing import Annotated

import typer

from footpath.cli.options import (
    ChannelOption,
    CustomerOption,
    CustomersOption,
    JsonOption,
    KindOption,
    ScoreOption,
    SeedOption,
    TextOption,
    TimeOption,
    TouchpointOption,
    ValueOption,
    WorkspaceOption,
    app,
)


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
def export(
    file: Annotated[Path, typer.Argument(help="The log: .xes, .ocel.csv, .csv, .jsonl or .parquet.")],
    workspace: WorkspaceOption = Path(),
    where: Annotated[str, typer.Option(help='Which events, as JSON: \'{"device": "phone"}\'')] = "",
    during: Annotated[str | None, typer.Option(help='Which period: "2024-03" or "2024-01-01..2024-04-01".')] = None,
) -> None:
    """Write the journeys as an event log that other tools read; for the company itself: customers are named as its sources name them."""
    from footpath.app.exporting import export_journeys
    from footpath.app.scopes import read_conditions
    from footpath.app.workspace import Workspace
    from footpath.cli.show import progress_bar, say

    opened = Workspace(workspace)
    with progress_bar() as progress:
        opened.progress = progress
        found = export_journeys(opened, file, read_conditions(where), during)
    say(f"{found.events:,} events of {found.customers:,} customers in {file}")


@app.command()
def status(workspace: WorkspaceOption = Path(), as_json: JsonOption = False) -> None:
    """What has been loaded, and how good it is."""
    from footpath.app.status import workspace_status
    from footpath.app.workspace import Workspace
    from footpath.cli.show import show_status

    show_status(workspace_status(Workspace(workspace)), as_json=as_json)


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
