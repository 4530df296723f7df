"""Where do sessions begin, where do they end, and how long does each page or feature hold its visitors?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.page_views import Paged, PageReading
from footpath.analysis.readings.places import one_touchpoint, rest_of
from footpath.analysis.readings.spread import Quantiles, bins_for, quantiles_of
from footpath.engine import each, run
from footpath.journeys.selection import Selection
from footpath.journeys.sessions import GAP
from footpath.model.durations import Duration
from footpath.model.intervals import wilson_rate


@dataclass(frozen=True)
class PagesRow:
    """One touchpoint as pages are measured; see `Pages`.

    ``of_customers`` and ``of_sessions`` are all there are in the group; ``open`` and ``open_entries`` those sessions, with a
    view here or begun here, that still go on. ``timed`` views are those with a next event in their session.
    """

    touchpoint: str
    channel: str
    stage: str | None
    views: int
    sessions: int
    open: int
    of_sessions: int
    customers: int
    of_customers: int
    adoption_share: float
    adoption_low: float
    adoption_high: float
    entries: int
    open_entries: int
    entry_rate: float
    entry_low: float
    entry_high: float
    exits: int
    exit_rate: float
    exit_low: float
    exit_high: float
    bounces: int
    bounce_rate: float
    bounce_low: float
    bounce_high: float
    timed: int
    median_s: float
    median_low: float
    median_high: float
    rest_sessions: int
    rest_exit_rate: float
    rest_entries: int
    rest_bounce_rate: float
    group: str | None = None


class Pages(JourneyQuestion):
    """Where do sessions begin, where do they end, and how long does each page or feature hold its visitors?

    Sessions are made of all events of a journey (see `footpath.journeys.sessions`); ``where`` chooses the events that are
    views, and everything is told from them alone. ``during`` and ``by`` speak of a session's first view; a session is counted
    as a whole, in one group, so groups add up.

    - ``views``: events; ``sessions``: those with at least one view of the touchpoint; ``customers``: whose they are.
    - ``adoption_share``: customers / all customers with a session, ``of_customers``.
    - ``entries``: sessions whose first view it is; ``entry_rate`` = entries / all sessions, ``of_sessions``.
    - ``exits``: ended sessions whose last view it is; ``exit_rate`` = exits / ended sessions with a view of it.
    - ``bounces``: ended sessions of which it is the only view; ``bounce_rate`` = bounces / ended sessions that begin with it.
    - ``median_s``: time from a view to the next view in the same session. The last view of a session has none: when the
      customer turned away is nowhere recorded.

    A session is open while no more than the gap has passed since its last event; it has neither exit nor bounce yet. The rest
    is the other touchpoints of the same channel, or with ``by`` the same touchpoint's other groups.

    Args:
        touchpoint: show this one only; the rest it is compared with stays the same.
        gap: the longest pause within a session.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="home@0 shop@10 home@12 home@5d", bob="shop@0", eve="shop@6d")
        >>> for row in ask(index, Pages()).rows:
        ...     print(row.touchpoint, row.views, row.sessions, row.entries, row.exits, row.bounces, row.open, row.median_s)
        home 3 2 2 2 1 0 600.0
        shop 3 3 2 1 1 1 120.0
    """

    ask: ClassVar[str] = "pages"
    anchored: ClassVar[bool] = True
    touchpoint: str | None = None
    gap: Duration = GAP

    def answer(self, seen: Selection) -> Sequence[PagesRow]:
        only, reading = one_touchpoint(seen.index, self.touchpoint), self._reading(seen)
        found, spread = run(reading, seen.views)
        times = quantiles_of(spread, seen.views)
        ended, begun = found.sessions - found.open, found.entries - found.open_entries
        peers = np.unique(np.array(seen.index.channels), return_inverse=True)[1]
        rest = Rest(*(rest_of(n, peers, split=self.by is not None) for n in (ended, found.exits, begun, found.bounces)))
        return [
            _row(seen, found, rest, times, code, group)
            for group in seen.order
            for code in (range(len(seen.index.names)) if only is None else [only])
            if found.views[code, group]
        ]

    def members(self, seen: Selection, row: PagesRow) -> Sequence[NDArray[np.uint8]]:
        """Those who viewed it."""
        reading = self._reading(seen)
        cell = seen.index.names.index(row.touchpoint) * seen.groups + seen.labels.index(row.group)
        return each(lambda view: reading.viewers(view, cell), seen.views)

    def _reading(self, seen: Selection) -> PageReading:
        gap = round(self.gap.total_seconds() * 1e6)
        places = len(seen.index.names)
        return PageReading(gap, (seen.index.as_of_us or 0) - gap, places, seen.groups, bins_for(places * seen.groups))


@dataclass(frozen=True)
class Rest:
    """By touchpoint and group, what it is compared with: ended sessions and exits, ended entries and bounces."""

    sessions: NDArray[np.generic]
    exits: NDArray[np.generic]
    entries: NDArray[np.generic]
    bounces: NDArray[np.generic]


def _row(seen: Selection, found: Paged, rest: Rest, times: Quantiles, code: int, group: int) -> PagesRow:
    at, cell = (code, group), code * seen.groups + group
    views, sessions, still, customers, entries, open_entries, exits, bounces = (int(part[at]) for part in found.counts)
    ended, begun = sessions - still, entries - open_entries
    of_sessions, of_customers = int(found.of_sessions[group]), int(found.of_customers[group])
    rest_sessions, rest_entries = int(rest.sessions[at]), int(rest.entries[at])
    return PagesRow(
        touchpoint=seen.index.names[code],
        channel=seen.index.channels[code],
        stage=seen.index.stage_of(code),
        views=views,
        sessions=sessions,
        open=still,
        of_sessions=of_sessions,
        customers=customers,
        of_customers=of_customers,
        **_rate("adoption", "share", customers, of_customers),
        entries=entries,
        open_entries=open_entries,
        **_rate("entry", "rate", entries, of_sessions),
        exits=exits,
        **_rate("exit", "rate", exits, ended),
        bounces=bounces,
        **_rate("bounce", "rate", bounces, begun),
        timed=int(times.n[cell]),
        median_s=float(times.values[cell, 0]) / 1e6,
        median_low=float(times.low[cell]) / 1e6,
        median_high=float(times.high[cell]) / 1e6,
        rest_sessions=rest_sessions,
        rest_exit_rate=int(rest.exits[at]) / rest_sessions if rest_sessions else float("nan"),
        rest_entries=rest_entries,
        rest_bounce_rate=int(rest.bounces[at]) / rest_entries if rest_entries else float("nan"),
        group=seen.labels[group],
    )


def _rate(name: str, ending: str, count: int, n: int) -> dict[str, float]:
    """A rate and its interval, as fields of a row."""
    low, high = wilson_rate(count, n)
    return {f"{name}_{ending}": count / n if n else float("nan"), f"{name}_low": low, f"{name}_high": high}
