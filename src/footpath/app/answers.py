"""Answers as the doors hand them out: they know who is behind their rows, and how they look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from footpath.app.questions import answer, keys_behind, parse
from footpath.model.questions import Answer

if TYPE_CHECKING:
    from footpath.journeys import Index
    from footpath.model.questions import Question
    from footpath.render.charts import Chart


@dataclass(frozen=True)
class Asked(Answer):
    """An answer that can be asked on.

    Attributes:
        who: the customers behind a row, by its number from 0, as their sources call them.
    """

    who: Callable[[int], list[Any]]

    def customers(self, row: int = 0) -> list[Any]:
        """The customers behind a row; the first row is number 0.

        Raises:
            SpecError: there is no such row.
        """
        return self.who(row)

    def chart(self, *, dark: bool = False, language: str = "en") -> Chart:
        """The answer drawn, with labels in a language such as "de"."""
        from footpath.render.charts import draw_chart

        return draw_chart(self, dark=dark, language=language)


def ask_index(index: Index, question: Question | Mapping[str, Any], label: Callable[[Any], list[Any]]) -> Asked:
    """Ask; ``label`` turns the keys of customers into what people call them."""
    asked = parse(question)
    answered = answer(index, asked)

    def who(row: int) -> list[Any]:
        return label(keys_behind(index, asked, row))

    return Asked(answered.question, answered.as_of, answered.n, answered.rows, who, note=answered.note)
