"""Claims of a planned journey: every number with its question, its row, its interval and its n."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from footpath.errors import SpecError
from footpath.maps.claims import SMALL_N, Ask, bind_claim
from footpath.maps.sentences import Sentence
from footpath.model.claims import Claim, Unit
from footpath.model.questions import Answer

Row = dict[str, Any]


@dataclass
class PlanBook:
    """Asks for one planned journey, each question once, and numbers its claims plan1, plan2 …

    Args:
        names: of the plan's steps and its outcome, as statements call them.
    """

    ask: Ask
    names: tuple[str, ...] = ()
    claims: dict[str, Claim] = field(default_factory=dict)

    def asked(self, question: dict[str, Any]) -> Answer | None:
        """The answer; None where the question cannot be asked of these records."""
        try:
            return self.ask(question)
        except SpecError:
            return None

    def bind(
        self,
        answer: Answer | None,
        row: Row | None,
        name: str,
        sentence: Sentence,
        *,
        keys: Sequence[str],
        ends: tuple[str, str],
        n: int | None = None,
        unit: Unit | None = None,
    ) -> str | None:
        """Keep a number as a claim; nothing where the row has none.

        Args:
            keys: the fields that tell the row from the others, empty ones included.
            ends: the fields of its interval.
            n: what it was counted over, where that is not all customers that were looked at.
        """
        if answer is None or row is None:
            return None
        bound = bind_claim(
            f"plan{len(self.claims) + 1}", answer, row, name, sentence, unit=unit, words=lambda: self.names
        )
        if bound is None:
            return None
        low, high = (value if isinstance(value := row.get(end), int | float) else None for end in ends)
        counted = bound.n if n is None else n
        about = {"pick": {key: row.get(key) for key in keys}, "low": low, "high": high, "n": counted}
        fields = {"low_field": ends[0] if low is not None else "", "high_field": ends[1] if high is not None else ""}
        caution = f"only {counted} behind it" if counted < SMALL_N else ""
        self.claims[bound.id] = bound.model_copy(update={**about, **fields, "caution": caution})
        return bound.id
