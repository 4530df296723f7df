"""chDB, which is ClickHouse in a process: a MergeTree sorted by customer and time, and ClickHouse's own functions for journeys."""

import json
import sys
from tempfile import TemporaryDirectory
from typing import Any

from chdb import session

from log import DAY_US
from products.running import answer_all, clocked, tell
from questions import DEVICE, PATTERN, STEPS, TOP

WITHIN_US = 7 * DAY_US


def main(log: str, wanted: list[str], times: int) -> None:
    with TemporaryDirectory() as folder:
        db = session.Session(folder)

        def rows(sql: str) -> Any:
            return json.loads(str(db.query(sql, "JSONCompact")))["data"]

        def load() -> None:
            db.query("CREATE DATABASE d ENGINE = Atomic")
            db.query(
                "CREATE TABLE d.log (customer Int32, occurred_at DateTime64(6, 'UTC'), event LowCardinality(String), "
                "device LowCardinality(String)) ENGINE = MergeTree ORDER BY (customer, occurred_at)"
            )
            db.query(f"INSERT INTO d.log SELECT * FROM file('{log}', Parquet)")
            db.query("OPTIMIZE TABLE d.log FINAL")

        seconds, cpu, _ = clocked(load)
        tell("load", seconds=seconds, cpu=cpu)
        questions = {}
        for suffix, where in (("", ""), (" filtered", f"WHERE device = '{DEVICE}'")):
            for what, ask in (
                ("transitions", transitions),
                ("funnel", funnel),
                ("retention", retention),
                ("variants", variants),
                ("pattern", pattern),
            ):
                questions[what + suffix] = lambda ask=ask, where=where: ask(rows, where)
        answer_all(questions, wanted, times)
        db.cleanup()


def transitions(rows: Any, where: str) -> Any:
    sql = f"""
        SELECT event, following, count() FROM (
            SELECT event, leadInFrame(toNullable(event)) OVER (PARTITION BY customer ORDER BY occurred_at
                   ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS following FROM d.log {where})
        WHERE following IS NOT NULL GROUP BY event, following"""
    return {f"{start}>{end}": int(count) for start, end, count in rows(sql)}


def funnel(rows: Any, where: str) -> Any:
    """``windowFunnel``: the longest chain within the window of its first event."""
    steps = ", ".join(f"event = '{step}'" for step in STEPS)
    listed = ", ".join(f"'{step}'" for step in STEPS)
    also = f"AND device = '{DEVICE}'" if where else ""
    sql = f"""
        SELECT depth, count() FROM (
            SELECT windowFunnel({WITHIN_US}, 'strict_increase')(toUInt64(toUnixTimestamp64Micro(occurred_at)), {steps}) AS depth
            FROM d.log WHERE event IN ({listed}) {also} GROUP BY customer)
        GROUP BY depth"""
    counts = [0] * len(STEPS)
    for depth, count in rows(sql):
        for k in range(int(depth)):
            counts[k] += int(count)
    return counts


def retention(rows: Any, where: str) -> Any:
    sql = f"""
        SELECT toString(cohort), intDiv(dateDiff('day', cohort, week), 7), count() FROM (
            SELECT customer, toMonday(min(occurred_at)) AS cohort, arrayJoin(groupUniqArray(toMonday(occurred_at))) AS week
            FROM d.log {where} GROUP BY customer)
        WHERE week < (SELECT toMonday(max(occurred_at)) FROM d.log) GROUP BY cohort, week"""
    return {f"{cohort}>{period}": int(count) for cohort, period, count in rows(sql)}


def variants(rows: Any, where: str) -> Any:
    sql = f"""
        SELECT count(), arraySlice(arrayReverseSort(groupArray(n)), 1, {TOP}) FROM (
            SELECT count() AS n FROM (
                SELECT arrayStringConcat(arrayMap(x -> x.2, arraySort(groupArray((occurred_at, toString(event))))), '>') AS path
                FROM d.log {where} GROUP BY customer)
            GROUP BY path)"""
    different, most = rows(sql)[0]
    return {"all": [int(different), [int(count) for count in most]]}


def pattern(rows: Any, where: str) -> Any:
    """``sequenceMatch``."""
    listed = ", ".join(f"'{event}'" for event in PATTERN)
    steps = ", ".join(f"event = '{event}'" for event in PATTERN)
    also = f"AND device = '{DEVICE}'" if where else ""
    chain = ".*".join(f"(?{k})" for k in range(1, len(PATTERN) + 1))
    sql = f"""
        SELECT countIf(found) FROM (
            SELECT sequenceMatch('{chain}')(toUInt64(toUnixTimestamp64Micro(occurred_at)), {steps}) AS found
            FROM d.log WHERE event IN ({listed}) {also} GROUP BY customer)"""
    return int(rows(sql)[0][0])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2].split(","), int(sys.argv[3]))
