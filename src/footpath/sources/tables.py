"""A table as it was read: its columns as text or native types, its rows numbered, its broken rows set aside."""

import shutil
import tempfile
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import duckdb

    from footpath.sources.notes.turns import Conversation

KEPT_BYTES = 160_000_000  # tables up to this size are held by DuckDB, larger ones are streamed from their file
SAMPLE_ROWS = 400_000  # what is looked at of a table that is streamed


class BrokenRow(NamedTuple):
    """A row that is no row: cut, or with too many or too few columns."""

    row: int
    reason: str
    raw: str


@dataclass(frozen=True)
class Session:
    """The in-process engine that reads files, and a folder for what has to be unpacked; both vanish with it."""

    connection: "duckdb.DuckDBPyConnection"
    folder: Path

    def scratch(self, name: str) -> Path:
        """A path of its own in the session's folder."""
        number = sum(1 for _ in self.folder.iterdir())
        return self.folder / f"{number}-{name}"


def open_session() -> Session:
    """An engine that fetches nothing from outside and spills to its own folder."""
    import duckdb

    folder = Path(tempfile.mkdtemp(prefix="footpath-"))
    connection = duckdb.connect(
        config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"},
    )
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET enable_progress_bar = false")
    connection.execute("SET streaming_buffer_size = '64MB'")
    connection.execute(f"SET temp_directory = {literal(str(folder / 'spill'))}")
    session = Session(connection, folder)
    weakref.finalize(session, shutil.rmtree, folder, ignore_errors=True)
    return session


@dataclass(frozen=True)
class Table:
    """One table of one file.

    ``relation`` is the name of a DuckDB view with the columns ``row`` (1 is the first row below the header), ``c0``, ``c1`` …
    in the order of ``columns``, and their trimmed texts ``x0``, ``x1`` …: names from outside never reach SQL. ``rows`` counts its rows, without the broken.

    Attributes:
        name: the source's name, unique among the tables read together.
        stem: the name before it was made unique; two exports of one thing share it, and so do the ids of their records.
        types: DuckDB's type of each column; VARCHAR where the format has none.
        conversations: what the rows were made of, where the files are notes or transcripts: one row a turn.
        sample: a relation that is small enough to look at closely: ``relation`` itself, or its head.
    """

    name: str
    stem: str
    path: Path
    format: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: int
    relation: str
    sample: str
    session: Session = field(repr=False, compare=False)
    broken: tuple[BrokenRow, ...] = field(default=(), repr=False)
    delimiter: str = ""
    notes: tuple[str, ...] = ()
    conversations: "tuple[Conversation, ...]" = field(default=(), repr=False, compare=False)

    @property
    def rows_read(self) -> int:
        """All rows of the file, the broken ones included."""
        return self.rows + len(self.broken)

    def sql(self, column: str) -> str:
        """The SQL name of a column.

        Raises:
            KeyError: the table has no such column.
        """
        try:
            return f"c{self.columns.index(column)}"
        except ValueError:
            raise KeyError(column) from None

    def text(self, column: str) -> str:
        """The SQL name of a column's text: trimmed, and null where it is empty."""
        return f"x{self.sql(column)[1:]}"

    def number(self, column: str) -> str:
        """The SQL of a column's number; null where it is none, or not finite."""
        name = self.sql(column)
        native = self.types[int(name[1:])]
        if native in (
            "BIGINT",
            "INTEGER",
            "SMALLINT",
            "TINYINT",
            "UBIGINT",
            "UINTEGER",
            "USMALLINT",
            "UTINYINT",
            "HUGEINT",
        ):
            return f"{name}::DOUBLE"
        number = f"{name}::DOUBLE" if native in ("DOUBLE", "FLOAT") else f"try_cast({self.text(column)} AS DOUBLE)"
        return f"CASE WHEN isfinite({number}) THEN {number} END"

    def cursor(self) -> "duckdb.DuckDBPyConnection":
        """A connection of its own, so that several streams can run side by side."""
        cursor = self.session.connection.cursor()
        cursor.execute("SET TimeZone = 'UTC'")
        return cursor


def literal(text: str) -> str:
    """A text as an SQL literal.

    Examples:
        >>> literal("it's")
        "'it''s'"
    """
    return "'" + text.replace("'", "''").replace("\x00", "") + "'"


def unique_names(names: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Column names made unique and never empty, and a note for each that had to change.

    Examples:
        >>> unique_names(["a", " b ", "a", ""])[0]
        ('a', 'b', 'a (2)', 'column_4')
    """
    seen: set[str] = set()
    out: list[str] = []
    notes: list[str] = []
    for position, raw in enumerate(names, start=1):
        name = base = raw.strip().strip("\ufeff") or f"column_{position}"
        number = 2
        while name in seen:
            name, number = f"{base} ({number})", number + 1
        if name != base:
            notes.append(f'the column name "{base}" occurs more than once, one is read as "{name}"')
        seen.add(name)
        out.append(name)
    return tuple(out), tuple(notes)


def keep(session: Session, select: str, types: Sequence[str], size: int) -> tuple[str, str]:
    """Make a query for the columns ``row``, ``c0``, ``c1`` … a relation: held when it is small, read anew each time when it is large.

    Returns:
        The relation's name and that of its sample.
    """
    connection = session.connection
    taken = "SELECT count(*) FROM duckdb_views() WHERE NOT internal UNION ALL SELECT count(*) FROM duckdb_tables()"
    number = sum(count for (count,) in connection.execute(taken).fetchall())  # an attempt that failed leaves names, too
    texts = ", ".join(f"{_text_sql(f'c{n}', kind)} AS x{n}" for n, kind in enumerate(types))
    if size <= KEPT_BYTES:
        connection.execute(f"CREATE TABLE kept{number} AS {select}")
        connection.execute(f"CREATE VIEW t{number} AS SELECT *, {texts} FROM kept{number}")
        return f"t{number}", f"t{number}"
    connection.execute(f"CREATE VIEW t{number} AS SELECT *, {texts} FROM ({select})")
    connection.execute(f"CREATE TABLE kept{number} AS SELECT * FROM ({select}) LIMIT {SAMPLE_ROWS}")
    connection.execute(f"CREATE VIEW t{number}_head AS SELECT *, {texts} FROM kept{number}")
    return f"t{number}", f"t{number}_head"


def _text_sql(name: str, kind: str) -> str:
    if kind != "VARCHAR":
        return f"{name}::VARCHAR"
    return f"CASE WHEN {name} > '!' AND NOT ends_with({name}, ' ') THEN {name} ELSE nullif(trim({name}), '') END"
