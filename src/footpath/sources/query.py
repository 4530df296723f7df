"""The SQL that turns a table's rows into the fields of records: one row in, one row out, with a reason where it is rejected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from footpath.model.plans import ColumnPlan, Role, TableKind, TablePlan
from footpath.model.records import EVENT_COLUMNS
from footpath.sources import words
from footpath.sources.amounts import amount_sql
from footpath.sources.clocks import absent_sql, time_sql
from footpath.sources.keys import Belongs, belongs_of
from footpath.sources.scores import VERBAL_SCORE
from footpath.sources.tables import Table, literal
from footpath.sources.touchpoints import PAGE_VIEWS
from footpath.sources.values import crowded_placeholders, identifier_sql
from footpath.sources.words import speaks_of, tokens

_TIMELESS = (TableKind.PROFILES, TableKind.REFERENCE, TableKind.DETAILS)


@dataclass(frozen=True)
class Identifier:
    """A column of identifiers: its field in the query, its kind, and whether it is the customer's own."""

    field: str
    kind: str
    column: str
    own: bool
    is_record: bool = False


@dataclass(frozen=True)
class Joined:
    """What another table adds to this one's rows: the SQL of the join, and its fields by name."""

    sql: str
    dimensions: tuple[tuple[str, str], ...] = ()  # (dimension, SQL)
    value: str | None = None
    items: str | None = None
    time: str | None = None


@dataclass(frozen=True)
class Rows:
    """A query over a table, and where its fields are.

    Fields: ``row``, one for each of ``identifiers`` and ``stamps`` (with ``promises`` beside), ``received``, ``name``, ``channel``,
    ``action``, ``value``, ``currency``, ``properties``, ``content``, one for each of ``dimensions``, ``scores``, ``traits``, ``said``,
    and ``reason`` and ``raw`` of a rejected row.
    """

    sql: str
    fields: tuple[str, ...]
    identifiers: tuple[Identifier, ...]
    stamps: tuple[tuple[str, ColumnPlan | None], ...]  # field, plan (None: the time of the table it refers to)
    promises: Mapping[str, str]  # field of a stamp → field of its promise
    dimensions: tuple[tuple[str, str], ...]  # field, name
    scores: tuple[tuple[str, ColumnPlan], ...]
    texts: tuple[ColumnPlan, ...]  # all of them joined are the field ``said``
    traits: tuple[tuple[str, str], ...]
    grouping: str | None  # the kind of identifier that groups the rows of one record


def rows_query(table: Table, plan: TablePlan, joins: Sequence[Joined], now: datetime) -> Rows:
    """The query of a table under its plan."""
    by_role = {role: [column for column in plan.columns if column.role is role] for role in Role}
    fields: dict[str, str] = {"row": "t.row"}
    identifiers = _identifiers(table, plan, fields)
    stamps = _stamps(table, by_role[Role.TIME], joins, fields)
    promises = _promises(table, by_role[Role.PROMISE], stamps, fields)
    fields["received"] = next((_time(table, column) for column in by_role[Role.RECEIVED]), "NULL::TIMESTAMPTZ")
    fields["name"] = _name(table, by_role[Role.TOUCHPOINT])
    for field, role in (("channel", Role.CHANNEL), ("action", Role.ACTION), ("currency", Role.CURRENCY)):
        fields[field] = next((table.text(column.name) for column in by_role[role]), "NULL::VARCHAR")
    fields["value"] = _value(table, by_role[Role.VALUE], joins)
    fields["properties"] = _properties(table, by_role[Role.PROPERTY], joins)
    dimensions = _dimensions(table, plan, by_role[Role.DIMENSION], joins, fields)
    scores, texts = _feedback(table, by_role, fields)
    traits = []
    for n, column in enumerate(by_role[Role.TRAIT]):
        fields[f"trait{n}"] = table.text(column.name)
        traits.append((f"trait{n}", dimension_name(column.name)))
    record = next((table.text(column.name) for column in by_role[Role.RECORD]), None)
    grouping = _grouping(by_role[Role.REFERENCE], identifiers)
    if grouping:
        fields["grouping"] = identifier_sql(table.text(grouping.name), grouping.identifier or "")
    fields["own"] = record or "NULL::VARCHAR"
    content = (
        f"concat_ws(chr(31), {', '.join(f'coalesce({table.sql(name)}::VARCHAR, chr(30))' for name in table.columns)})"
    )
    fields["content"] = f"CASE WHEN {record} IS NULL THEN {content} END" if record else content
    checked = _reason(table, plan, identifiers, stamps, now)
    inner = ", ".join(f"{sql} AS {field}" for field, sql in fields.items())
    texts_of = ", ".join(f"coalesce({table.sql(name)}::VARCHAR, '')" for name in table.columns)
    source = f"{table.relation} AS t {' '.join(join.sql for join in joins)}"
    sql = (
        f"SELECT {', '.join(fields)}, reason, CASE WHEN reason IS NOT NULL THEN concat_ws(',', {texts_of}) END AS raw "
        f"FROM (SELECT *, {checked} AS reason FROM (SELECT {inner}, t.* EXCLUDE (row) FROM {source}))"
    )
    sql += " ORDER BY row" if joins else ""
    return Rows(
        sql,
        tuple(fields),
        identifiers,
        stamps,
        promises,
        dimensions,
        scores,
        texts,
        tuple(traits),
        grouping.identifier if grouping else None,
    )


