"""How often texts speak of each subject within each value of many dimensions and traits: first at all, then by day.

Of thousands of subjects within values most are rare, or no commoner than elsewhere: days are counted of the others alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.daily_series import Days, Series
from footpath.analysis.readings.heard import of_kind
from footpath.analysis.readings.streams import DRAWN, Streams
from footpath.analysis.readings.visits import MOST_CELLS
from footpath.engine import add_up, run
from footpath.journeys.properties import Property
from footpath.journeys.selection import View

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_AROUND = 28  # days before and after, over which the level elsewhere is taken
_LEVEL_DRAWN = 10.0  # texts, by which that level is drawn to what it always is


def _texts_of(series: Series, view: View) -> NDArray[np.bool_]:
    """Which feedback counts and speaks of anything."""
    said = view.shard.feedback
    return view.kept(said.row) & of_kind(said, series.kind) & series.speak(said)


def codes_of(view: View, prop: Property, rows: Ints) -> Ints:
    """The code of the value of each of some events, 0 for none."""
    if prop.of == "customer":
        return view.shard.traits[prop.name][view.shard.customer_at(rows)].astype(np.int64)
    return prop.codes(view.shard)[rows].astype(np.int64)


@dataclass(frozen=True)
class StreamsReading:
    """Of each stream, how many texts count and speak of anything."""

    series: Series
    streams: Streams

    def partial(self, view: View) -> Ints:
        stream = self.streams.of_feedback(view.shard)[_texts_of(self.series, view)]
        return np.bincount(stream, minlength=len(self.streams)).astype(np.int64)

    def combine(self, partials: Sequence[Ints]) -> Ints:
        return add_up(partials)


@dataclass(frozen=True)
class Valued:
    """Texts by the values of one dimension or trait.

    Attributes:
        texts: by value, stream and day, of anything.
        of_stream: by subject, value and stream.
    """

    texts: Ints
    of_stream: Ints

    def exposures(self, numbers: Ints, value: int) -> Floats:
        """`Daily.exposure` of each of some subjects."""
        texts, own = self.texts[value], self.of_stream[numbers, value]
        every = own.sum(axis=1, keepdims=True) / max(int(texts.sum()), 1)
        return _by_streams((own + DRAWN * every) / (texts.sum(axis=1) + DRAWN), texts)

    def as_elsewhere(self, numbers: Ints, value: int, seen: Ints) -> Floats:
        """By subject and day, how many texts of a value would speak of it if it became commoner and rarer there as it does elsewhere.

        Args:
            seen: by subject and day, how many texts of all other values speak of it.
        """
        of_all = self.texts.sum(axis=0)
        shares = self.of_stream[numbers].sum(axis=1) / np.maximum(of_all.sum(axis=1), 1)
        # of those without a value, which are value 0, some have it unknown
        due = _by_streams(shares, of_all - self.texts[0] - self.texts[value])
        level = (_around(seen) + _LEVEL_DRAWN) / (_around(due) + _LEVEL_DRAWN)
        return np.asarray(self.exposures(numbers, value) * level, dtype=np.float64)


def _by_streams(shares: Floats, texts: Ints) -> Floats:
    """By row and day, the sum over streams; they are few, and no matter for threads."""
    return np.asarray(np.einsum("ns,sd->nd", shares, texts.astype(np.float64)), dtype=np.float64)


def _around(by_day: Ints | Floats) -> Floats:
    """By row, the sum of the days around each."""
    days = by_day.shape[1]
    total = np.concatenate([np.zeros((len(by_day), 1)), np.cumsum(by_day, axis=1)], axis=1)
    day = np.arange(days)
    return np.asarray(total[:, np.minimum(day + _AROUND + 1, days)] - total[:, np.maximum(day - _AROUND, 0)])


@dataclass(frozen=True)
class ValuedReading:
    """One reading for many properties.

    Attributes:
        number_of: by stream, its number among those with any texts, −1 for none.
        used: how many have any.
    """

    series: Series
    days: Days
    streams: Streams
    properties: tuple[Property, ...]
    number_of: Ints
    used: int

    def partial(self, view: View) -> tuple[Valued, ...]:
        said, streams, days = view.shard.feedback, self.used, self.days.count
        counted = _texts_of(self.series, view)
        stream, day = self.number_of[self.streams.of_feedback(view.shard)], self.days.of_rows(view.shard, said.row)
        position, subject = self.series.of_texts(said, counted)
        entry = subject * streams + stream[position]
        found = []
        for prop in self.properties:
            value, values = codes_of(view, prop, said.row), len(prop.values)
            texts = np.bincount(
                ((value * streams + stream) * days + day)[counted], minlength=values * streams * days
            ).astype(np.int64)
            cell = entry + (subject * (values - 1) + value[position]) * streams
            own = np.bincount(cell, minlength=self.series.subjects * values * streams).astype(np.int64)
            found.append(
                Valued(texts.reshape(values, streams, days), own.reshape(self.series.subjects, values, streams))
            )
        return tuple(found)

    def combine(self, partials: Sequence[tuple[Valued, ...]]) -> tuple[Valued, ...]:
        return tuple(
            Valued(add_up([part.texts for part in parts]), add_up([part.of_stream for part in parts]))
            for parts in zip(*partials, strict=True)
        )


@dataclass(frozen=True)
class CellsReading:
    """By property: subjects within values, by day.

    Attributes:
        cells: by property, subject and value, the row in which it is counted, −1 for none.
        rows: by property, how many rows there are.
    """

    series: Series
    days: Days
    properties: tuple[Property, ...]
    cells: tuple[NDArray[np.int32], ...]
    rows: tuple[int, ...]

    def partial(self, view: View) -> tuple[NDArray[np.int32], ...]:
        said = view.shard.feedback
        position, subject = self.series.of_texts(said, _texts_of(self.series, view))
        day = self.days.of_rows(view.shard, said.row)
        found = []
        for prop, cells, rows in zip(self.properties, self.cells, self.rows, strict=True):
            counts = np.zeros((rows, self.days.count), np.int32)
            _count(position, subject, codes_of(view, prop, said.row), day, cells, counts)
            found.append(counts)
        return tuple(found)

    def combine(self, partials: Sequence[tuple[NDArray[np.int32], ...]]) -> tuple[Ints, ...]:
        return tuple(add_up(parts) for parts in zip(*partials, strict=True))


@numba.njit(nogil=True, cache=True)
def _count(
    position: Ints, subject: Ints, value: Ints, day: Ints, cells: NDArray[np.int32], counts: NDArray[np.int32]
) -> None:
    """The last column of cells is of any value."""
    any_value = cells.shape[1] - 1
    for at in range(position.size):
        text = position[at]
        row = cells[subject[at], value[text]]
        if row >= 0:
            counts[row, day[text]] += 1
        row = cells[subject[at], any_value]
        if row >= 0 and value[text] > 0:
            counts[row, day[text]] += 1


def valued_of(
    views: Sequence[View], series: Series, days: Days, streams: Streams, properties: Sequence[Property]
) -> list[Valued]:
    """By property, texts by value, in total."""
    some = run(StreamsReading(series, streams), views) > 0
    number_of = np.where(some, np.cumsum(some) - 1, -1)
    reading = ValuedReading(series, days, streams, tuple(properties), number_of, int(some.sum()))
    return list(run(reading, views))


@dataclass(frozen=True)
class Wanted:
    """Subjects within values of a property, ordered by subject."""

    numbers: Ints
    values: Ints

    def cells(self, subjects: int, values: int) -> tuple[NDArray[np.int32], int]:
        """A row for each, then one for each subject of any value."""
        found = np.full((subjects, values + 1), -1, dtype=np.int32)
        found[self.numbers, self.values] = np.arange(len(self.numbers))
        distinct = np.unique(self.numbers)
        found[distinct, values] = len(self.numbers) + np.arange(len(distinct))
        return found, len(self.numbers) + len(distinct)


def by_day(
    views: Sequence[View], series: Series, days: Days, properties: Sequence[Property], wanted: Sequence[Wanted]
) -> list[tuple[Ints, Ints]]:
    """By property, how many texts a day each that is wanted has, and how many the same subject has in other values."""
    cells = [one.cells(series.subjects, len(prop.values)) for one, prop in zip(wanted, properties, strict=True)]
    tables, rows = tuple(table for table, _ in cells), tuple(count for _, count in cells)
    counted = run(CellsReading(series, days, tuple(properties), tables, rows), views)
    found = []
    for table, one, counts in zip(tables, wanted, counted, strict=True):
        own = counts[: len(one.numbers)]
        found.append((own, counts[table[one.numbers, -1]] - own))
    return found


def few_at_a_time(cells: Sequence[int]) -> Iterator[range]:
    """Places of those whose days fit into memory together, or of one that does not."""
    first = together = 0
    for at, own in enumerate(cells):
        if at > first and together + own > MOST_CELLS:
            yield range(first, at)
            first, together = at, 0
        together += own
    yield range(first, len(cells))
