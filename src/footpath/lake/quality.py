"""How good are the records? Plain counts for each source, every one with its definition and what it is a part of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from footpath.lake.counts import Counts
from footpath.lake.drift import drift_rows

if TYPE_CHECKING:
    from footpath.lake.lake import Lake

BOT_EVENTS_A_DAY = 1_000
CLOCKWORK_EVENTS = 100
MINUTE_US, DAY_US, YEAR_1990_US = 60_000_000, 86_400_000_000, 631_152_000_000_000

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
    "thin days": "days with less than a fifth of the events that this weekday usually has, of sources with 20 and more a day",
    "shifted clock": "events of a source whose hours of the day look shifted against those of the other sources: a time zone",
    "new names": "events of the later half of the source's period under names, used often, that the earlier half never had",
    "vanished names": "events of the earlier half of the source's period under names, used often, that the later half never has",
}
# What a share of such rows takes off a source's score of 1. What is repaired at loading, or may well be true, takes nothing.
WEIGHTS = {
    "rejected": 1.0,
    "clock ahead": 1.0,
    "implausible time": 1.0,
    "without a name": 1.0,
    "bots": 1.0,
    "thin days": 0.5,
    "late": 0.25,
    "without a clock": 0.25,
}

_PER_SOURCE = f"""
    WITH days AS (
        SELECT source, epoch_us(occurred_at) // {DAY_US} AS on_day, count(*) AS n, count(received_at) AS received,
               count(*) FILTER (epoch_us(received_at) > epoch_us(occurred_at) + {DAY_US}) AS late,
               count(*) FILTER (epoch_us(received_at) < epoch_us(occurred_at) - 5 * {MINUTE_US}) AS ahead,
               count(*) FILTER (epoch_us(occurred_at) < {YEAR_1990_US}
                                OR epoch_us(occurred_at) > epoch_us(loaded_at) + {DAY_US}) AS implausible,
               count(*) FILTER (epoch_us(occurred_at) % {DAY_US} = 0) AS midnight,
               count(*) FILTER (touchpoint IS NULL OR trim(touchpoint) = '') AS nameless
        FROM events LEFT JOIN loads USING (batch) GROUP BY ALL)
    SELECT source, sum(n), sum(received), sum(late), sum(ahead), sum(implausible), sum(midnight), sum(nameless),
           max(on_day) - min(on_day) + 1, count(*)
    FROM days GROUP BY source ORDER BY source NULLS FIRST
"""

# A burst is one identity's events of one day. Evenly spaced: the gaps' deviation is below a twentieth of their mean.
_BOTS = f"""
    WITH busy AS (SELECT identity_id FROM events GROUP BY identity_id HAVING count(*) >= {CLOCKWORK_EVENTS}),
         told AS (SELECT identity_id, epoch_us(occurred_at) AS at_us, at_us // {DAY_US} AS on_day
                  FROM events SEMI JOIN busy USING (identity_id)),
         bursts AS (SELECT identity_id, on_day, count(*) AS n FROM told GROUP BY ALL HAVING n >= {CLOCKWORK_EVENTS}),
         gaps AS (SELECT identity_id, on_day, at_us - lag(at_us) OVER (PARTITION BY identity_id, on_day ORDER BY at_us) AS gap
                  FROM told SEMI JOIN bursts USING (identity_id, on_day)),
         clockwork AS (SELECT identity_id FROM gaps GROUP BY identity_id, on_day
                       HAVING avg(gap) > 0 AND stddev_pop(gap) < avg(gap) / 20),
         bots AS (SELECT identity_id FROM bursts WHERE n > {BOT_EVENTS_A_DAY} UNION SELECT identity_id FROM clockwork)
    SELECT source, count(*) FROM events SEMI JOIN bots USING (identity_id) GROUP BY source
"""


@dataclass(frozen=True)
class QualityRow:
    """``count`` of ``of`` things of a source are so; ``share`` is 0 where there is nothing to be a part of.

    Attributes:
        note: which ones, where that can be named.
    """

    source: str
    measure: str
    count: int
    of: int
    share: float
    definition: str
    note: str = ""


@dataclass(frozen=True)
class Score:
    """How far a source can be relied on, 0..1, and what was taken off for each measure."""

    source: str
    score: float
    losses: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Quality:
    """The report, source by source."""

    rows: tuple[QualityRow, ...]

    def count(self, source: str, measure: str) -> int:
        """One figure of the report; 0 where the source has none."""
        return sum(row.count for row in self.rows if row.source == source and row.measure == measure)

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        """Of each source: 1 less the weighted shares of what is wrong (`WEIGHTS`), never below 0.

        Examples:
            >>> row = QualityRow("web", "rejected", 1, 4, 0.25, "")
            >>> Quality((row,)).scores
            (Score(source='web', score=0.75, losses=(('rejected', 0.25),)),)
        """
        found = []
        for source in dict.fromkeys(row.source for row in self.rows):
            lost = tuple(
                (row.measure, WEIGHTS[row.measure] * row.share)
                for row in self.rows
                if row.source == source and row.count and row.measure in WEIGHTS
            )
            found.append(Score(source, max(0.0, 1.0 - sum(loss for _, loss in lost)), lost))
        return tuple(found)


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
        for source, *figures in con.execute(_PER_SOURCE).fetchall():
            rows += _rows_of_events(source or "", [int(figure) for figure in figures], bots.get(source, 0))
        rows += [_row(*found) for found in drift_rows(con)]
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


def _rows_of_events(source: str, figures: Sequence[int], bots: int) -> Iterator[QualityRow]:
    n, received, late, ahead, implausible, midnight, nameless, days, days_with = figures
    yield _row(source, "late", late, received)
    yield _row(source, "clock ahead", ahead, received)
    yield _row(source, "implausible time", implausible, n)
    yield _row(source, "without a clock", midnight, n)
    yield _row(source, "without a name", nameless, n)
    yield _row(source, "bots", bots, n)
    yield _row(source, "silent days", days - days_with, days)


def _row(source: str, measure: str, count: int, of: int, note: str = "") -> QualityRow:
    return QualityRow(source, measure, count, of, count / of if of else 0.0, DEFINITIONS[measure], note)
