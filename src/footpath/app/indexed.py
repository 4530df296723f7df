"""Sort the records into journeys ahead of the first question, here or on a cluster."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footpath.app.workspace import Workspace


@dataclass(frozen=True)
class Indexed:
    """What the index holds now, and what it took."""

    events: int
    customers: int
    touchpoints: int
    shards: int
    how: str
    seconds: float


def index_workspace(workspace: Workspace) -> Indexed:
    """Bring the index in step with the records, where the engine in use does it.

    Raises:
        WorkspaceError: nothing has been loaded yet.
    """
    before = workspace.index_at_rest
    began = perf_counter()
    index = workspace.index
    how = "as it was" if before == index.version else "sorted"
    return Indexed(index.events, index.customers, len(index.names), len(index.shards), how, perf_counter() - began)
