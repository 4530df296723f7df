"""How far do journeys go as planned?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.matches import first_rows
from footpath.analysis.readings.leaving import left_before
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up, each, run
from footpath.journeys.patterns import Pattern, Plan, compile_pattern, compile_plan
from footpath.journeys.patterns.following import CONFORMS, DEVIATES, TOO_LATE, UNFINISHED
from footpath.journeys.selection import Selection, View
from footpath.model.intervals import wilson_rate

LEFT = "left"


@dataclass(frozen=True)
class ConformanceRow:
    """Customers whose journeys went alike.

    Attributes:
        verdict: conforms, deviates, or open: all is as planned so far and the rest may still come.
        after: the last touchpoint that was as planned; None when none was, and where a journey conforms.
        instead: what came then, "left" when nothing did.
        share: of all customers of the group; low and high are its interval.
        outcome_customers: those of them who have the outcome.
    """

    verdict: str
    after: str | None
    instead: str | None
    customers: int
    share: float
    low: float
    high: float
    outcome_customers: int | None
    outcome_rate: float
    outcome_low: float
    outcome_high: float
    group: str | None = None


class Conformance(JourneyQuestion):
    """How far does each journey follow a planned one, where does it leave it, and what comes of it?

    The plan is a pattern, see docs/guides/patterns.md, that a whole journey shall match, from its first event that counts to its
    last: write ``->`` or ``.*`` where anything may happen. A journey *conforms* when it does. Otherwise its longest beginning
    that some journey as planned could have is what went as planned. When an event follows that, the journey *deviates*, with
    that event's touchpoint ``instead``; an event that comes too late for a limit of time deviates, too. When no event follows,
    the customer deviates by having *left*, if enough time has passed since (as in `Dropoff`) or the plan's limits leave no more
    time; else the journey is *open*. What a journey conforms to at its end may still be spoilt by what comes later.

    Each customer is in exactly one row. With ``by``, they belong to the group of their first event.

    Args:
        planned: the plan.
        outcome: a pattern; the rows then say how many of their customers have a match of it anywhere in their journey.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="cart@0 pay@10", bob="cart@0 help@5 pay@9", eve="cart@0", dan="cart@9d")
        >>> rows = ask(index, Conformance("cart pay", outcome="pay")).rows
        >>> [(row.verdict, row.after, row.instead, row.customers, row.outcome_customers) for row in rows]
        ... # doctest: +NORMALIZE_WHITESPACE
        [('conforms', None, None, 1, 1), ('deviates', 'cart', 'help', 1, 1), ('deviates', 'cart', 'left', 1, 0),
         ('open', 'cart', None, 1, 0)]
    """

    ask: ClassVar[str] = "conformance"
    planned: str
    outcome: str | None = None

    def __init__(self, planned: str | None = None, **fields: Any) -> None:
        super().__init__(**({} if planned is None else {"planned": planned}), **fields)

    def answer(self, seen: Selection) -> Sequence[ConformanceRow]:
        counts = run(self._reading(seen), seen.views)
        cells = Cells(seen.index.names)
        return [
            self._row(cells, cell, counts[:, group, cell].tolist(), int(counts[0, group].sum()), seen.labels[group])
            for group in seen.order
            for cell in _by_size(counts[0, group], cells)
        ]

    def members(self, seen: Selection, row: ConformanceRow) -> Sequence[NDArray[np.uint8]]:
        reading, group = self._reading(seen), seen.labels.index(row.group)
        cells = reading.cells.meant(row.verdict, row.after, row.instead)
        if len(cells) > 1:  # a touchpoint is called "left"
            counts = run(reading, seen.views)[0, group]
            cells = [cell for cell in cells if counts[cell] == row.customers]
        return each(Being(reading, group, cells[0]), seen.views)

    def _reading(self, seen: Selection) -> "Verdicts":
        cells = Cells(seen.index.names)
        check_cells(cells.count * seen.groups)
        outcome = compile_pattern(seen.index, self.outcome) if self.outcome is not None else None
        return Verdicts(compile_plan(seen.index, self.planned), outcome, left_before(seen), cells, seen.groups)

    def _row(self, cells: "Cells", cell: int, counts: list[int], n: int, group: str | None) -> ConformanceRow:
        customers, having = counts
        asked = self.outcome is not None
        return ConformanceRow(
            *cells.words(cell),
            customers,
            customers / n,
            *wilson_rate(customers, n),
            having if asked else None,
            having / customers if asked else float("nan"),
            *(wilson_rate(having, customers) if asked else (float("nan"), float("nan"))),
            group,
        )


def _by_size(customers: NDArray[np.int64], cells: "Cells") -> Iterator[int]:
    """The cells that have customers: who conforms, then who deviates, the most first, then who is open."""
    order = {"conforms": 0, "deviates": 1, "open": 2}
    yield from sorted(
        np.flatnonzero(customers).tolist(), key=lambda cell: (order[cells.words(cell)[0]], -customers[cell], cell)
    )


@dataclass(frozen=True)
class Cells:
    """A number for each verdict, touchpoint it came after, and what came instead."""

    names: tuple[str, ...]

    @property
    def width(self) -> int:
        return len(self.names) + 2

    @property
    def count(self) -> int:
        return 1 + (len(self.names) + 1) * self.width

    def meant(self, verdict: str, after: str | None, instead: str | None) -> list[int]:
        """The numbers that these words may stand for."""
        if verdict == "conforms":
            return [0]
        start = len(self.names) if after is None else self.names.index(after)
        ends = [len(self.names) + 1] if verdict == "open" else [len(self.names)] * (instead == LEFT)
        ends += [code for code, name in enumerate(self.names) if name == instead]
        return [1 + start * self.width + end for end in ends]

    def words(self, cell: int) -> tuple[str, str | None, str | None]:
        """Verdict, after and instead of a number."""
        if cell == 0:
            return "conforms", None, None
        start, end = divmod(cell - 1, self.width)
        after = (*self.names, None)[start]
        if end > len(self.names):
            return "open", after, None
        return "deviates", after, (*self.names, LEFT)[end]


@dataclass(frozen=True)
class Verdicts:
    """One reading: customers, and those of them with the outcome, by group and cell.

    Attributes:
        left_before: by touchpoint code, the last instant at which a final event there means that the customer left.
    """

    plan: Plan
    outcome: Pattern | None
    left_before: NDArray[np.int64]
    cells: Cells
    groups: int

    def partial(self, view: View) -> NDArray[np.int64]:
        cell, group = self.of_customers(view)
        someone = cell >= 0
        having = np.zeros(len(cell), dtype=np.uint8)
        if self.outcome is not None:
            having = self.outcome.holding(view.shard, view.keep)
        place = (group * self.cells.count + cell)[someone]
        size = self.groups * self.cells.count
        counts = [np.bincount(place, weights, size) for weights in (None, having[someone])]
        return np.stack(counts).astype(np.int64).reshape(2, self.groups, self.cells.count)

    def combine(self, partials: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        return add_up(partials)

    def of_customers(self, view: View) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The cell and the group of each customer, -1 for those of whom no event counts."""
        shard, names = view.shard, len(self.cells.names)
        found = self.plan.followed(shard, view.keep)
        here = np.full(shard.customers, names, dtype=np.int64)
        begun = found.last >= 0
        here[begun] = shard.touchpoint[found.last[begun]]
        instead = np.full(len(here), names, dtype=np.int64)
        off = found.fate == DEVIATES
        instead[off] = shard.touchpoint[found.off[off]]
        waiting = np.flatnonzero(found.fate == UNFINISHED)
        left = shard.time[found.last[waiting]] <= self.left_before[here[waiting]]
        instead[waiting[~left]] = names + 1
        cell = 1 + here * self.cells.width + instead
        cell[found.fate == CONFORMS] = 0
        cell[~np.isin(found.fate, (CONFORMS, DEVIATES, UNFINISHED, TOO_LATE))] = -1
        firsts, group = first_rows(shard.offsets, view.keep), np.full(len(cell), -1, dtype=np.int64)
        anyone = firsts >= 0
        group[anyone] = view.group_of(firsts[anyone])
        return cell, group


@dataclass(frozen=True)
class Being:
    """Who is in a cell of a group?"""

    reading: Verdicts
    group: int
    cell: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        cell, group = self.reading.of_customers(view)
        return ((cell == self.cell) & (group == self.group)).astype(np.uint8)
