"""Ask as people type it: JSON in, an answer or the customers behind one of its rows out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footpath.app.drawing import spoken
from footpath.app.questions import known_kinds
from footpath.app.workspace import Workspace
from footpath.errors import SpecError, WorkspaceError
from footpath.model.ids import stable_id

if TYPE_CHECKING:
    from footpath.app.answers import Asked
    from footpath.render.charts import Chart


@dataclass(frozen=True)
class CustomerList:
    """The customers behind one row, as the sources know them."""

    question: dict[str, Any]
    row: dict[str, Any]
    customers: tuple[str, ...]


def read_question(text: str) -> dict[str, Any]:
    """A question from its JSON; a bare word asks the question of that name."""
    if text.strip().isidentifier():
        return {"ask": text.strip()}
    try:
        question = json.loads(text)
    except json.JSONDecodeError as error:
        raise SpecError(
            f"The question is not valid JSON: {error.msg} at character {error.pos + 1}.",
            'Write for example \'{"ask": "funnel", "steps": ["cart", "order"], "within": "7d"}\'.',
        ) from error
    if not isinstance(question, dict):
        raise SpecError("A question is a JSON object.", 'Write for example \'{"ask": "overview"}\'.')
    return question


def known_questions() -> list[dict[str, Any]]:
    """Every question: what it is asked by, what it answers, its own fields and those of all questions."""
    from footpath.model.questions import Question

    rows = []
    for name, kind in known_kinds():
        own = [field for field in kind.model_fields if field not in Question.model_fields]
        answers = (kind.__doc__ or "").strip().splitlines()[0]
        rows.append({"ask": name, "answers": answers, "fields": own, "of_all": list(Question.model_fields)})
    return rows


_FORMS: Mapping[str, Callable[[Chart], str | bytes]] = {
    ".svg": lambda chart: chart.svg(),
    ".png": lambda chart: chart.png(),
    ".html": lambda chart: chart.html(),
    ".json": lambda chart: chart.json(),
}


def check_chart(file: Path) -> str:
    """The form that a file's name asks for: to be asked before anything is worked out.

    Raises:
        SpecError: the ending is not known.
        WorkspaceError: there is no such folder.
    """
    form = file.suffix.lower()
    if form not in _FORMS:
        raise SpecError(f'A chart cannot be written as "{file.name}".', f"Name it {', '.join(_FORMS)}.")
    if not file.parent.is_dir():
        raise WorkspaceError(
            f"{file} cannot be written: there is no folder {file.parent}.", "Make it, or name another one."
        )
    return form


def draw_answer(answer: Asked, file: Path, language: str = "", words: Path | None = None) -> None:
    """Draw an answer into a file, in the form that its ending names.

    Args:
        language: of its labels, English where nothing is said; ``words`` is a catalogue of one's own (.po).

    Raises:
        SpecError: the ending is not known.
        WorkspaceError: the file cannot be written, or there is no such folder.
    """
    form = check_chart(file)
    with spoken(language, words) as tag:
        drawn = _FORMS[form](answer.chart(language=tag or "en"))
    try:
        file.write_bytes(drawn.encode() if isinstance(drawn, str) else drawn)
    except OSError as error:
        raise WorkspaceError(f"{file} cannot be written: {error.strerror}.") from error


def ask_text(workspace: Workspace, text: str) -> Asked:
    """Ask the question that ``text`` holds."""
    return workspace.ask(read_question(text))


def customers_behind(workspace: Workspace, text: str, row: int) -> CustomerList:
    """Who is behind row number ``row`` (the first is 1) of the question's answer?"""
    answer = ask_text(workspace, text)
    if not 1 <= row <= len(answer.rows):
        raise SpecError(f"There is no row {row}: the answer has {len(answer.rows)} rows.", "Count from 1.")
    keys = workspace.customers_of(dict(answer.question), row - 1)
    return CustomerList(dict(answer.question), answer.dicts()[row - 1], tuple(workspace.label(keys)))


def why_same(workspace: Workspace, first: str, second: str) -> list[str]:
    """The chain of records that joins two identifiers written ``kind:value``; empty when nothing joins them."""
    return [str(step) for step in workspace.components.why(_identity(first), _identity(second))]


def _identity(text: str) -> int:
    kind, found, value = text.partition(":")
    if not found or not value:
        raise SpecError(
            f'"{text}" is not an identifier.', "Write its kind and value, for example email:ann@example.org."
        )
    return stable_id(kind.strip(), value.strip())
