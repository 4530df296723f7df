"""Files written by a test, loaded in one call."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from footpath.model.plans import ColumnPlan, TablePlan
from footpath.sources import Overrides, propose_plans, read_tables, standardise

NOW = datetime(2025, 6, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Loaded:
    """What one table gave."""

    plan: TablePlan
    events: list[dict[str, Any]]
    feedback: list[dict[str, Any]]
    profiles: list[dict[str, Any]]
    identifiers: list[dict[str, Any]]
    rejects: list[dict[str, Any]]
    read: int

    def column(self, name: str) -> ColumnPlan:
        return next(column for column in self.plan.columns if column.name == name)

    def stories(self) -> list[str]:
        """Each event in short, in the order given: time and touchpoint."""
        return [f"{event['occurred_at']:%Y-%m-%d %H:%M} {event['touchpoint']}" for event in self.events]

    def roles(self) -> dict[str, str]:
        return {column.name: column.role.value for column in self.plan.columns}


Load = Callable[..., dict[str, Loaded]]
Write = Callable[[str, str | bytes], Path]


def load_paths(
    paths: Sequence[Path], configured: Sequence[TablePlan] = (), zone: str = "UTC", **flags: str
) -> dict[str, Loaded]:
    tables = read_tables(list(paths))
    plans = propose_plans(tables, Overrides(**flags), configured, zone=zone, now=NOW)
    found = {}
    for told in standardise(tables, plans, "batch-1", now=NOW):
        events = [row for batch in told.events for row in batch.to_pylist()]
        parts = [part.to_pylist() for part in (told.feedback, told.profiles, told.identifiers, told.rejects)]
        found[told.source] = Loaded(told.plan, events, *parts, told.rows_read)
    return found


@pytest.fixture
def load() -> Load:
    return load_paths


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file
