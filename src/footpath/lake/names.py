"""Which names did the sources record? The catalogue gives each its touchpoint."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from footpath.lake.lake import Lake


def recorded_names(lake: "Lake") -> "pa.Table":
    """One row per (source, touchpoint, channel), most events first.

    Returns:
        source, touchpoint, channel, events, first_at, last_at, and feedback: how many of the events are feedback.
    """
    import duckdb

    with duckdb.connect(config={"autoinstall_known_extensions": False}) as con:
        con.execute("SET TimeZone = 'UTC'")
        lake.relation(con, "events").create_view("events")
        lake.relation(con, "feedback").create_view("feedback")
        return con.sql(
            """
            SELECT source, touchpoint, channel, count(*) AS events, min(occurred_at) AS first_at,
                   max(occurred_at) AS last_at, count(*) FILTER (event_id IN (SELECT event_id FROM feedback)) AS feedback
            FROM events GROUP BY ALL ORDER BY events DESC, source, touchpoint, channel
            """
        ).to_arrow_table()
