"""The four Delta tables: which files a version has, and one commit that adds or removes some.

Files are written by `staging` before they are known to anybody; only the commit makes them part of a table. Their names
begin with the number of the lake's commit, so that the order of names is the order of loading.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footpath.errors import WorkspaceError

if TYPE_CHECKING:
    import pyarrow as pa

EVENTS, FEEDBACK, PROFILES, IDENTIFIERS = TABLES = ("events", "feedback", "profiles", "identifiers")


def schema_of(table: str, dimensions: tuple[str, ...] = ()) -> "pa.Schema":
    """The columns that a table has from the first day, and the dimensions that events got since."""
    from footpath.model import records

    if table == EVENTS:
        return records.events_schema(dimensions)
    schemas = {
        FEEDBACK: records.feedback_schema,
        PROFILES: records.profiles_schema,
        IDENTIFIERS: records.identifiers_schema,
    }
    return schemas[table]()


@contextmanager
def clear_errors(directory: Path) -> Iterator[None]:
    """Turn what the disk or the table format refuses into one sentence."""
    from deltalake.exceptions import DeltaError

    try:
        yield
    except (OSError, DeltaError) as error:
        told = " ".join(str(error).split())
        if "No space left" in told or getattr(error, "errno", None) == 28:
            raise WorkspaceError(
                f"The disk that holds {directory} is full; nothing was changed.", "Free some space and try again."
            ) from error
        if "File too large" in told:
            raise WorkspaceError(
                f"The system refuses to let a file in {directory} grow further; nothing was changed.",
                "Raise the limit of file sizes (ulimit -f) and try again.",
            ) from error
        raise WorkspaceError(f"The lake {directory} cannot be used: {told[:300]}.") from error


def _open(directory: Path, tables: Mapping[str, int], table: str) -> Any:
    """A table at its named version."""
    from deltalake import DeltaTable

    home = directory / table
    if not home.is_dir():
        raise WorkspaceError(f"{home} is missing: the lake is damaged.", "Restore it from a backup.")
    with clear_errors(directory):
        return DeltaTable(home, version=tables[table])


def files_of(directory: Path, tables: Mapping[str, int], table: str) -> list[Path]:
    """The files of a table at its named version, in the order of loading; none where it was never written."""
    import pyarrow as pa

    if table not in tables:
        return []
    actions = pa.table(_open(directory, tables, table).get_add_actions(flatten=True))
    return sorted(directory / table / name for name in actions.column("path").to_pylist())


def columns_of(directory: Path, tables: Mapping[str, int], table: str) -> list[str]:
    """The columns of a table at its named version, dimensions last."""
    if table not in tables:
        return list(schema_of(table).names)
    return [field.name for field in _open(directory, tables, table).schema().fields]


def add_files(home: Path, schema: "pa.Schema", rows_of: Mapping[str, int]) -> int:
    """One commit that makes written files part of the table, with the columns they bring. Returns the new version."""
    from deltalake import DeltaTable, Schema
    from deltalake.transaction import AddAction, create_table_with_add_actions

    actions = [
        AddAction(name, (home / name).stat().st_size, {}, 0, True, json.dumps({"numRecords": rows}))
        for name, rows in rows_of.items()
    ]
    if not (home / "_delta_log").is_dir():
        create_table_with_add_actions(str(home), Schema.from_arrow(schema), actions, mode="error")
        return int(DeltaTable(home).version())
    table = DeltaTable(home)
    _add_columns(table, schema.names)
    table.create_write_transaction(actions, "append", table.schema())
    return int(DeltaTable(home).version())


def _add_columns(table: Any, names: Sequence[str]) -> None:
    from deltalake import Field

    known = {field.name for field in table.schema().fields}
    if fresh := [Field(name, "string") for name in names if name not in known]:
        table.alter.add_columns(fresh)


def remove_files(home: Path, names: Sequence[str]) -> int:
    """One commit that takes files out of the table; the files stay until they are swept. Returns the new version."""
    from deltalake import DeltaTable
    from deltalake.transaction import RemoveAction

    table = DeltaTable(home)
    table.create_write_transaction([RemoveAction(name, True, 0) for name in names], "append", table.schema())
    return int(DeltaTable(home).version())


def roll_back(directory: Path, tables: Mapping[str, int]) -> dict[str, int]:
    """Bring each table back to its named version, if a load that did not end went beyond, and sweep what it left.

    Returns:
        The versions that hold the same records now.
    """
    from deltalake import DeltaTable

    now = {}
    for name in TABLES:
        home = directory / name
        if name not in tables:
            shutil.rmtree(home, ignore_errors=True)
            continue
        table = DeltaTable(home)
        if table.version() > tables[name]:
            table.restore(tables[name])
        now[name] = int(table.version())
    sweep(directory, now)
    return now


def sweep(directory: Path, tables: Mapping[str, int]) -> None:
    """Delete files that no table names at its version."""
    for name in tables:
        named = set(files_of(directory, tables, name))
        for path in (directory / name).glob("*.parquet"):
            if path not in named:
                path.unlink(missing_ok=True)
