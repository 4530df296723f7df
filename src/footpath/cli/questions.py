"""Commands about journeys: indexed, asked, queried."""

from pathlib import Path
from typing import Annotated

import typer

from footpath.cli.looks import LanguageOption, WordsOption
from footpath.cli.options import EngineOption, JsonOption, WorkspaceOption, app


@app.command()
def index(
    workspace: WorkspaceOption = Path(),
    engine: EngineOption = "",
    as_json: JsonOption = False,
) -> None:
    """Sort the records into journeys. The first question does it, too; this does it ahead, here or on Spark."""
    from footpath.app.engines import reading_with
    from footpath.app.indexed import index_workspace
    from footpath.app.workspace import Workspace
    from footpath.cli.show import progress_bar, show_indexed

    opened = Workspace(workspace)
    with progress_bar() as progress, reading_with(engine):
        opened.progress = progress
        found = index_workspace(opened)
    show_indexed(found, as_json=as_json)


@app.command()
def ask(
    question: Annotated[
        str, typer.Argument(help='For example \'{"ask": "funnel", "steps": ["cart", "order"], "within": "7d"}\'')
    ],
    workspace: WorkspaceOption = Path(),
    as_json: JsonOption = False,
    who: Annotated[int | None, typer.Option(help="List the customers behind this row (the first is 1).", min=1)] = None,
    chart: Annotated[
        Path | None, typer.Option(help="Draw the answer into this file: .svg, .png, .html or .json (Vega-Lite).")
    ] = None,
    language: LanguageOption = "",
    words: WordsOption = None,
    engine: EngineOption = "",
) -> None:
    """Ask a question about the journeys; `footpath questions` lists them."""
    from footpath.app.asking import ask_text, check_chart, customers_behind, draw_answer
    from footpath.app.engines import reading_with
    from footpath.app.workspace import Workspace
    from footpath.cli.show import say, show_answer, show_customers

    if chart is not None:
        check_chart(chart)
    opened = Workspace(workspace)
    with reading_with(engine):
        if who is not None:
            show_customers(customers_behind(opened, question, who), as_json=as_json)
            return
        answer = ask_text(opened, question)
    show_answer(answer, as_json=as_json)
    if chart is not None:
        draw_answer(answer, chart, language, words)
        if not as_json:
            say(f"Drawn in {chart}")


@app.command()
def questions(as_json: JsonOption = False) -> None:
    """The questions that there are, what each answers, and its fields."""
    from footpath.app.asking import known_questions
    from footpath.cli.show import show_json, show_table

    known = known_questions()
    if as_json:
        show_json(known)
    else:
        show_table([{"ask": row["ask"], "answers": row["answers"], "fields": row["fields"]} for row in known])


@app.command()
def sql(
    query: Annotated[
        str, typer.Argument(help="One SELECT over events, feedback, profiles, identifiers, customers, touchpoints.")
    ],
    workspace: WorkspaceOption = Path(),
    as_json: JsonOption = False,
) -> None:
    """Look at the records in SQL (DuckDB's). Nothing can be written."""
    from footpath.app.querying import run_sql
    from footpath.app.workspace import Workspace
    from footpath.cli.show import show_rows

    show_rows(run_sql(Workspace(workspace), query), as_json=as_json)
