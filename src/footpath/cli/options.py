"""The application, and the options that several commands share."""

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
EngineOption = Annotated[
    str, typer.Option(help="Where shards are read: threads (unless told), local[2] or spark://HOST:PORT.")
]
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
