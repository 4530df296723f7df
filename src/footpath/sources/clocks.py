"""Deciding what the times of a table mean: which number is the day, and the SQL that reads them into UTC."""

from dataclasses import replace

from footpath.sources.profile import Column
from footpath.sources.tables import Table, literal
from footpath.sources.times import DayOrder, TimeShape

_ABSENT = "'', '-', '--', '.', 'null', 'none', 'nan', 'nat', 'n/a', 'na', '\\n', '0', '0000-00-00', '0000-00-00 00:00:00', 'undefined', 'never', '0001-01-01 00:00:00'"
_ORDERS: tuple[DayOrder, DayOrder] = ("day first", "month first")
_ISO_ZONE = r"\d:\d{2}\S*\s*(Z|UTC|[+-]\d{2}(:?\d{2})?)$"


def time_sql(text: str, pattern: str, zone: str | None, native: str = "VARCHAR") -> str:
    """SQL for a text (or native) time as TIMESTAMPTZ; null where it cannot be read.

    Times that carry an offset keep it; those that carry none are of ``zone``, which is UTC when not given.
    """
    if native == "TIMESTAMP WITH TIME ZONE":
        return text
    if native.startswith(("TIMESTAMP", "DATE")):
        return _zoned(f"try_cast({text} AS TIMESTAMP)", zone)
    alternatives = pattern.split(" | ")
    naive = [
        p for p in alternatives if p[:5] not in ("iso", "epoch") and not _carries_zone(p) and not p.startswith("epoch")
    ]
    zoned = [p for p in alternatives if "%z" in p]
    utc = [p for p in alternatives if _carries_zone(p) and "%z" not in p]
    readings = [_epoch(text, p) for p in alternatives if p.startswith("epoch_")]
    if "iso" in alternatives:
        readings.append(_iso(text, zone))
    if naive:
        readings.append(_zoned(f"try_strptime({text}, [{', '.join(map(literal, naive))}])", zone))
    if zoned:
        readings.append(f"try_strptime({text}, [{', '.join(map(literal, zoned))}])")
    if utc:
        readings.append(_zoned(f"try_strptime({text}, [{', '.join(map(literal, utc))}])", "UTC"))
    return readings[0] if len(readings) == 1 else f"coalesce({', '.join(readings)})"


def absent_sql(text: str) -> str:
    """SQL that is true where a time is not given at all."""
    return f"({text} IS NULL OR lower({text}) IN ({_ABSENT}))"


def _carries_zone(pattern: str) -> bool:
    return pattern.endswith(("%z", "Z", "UTC", "GMT"))


def _zoned(sql: str, zone: str | None) -> str:
    return f"timezone({literal(zone or 'UTC')}, {sql})"


def _epoch(text: str, unit: str) -> str:
    factor = {"epoch_s": "1000000", "epoch_ms": "1000", "epoch_us": "1", "epoch_ns": "0.001"}[unit]
    low, high = {
        "epoch_s": ("-1e11", "1e11"),
        "epoch_ms": ("-1e14", "1e14"),
        "epoch_us": ("-1e17", "1e17"),
        "epoch_ns": ("-9e18", "9e18"),
    }[unit]
    number = f"try_cast({text} AS DOUBLE)"
    return f"CASE WHEN {number} BETWEEN {low} AND {high} THEN make_timestamptz((({number}) * {factor})::BIGINT) END"


def _iso(text: str, zone: str | None) -> str:
    """``zone`` is None where the column's stamps carry their own; 19 letters are a time to the second without one."""
    direct = f"try_cast({text} AS TIMESTAMPTZ)"
    spaced = f"try_cast(regexp_replace({text}, '\\s+([+-]\\d)', '\\1') AS TIMESTAMPTZ)"
    if zone is None:
        return f"coalesce({direct}, {spaced})"
    naive = f"try_cast({text} AS TIMESTAMP)"
    if zone == "UTC":
        return f"CASE WHEN strlen({text}) = 19 THEN make_timestamptz(epoch_us({naive})) ELSE coalesce({direct}, {spaced}) END"
    own = f"regexp_matches({text}, {literal(_ISO_ZONE)})"
    return f"CASE WHEN strlen({text}) <> 19 AND {own} THEN coalesce({direct}, {spaced}) ELSE {_zoned(naive, zone)} END"


