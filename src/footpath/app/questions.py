"""Every question that a workspace answers: those of journeys, and what personas' cards are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from footpath.journeys import Index
    from footpath.model.questions import Answer, Question

PROFILE = "profile"


def known_kinds() -> Iterator[tuple[str, type[Question]]]:
    """What each question is asked by, and its class."""
    from footpath.analysis import QUESTIONS
    from footpath.personas.profile import Profile

    yield from QUESTIONS.items()
    yield PROFILE, Profile


def parse(data: Question | Mapping[str, Any]) -> Question:
    """A question from its dictionary.

    Raises:
        SpecError: there is no such question, a field is not one of its fields, or a value cannot be read.
    """
    from footpath.model.questions import Question

    if isinstance(data, Question):
        return data
    if data.get("ask") == PROFILE:
        from footpath.personas.profile import Profile

        return Profile.of_fields({name: value for name, value in data.items() if name != "ask"})
    from footpath.analysis import parse_question

    return parse_question(data)


def answer(index: Index, question: Question) -> Answer:
    """Ask an index."""
    from footpath.analysis import ask
    from footpath.personas.profile import Profile

    if isinstance(question, Profile):
        return question.ask_index(index)

    return ask(index, question)


def keys_behind(index: Index, question: Question, row: int) -> NDArray[np.int64]:
    """Keys of the customers behind row number ``row``, counted from 0, ascending.

    Raises:
        SpecError: there is no such row.
    """
    from footpath.analysis import customers_of
    from footpath.errors import SpecError
    from footpath.personas.profile import Profile

    if not isinstance(question, Profile):
        return customers_of(index, question, row)
    rows = question.ask_index(index).rows
    if not 0 <= row < len(rows):
        raise SpecError(f"There is no row {row}: the answer has {len(rows)}.", "The first row is number 0.")
    return question.keys_behind(index, rows[row])
