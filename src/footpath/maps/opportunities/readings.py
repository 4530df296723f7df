"""How a row that proves a pain is read as counts: so many of so many, or a median time, with what would be fewer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from footpath.maps.sentences import Sentence
from footpath.maps.wording import time_text
from footpath.model.figures import share_text
from footpath.model.questions import Answer

NOTHING = Sentence("")


@dataclass(frozen=True)
class Fields:
    """Where a question's rows hold what goes wrong.

    Args:
        value, low, high: how much of it, with its interval.
        n: what it was counted over.
        hits: how many it went wrong for; empty for times.
        rest, rest_n: the same of the comparable rest, where rows know one.
        words: what there would be if it went better.
        says: what goes wrong, as a statement.
    """

    value: str
    low: str
    high: str
    n: str
    hits: str = ""
    rest: str = ""
    rest_n: str = ""
    words: Sentence = NOTHING
    says: Sentence = NOTHING


READ: Mapping[str, Fields] = {
    "dropoff": Fields(
        "rate", "low", "high", "arrivals", "left", "rest_rate", "rest_arrivals",
        Sentence("{value|count} more customers would stay"), Sentence("{value|share} leave"),
    ),
    "repeats": Fields(
        "rate", "low", "high", "customers", "repeated", "rest_rate", "rest_customers",
        Sentence("{value|count} fewer customers would have to come again"), Sentence("{value|share} come again"),
    ),
    "promises": Fields(
        "rate", "low", "high", "promised", "broken", "", "",
        Sentence("{value|count} fewer promises would be broken"), Sentence("{value|share} come late"),
    ),
    "frustration": Fields(
        "rate", "low", "high", "arrivals", "customers", "rest_rate", "rest_arrivals",
        Sentence("{value|count} fewer customers would struggle"), Sentence("{value|share} struggle"),
    ),
    "scores": Fields(
        "bottom_share", "bottom_low", "bottom_high", "n", "bottoms", "", "",
        Sentence("{value|count} fewer low scores would be given"), Sentence("{value|share} give a low score"),
    ),
    "dwell": Fields(
        "median_s", "median_low", "median_high", "n", "", "rest_median_s", "rest_n",
        Sentence("a median wait {value|time} shorter"), Sentence("{value|time}"),
    ),
}  # fmt: skip
KEYS = ("touchpoint", "kind", "signal", "from", "to")  # what tells a row of an answer besides its group


@dataclass(frozen=True)
class Reading:
    """A row that says how much goes wrong.

    Args:
        answer: that ``row`` is of.
        unit: "count" of what can happen or not, "seconds" of a median time.
    """

    answer: Answer
    row: Mapping[str, Any]
    fields: Fields
    unit: Literal["count", "seconds"]

    @property
    def value(self) -> float:
        return float(self.row[self.fields.value])

    @property
    def low(self) -> float | None:
        return _number(self.row.get(self.fields.low))

    @property
    def high(self) -> float | None:
        return _number(self.row.get(self.fields.high))

    @property
    def n(self) -> float:
        return float(self.row[self.fields.n])

    @property
    def is_rate(self) -> bool:
        return self.unit == "count"

    def like(self, row: Mapping[str, Any]) -> bool:
        """Whether another row speaks of the same, of another group."""
        return all(row.get(key) == self.row.get(key) for key in KEYS if key in self.row)

    def of(self, answer: Answer, row: Mapping[str, Any]) -> "Reading | None":
        """The same of another row; None where it says nothing."""
        return _read(answer, row, self.fields, self.unit)

    def said(self, value: float) -> str:
        """A value of this kind in words.

        Examples: "13% leave", "3.3 hours".
        """
        return self.fields.says.told({"value": value})

    def number(self, value: float) -> str:
        return share_text(value) if self.is_rate else time_text(value)


def reading_of(answer: Answer, row: Mapping[str, Any], field: str) -> Reading | None:
    """A row as a reading, where a claim on ``field`` of it can be read so."""
    ask = str(answer.question.get("ask"))
    fields = READ.get(ask)
    if fields is None or (field != fields.value and not (ask == "scores" and field == "score")):
        return None
    return _read(answer, row, fields, "seconds" if fields.value.endswith("_s") else "count")


def _read(answer: Answer, row: Mapping[str, Any], fields: Fields, unit: Literal["count", "seconds"]) -> Reading | None:
    value, n = _number(row.get(fields.value)), _number(row.get(fields.n))
    return Reading(answer, row, fields, unit) if value is not None and n else None


def _number(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and value == value
    return float(value) if is_number and abs(value) != float("inf") else None
