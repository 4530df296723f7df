"""Journeys as event logs for other tools: process miners, notebooks, spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

    from footpath.app.workspace import Workspace


@dataclass(frozen=True)
class Exported:
    """How much was written."""

    events: int
    customers: int


def export_journeys(
    workspace: Workspace, file: Path, where: Mapping[str, Any] | None = None, during: str | None = None
) -> Exported:
    """Write the journeys as they stand, each customer under the name that people know them by.

    Raises:
        SpecError: the file's ending is not known, or ``where`` names what is not there.
        WorkspaceError: the file cannot be written.
    """
    from footpath.journeys.outgoing import journey_batches
    from footpath.model.questions import Question
    from footpath.sources.writing import write_log

    written = [0, 0]

    def named() -> Iterator[pa.RecordBatch]:
        total = max(workspace.index.events, 1)
        for batch in journey_batches(workspace.index, Question(where=dict(where or {}), during=during)):
            labelled = _labelled(workspace, batch)
            written[0] += batch.num_rows
            written[1] += len(labelled.column("customer").dictionary)
            workspace.progress("Writing journeys", written[0] / total)
            yield labelled

    write_log(file, named())
    return Exported(*written)


def _labelled(workspace: Workspace, batch: pa.RecordBatch) -> pa.RecordBatch:
    """Customers and records by name instead of by key; two customers of one name are told apart by their key."""
    import pyarrow as pa

    customer = batch.column("customer").dictionary_encode()
    keys = customer.dictionary.to_numpy()
    labels = workspace.label(keys)
    seen: set[str] = set()
    for place, label in enumerate(labels):
        labels[place] = f"{label} ({keys[place]})" if label in seen else label
        seen.add(labels[place])
    columns = {name: batch.column(name) for name in batch.schema.names}
    columns["customer"] = pa.DictionaryArray.from_arrays(customer.indices, pa.array(labels, pa.string()))
    return pa.RecordBatch.from_pydict(columns)
