"""What the words of feedback speak of: themes by place and group, through a question's conditions and groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.amount_features import count_amounts
from footpath.analysis.readings.exact_sums import Whole
from footpath.analysis.readings.money import Mean
from footpath.analysis.readings.scales import KINDS
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up
from footpath.errors import SpecError
from footpath.journeys.columns import NOWHERE, Feedback
from footpath.journeys.index import Index
from footpath.journeys.selection import View
from footpath.model.records import FeedbackKind
from footpath.model.themes import Theme

Level = Literal["theme", "parent"]
Ints = NDArray[np.int64]
_EMPLOYEE = KINDS.index(FeedbackKind.EMPLOYEE)


@dataclass(frozen=True)
class Subjects:
    """What rows stand for: themes, or the broader themes above them.

    Attributes:
        themes: by subject. A broader theme that is none of the index's has its own name for an id.
        subject_of: subject by theme code.
    """

    themes: tuple[Theme, ...]
    subject_of: Ints

    def __len__(self) -> int:
        return len(self.themes)


def subjects(index: Index, level: Level = "theme") -> Subjects:
    """The subjects of an index. A theme with nothing above it is a broader theme itself."""
    if level == "theme":
        return Subjects(index.themes, np.arange(len(index.themes)))
    known = {theme.name: theme for theme in index.themes if theme.parent is None}
    names = [theme.parent or theme.name for theme in index.themes]
    order = {name: place for place, name in enumerate(dict.fromkeys(names))}
    above = tuple(known.get(name, Theme(name, name)) for name in order)
    return Subjects(above, np.array([order[name] for name in names], dtype=np.int64))


def kind_code(name: str | None) -> int | None:
    """The position of a kind of feedback; None for what customers say, of any kind.

    Raises:
        SpecError: there is no such kind.
    """
    if name is None:
        return None
    if name.casefold() not in map(str, KINDS):
        raise SpecError(f'"{name}" is not a kind of feedback.', f"There are: {', '.join(map(str, KINDS))}.")
    return KINDS.index(FeedbackKind(name.casefold()))


def of_kind(said: Feedback, kind: int | None) -> NDArray[np.bool_]:
    """Which feedback is of a kind; with None, all but what employees say."""
    return said.kind != _EMPLOYEE if kind is None else said.kind == kind


@dataclass(frozen=True)
class Mentions:
    """Each time that a text speaks of a subject.

    Attributes:
        position: of the feedback in its shard, ascending.
        subject: each once a text.
        mood: of what it says of it, the mean where it speaks of several themes of the subject; NaN when unknown.
    """

    position: Ints
    subject: Ints
    mood: NDArray[np.float64]


def mentions(said: Feedback, counted: NDArray[np.bool_], subject_of: Ints) -> Mentions:
    """What the feedback that counts speaks of."""
    count = int(subject_of.max()) + 1 if len(subject_of) else 1
    position = np.repeat(np.arange(len(said.row)), np.diff(said.theme_starts))
    here = counted[position]
    pairs = position[here] * count + subject_of[said.theme[here]]
    distinct, which = np.unique(pairs, return_inverse=True)
    mood = said.theme_mood[here].astype(np.float64)
    known = ~np.isnan(mood)
    n = np.bincount(which[known], minlength=len(distinct))
    total = np.bincount(which[known], mood[known], minlength=len(distinct))
    return Mentions(distinct // count, distinct % count, np.where(n > 0, total / np.maximum(n, 1), np.nan))


@dataclass(frozen=True)
class Spoken:
    """What was counted, of the cells (subject, place, group) in which there is something.

    Attributes:
        cell: subject × places × groups + place × groups + group, ascending.
        texts, customers: that speak of it there.
        moods: how many are known, and the whole numbers of their sum and of the sum of their squares.
        any: by place × groups + group: texts that speak of any subject.
    """

    cell: Ints
    texts: Ints
    customers: Ints
    known: Ints
    sums: Whole
    any: Ints

    def mean(self, at: int) -> Mean:
        return Mean(int(self.known[at]), int(self.sums[at][0]), int(self.sums[at][1]))


@dataclass(frozen=True)
class HeardReading:
    """One reading: texts whose event counts and that speak of something, by subject, place and group.

    Attributes:
        subject_of: subject by theme code.
        place_of: place by code of the touchpoint that it is about.
        places, groups: how many there are.
        everywhere: feedback that is about no touchpoint counts too, in place 0.
        kind: this kind of feedback alone; None for what customers say.
    """

    subject_of: Ints
    place_of: Ints
    places: int
    groups: int
    everywhere: bool
    kind: int | None = None

    def partial(self, view: View) -> Spoken:
        found, cell = self.cells(view)
        used, which = np.unique(cell, return_inverse=True)
        customer = view.shard.customer_at(view.shard.feedback.row[found.position])
        people = np.unique(np.stack([which, customer]), axis=1)[0] if len(which) else which
        known, sums = count_amounts(found.mood, which.astype(np.int64), len(used))
        _, first = np.unique(found.position, return_index=True)
        whole_cells = self.places * self.groups
        return Spoken(
            used,
            np.bincount(which, minlength=len(used)).astype(np.int64),
            np.bincount(people, minlength=len(used)).astype(np.int64),
            known,
            sums,
            np.bincount(cell[first] % whole_cells, minlength=whole_cells).astype(np.int64),
        )

    def combine(self, partials: Sequence[Spoken]) -> Spoken:
        cells, which = np.unique(np.concatenate([part.cell for part in partials]), return_inverse=True)
        texts, customers, known = (np.zeros(len(cells), np.int64) for _ in range(3))
        sums: Whole = np.zeros((len(cells), 2), dtype=object)
        for column, name in ((texts, "texts"), (customers, "customers"), (known, "known")):
            np.add.at(column, which, np.concatenate([getattr(part, name) for part in partials]))
        np.add.at(sums, which, np.concatenate([part.sums for part in partials]))
        return Spoken(cells, texts, customers, known, sums, add_up([part.any for part in partials]))

    def cells(self, view: View) -> tuple[Mentions, Ints]:
        """The mentions that count, and the cell of each."""
        check_cells((int(self.subject_of.max(initial=0)) + 1) * self.places * self.groups)
        said = view.shard.feedback
        table = np.append(self.place_of, np.full(NOWHERE + 1 - len(self.place_of), 0 if self.everywhere else -1))
        place = table[said.about]
        found = mentions(said, view.kept(said.row) & of_kind(said, self.kind) & (place >= 0), self.subject_of)
        group = view.group_of(said.row[found.position])
        return found, (found.subject * self.places + place[found.position]) * self.groups + group


@dataclass(frozen=True)
class Mentioners:
    """By customer: 1 for those with a text that speaks of something in a cell."""

    reading: HeardReading
    cell: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        found, cell = self.reading.cells(view)
        who = np.zeros(view.shard.customers, dtype=np.uint8)
        who[view.shard.customer_at(view.shard.feedback.row[found.position[cell == self.cell]])] = 1
        return who
