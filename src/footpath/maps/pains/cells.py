"""The cells that pain points are found in: one signal at one touchpoint in one group, beside the comparable rest."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from footpath.maps.claims import ClaimBook
from footpath.model.intervals import Z95
from footpath.model.questions import Answer

LEAVING, DELAY, SCORE, PROMISE, REPEAT = "leaving", "delay", "score", "promise", "repeat"
FRUSTRATION, WORDS = "frustration", "words"
NO_GROUP = ("", "none", "null", "unknown", "n/a", "other", "missing", "(none)", "(not set)")


@dataclass(frozen=True)
class Signal:
    """One thing that may go wrong at touchpoints, and the question that measures it.

    Args:
        kind: the pain's kind.
        question: without ``by``.
        about: the touchpoint that all its rows speak of, where that is not the row's own (a wait ends where it is over).
        pick: the rows of the answer that it is about; all of them where nothing is said.
    """

    kind: str
    question: Mapping[str, Any]
    about: str = ""
    pick: Mapping[str, Any] = field(default_factory=dict)

    def asked(self, by: str | None = None, where: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The question, split and restricted further."""
        question = dict(self.question)
        if where:
            question["where"] = {**question.get("where", {}), **where}
        return {**question, "by": by} if by else question


@dataclass(frozen=True)
class Cell:
    """One row, read as sums. ``hits`` of ``n`` for rates, mean and variance of single values for scores.

    ``value`` and ``rest_value`` are what a person is told: a rate, a mean experience, a median time in seconds.
    """

    signal: Signal
    touchpoint: str
    group: str | None
    n: float
    rest_n: float
    value: float
    rest_value: float
    answer: Answer
    row: Mapping[str, Any] = field(repr=False)
    hits: float = 0.0
    rest_hits: float = 0.0
    variance: float = 0.0
    rest_variance: float = 0.0


def cells_of(
    book: ClaimBook, signal: Signal, by: str | None = None, where: Mapping[str, Any] | None = None
) -> list[Cell]:
    """The cells of a signal, with ``by`` one for each group; rows that have nothing to compare with are left out."""
    answer = book.ask(signal.asked(by, where))
    rows = [row for row in answer.dicts() if row.get("touchpoint") and not (by and is_no_group(row.get("group")))]
    rows = [row for row in rows if all(row.get(name) == value for name, value in signal.pick.items())]
    cells = [cell for cell in (_read(signal, answer, row, by) for row in rows) if cell]
    if signal.kind == PROMISE:
        return _with_rest_of_groups(cells)
    return cells


def is_no_group(group: Any) -> bool:
    """Is this the group of those without a value, or of the rest?"""
    return group is None or str(group).strip().lower() in NO_GROUP


def _read(signal: Signal, answer: Answer, row: Mapping[str, Any], by: str | None) -> Cell | None:
    fields = {
        LEAVING: ("arrivals", "rest_arrivals", "rate", "rest_rate"),
        REPEAT: ("customers", "rest_customers", "rate", "rest_rate"),
        PROMISE: ("promised", "", "rate", ""),
        SCORE: ("n", "rest_n", "experience", "rest_experience"),
        DELAY: ("n", "rest_n", "median_s", "rest_median_s"),
        FRUSTRATION: ("arrivals", "rest_arrivals", "rate", "rest_rate"),
    }[signal.kind]
    n, rest_n, value, rest_value = (row.get(name) if name else 0 for name in fields)
    if not n or value is None or rest_n is None or rest_value is None:
        return None
    cell = Cell(
        signal=signal,
        touchpoint=signal.about or str(row["touchpoint"]),
        group=None if by is None else str(row.get("group")),
        n=float(n),
        rest_n=float(rest_n),
        value=float(value),
        rest_value=float(rest_value),
        answer=answer,
        row=row,
    )
    return _with_sums(cell, row)


def _with_sums(cell: Cell, row: Mapping[str, Any]) -> Cell | None:
    kind = cell.signal.kind
    if kind == SCORE:
        variance, rest = _variance(row, "low", "high", cell.n), _variance(row, "rest_low", "rest_high", cell.rest_n)
        return None if variance is None or rest is None else replace(cell, variance=variance, rest_variance=rest)
    if kind == DELAY:  # slow is longer than the rest's third quartile, which a quarter of the rest is by definition
        slow = row.get("slow")
        return None if slow is None else replace(cell, hits=slow * cell.n, rest_hits=0.25 * cell.rest_n)
    hits = {LEAVING: "left", REPEAT: "repeated", PROMISE: "broken", FRUSTRATION: "customers"}[kind]
    return replace(cell, hits=float(row.get(hits) or 0), rest_hits=cell.rest_value * cell.rest_n)


def _variance(row: Mapping[str, Any], low: str, high: str, n: float) -> float | None:
    """The variance of single values, from the interval of their mean."""
    ends = row.get(low), row.get(high)
    return None if ends[0] is None or ends[1] is None else ((ends[1] - ends[0]) / (2 * Z95)) ** 2 * n


def _with_rest_of_groups(cells: Sequence[Cell]) -> list[Cell]:
    """Promises know no rest of their own: it is the touchpoint's other groups, or, undivided, its other touchpoints."""
    totals: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for cell in cells:
        key = "" if cell.group is None else cell.touchpoint
        totals[key][0] += cell.hits
        totals[key][1] += cell.n
    found = []
    for cell in cells:
        hits, n = totals["" if cell.group is None else cell.touchpoint]
        hits, n = hits - cell.hits, n - cell.n
        found.append(replace(cell, rest_n=n, rest_hits=hits, rest_value=hits / n if n else 0.0))
    return found
