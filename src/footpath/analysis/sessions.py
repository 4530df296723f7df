"""How do customers come: in how many sessions, how long, and how many end where they began?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.spread import Bins, Numbers, Spread, bins_for, blocks, count_in_bins, quantiles_of
from footpath.analysis.retention import codes_mask
from footpath.engine import add_up, each, run
from footpath.errors import SpecError
from footpath.journeys.columns import NOWHERE
from footpath.journeys.selection import Selection, View
from footpath.journeys.sessions import GAP, begins_session
from footpath.journeys.steps import Step
from footpath.model.durations import Duration
from footpath.model.intervals import wilson_rate

NEVER = int(np.iinfo(np.int64).max)
SESSIONS, OPEN, CUSTOMERS, EVENTS, BOUNCED = range(5)


@dataclass(frozen=True)
class SessionsRow:
    """Sessions and whose they are; of those that have ended, how many bounced, with its share and interval, and the medians.

    ``open`` sessions are still going on: they are in the counts, but in no rate and no median. ``per_customer`` is sessions /
    customers. ``median_low`` to ``median_high`` is the interval of ``median_s``.
    """

    sessions: int
    open: int
    customers: int
    events: int
    per_customer: float
    median_events: float
    median_s: float
    median_low: float
    median_high: float
    bounced: int
    bounce_rate: float
    low: float
    high: float
    group: str | None = None


class Sessions(JourneyQuestion):
    """How do customers come: in how many sessions, with how many events, how long, and how many leave at once?

    A session is a customer's events without a pause longer than ``gap``; see `footpath.journeys.sessions`. All events of a
    journey make its sessions; ``where`` then chooses the events that are counted, and a session without any of them is not
    counted. ``during`` and ``by`` speak of the first event of the session that counts; the session is counted as a whole.

    A session has *bounced* when it has ended with a single event that counts. Its duration is the time from its first to its
    last event that counts. Sessions of one event have none that a log could tell, so the median is of the others. A session
    is *open* while no more than the gap has passed since its last event, up to the last instant that the index knows.

    Args:
        gap: the longest pause within a session, itself included; null for none, so that only ``opens`` begins sessions (the
            last session of a journey then counts as ended).
        opens: a step: each event there begins a session, however short the pause before it.

    Raises:
        SpecError: there is neither a gap nor a step, or nothing is named as the step is.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="home@0 cart@10 pay@40 home@2d", bob="home@5 cart@36 cart@40 cart@3d")
        >>> row = ask(index, Sessions()).rows[0]  # ann 3 events and 1; bob 1, then 2, then one that is still open
        >>> row.sessions, row.open, row.customers, row.events, row.bounced, row.bounce_rate, row.median_s / 60
        (5, 1, 2, 8, 2, 0.5, 22.0)
    """

    ask: ClassVar[str] = "sessions"
    anchored: ClassVar[bool] = True
    gap: Duration | None = GAP
    opens: Step | None = None

    def answer(self, seen: Selection) -> Sequence[SessionsRow]:
        reading = self._reading(seen)
        table, spread = run(reading, seen.views)
        medians = quantiles_of(spread, seen.views)
        rows = []
        for group in seen.order:
            counts = table[group].tolist()
            if counts[SESSIONS] or self.by is None:
                events, lasted = group + seen.groups, group
                ended = counts[SESSIONS] - counts[OPEN]
                rows.append(
                    SessionsRow(
                        counts[SESSIONS],
                        counts[OPEN],
                        counts[CUSTOMERS],
                        counts[EVENTS],
                        counts[SESSIONS] / counts[CUSTOMERS] if counts[CUSTOMERS] else float("nan"),
                        float(medians.values[events, 0]),
                        float(medians.values[lasted, 0]) / 1e6,
                        float(medians.low[lasted]) / 1e6,
                        float(medians.high[lasted]) / 1e6,
                        counts[BOUNCED],
                        counts[BOUNCED] / ended if ended else float("nan"),
                        *wilson_rate(counts[BOUNCED], ended),
                        seen.labels[group],
                    )
                )
        return rows

    def members(self, seen: Selection, row: SessionsRow) -> Sequence[NDArray[np.uint8]]:
        """Those whose sessions are counted."""
        reading, group = self._reading(seen), seen.labels.index(row.group)
        return each(lambda view: reading.customers_in(view, group), seen.views)

    def _reading(self, seen: Selection) -> "SessionReading":
        if self.gap is None and self.opens is None:
            raise SpecError("Nothing says where a session begins.", 'Give a gap, as "30m", or a step that opens one.')
        opens = codes_mask(seen.index, self.opens) if self.opens is not None else np.zeros(0, np.uint8)
        gap = NEVER if self.gap is None else round(self.gap.total_seconds() * 1e6)
        open_from = NEVER if self.gap is None else (seen.index.as_of_us or 0) - gap
        return SessionReading(opens, gap, open_from, seen.groups, bins_for(2 * seen.groups, floor=0))


@dataclass(frozen=True)
class SessionReading:
    """Counts sessions by group, and how their durations (cells of the groups) and events (the cells after those) spread.

    Attributes:
        opens: by touchpoint code, whether it begins a session; of length 0 when none does.
        gap: microseconds.
        open_from: sessions whose last event is not before this instant are open.
    """

    opens: NDArray[np.uint8]
    gap: int
    open_from: int
    groups: int
    bins: Bins

    def partial(self, view: View) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        table = np.zeros((self.groups, 5), np.int64)
        spread = np.zeros((self.bins.cells, self.bins.count), np.int64)
        for block in blocks(view):
            counts, cells, values, _ = self._read(view, *block, -1)
            table += counts
            count_in_bins(Numbers(cells, values), self.bins, spread)
        return table, spread

    def combine(
        self, partials: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]]
    ) -> tuple[NDArray[np.int64], Spread]:
        return add_up([part[0] for part in partials]), Spread(self, self.bins, add_up([part[1] for part in partials]))

    def numbers(self, view: View, first: int, last: int) -> Numbers:
        return Numbers(*self._read(view, first, last, -1)[1:3])

    def customers_in(self, view: View, group: int) -> NDArray[np.uint8]:
        """By customer: 1 for those with a session in a group."""
        return self._read(view, 0, view.shard.customers, group)[3]

    def _read(
        self, view: View, first: int, last: int, wanted: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64], NDArray[np.uint8]]:
        shard = view.shard
        return _read_sessions(
            shard.offsets[first : last + 1],
            shard.touchpoint,
            shard.time,
            view.keep,
            view.group,
            self.opens,
            self.gap,
            self.open_from,
            self.groups,
            wanted,
        )


@numba.njit(nogil=True, cache=True)
def _read_sessions(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.unsignedinteger],
    opens: NDArray[np.uint8],
    gap: int,
    open_from: int,
    groups: int,
    wanted: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64], NDArray[np.uint8]]:
    """Counts by group (see `SESSIONS` …), durations and numbers of events of ended sessions, and who is in a group."""
    table = np.zeros((groups, 5), np.int64)
    room = 2 * (offsets[-1] - offsets[0]) + 2
    cells, values = np.empty(room, np.int32), np.empty(room, np.int64)
    latest = np.full(groups, -1, np.int64)  # the customer counted last
    who = np.zeros(offsets.size - 1 if wanted >= 0 else 0, np.uint8)
    found = 0
    for c in range(offsets.size - 1):
        first, end = offsets[c], offsets[c + 1]
        events, begun, until, g = 0, np.int64(0), np.int64(0), np.int64(0)
        for i in range(first, end + 1):
            breaks = i == end or begins_session(i, first, time[i - 1] if i > first else time[i], time[i], gap)
            if breaks or (opens.size and opens[touchpoint[i]]):
                if events and g != NOWHERE:
                    row = table[g]
                    row[0] += 1
                    row[3] += events
                    if latest[g] != c:
                        latest[g] = c
                        row[2] += 1
                        if g == wanted:
                            who[c] = 1
                    if i == end and time[end - 1] >= open_from:
                        row[1] += 1
                    else:
                        row[4] += events == 1
                        cells[found], values[found] = groups + g, events
                        found += 1
                        cells[found], values[found] = g, until - begun
                        found += events > 1
                events = 0
                if i == end:
                    break
            if keep.size and keep[i] == 0:
                continue
            if events == 0:
                begun = time[i]
                g = np.int64(group[i]) if group.size else np.int64(0)
            until = time[i]
            events += 1
    return table, cells[:found], values[:found], who
