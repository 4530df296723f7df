"""What a workspace holds and how good it is (the data-quality report)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from footpath.app.workspace import Workspace
    from footpath.lake import Batch
    from footpath.lake.quality import Score


@dataclass(frozen=True)
class Status:
    """Loads, the quality figures by source that are not zero, each source's score, and what else is worth knowing."""

    batches: tuple[dict[str, Any], ...]
    quality: tuple[dict[str, Any], ...]
    scores: tuple[dict[str, Any], ...]
    lines: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def workspace_status(workspace: Workspace) -> Status:
    """Loads, quality, identities and coverage of a workspace."""
    components = workspace.components
    coverage, quality = workspace.index.coverage, workspace.lake.quality()
    lines = [
        f"{components.count:,} customers from {len(components.identity_ids):,} identifiers.",
        *(f"Held back: {item}" for item in components.held_back[:20]),
        f"{coverage:.1%} of the events are explained by the rules in footpath.toml.",
    ]
    return Status(
        tuple(_batch_row(batch) for batch in workspace.lake.batches()),
        tuple(asdict(row) for row in quality.rows if row.count),
        tuple(_score_row(score) for score in quality.scores),
        tuple(lines),
    )


def _score_row(score: Score) -> dict[str, Any]:
    lost = ", ".join(f"{measure} −{loss:.2f}" for measure, loss in score.losses if loss >= 0.005)
    return {"source": score.source, "score": round(score.score, 3), "lost": lost}


def _batch_row(batch: Batch) -> dict[str, Any]:
    names = [file.name for file in batch.files]
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return {"batch": batch.id, "loaded_at": batch.loaded_at, "files": shown, **asdict(batch.total)}