def decide_days(
    table: Table, column: Column, shape: TimeShape, sisters: list[DayOrder], now_sql: str
) -> tuple[TimeShape, DayOrder | None, str]:
    """Settle which of two numbers is the day.

    By a number above 12 anywhere in the column; else by the other columns of the table; else by which reading keeps
    the file in order and out of the future; else by the writing (points and semicolons are European, AM/PM American).

    Returns:
        The settled shape, the order (None when there was nothing to settle), and the reason.
    """
    if not shape.is_open:
        return shape, None, ""
    first, second = shape.first_over_12, shape.second_over_12
    if not (first or second):
        first, second = _over_12(table, column.name)
    if first != second:
        order: DayOrder = "day first" if first else "month first"
        return shape.decided(order), order, f"{order}: the {'first' if first else 'second'} number goes above 12"
    if first and second:
        order = _fewer_failures(table, column.name, shape)
        return shape.decided(order), order, f"{order} in most rows, although both numbers go above 12"
    if sisters:
        return shape.decided(sisters[0]), sisters[0], f"{sisters[0]}, as the other times of the table"
    ordered = _by_order(table, column.name, shape, now_sql)
    if ordered is not None:
        return shape.decided(ordered[0]), ordered[0], ordered[1]
    american = shape.half_days and table.delimiter != ";"
    european = shape.separator == "." or table.delimiter == ";"
    order = (
        "month first" if american or (not european and shape.separator == "/" and "%y" in shape.format) else "day first"
    )
    return shape.decided(order), order, f"{order} by its writing only: no number goes above 12, please check"


def _over_12(table: Table, name: str) -> tuple[bool, bool]:
    text = table.text(name)
    first = f"max(try_cast(regexp_extract({text}, '^(\\d{{1,2}})\\D', 1) AS INTEGER))"
    second = f"max(try_cast(regexp_extract({text}, '^\\d{{1,2}}\\D(\\d{{1,2}})\\D', 1) AS INTEGER))"
    found = table.session.connection.execute(f"SELECT {first}, {second} FROM {table.relation}").fetchall()[0]
    return (found[0] or 0) > 12, (found[1] or 0) > 12


def _fewer_failures(table: Table, name: str, shape: TimeShape) -> DayOrder:
    read = {order: time_sql(table.text(name), shape.decided(order).format, None) for order in _ORDERS}
    counts = table.session.connection.execute(
        f"SELECT count({read['day first']}), count({read['month first']}) FROM {table.sample}"
    ).fetchall()[0]
    return "day first" if counts[0] >= counts[1] else "month first"


def _by_order(table: Table, name: str, shape: TimeShape, now_sql: str) -> tuple[DayOrder, str] | None:
    """The reading in which fewer rows lie in the future, or fewer rows step back in time."""
    figures = {}
    order: DayOrder
    for order in _ORDERS:
        read = time_sql(table.text(name), replace(shape).decided(order).format, None)
        figures[order] = table.session.connection.execute(
            f"SELECT count(*) FILTER (t > {now_sql}), count(*) FILTER (t < before), count(t) "
            f"FROM (SELECT t, lag(t) OVER (ORDER BY row) AS before FROM (SELECT row, {read} AS t FROM {table.sample} LIMIT 20000))"
        ).fetchall()[0]
    day, month = figures["day first"], figures["month first"]
    if day[0] != month[0]:
        order = "day first" if day[0] < month[0] else "month first"
        return order, f"{order}: read the other way some would lie in the future"
    low, high = sorted((day[1], month[1]))
    if day[2] >= 4 and high > 2 * low + 1:
        order = "day first" if day[1] < month[1] else "month first"
        return order, f"{order}: so the rows stand in the order of time"
    return None
