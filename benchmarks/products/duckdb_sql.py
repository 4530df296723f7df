"""DuckDB: the log in a table in memory, questions in SQL."""

import os
import sys
from typing import Any

import duckdb

from log import DAY_US
from products.running import answer_all, clocked, tell
from questions import DEVICE, FLOW_DEPTH, FLOW_START, PATTERN, STEPS, TOP

WITHIN_US = 7 * DAY_US
PARTS = {"": ("", ""), " filtered": (f"WHERE device = '{DEVICE}'", ""), " by device": ("", "device")}


def main(log: str, wanted: list[str], times: int) -> None:
    con = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    con.execute(f"SET threads = {len(os.sched_getaffinity(0))}")
    seconds, cpu, _ = clocked(lambda: con.execute("CREATE TABLE log AS SELECT * FROM read_parquet(?)", [log]))
    tell("load", seconds=seconds, cpu=cpu)

    def rows(sql: str) -> list[Any]:
        return con.execute(sql).fetchall()

    questions = {}
    for suffix, (where, by) in PARTS.items():
        for what, ask in (
            ("transitions", transitions),
            ("transitions in full", transitions_in_full),
            ("funnel", funnel),
            ("flows", flows),
            ("retention", retention),
            ("variants", variants),
            ("pattern", pattern),
        ):
            if what != "pattern" or not by:
                questions[what + suffix] = lambda ask=ask, where=where, by=by: ask(rows, where, by)
    answer_all(questions, wanted, times)


def keyed(found: list[Any], by: str, words: int) -> Any:
    """Rows of (group,) words…, number or numbers as a dictionary, one a group where there are groups."""
    answer: dict[str, Any] = {}
    for row in found:
        group, cells = (row[0], row[1:]) if by else ("", row)
        numbers = list(cells[words:])
        into = answer.setdefault(group, {}) if by else answer
        into[">".join(map(str, cells[:words]))] = numbers[0] if len(numbers) == 1 else numbers
    return answer


def transitions(rows: Any, where: str, by: str) -> Any:
    group = f"{by}, " if by else ""
    sql = f"""
        WITH steps AS (SELECT {group} event, lead(event) OVER (PARTITION BY customer ORDER BY occurred_at) AS following FROM log {where})
        SELECT {group} event, following, count(*) FROM steps WHERE following IS NOT NULL GROUP BY ALL"""
    return keyed(rows(sql), by, 2)


def transitions_in_full(rows: Any, where: str, by: str) -> Any:
    group = f"{by}, " if by else ""
    sql = f"""
        WITH steps AS (SELECT customer, {group} event, occurred_at, lead(event) OVER w AS following, lead(occurred_at) OVER w AS later
                       FROM log {where} WINDOW w AS (PARTITION BY customer ORDER BY occurred_at))
        SELECT {group} event, following, count(*), count(DISTINCT customer), median(epoch_us(later) - epoch_us(occurred_at)) / 1e6
        FROM steps WHERE following IS NOT NULL GROUP BY ALL"""
    return keyed(rows(sql), by, 2)


def funnel(rows: Any, where: str, by: str) -> Any:
    """The latest first step from which a walk has reached each step, carried from event to event."""
    listed = ", ".join(f"'{step}'" for step in STEPS)
    also = f"AND device = '{DEVICE}'" if where else ""
    chain = [
        f"s1 AS (SELECT customer, event, device, occurred_at, CASE WHEN event = '{STEPS[0]}' THEN epoch_us(occurred_at) END AS at1 "
        f"FROM log WHERE event IN ({listed}) {also})"
    ]
    for k, step in enumerate(STEPS[1:], 2):
        window = "OVER (PARTITION BY customer ORDER BY occurred_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
        chain.append(f"w{k} AS (SELECT *, max(at{k - 1}) {window} AS opened FROM s{k - 1})")
        reached = f"CASE WHEN event = '{step}' AND epoch_us(occurred_at) - opened <= {WITHIN_US} THEN opened END"
        chain.append(f"s{k} AS (SELECT * EXCLUDE (opened), {reached} AS at{k} FROM w{k})")
    last = f"s{len(STEPS)}"
    if not by:
        counts = ", ".join(
            f"count(DISTINCT CASE WHEN at{k} IS NOT NULL THEN customer END)" for k in range(1, len(STEPS) + 1)
        )
        return list(rows(f"WITH {', '.join(chain)} SELECT {counts} FROM {last}")[0])
    # a customer belongs to the device of the first event of the walk that first got furthest
    furthest = "coalesce(" + ", ".join(f"at{k}" for k in range(len(STEPS), 0, -1)) + ")"
    deepest = (
        "greatest("
        + ", ".join(f"CASE WHEN at{k} IS NOT NULL THEN {k} ELSE 0 END" for k in range(1, len(STEPS) + 1))
        + ")"
    )
    sql = f"""
        WITH {", ".join(chain)},
             walks AS (SELECT customer, {deepest} AS depth, {furthest} AS opened, occurred_at FROM {last}),
             best AS (SELECT customer, max(depth) AS depth, arg_min(opened, (-depth, occurred_at)) AS opened
                      FROM walks WHERE depth > 0 GROUP BY customer)
        SELECT device, depth, count(*) FROM best JOIN log ON log.customer = best.customer AND epoch_us(log.occurred_at) = best.opened
        GROUP BY ALL"""
    answer: dict[str, list[int]] = {}
    for device, reached, count in rows(sql):
        counts = answer.setdefault(device, [0] * len(STEPS))
        for k in range(reached):
            counts[k] += count
    return answer


