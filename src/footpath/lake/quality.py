"""How good are the records? Plain counts for each source, every one with its definition and what it is a part of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from footpath.lake.counts import Counts

if TYPE_CHECKING:
    from footpath.lake.lake import Lake

BOT_EVENTS_A_DAY = 1_000
CLOCKWORK_EVENTS = 100

DEFINITIONS = {
    "duplicate": "rows that were loaded before, or came twice",
    "rejected": "rows that could not be understood; see the rejects file",
    "late": "events received more than a day after they happened",
    "clock ahead": "events received more than 5 minutes before they happened: a clock is wrong",
    "implausible time": "events before 1990, or more than a day after they were loaded",
    "without a clock": "events at midnight sharp, UTC: only the day is known, so their order within it is not",
    "without a name": "events whose touchpoint is empty",
    "bots": f"events of an identity with more than {BOT_EVENTS_A_DAY:,} in one day, or with {CLOCKWORK_EVENTS} and more in "
    "one day at nearly even intervals",
    "silent days": "days without any event between the source's first and last",
}

_PER_SOURCE = """
    SELECT source, count(*), count(received_at),
           count(*) FILTER (received_at > occurred_at + INTERVAL 1 DAY),
           count(*) FILTER (received_at < occurred_at - INTERVAL 5 MINUTE),
           count(*) FILTER (occurred_at < TIMESTAMPTZ '1990-01-01 00:00:00+00'
                            OR occurred_at > loaded_at + INTERVAL 1 DAY),
           count(*) FILTER (epoch_us(occurred_at) % 86400000000 = 0),
           count(*) FILTER (touchpoint IS NULL OR trim(touchpoint) = ''),
           date_diff('day', min(occurred_at), max(occurred_at)) + 1, count(DISTINCT CAST(occurred_at AS DATE))
    FROM events LEFT JOIN loads USING (batch) GROUP BY source ORDER BY source NULLS FIRST
"""

# A burst is one identity's events of one day. Evenly spaced: the gaps' deviation is below a twentieth of their mean.
_BOTS = f"""
    WITH bursts AS (SELECT identity_id, CAST(occurred_at AS DATE) AS on_day, count(*) AS n FROM events
                    GROUP BY ALL HAVING n >= {CLOCKWORK_EVENTS}),
         gaps AS (SELECT bursts.identity_id, on_day, epoch_us(occurred_at) - lag(epoch_us(occurred_at))
                         OVER (PARTITION BY bursts.identity_id, on_day ORDER BY occurred_at) AS gap
                  FROM events JOIN bursts ON events.identity_id = bursts.identity_id
                                         AND CAST(occurred_at AS DATE) = bursts.on_day),
         even AS (SELECT identity_id, on_day FROM gaps GROUP BY ALL
                  HAVING avg(gap) > 0 AND stddev_pop(gap) < avg(gap) / 20),
         bots AS (SELECT DISTINCT identity_id FROM
                    (SELECT identity_id FROM bursts WHERE n > {BOT_EVENTS_A_DAY} UNION ALL SELECT identity_id FROM even))
    SELECT source, count(*) FROM events WHERE identity_id IN (SELECT identity_id FROM bots) GROUP BY source
"""


@dataclass(frozen=True)
class QualityRow:
    """``count`` of ``of`` things of a source are so; ``share`` is 0 where there is nothing to be a part of."""

    source: str
    measure: str
    count: int
    of: int
    share: float
    definition: str


@dataclass(frozen=True)
class Quality:
    """The report, source by source."""

    rows: tuple[QualityRow, ...]

    def count(self, source: str, measure: str) -> int:
        """One figure of the report; 0 where the source has none."""
        return sum(row.count for row in self.rows if row.source == source and row.measure == measure)


def measure_quality(lake: "Lake") -> Quality:
    """Count what lowers the worth of the records; loads and unloads since change it."""
    import duckdb

    rows = [row for source, counts in _loaded_counts(lake).items() for row in _rows_of_counts(source, counts)]
    with duckdb.connect(config={"autoinstall_known_extensions": False}) as con:
        con.execute("SET TimeZone = 'UTC'")
        lake.relation(con, "events").create_view("events")
        con.execute("CREATE TABLE loads (batch VARCHAR, loaded_at TIMESTAMPTZ)")
        for batch in lake.batches():
            con.execute("INSERT INTO loads VALUES (?, ?)", [batch.id, batch.loaded_at])
        bots = dict(con.execute(_BOTS).fetchall())
        for told in con.execute(_PER_SOURCE).fetchall():
            rows += _rows_of_events(told, bots.get(told[0], 0))
    return Quality(tuple(sorted(rows, key=lambda row: row.source)))


def _loaded_counts(lake: "Lake") -> dict[str, Counts]:
    totals: dict[str, Counts] = {}
    for batch in lake.batches():
        for source, counts in batch.counts.items():
            totals[source] = totals.get(source, Counts()) + counts
    return totals


def _rows_of_counts(source: str, counts: Counts) -> Iterator[QualityRow]:
    yield _row(source, "duplicate", counts.duplicate, counts.read)
    yield _row(source, "rejected", counts.rejected, counts.read)


def _rows_of_events(told: tuple[Any, ...], bots: int) -> Iterator[QualityRow]:
    source, n, received, late, ahead, implausible, midnight, nameless, days, days_with = told
    source = source or ""
    yield _row(source, "late", late, received)
    yield _row(source, "clock ahead", ahead, received)
    yield _row(source, "implausible time", implausible, n)
    yield _row(source, "without a clock", midnight, n)
    yield _row(source, "without a name", nameless, n)
    yield _row(source, "bots", bots, n)
    yield _row(source, "silent days", days - days_with, days)


def _row(source: str, measure: str, count: int, of: int) -> QualityRow:
    return QualityRow(source, measure, count, of, count / of if of else 0.0, DEFINITIONS[measure])