def dimension_name(column: str, taken: Sequence[str] = ()) -> str:
    """A column's name as that of a dimension or trait.

    Examples:
        >>> dimension_name("Device Category"), dimension_name("properties.plan"), dimension_name("source")
        ('device_category', 'plan', 'source_name')
    """
    name = "_".join(words.without_container(tokens(column))) or "dimension"
    if name in EVENT_COLUMNS or name in ("stage", "score", "about", "experience"):
        name += "_name"
    base, number = name, 2
    while name in taken:
        name, number = f"{base}_{number}", number + 1
    return name


def _identifiers(table: Table, plan: TablePlan, fields: dict[str, str]) -> tuple[Identifier, ...]:
    """The customer's own identifiers, the surest first; then keys that lead to the customer, then the record's own."""
    own = sorted(
        (c for c in plan.columns if c.role is Role.CUSTOMER),
        key=lambda c: (belongs_of(c.identifier or c.name), -c.confidence),
    )
    leading = [c for c in plan.columns if c.role is Role.REFERENCE and c.identifier and c.refers_to]
    if not own and not leading:
        leading = [c for c in plan.columns if c.role is Role.REFERENCE and c.identifier]
    recorded = [c for c in plan.columns if c.role is Role.RECORD and c.identifier]
    found: list[Identifier] = []
    for column in (*own, *leading, *recorded):
        kind = column.identifier or dimension_name(column.name)
        field = f"id{len(found)}"
        crowded = (
            crowded_placeholders(table, column.name)
            if column.role is Role.CUSTOMER and belongs_of(kind) is not Belongs.CASE
            else ()
        )
        fields[field] = identifier_sql(table.text(column.name), kind, also_none=crowded)
        found.append(Identifier(field, kind, column.name, column.role is Role.CUSTOMER, column.role is Role.RECORD))
    return tuple(found)


def _grouping(references: Sequence[ColumnPlan], identifiers: Sequence[Identifier]) -> ColumnPlan | None:
    """The key of a record (a case, a session) that groups rows without being looked up anywhere."""
    known = [identifier.column for identifier in identifiers]
    return next((column for column in references if column.identifier and column.name not in known), None)


def _time(table: Table, column: ColumnPlan) -> str:
    native = table.types[table.columns.index(column.name)]
    if column.zone is not None and column.zone.startswith("column "):
        return _time_in_zones(table, column, native)
    if native == "VARCHAR" or column.format not in (None, "native"):
        return time_sql(table.text(column.name), column.format or "iso", column.zone)
    return time_sql(table.sql(column.name), "native", column.zone, native)


def _time_in_zones(table: Table, column: ColumnPlan, native: str) -> str:
    """A time whose zone stands in another column; rows with none are of UTC."""
    name = (column.zone or "").removeprefix("column ")
    if name not in table.columns:
        return _time(table, column.model_copy(update={"zone": "UTC"}))
    zone = table.text(name)
    known = table.session.connection.execute(
        f"SELECT DISTINCT {zone} FROM {table.sample} WHERE {zone} IN (SELECT name FROM pg_timezone_names()) ORDER BY 1"
    ).fetchall()
    cases = [f"WHEN {literal(row[0])} THEN {_time(table, column.model_copy(update={'zone': row[0]}))}" for row in known]
    rest = _time(table, column.model_copy(update={"zone": "UTC"}))
    return f"CASE {zone} {' '.join(cases)} ELSE {rest} END" if cases else rest


