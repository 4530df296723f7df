"""What each feedback speaks of and how good it was: worked out once for a version of the index, and kept beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from footpath.app.stores import Stores
    from footpath.journeys import Index
    from footpath.voice import Annotations, Calibration

_SAID_FILE, _LEARNED_FILE = "said.parquet", "calibration.json"


def attach_feedback(stores: Stores, index: Index) -> Index:
    """The index with what each feedback speaks of and how good it was."""
    said = annotations_of(stores, index, stores.lake.feedback())
    return index.attach_feedback(said.event_id, said.about, said.kind, said.score01, said.experience, said.link)


def annotations_of(stores: Stores, index: Index, feedback: pa.Table) -> Annotations:
    """What each feedback speaks of and how good it was; kept beside the version of the index that it was worked out for."""
    from footpath.documents.decisions import write_whole
    from footpath.voice import Annotations, annotate

    kept = index.version / _SAID_FILE if index.version else None
    if kept is not None and kept.exists():
        return Annotations.read(kept)
    learned = stores.directory / _LEARNED_FILE
    known = _learned_before(learned)
    said = annotate(
        feedback,
        index,
        touchpoints=index.touchpoints,
        cache_dir=stores.cache_directory,
        known=known,
        progress=stores.progress,
    )
    if said.calibration is not None and said.calibration is not known:
        write_whole(learned, said.calibration.to_json())
    if kept is not None:
        said.write(kept)
    return said


def _learned_before(path: Path) -> Calibration | None:
    """What ratings taught before; None where nothing is known, or it cannot be read: then they teach it again."""
    from footpath.voice import Calibration

    try:
        return Calibration.from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return None
