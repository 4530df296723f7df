"""Who leaves, and what did they do or say before?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

import numba
import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.amount_features import measures_of
from footpath.analysis.readings.chosen import FIRST, Chosen, chosen
from footpath.analysis.readings.differences import Difference, Reading, Tables, differences, read_differences
from footpath.analysis.readings.features import NEXT, Mask, What, features_of, next_places
from footpath.analysis.readings.leaving import left_before
from footpath.analysis.readings.places import one_touchpoint
from footpath.errors import SpecError
from footpath.journeys.index import Index
from footpath.journeys.properties import closest
from footpath.journeys.selection import Selection, View
from footpath.journeys.steps import Step, match_step
from footpath.model.intervals import wilson_rate


@dataclass(frozen=True)
class LeaverRow:
    """One thing in which those who left differ from those who stayed.

    Attributes:
        kind: touchpoint, transition, channel, dimension, trait, pace, value, scores; or next, which says where those who left
            went instead, and compares nothing.
        left_n, stayed_n: customers, of measures those of whom it is known.
        left_with, left_rate: those of whom it is true; left_mean of what is measured (of gaps, the geometric mean).
        difference, low, high: left less stayed, adjusted for the number of events where that matters.
        effect: Cohen's h or d. Rows with q up to 5% come first, then the others, both by its size.
        p, q: chance of so large a difference, and the false discovery rate among all that was tested.
        open: customers who are on neither side yet.
        skipped: features of which there were too few to test.
    """

    kind: str
    feature: str
    left_n: int
    left_with: int | None
    left_rate: float | None
    left_mean: float | None
    stayed_n: int
    stayed_with: int | None
    stayed_rate: float | None
    stayed_mean: float | None
    difference: float | None
    low: float | None
    high: float | None
    effect: float | None
    p: float | None
    q: float | None
    open: int
    skipped: int
    group: str | None = None


class Leavers(JourneyQuestion):
    """In what do those who leave at a place differ from those who go on, by what they did before, who they are, what they said?

    With ``touchpoint`` alone, the moment is a customer's last visit there, and they left or stayed exactly as `Dropoff` counts
    them. With ``stage``, or with an ``outcome``, those who stayed are those who went forward afterwards: to a later stage, or to
    the outcome. Their moment is then the last visit to the place before they first did; of those who never did it is the
    last of all. Who has not gone forward left when their journey has ended (`footpath.analysis.readings.leaving`), at
    whichever touchpoint, and is open until then. Rows of the kind ``next`` say where those who left went after the moment.

    Nothing after the moment is looked at, the visit itself is. A feature is tested where both sides have at least 30
    customers and at least five customers have it and five have not; ``skipped`` counts the others. What longer journeys have
    more of is compared among customers of about as many events up to the moment. It goes with leaving; it need not be why.

    ``where`` decides which events there are; ``during`` and ``by`` speak of the moment.

    Args:
        touchpoint: a touchpoint's name; or give ``stage``, a stage's.
        outcome: what going forward means instead: a step, see `footpath.journeys.steps.match_step`.
        what: all, or one kind: touchpoints, transitions, channels, dimensions, traits, pace, value, scores.
        top: most rows by group, None for all of them.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> left = {f"l{n}": "ad@0 cart@1" for n in range(30)}
        >>> stayed = {f"s{n}": "help@0 cart@1 pay@2" for n in range(40)}
        >>> index = journeys({**left, **stayed, "eve": "cart@9d"})
        >>> rows = ask(index, Leavers(touchpoint="cart", what="touchpoints")).rows
        >>> [(row.feature, row.left_with, row.left_n, row.stayed_with, row.stayed_n, row.difference) for row in rows]
        [('ad', 30, 30, 0, 40, 1.0), ('help', 0, 30, 40, 40, -1.0)]
        >>> rows[0].open, rows[0].skipped  # eve may come back; everybody has been at the cart, which says nothing
        (1, 1)
    """

    ask: ClassVar[str] = "leavers"
    anchored: ClassVar[bool] = True
    touchpoint: str | None = None
    stage: str | None = None
    outcome: Step | None = None
    what: What = "all"
    top: Annotated[int, Field(ge=1)] | None = 20

    @model_validator(mode="after")
    def _one_place(self) -> "Leavers":
        if (self.touchpoint is None) == (self.stage is None):
            raise SpecError("Leavers leave one place.", 'Give either "touchpoint" or "stage".')
        return self

    def answer(self, seen: Selection) -> Sequence[LeaverRow]:
        reading = self._reading(seen)
        tables = read_differences(reading, seen.views)
        found = differences(reading, tables)
        rows: list[LeaverRow] = []
        for group in seen.order:
            rest = int(tables.open[group]), found.skipped[group], seen.labels[group]
            own = [one for one in found.differences if one.group == group][: self.top]
            rows += [_compared(one, *rest) for one in own]
            rows += [_went(*counted, *rest) for counted in _where_to(reading, tables, group)[: self.top]]
        return rows

    def members(self, seen: Selection, row: LeaverRow) -> Sequence[Mask]:
        """Those who left of whom it is true; of measures, those who left of whom it is known."""
        return self._reading(seen).members(seen.views, row.kind, row.feature, seen.labels.index(row.group))

    def _reading(self, seen: Selection) -> Reading:
        here, onward = self._places(seen)
        leaving = Leaving(here, onward, left_before(seen))
        next_features = [next_places(seen.index)] if onward.any() else []
        features = *features_of(seen, self.what), *next_features
        return Reading(leaving, features, tuple(measures_of(self.what)), seen.groups)

    def _places(self, seen: Selection) -> tuple[Mask, Mask]:
        """By touchpoint code: what the place is; and what is forward, nothing when any event is."""
        index = seen.index
        here, onward = (np.zeros(len(index.names), dtype=np.uint8) for _ in range(2))
        if self.stage is not None:
            stage = one_stage(index, self.stage)
            here[index.stage_codes == stage] = 1
            onward[index.stage_codes > stage] = 1
        else:
            here[one_touchpoint(index, self.touchpoint)] = 1
        if self.outcome is not None:
            onward[:] = 0
            onward[list(match_step(index, self.outcome)[1])] = 1
        elif self.stage is not None and not onward.any():
            raise SpecError(f'There is no stage after "{self.stage}".', 'Give an "outcome", or one of its touchpoints.')
        return here, onward


def one_stage(index: Index, name: str) -> int:
    """The position of a stage by its name, without regard to case.

    Raises:
        SpecError: there is none of that name.
    """
    folded = [stage.casefold() for stage in index.stages]
    if name.casefold() not in folded:
        near = ", ".join(closest(name, list(index.stages))) or "none at all"
        raise SpecError(f'There is no stage "{name}".', f"Closest: {near}.")
    return folded.index(name.casefold())


def _compared(one: Difference, opened: int, skipped: int, group: str | None) -> LeaverRow:
    left, stayed = one.first, one.second
    return LeaverRow(
        one.kind,
        one.feature,
        left.n,
        left.having,
        left.rate,
        left.mean,
        stayed.n,
        stayed.having,
        stayed.rate,
        stayed.mean,
        one.difference,
        one.low,
        one.high,
        one.effect,
        one.p,
        one.q,
        opened,
        skipped,
        group,
    )


def _where_to(reading: Reading, tables: Tables, group: int) -> list[tuple[str, int, int]]:
    """Where those who left went after the moment, how many, and of how many; the commonest first."""
    if not reading.features or reading.features[-1].kind != NEXT:
        return []
    counts = tables.having[-1][:, group, FIRST, 0]
    order = sorted(np.flatnonzero(counts).tolist(), key=lambda at: (-counts[at], at))
    return [(reading.features[-1].names[at], int(counts[at]), int(counts.sum())) for at in order]


def _went(name: str, customers: int, n: int, opened: int, skipped: int, group: str | None) -> LeaverRow:
    left = n, customers, customers / n, None
    stayed = 0, None, None, None
    low, high = wilson_rate(customers, n)
    return LeaverRow(NEXT, name, *left, *stayed, None, low, high, None, None, None, opened, skipped, group)


@dataclass(frozen=True)
class Leaving:
    """Chooses those who left (first) and who stayed (second) at a place, see `Leavers`.

    Attributes:
        here, onward: by touchpoint code, 1 for the place, and for what is forward of it; no 1 when any event is.
        decided_until: see `left_before`.
    """

    here: Mask
    onward: Mask
    decided_until: NDArray[np.int64]

    def choose(self, view: View) -> Chosen:
        shard = view.shard
        columns = shard.offsets, shard.touchpoint, shard.time, view.keep
        found = _fates(*columns, self.here, self.onward, bool(self.onward.any()), self.decided_until)
        return chosen(view, *found)


@numba.njit(nogil=True, cache=True)
def _fates(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    here: NDArray[np.uint8],
    onward: NDArray[np.uint8],
    somewhere: bool,
    decided_until: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """By customer: the row of the moment, the side, the events up to it, and the touchpoint after it."""
    customers = offsets.size - 1
    moment, after = np.full(customers, -1, np.int64), np.full(customers, -1, np.int64)
    side, length = np.zeros(customers, np.int64), np.zeros(customers, np.int64)
    for c in range(customers):
        events, last, forward = 0, -1, False
        for i in range(offsets[c], offsets[c + 1]):
            if keep.size and keep[i] == 0:
                continue
            code = touchpoint[i]
            events += 1
            if moment[c] >= 0 and after[c] < 0:
                after[c] = code
            if somewhere and moment[c] >= 0 and onward[code]:
                forward = True
                break
            last = i
            if here[code]:
                moment[c], length[c], after[c] = i, events, -1
        if moment[c] < 0:
            continue
        if forward or (not somewhere and last > moment[c]):
            side[c] = 1
        elif time[last] > decided_until[touchpoint[last]]:
            side[c] = 2
    return moment, side, length, after