def _stamps(
    table: Table, times: Sequence[ColumnPlan], joins: Sequence[Joined], fields: dict[str, str]
) -> tuple[tuple[str, ColumnPlan | None], ...]:
    clocks = {column.refers_to: column for column in times if column.refers_to}
    stamps: list[tuple[str, ColumnPlan | None]] = []
    for column in times:
        if column.refers_to:
            continue
        sql = _time(table, column)
        if column.name in clocks:
            sql = f"{sql} + {_clock(table, clocks[column.name])}"
        fields[f"at{len(stamps)}"] = sql
        stamps.append((f"at{len(stamps)}", column))
    borrowed = next((join.time for join in joins if join.time), None)
    if not stamps and borrowed:
        fields["at0"] = borrowed
        stamps.append(("at0", None))
    return tuple(stamps)


def _clock(table: Table, column: ColumnPlan) -> str:
    text = table.text(column.name)
    if column.format == "clock":
        read = f"try_strptime({text}, ['%H:%M:%S', '%H:%M', '%I:%M:%S %p', '%I:%M %p', '%H:%M:%S.%f', '%I:%M%p'])"
        return f"coalesce({read} - TIMESTAMP '1900-01-01', INTERVAL 0 SECOND)"
    factor = {"offset_ms": "1000", "offset_s": "1000000", "offset_h": "3600000000"}[column.format or "offset_s"]
    return f"to_microseconds(coalesce(try_cast(try_cast({text} AS DOUBLE) * {factor} AS BIGINT), 0))"


def _promises(
    table: Table,
    promised: Sequence[ColumnPlan],
    stamps: Sequence[tuple[str, ColumnPlan | None]],
    fields: dict[str, str],
) -> dict[str, str]:
    """A promise of a day is kept until the day is over."""
    found = {}
    for n, column in enumerate(promised):
        stamp = next((field for field, plan in stamps if plan is not None and plan.name == column.promise_of), None)
        if stamp is None or stamp in found:
            continue
        sql, text = _time(table, column), table.text(column.name)
        if not (column.format or "").startswith("epoch"):
            sql = f"CASE WHEN NOT contains({text}, ':') THEN {sql} + INTERVAL 1 DAY - INTERVAL 1 MICROSECOND ELSE {sql} END"
        fields[f"promise{n}"] = sql
        found[stamp] = f"promise{n}"
    return found


def _name(table: Table, columns: Sequence[ColumnPlan]) -> str:
    """The first named column; a page view takes its page's name from the second. Addresses lose query and fragment."""
    if not columns:
        return "NULL::VARCHAR"
    named = [
        f"CASE WHEN {table.text(c.name)}[1:1] = '/' OR contains({table.text(c.name)}, '://') THEN regexp_replace({table.text(c.name)}, '[?#].*$', '') ELSE {table.text(c.name)} END"
        for c in columns
    ]
    if len(columns) == 1:
        return named[0]
    views = ", ".join(literal(view) for view in sorted(PAGE_VIEWS))
    squeezed = f"regexp_replace(lower({table.text(columns[0].name)}), '[^a-z]', '', 'g')"
    return f"CASE WHEN {table.text(columns[0].name)} IS NULL OR {squeezed} IN ({views}) THEN coalesce({named[1]}, {named[0]}) ELSE {named[0]} END"


def _value(table: Table, columns: Sequence[ColumnPlan], joins: Sequence[Joined]) -> str:
    if not columns:
        return next((join.value for join in joins if join.value), "NULL::DOUBLE")
    column = columns[0]
    sql = amount_sql(table.text(column.name), column.format)
    return f"{sql} * coalesce(try_cast({table.text(column.refers_to)} AS DOUBLE), 1)" if column.refers_to else sql


