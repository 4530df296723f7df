"""The steps that change what readers see, and the one that takes back what a load left unfinished.

Each ends with the replacement of ``state.json``; before it nothing has changed for a reader, after it everything has.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from footpath.lake.staging import Staged
from footpath.lake.state import Batch, State, read_state, write_state
from footpath.lake.tables import EVENTS, add_files, clear_errors, remove_files, roll_back, schema_of, sweep


def commit(directory: Path, state: State, batch: Batch, staged: Sequence[Staged], dimensions: Sequence[str]) -> State:
    """Make the staged files part of their tables, and the batch part of the lake."""
    parts: dict[str, dict[str, int]] = {}
    for part in staged:
        parts.setdefault(part.table, {})[part.name] = part.rows
    tables = dict(state.tables)
    with clear_errors(directory):
        for table, rows_of in parts.items():
            columns = schema_of(table, tuple(dimensions) if table == EVENTS else ())
            tables[table] = add_files(directory / table, columns, rows_of)
        told = replace(batch, parts={table: tuple(rows_of) for table, rows_of in parts.items()})
        after = state.committed(tables, state.with_batch(told))
        write_state(directory, after)
    return after


def retract(directory: Path, state: State, batch: Batch) -> State:
    """Take a batch out of every table, then its files off the disk."""
    tables = dict(state.tables)
    with clear_errors(directory):
        for table, names in batch.parts.items():
            if names:
                tables[table] = remove_files(directory / table, names)
        after = state.committed(tables, tuple(other for other in state.batches if other.id != batch.id))
        write_state(directory, after)
        sweep(directory, tables)
    return after


def recover(directory: Path) -> State:
    """The state to write on; what an unfinished load left beyond it is gone."""
    state = read_state(directory)
    with clear_errors(directory):
        tables = roll_back(directory, state.tables)
        if tables != dict(state.tables):
            state = replace(state, tables=tables)
            write_state(directory, state)
    return state
