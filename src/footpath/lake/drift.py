"""What changes within a source, or sets its clock apart from the others: thin days, shifted hours, names that come and go."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

USUAL_A_DAY = 20  # sources with fewer events have no usual day
THIN = 0.2
ENOUGH = 500  # events of which hours of the day make a rhythm
CLEARER = 0.3  # by how much a shift must fit better than none
ALIKE = 0.9  # how well it must fit: people's hours differ from channel to channel, a wrong zone shifts the same hours
OFTEN = 20  # events of a name before its coming or going is told
SHOWN = 5

Found = tuple[str, str, int, int, str]  # source, measure, count, of, note

_DAYS = """
    WITH days AS (SELECT source, occurred_at::DATE AS day, count(*) AS n FROM events GROUP BY ALL),
         spans AS (SELECT source, unnest(generate_series(min(day), max(day), INTERVAL 1 DAY))::DATE AS day
                   FROM days WHERE day >= DATE '1990-01-01' GROUP BY source
                   HAVING date_diff('day', min(day), max(day)) BETWEEN 27 AND 20000),
         filled AS (SELECT source, day, coalesce(n, 0) AS n FROM spans LEFT JOIN days USING (source, day))
    SELECT source, day::VARCHAR, n, median(n) OVER (PARTITION BY source, dayofweek(day)) FROM filled ORDER BY source, day
"""
_HOURS = """
    SELECT source, hour(occurred_at), count(*) FROM events
    WHERE epoch_us(occurred_at) % 86400000000 != 0 GROUP BY ALL
"""
_NAMES = """
    WITH middles AS (SELECT source, epoch_us(min(occurred_at)) / 2 + epoch_us(max(occurred_at)) / 2 AS middle
                     FROM events GROUP BY source HAVING count(*) >= 100)
    SELECT source, touchpoint, count(*) FILTER (epoch_us(occurred_at) < middle),
           count(*) FILTER (epoch_us(occurred_at) >= middle)
    FROM events JOIN middles USING (source) GROUP BY ALL ORDER BY source, touchpoint
"""


def drift_rows(con: Any) -> Iterator[Found]:
    """Figures of every source over the view ``events``."""
    yield from _thin_days(con.execute(_DAYS).fetchall())
    yield from _shifted_clocks(con.execute(_HOURS).fetchall())
    yield from _changed_names(con.execute(_NAMES).fetchall())


def _thin_days(days: Sequence[tuple[str | None, str, int, float]]) -> Iterator[Found]:
    for source in dict.fromkeys(day[0] for day in days):
        usual = [day for day in days if day[0] == source and day[3] >= USUAL_A_DAY]
        thin = [day[1] for day in usual if day[2] < THIN * day[3]]
        yield source or "", "thin days", len(thin), len(usual), _named(thin)


def _shifted_clocks(hours: Sequence[tuple[str | None, int, int]]) -> Iterator[Found]:
    by_source: dict[str, NDArray[np.float64]] = {}
    for source, hour, count in hours:
        by_source.setdefault(source or "", np.zeros(24))[hour] = count
    rhythms = {source: events for source, events in by_source.items() if events.sum() >= ENOUGH}
    for name, events in rhythms.items():
        others = np.zeros(24)
        for other, theirs in rhythms.items():
            others += theirs / theirs.sum() if other != name else 0.0
        shift = clock_shift(events, others)
        note = (
            f"its day looks {abs(shift)} h {'later' if shift > 0 else 'earlier'} than that of the other sources"
            if shift
            else ""
        )
        yield name, "shifted clock", int(events.sum()) if shift else 0, int(events.sum()), note


def clock_shift(events: NDArray[np.float64], others: NDArray[np.float64]) -> int:
    """Hours by which a rhythm of 24 hours lies later than another, -11..12; 0 unless that fits clearly better than no shift.

    Examples:
        >>> office = np.array([0.0] * 8 + [9, 8, 7, 6, 7, 8, 6, 4] + [1] * 4 + [0] * 4)
        >>> clock_shift(np.roll(office, 5), office), clock_shift(office, office)
        (5, 0)
    """
    if not events.std() or not others.std():
        return 0
    fits = [float(np.corrcoef(np.roll(others, shift), events)[0, 1]) for shift in range(24)]
    best = int(np.argmax(fits))
    clear = fits[best] >= ALIKE and fits[best] - fits[0] >= CLEARER
    return (best if best <= 12 else best - 24) if clear else 0


def _changed_names(names: Sequence[tuple[str | None, str | None, int, int]]) -> Iterator[Found]:
    for source in dict.fromkeys(name[0] for name in names):
        own = [(str(name), early, late) for found, name, early, late in names if found == source]
        came = {name: late for name, early, late in own if late >= OFTEN and not early}
        went = {name: early for name, early, late in own if early >= OFTEN and not late}
        yield source or "", "new names", sum(came.values()), sum(late for _, _, late in own), _most(came)
        yield source or "", "vanished names", sum(went.values()), sum(early for _, early, _ in own), _most(went)


def _most(events: dict[str, int]) -> str:
    return _named(sorted(events, key=lambda name: -events[name]))


def _named(items: Sequence[str]) -> str:
    more = f" and {len(items) - SHOWN} more" if len(items) > SHOWN else ""
    return ", ".join(items[:SHOWN]) + more
