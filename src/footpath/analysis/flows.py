"""Where do they go from here, and where did they come from?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numba
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from footpath.analysis.readings.trails import BEGAN, Columns, Met, Trails, TrailSpec, all_apart, tell_apart
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up, each, run
from footpath.journeys.selection import Selection, View
from footpath.model.intervals import wilson

SMALL = 200_000  # cells, of which a table may travel from every shard


@dataclass(frozen=True)
class FlowRow:
    """Trails that go from one column to the next.

    Attributes:
        column: that of ``from``; backwards, that of ``to``. The anchor's is 0.
        share: of all trails of the group.
    """

    column: int
    from_: str
    to: str
    customers: int
    share: float
    low: float
    high: float
    group: str | None = None


class Flows(TrailSpec):
    """Where do customers go from here, step by step? Or where did those who came here come from?

    A trail begins at a customer's first event at ``start``, in column 0, and goes on with what they do next. With ``end``
    it begins at their last event there and goes backwards; with neither, at the first event of their journey. Events of
    one touchpoint in a row are one (``collapse``). Each trail of a column goes to exactly one place of the next: a
    touchpoint, "other" (one that is not among the ``top`` of its column), "left" when nothing follows and the customer has
    left, "open" when they may still go on; or, backwards, it comes from one, or it "began" there. So every column adds up:
    what flows into a touchpoint flows out of it again.

    Who has left is told by the silence since, as in `Dropoff`: see `footpath.analysis.readings.leaving.left_before`. With ``within``,
    who did nothing else in that time has left the trail. A session has been left when it is over.

    ``where`` decides which events make a journey. ``during`` and ``by`` speak of the event at which a trail begins: what
    follows is seen beyond the period's end.

    Args:
        start, end: as a step of `Funnel`: a name, several, ``{"stage": …}`` or ``{"channel": …}``.
        depth: columns beside the anchor's.
        top: touchpoints of each column that are told apart: the commonest, of equals those that the map has first.
        collapse: count a touchpoint once when it repeats.
        within: follow a trail so long, counted from its anchor, inclusive.
        per: "session" (or ``{"session": "1h"}``) follows one trail in every session instead of one a customer.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="ad@0 cart@1 cart@2 pay@10", bob="cart@0 help@5 cart@9", eve="cart@9d")
        >>> for row in ask(index, Flows(start="cart", depth=2)).rows:
        ...     print(row.column, row.from_, row.to, row.customers)
        0 cart pay 1
        0 cart help 1
        0 cart open 1
        1 pay left 1
        1 help cart 1
        >>> [(row.from_, row.to, row.customers) for row in ask(index, Flows(end="cart", depth=1)).rows]
        [('ad', 'cart', 1), ('help', 'cart', 1), ('began', 'cart', 1)]
    """

    ask: ClassVar[str] = "flows"
    depth: int = Field(4, ge=1, le=50)
    top: int = Field(8, ge=1, le=1_000)

    def answer(self, seen: Selection) -> Sequence[FlowRow]:
        columns, counts = self._counted(seen)
        wholes = counts[0].sum(axis=(0, 1))
        low, high = wilson(counts, wholes)
        rows = []
        for group in seen.order:
            for column in range(self.depth):
                pairs = np.argwhere(counts[column, :, :, group]).tolist()
                for here, there in sorted(pairs, key=lambda pair: (-counts[column, *pair, group], pair)):
                    at = (column, here, there, group)
                    ends = columns.names[column][here], columns.names[column + 1][there]
                    start, end = ends if self.end is None else ends[::-1]
                    customers = int(counts[at])
                    share = customers / int(wholes[group])
                    interval = float(low[at]), float(high[at])
                    rows.append(FlowRow(column, start, end, customers, share, *interval, group=seen.labels[group]))
        return rows

    def members(self, seen: Selection, row: FlowRow) -> Sequence[NDArray[np.uint8]]:
        columns, _ = self._counted(seen)
        here, there = (row.to, row.from_) if self.end is not None else (row.from_, row.to)
        places = columns.names[row.column].index(here), columns.names[row.column + 1].index(there)
        links = Links(self.trails(seen, self.depth), columns, seen.groups)
        return each(Linked(links, (row.column, *places, seen.labels.index(row.group))), seen.views)

    def _counted(self, seen: Selection) -> tuple[Columns, NDArray[np.int64]]:
        """Trails by column, place there, place in the next column, and group: in one reading where the table is small."""
        trails = self.trails(seen, self.depth)
        whole = all_apart(seen, self.depth + 1)
        if self.depth * whole.places**2 * seen.groups > SMALL:
            columns = tell_apart(seen, run(Met(trails), seen.views), self.top)
            return columns, run(Links(trails, columns, seen.groups), seen.views)
        counts = run(Links(trails, whole, seen.groups), seen.views)
        met = [*counts.sum(axis=(2, 3)), counts[-1].sum(axis=(0, 2))]
        columns = tell_apart(seen, np.array(met)[:, : len(seen.index.names)], self.top)
        folded = np.zeros((self.depth, columns.places, columns.places, seen.groups), np.int64)
        for column in range(self.depth):
            here, there = (columns.folded(at) for at in (column, column + 1))
            np.add.at(folded[column], (here[:, None], there[None, :]), counts[column])
        return columns, folded


@dataclass(frozen=True)
class Links:
    """Counts trails by column, place there, place in the next column, and group."""

    trails: Trails
    columns: Columns
    groups: int

    def partial(self, view: View) -> NDArray[np.int64]:
        places, followed = self.columns.places, self.trails.follow(view)
        check_cells(self.trails.columns * places**2 * self.groups)
        return _count_links(followed.path, followed.group, self.columns.place_of, places, self.groups)

    def combine(self, partials: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        return add_up(partials)


@dataclass(frozen=True)
class Linked:
    """By customer: 1 for those with a trail of a group that goes from one place to another.

    Attributes:
        wanted: column, place there, place in the next column, group.
    """

    links: Links
    wanted: tuple[int, int, int, int]

    def __call__(self, view: View) -> NDArray[np.uint8]:
        followed, columns = self.links.trails.follow(view), self.links.columns
        column, here, there, group = self.wanted
        goes = (followed.group == group) & (followed.path[:, column] < BEGAN)
        for at, place in ((column, here), (column + 1, there)):
            goes &= place_at(followed.path[:, at], columns.place_of[at], columns.places) == place
        who = np.zeros(view.shard.customers, np.uint8)
        who[followed.customer[goes]] = 1
        return who


def place_at(codes: NDArray[np.uint16], place_of: NDArray[np.int64], places: int) -> NDArray[np.int64]:
    """The place of each code of a column."""
    ended = codes.astype(np.int64) - BEGAN
    return np.where(ended >= 0, places - 3 + ended, place_of[np.where(ended >= 0, 0, codes)])


@numba.njit(nogil=True, cache=True)
def _count_links(
    path: NDArray[np.uint16], group: NDArray[np.int64], place_of: NDArray[np.int64], places: int, groups: int
) -> NDArray[np.int64]:
    counts = np.zeros((path.shape[1] - 1, places, places, groups), np.int64)
    for trail in range(path.shape[0]):
        here = place_of[0, path[trail, 0]]
        for column in range(path.shape[1] - 1):
            code = path[trail, column + 1]
            ends = code >= 65532
            there = places - 3 + (code - 65532) if ends else place_of[column + 1, code]
            counts[column, here, there, group[trail]] += 1
            if ends:
                break
            here = there
    return counts
