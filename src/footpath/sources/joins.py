"""What other tables of the same load add to a table's rows: a borrowed time, groups of the things it refers to, sums of its lines."""

from collections.abc import Mapping, Sequence

from footpath.model.plans import ColumnPlan, Role, TableKind, TablePlan
from footpath.sources.amounts import amount_sql, is_unit_price, value_rank
from footpath.sources.clocks import time_sql
from footpath.sources.profile import profile_table
from footpath.sources.query import Joined, dimension_name
from footpath.sources.tables import Table
from footpath.sources.values import identifier_sql

_MOST_JOINED_ROWS = 3_000_000


def joins_of(
    table: Table, plan: TablePlan, tables: Mapping[str, Table], plans: Mapping[str, TablePlan]
) -> list[Joined]:
    """The joins for a table's rows, from references in its own plan and in those of its details."""
    if plan.kind in (TableKind.REFERENCE, TableKind.DETAILS):
        return []
    joins = []
    timeless = not any(column.role is Role.TIME for column in plan.columns)
    for n, column in enumerate(plan.columns):
        if column.role is not Role.REFERENCE or not column.refers_to:
            continue
        name, _, key = column.refers_to.rpartition(".")
        parent, parent_plan = tables.get(name), plans.get(name)
        if (
            parent is None
            or parent_plan is None
            or parent_plan.kind is not TableKind.REFERENCE
            or key not in parent.columns
        ):
            continue
        if timeless or (plan.grain is None and table.rows <= _MOST_JOINED_ROWS):
            joins.append(_thing(table, column, parent, parent_plan, key, f"r{n}"))
    return [join for join in joins if join.time or join.dimensions] + _details(table, plan, tables, plans)


def _thing(table: Table, column: ColumnPlan, parent: Table, plan: TablePlan, key: str, alias: str) -> Joined:
    """The groups of what a row refers to, and its time when there is one."""
    fields, dimensions, time = [], [], None
    for n, other in enumerate(plan.columns):
        if other.role is Role.DIMENSION:
            fields.append(f"arg_min({parent.text(other.name)}, row) AS d{n}")
            dimensions.append((dimension_name(other.name), f"{alias}.d{n}"))
        elif other.role is Role.TIME and time is None:
            native = parent.types[parent.columns.index(other.name)]
            text = parent.text(other.name) if native == "VARCHAR" else parent.sql(other.name)
            fields.append(f"arg_min({time_sql(text, other.format or 'iso', other.zone, native)}, row) AS at")
            time = f"{alias}.at"
    on = identifier_sql(parent.text(key), "")
    sql = _join(
        table,
        column.name,
        "",
        f"SELECT {on} AS k, {', '.join(fields) or '1 AS one'} FROM {parent.relation} GROUP BY 1",
        alias,
    )
    return Joined(sql, tuple(dimensions), time=time)


def _details(
    table: Table, plan: TablePlan, tables: Mapping[str, Table], plans: Mapping[str, TablePlan]
) -> list[Joined]:
    """The lines of a table's records: their values added up, and their groups as the first line has them."""
    record = next((column for column in plan.columns if column.role is Role.RECORD), None)
    if record is None:
        return []
    found: list[tuple[float, str, Joined]] = []
    for name, other in plans.items():
        link = next(
            (c for c in other.columns if c.role is Role.REFERENCE and _is_of(c, table, record.name, tables)),
            None,
        )
        if other.kind is not TableKind.DETAILS or link is None or name not in tables:
            continue
        found.append(_lines(table, record.name, tables[name], other, link, f"l{len(found)}"))
    best = max((rank for rank, _, _ in found), default=0.0)
    joins = []
    for rank, _, join in found:
        told = rank == best and rank > 0
        best = best if not told else -1.0
        joins.append(Joined(join.sql, join.dimensions, join.value if told else None, join.items))
    return joins


def _is_of(link: ColumnPlan, table: Table, record: str, tables: Mapping[str, Table]) -> bool:
    """True when a column refers to a table's record, or to that of another export of the same thing."""
    name, _, key = (link.refers_to or "").rpartition(".")
    return key == record and name in tables and tables[name].stem == table.stem


def _lines(
    table: Table, record: str, lines: Table, plan: TablePlan, link: ColumnPlan, alias: str
) -> tuple[float, str, Joined]:
    value = next((c for c in plan.columns if c.role is Role.VALUE), None)
    columns = {column.name: column for column in profile_table(lines)} if value else {}
    rank = value_rank(columns[value.name]) if value else 0.0
    fields, dimensions = ["count(*) AS items"], []
    if value:
        each = amount_sql(lines.text(value.name), value.format)
        each += f" * coalesce(try_cast({lines.text(value.refers_to)} AS DOUBLE), 1)" if value.refers_to else ""
        fields.append(f"sum({each}) AS value")
    for n, column in enumerate(plan.columns):
        if column.role is Role.DIMENSION:
            fields.append(f"arg_min({lines.text(column.name)}, row) AS d{n}")
            dimensions.append((dimension_name(column.name), f"{alias}.d{n}"))
    key = identifier_sql(lines.text(link.name), "")
    sql = _join(table, record, "", f"SELECT {key} AS k, {', '.join(fields)} FROM {lines.relation} GROUP BY 1", alias)
    items = f"{alias}.items" if value and is_unit_price(columns[value.name]) else None
    return rank, alias, Joined(sql, tuple(dimensions), f"{alias}.value" if value else None, items)


def _join(table: Table, column: str, kind: str, inner: str, alias: str) -> str:
    on = identifier_sql(f"t.{table.text(column)}", kind)
    return f"LEFT JOIN ({inner}) AS {alias} ON {alias}.k = {on}"


def plans_by_source(plans: Sequence[TablePlan]) -> dict[str, TablePlan]:
    """Plans by the name of their table."""
    return {plan.source: plan for plan in plans}
