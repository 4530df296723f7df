"""All questions by name; the one way from a dictionary to a question, and from a question to its answer."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion, answer_of, keys_behind
from footpath.analysis.homes import HOMES
from footpath.errors import SpecError
from footpath.journeys.index import Index
from footpath.journeys.properties import closest
from footpath.model.questions import Answer, Question


class _Questions(Mapping[str, type[JourneyQuestion]]):
    """Classes by the name they are asked by; each is imported when it is first looked up."""

    def __getitem__(self, name: str) -> type[JourneyQuestion]:
        return getattr(import_module(f"footpath.analysis.{name}"), HOMES[name])

    def __iter__(self) -> Iterator[str]:
        return iter(HOMES)

    def __len__(self) -> int:
        return len(HOMES)

    def __contains__(self, name: object) -> bool:
        return name in HOMES


QUESTIONS: Mapping[str, type[JourneyQuestion]] = _Questions()


def parse_question(data: Mapping[str, Any]) -> JourneyQuestion:
    """A question from its dictionary.

    Raises:
        SpecError: there is no such question, a field is not one of its fields, or a value cannot be read.

    Examples:
        >>> parse_question({"ask": "funnel", "steps": ["cart", "pay"], "within": "7d"}).spec()
        {'ask': 'funnel', 'steps': ['cart', 'pay'], 'within': '1w'}
    """
    fields = dict(data)
    name = fields.pop("ask", None)
    if not isinstance(name, str) or name not in QUESTIONS:
        near = closest(str(name), list(QUESTIONS), 1)[0] if name else "overview"
        raise SpecError(
            f'There is no question "{name}".' if name else 'The question has no "ask".',
            f"Did you mean {near}? There are: {', '.join(QUESTIONS)}.",
        )
    return QUESTIONS[name].of_fields(fields)


def ask(index: Index, question: Question | Mapping[str, Any]) -> Answer:
    """Ask a question: its class, or the same as a dictionary.

    Raises:
        SpecError: the question is not well formed, or names what is not there.
    """
    return answer_of(index, _as_question(question))


def customers_of(index: Index, question: Question | Mapping[str, Any], row: int) -> NDArray[np.int64]:
    """Keys of the customers behind a row of a question's answer, ascending. The first row is number 0."""
    return keys_behind(index, _as_question(question), row)


def _as_question(question: Question | Mapping[str, Any]) -> JourneyQuestion:
    if isinstance(question, JourneyQuestion):
        return question
    if isinstance(question, Question):
        return parse_question(question.spec())
    return parse_question(question)