def _properties(table: Table, columns: Sequence[ColumnPlan], joins: Sequence[Joined]) -> str:
    pairs = [f"{literal(column.name)}, {table.text(column.name)}" for column in columns[:40]]
    pairs += [f"'items', {join.items}" for join in joins if join.items]
    return f"json_object({', '.join(pairs)})::VARCHAR" if pairs else "NULL::VARCHAR"


def _dimensions(
    table: Table, plan: TablePlan, columns: Sequence[ColumnPlan], joins: Sequence[Joined], fields: dict[str, str]
) -> tuple[tuple[str, str], ...]:
    if plan.kind in _TIMELESS and plan.kind is not TableKind.PROFILES:
        return ()
    found: list[tuple[str, str]] = []
    told = [(dimension_name(column.name), table.text(column.name)) for column in columns]
    told += [pair for join in joins for pair in join.dimensions]
    for name, sql in told:
        if name not in [known for _, known in found]:
            fields[f"dim{len(found)}"] = sql
            found.append((f"dim{len(found)}", name))
    return tuple(found)


def _feedback(
    table: Table, by_role: Mapping[Role, Sequence[ColumnPlan]], fields: dict[str, str]
) -> tuple[tuple[tuple[str, ColumnPlan], ...], tuple[ColumnPlan, ...]]:
    scores = []
    for n, column in enumerate(by_role[Role.SCORE]):
        fields[f"score{n}"] = _score(table, column)
        if column.refers_to:
            fields["score_kind"] = f"lower({table.text(column.refers_to)})"
        scores.append((f"score{n}", column))
    titles_first = sorted(by_role[Role.TEXT], key=lambda column: not speaks_of(tokens(column.name), words.TITLE))
    if titles_first:
        parts = ", ".join(table.text(column.name) for column in titles_first)
        fields["said"] = f"nullif(concat_ws(chr(10), {parts}), '')"
    return tuple(scores), tuple(titles_first)


def _score(table: Table, column: ColumnPlan) -> str:
    text = table.text(column.name)
    if column.format == "verbal":
        cases = " ".join(f"WHEN {literal(word)} THEN {score}" for word, score in sorted(VERBAL_SCORE.items()))
        return f"(CASE replace(lower(strip_accents({text})), '_', ' ') {cases} END)::DOUBLE"
    number = amount_sql(text, column.format)
    if column.scale is None:
        return number
    return f"CASE WHEN {number} BETWEEN {column.scale[0]} AND {column.scale[1]} THEN {number} END"


def _reason(
    table: Table,
    plan: TablePlan,
    identifiers: Sequence[Identifier],
    stamps: Sequence[tuple[str, ColumnPlan | None]],
    now: datetime,
) -> str:
    """SQL for why a row is rejected, null when it is not."""
    if plan.kind in (TableKind.REFERENCE, TableKind.DETAILS):
        return "NULL::VARCHAR"
    cases = []
    knowing = [identifier for identifier in identifiers if not identifier.is_record] or list(identifiers)
    if knowing:
        columns = ", ".join(identifier.column for identifier in knowing)
        cases.append(
            f"WHEN {' AND '.join(f'{i.field} IS NULL' for i in knowing)} THEN {literal(f'no customer: {columns} empty or a placeholder')}"
        )
    latest = literal(now.isoformat())
    for field, column in stamps:
        if column is not None:
            text, name = table.text(column.name), literal(f"{column.name}: ")
            absent = f"CASE WHEN {field} IS NULL THEN {absent_sql(text)} ELSE true END"
            old, late = f"{field} < TIMESTAMPTZ '1970-01-01'", f"{field} > TIMESTAMPTZ {latest} + INTERVAL 1 DAY"
            cases.append(f"WHEN NOT {absent} THEN {name} || '\"' || {text}[:60] || '\" is not a time'")
            cases.append(f"WHEN {old} THEN {name} || {text}[:60] || ' is before 1970'")
            cases.append(f"WHEN {late} THEN {name} || {text}[:60] || ' lies in the future'")
    if stamps and plan.kind is not TableKind.PROFILES:
        named = ", ".join(stamp.name if stamp else "the table it refers to" for _, stamp in stamps)
        cases.append(
            f"WHEN {' AND '.join(f'{field} IS NULL' for field, _ in stamps)} THEN {literal(f'no time: {named} empty')}"
        )
    return f"CASE {' '.join(cases)} END" if cases else "NULL::VARCHAR"