def flows(rows: Any, where: str, by: str) -> Any:
    """The next events after the first anchor; with ``by``, the device of the anchor."""
    sql = f"""
        WITH kept AS (SELECT * FROM log {where}),
             anchors AS (SELECT customer, min(occurred_at) AS anchored, arg_min(device, occurred_at) AS device FROM kept
                         WHERE event = '{FLOW_START}' GROUP BY customer),
             after AS (SELECT kept.customer, anchors.device, event,
                              row_number() OVER (PARTITION BY kept.customer ORDER BY occurred_at) - 1 AS place
                       FROM kept JOIN anchors USING (customer) WHERE occurred_at >= anchored),
             steps AS (SELECT device, place, event, lead(event) OVER (PARTITION BY customer ORDER BY place) AS following
                       FROM after WHERE place <= {FLOW_DEPTH})
        SELECT {"device," if by else ""} place, event, following, count(*)
        FROM steps WHERE following IS NOT NULL AND place < {FLOW_DEPTH} GROUP BY ALL"""
    return keyed(rows(sql), by, 3)


def retention(rows: Any, where: str, by: str) -> Any:
    sql = f"""
        WITH weeks AS (SELECT DISTINCT customer, date_trunc('week', occurred_at)::DATE AS week FROM log {where}),
             firsts AS (SELECT customer, date_trunc('week', min(occurred_at))::DATE AS cohort, arg_min(device, occurred_at) AS device
                        FROM log {where} GROUP BY customer)
        SELECT {"device," if by else ""} cohort::VARCHAR, date_diff('day', cohort, week) // 7, count(*)
        FROM weeks JOIN firsts USING (customer)
        WHERE week < (SELECT date_trunc('week', max(occurred_at)) FROM log) GROUP BY ALL"""
    return keyed(rows(sql), by, 2)


def variants(rows: Any, where: str, by: str) -> Any:
    sql = f"""
        WITH paths AS (SELECT customer, string_agg(event, '>' ORDER BY occurred_at) AS path, arg_min(device, occurred_at) AS device
                       FROM log {where} GROUP BY customer),
             counted AS (SELECT {"device," if by else ""} path, count(*) AS n FROM paths GROUP BY ALL),
             ranked AS (SELECT *, row_number() OVER ({"PARTITION BY device" if by else ""} ORDER BY n DESC) AS place FROM counted)
        SELECT {"device," if by else ""} 'all', count(*), list(n ORDER BY n DESC) FILTER (place <= {TOP})
        FROM ranked GROUP BY ALL"""
    return keyed(rows(sql), by, 1)


def pattern(rows: Any, where: str, by: str) -> Any:
    """The path as one letter an event, and a regular expression over it."""
    letters = dict(zip(PATTERN, "abcde", strict=True))
    cases = " ".join(f"WHEN '{event}' THEN '{letter}'" for event, letter in letters.items())
    listed = ", ".join(f"'{event}'" for event in PATTERN)
    also = f"AND device = '{DEVICE}'" if where else ""
    sql = f"""
        WITH paths AS (SELECT customer, string_agg(CASE event {cases} END, '' ORDER BY occurred_at) AS path
                       FROM log WHERE event IN ({listed}) {also} GROUP BY customer)
        SELECT count(*) FROM paths WHERE regexp_matches(path, '{".*".join(letters.values())}')"""
    return None if by else rows(sql)[0][0]


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2].split(","), int(sys.argv[3]))
