"""Commands about what customers say: themes, scores, drivers, spikes; and what people decide about themes."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from footpath.cli.looks import LanguageOption
from footpath.cli.options import JsonOption, WorkspaceOption, app

voice = typer.Typer(no_args_is_help=False, invoke_without_command=True, rich_markup_mode=None)
app.add_typer(voice, name="voice", help="What customers say: themes, emotions, scores, what drives them, and spikes.")

ByOption = Annotated[
    str | None, typer.Option(help="Split by a dimension, a trait, persona, or day, week, month; for a trend: week.")
]
DuringOption = Annotated[str | None, typer.Option(help='A period: "2024", "2024-03", "2024-01-01..2024-04-01".')]
ChartOption = Annotated[
    Path | None, typer.Option(help="Draw the answer into this file: .svg, .png, .html or .json (Vega-Lite).")
]
PerOption = Annotated[str | None, typer.Option(help="A row for each touchpoint, or each stage.")]
ThemeArgument = Annotated[str, typer.Argument(help="A theme by its name or id.")]


class Mood(StrEnum):
    """Which quotes are wanted."""

    LOW = "low"
    HIGH = "high"


@voice.callback()
def overview(context: typer.Context, workspace: WorkspaceOption = Path(), as_json: JsonOption = False) -> None:
    """Without a command: how much was said, in which words and moods, and how well it was understood."""
    if context.invoked_subcommand is not None:
        return
    from footpath.app.voices import heard_so_far
    from footpath.app.workspace import Workspace
    from footpath.cli.show import progress_bar, show_heard

    opened = Workspace(workspace)
    with progress_bar() as progress:
        opened.progress = progress
        found = heard_so_far(opened)
    show_heard(found, as_json=as_json)


class Relation(StrEnum):
    """Which scores are wanted: of one experience, of the company as a whole, or both, each by itself."""

    TRANSACTIONAL = "transactional"
    RELATIONAL = "relational"
    APART = "apart"


class Scored(StrEnum):
    """What there is a row for."""

    TOUCHPOINT = "touchpoint"
    STAGE = "stage"
    ALL = "all"


@voice.command()
def scores(
    workspace: WorkspaceOption = Path(),
    by: ByOption = None,
    during: DuringOption = None,
    per: Annotated[
        Scored, typer.Option(help="A row for each of these; all: one, with the response rate.")
    ] = Scored.TOUCHPOINT,
    relation: Annotated[
        Relation | None,
        typer.Option(help="Only scores of one experience, only of the company as a whole, or both apart."),
    ] = None,
    chart: ChartOption = None,
    language: LanguageOption = "",
    as_json: JsonOption = False,
) -> None:
    """NPS, CSAT, CES and ratings, each with its interval; --per all has the response rate, --relation apart keeps surveys of the company by themselves."""
    question = {"ask": "scores", "by": by, "during": during, "per": per.value, "relation": relation and relation.value}
    _ask(workspace, question, chart, language, as_json)


def _answering(ask: str, told: str) -> None:
    """A command that asks a question which is answered by place and by group."""

    def command(
        workspace: WorkspaceOption = Path(),
        by: ByOption = None,
        during: DuringOption = None,
        per: PerOption = None,
        chart: ChartOption = None,
        language: LanguageOption = "",
        as_json: JsonOption = False,
    ) -> None:
        _ask(workspace, {"ask": ask, "by": by, "during": during, "per": per}, chart, language, as_json)

    voice.command(ask, help=told)(command)


def _answering_of_all(ask: str, told: str) -> None:
    """A command that asks a question which has one answer."""

    def command(
        workspace: WorkspaceOption = Path(),
        during: DuringOption = None,
        chart: ChartOption = None,
        language: LanguageOption = "",
        as_json: JsonOption = False,
    ) -> None:
        _ask(workspace, {"ask": ask, "during": during}, chart, language, as_json)

    voice.command(ask, help=told)(command)


_answering("themes", "What customers speak of, how often, and in which mood; --by week gives the trend.")
_answering("emotions", "What customers felt, and which touchpoint came right before.")
_answering("aims", "What customers want, need and why, and what stands in their way.")
_answering(
    "expectations",
    "What people say they expected or were promised, and what the clock says; whether late ones are less content.",
)
_answering_of_all(
    "nonresponse", "How those who answer differ from those who do not, and what the score would be if all answered."
)
_answering_of_all(
    "drivers", "Which touchpoints' experience and which themes go with the overall score, and how well each does."
)
_answering_of_all(
    "spikes",
    "What was suddenly spoken of more than season and level explain: since when, by whom, and what came before.",
)


@voice.command()
def quotes(
    workspace: WorkspaceOption = Path(),
    theme: Annotated[str | None, typer.Option(help="What they speak of.")] = None,
    touchpoint: Annotated[str | None, typer.Option(help="Where.")] = None,
    mood: Annotated[Mood | None, typer.Option(help="low: only unhappy ones; high: only happy ones.")] = None,
    count: Annotated[int, typer.Option(min=1, max=50, help="How many.")] = 5,
    as_json: JsonOption = False,
) -> None:
    """Customers' own words, chosen to stand for most of what is said, the opposing view last."""
    from footpath.app.voices import quotes as choose
    from footpath.app.voices import why_no_quotes
    from footpath.app.workspace import Workspace
    from footpath.cli.show import progress_bar, say, show_json

    opened = Workspace(workspace)
    with progress_bar() as progress:
        opened.progress = progress
        found = choose(opened, count, theme, touchpoint, mood.value if mood else None)
    if as_json:
        show_json(found)
        return
    for quote in found:
        other = " (the opposing view)" if quote["opposing"] else ""
        say(f"“{quote['text']}”\n    {quote['touchpoint'] or 'of nothing in particular'}: {quote['source']}{other}\n")
    if not found:
        say(why_no_quotes(opened, theme, touchpoint, mood.value if mood else None))


@voice.command()
def rename(
    theme: ThemeArgument,
    name: Annotated[str, typer.Argument(help="What it is to be called.")],
    workspace: WorkspaceOption = Path(),
) -> None:
    """Call a theme otherwise. It stays so when new texts arrive."""
    from footpath.app.themes import rename_theme

    _edit(workspace, rename_theme, theme, name)


@voice.command()
def merge(
    theme: ThemeArgument,
    into: Annotated[str, typer.Argument(help="The theme that it is part of.")],
    workspace: WorkspaceOption = Path(),
) -> None:
    """Make a theme part of another one."""
    from footpath.app.themes import merge_themes

    _edit(workspace, merge_themes, theme, into)


@voice.command()
def hide(theme: ThemeArgument, workspace: WorkspaceOption = Path()) -> None:
    """Show a theme no more."""
    from footpath.app.themes import hide_theme

    _edit(workspace, hide_theme, theme)


def _ask(workspace: Path, question: dict[str, Any], chart: Path | None, language: str, as_json: bool) -> None:
    from footpath.app.asking import check_chart, draw_answer
    from footpath.app.workspace import Workspace
    from footpath.cli.show import progress_bar, say, show_answer

    if chart is not None:
        check_chart(chart)
    opened = Workspace(workspace)
    with progress_bar() as progress:
        opened.progress = progress
        answer = opened.ask({name: value for name, value in question.items() if value is not None})
    show_answer(answer, as_json=as_json)
    if chart is not None:
        draw_answer(answer, chart, language)
        if not as_json:
            say(f"Drawn in {chart}")


def _edit(workspace: Path, change: Any, *names: str) -> None:
    from footpath.app.workspace import Workspace
    from footpath.cli.show import say

    say(change(Workspace(workspace), *names))
