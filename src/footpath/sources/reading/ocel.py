"""Object-centric event logs as flat CSV (OCEL): lists of objects become keys, an event of several customers a row for each."""

from dataclasses import replace

from footpath.sources.tables import Session, Table, keep, unique_names
from footpath.sources.words import PERSON_OF, tokens

_NAMES = {"ocel:eid": "event_id", "ocel:activity": "activity", "ocel:timestamp": "timestamp"}
_OBJECTS = "ocel:type:"
_ITEM = r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^\s,\[\]'"]+)"""


def is_object_centric(columns: tuple[str, ...]) -> bool:
    return "ocel:activity" in columns and any(name.startswith(_OBJECTS) for name in columns)


def flatten(session: Session, table: Table) -> Table:
    """An object-centric log as a table with one key a column.

    Each type of object becomes a key column of its own, ``customer_id`` for ``ocel:type:customer``. An event of several persons
    is a row for each of them; of any other type of object the first one counts, and a note says how many were passed over.

    Examples:
        >>> [match[1] or match[2] or match[3] for match in re.finditer(_ITEM, '''['a 1', "b", c]''')]
        ['a 1', 'b', 'c']
    """
    kinds = [name for name in table.columns if name.startswith(_OBJECTS)]
    person = next((name for name in kinds if any(token in PERSON_OF for token in tokens(name[len(_OBJECTS) :]))), None)
    lists = {name: _list_sql(table.text(name)) for name in kinds}
    columns, notes = unique_names([_NAMES.get(name) or _key_name(name) for name in table.columns])
    selected = []
    for name in table.columns:
        if name == person:
            selected.append(f"unnest(CASE WHEN len({lists[name]}) > 0 THEN {lists[name]} ELSE [NULL] END)")
        elif name in lists:
            selected.append(f"{lists[name]}[1]")
        else:
            selected.append(table.sql(name))
    listed = ", ".join(f"{sql} AS c{place}" for place, sql in enumerate(selected))
    types = ("VARCHAR",) * len(columns)
    relation, sample = keep(session, f"SELECT row, {listed} FROM {table.relation}", types, table.path.stat().st_size)
    connection = session.connection
    rows = connection.execute(f"SELECT count(*) FROM {relation}").fetchall()[0][0]
    for name in kinds:
        if name != person:
            counted = f"SELECT count(*) FROM {table.relation} WHERE len({lists[name]}) > 1"
            several = connection.execute(counted).fetchall()[0][0]
            if several:
                notes = (*notes, f'of the "{name}" of {several:,} events only the first is read')
    return replace(
        table, format="ocel", columns=columns, types=types, rows=rows, relation=relation, sample=sample,
        notes=(*table.notes, *notes),
    )  # fmt: skip


def _key_name(name: str) -> str:
    return f"{name[len(_OBJECTS) :]}_id" if name.startswith(_OBJECTS) else name


def _list_sql(column: str) -> str:
    """The ids in a cell's list, written as Python or JSON writes it."""
    pattern = _ITEM.replace("'", "''")
    groups = ", ".join(f"regexp_extract(item, '{pattern}', {group})" for group in (1, 2, 3))
    unescaped = f"regexp_replace(coalesce(nullif(concat({groups}), ''), ''), '\\\\(.)', '\\1', 'g')"
    return f"list_transform(regexp_extract_all({column}, '{pattern}'), lambda item: {unescaped})"
