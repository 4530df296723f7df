"""Parquet: read as it stands, with its own types; structs become dotted columns."""

from pathlib import Path

from footpath.errors import SourceError
from footpath.sources.tables import Session, Table, keep, literal, unique_names


def read_parquet(session: Session, path: Path, name: str) -> Table:
    """A Parquet file as a table.

    Raises:
        SourceError: the file is damaged or holds no rows.
    """
    import duckdb

    source = f"read_parquet({literal(str(path))}, hive_partitioning=false)"
    try:
        described = session.connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
        rows = session.connection.execute(f"SELECT count(*) FROM {source}").fetchall()[0][0]
    except duckdb.Error as error:
        raise SourceError(f"{path} is a damaged Parquet file.", str(error).splitlines()[0]) from None
    if not rows:
        raise SourceError(f"{path} holds a header but no rows.", "Export it again, with its rows.")
    leaves = [leaf for column in described for leaf in _leaves((column[0],), column[1], session)]
    columns, notes = unique_names([".".join(parts) for parts, _ in leaves])
    fields = ", ".join(f"{_access(parts)} AS c{n}" for n, (parts, _) in enumerate(leaves))
    select = f"SELECT row_number() OVER () AS row, {fields} FROM {source}"
    relation, sample = keep(session, select, tuple(kind for _, kind in leaves), path.stat().st_size * 4)
    return Table(
        name=name, stem=name, path=path, format="parquet", columns=columns, types=tuple(kind for _, kind in leaves), rows=rows,
        relation=relation, sample=sample, session=session, notes=notes,
    )  # fmt: skip


def _leaves(parts: tuple[str, ...], kind: str, session: Session) -> list[tuple[tuple[str, ...], str]]:
    if not kind.startswith("STRUCT(") or kind.endswith("[]"):
        return [(parts, kind)]
    fields = session.connection.execute(f"DESCRIBE SELECT unnest(NULL::{kind})").fetchall()
    return [leaf for field in fields for leaf in _leaves((*parts, field[0]), field[1], session)]


def _access(parts: tuple[str, ...]) -> str:
    return ".".join('"' + part.replace('"', '""') + '"' for part in parts)
