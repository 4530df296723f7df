"""What a workspace holds and how good it is (the data-quality report)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from footpath.app.workspace import Workspace


@dataclass(frozen=True)
class Status:
    """Loads, quality figures by source, and what else is worth knowing."""

    batches: tuple[dict[str, Any], ...]
    quality: tuple[dict[str, Any], ...]
    lines: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def workspace_status(workspace: Workspace) -> Status:
    """Loads, quality, identities and coverage of a workspace."""
    components = workspace.components
    coverage = workspace.index.coverage
    lines = [
        f"{components.count:,} customers from {len(components.identity_ids):,} identifiers.",
        *(f"Held back: {item}" for item in components.held_back[:20]),
        f"{coverage:.1%} of the events are explained by the rules in footpath.toml.",
    ]
    return Status(
        tuple(asdict(batch) for batch in workspace.lake.batches()),
        tuple(asdict(row) for row in workspace.lake.quality().rows),
        tuple(lines),
    )
