"""Listen to what customers wrote: themes, emotions, aims and the times that they state, kept in the index until words or edits change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from footpath.app.annotations import annotations_of
from footpath.app.kept_themes import keep_themes, known_themes, theme_edits, theme_edits_text

if TYPE_CHECKING:
    from footpath.app.stores import Stores
    from footpath.journeys import Index

_SAYINGS_FILE = "sayings.json"
_RULES = 6  # raised when the same words would tell something else


def listen(stores: Stores, index: Index) -> Index:
    """The index with what the words of its feedback tell; worked out when that was not done yet, or people edited themes."""
    from footpath.voice.hearing import hear
    from footpath.voice.known_sayings import KnownSayings

    key = _key(stores)
    if index.heard == key:
        return index
    feedback = stores.lake.feedback()
    said = annotations_of(stores, index, feedback)
    themes, sayings, heard = hear(
        feedback["text"].to_pylist(),
        said,
        known=known_themes(stores),
        known_sayings=KnownSayings.from_json(stores.directory / _SAYINGS_FILE),
        edits=theme_edits(stores),
        since=datetime.now(UTC).date().isoformat(),
        cache_dir=stores.cache_directory,
        progress=stores.progress,
    )
    keep_themes(stores, themes)
    sayings.write(stores.directory / _SAYINGS_FILE)
    told = (said.event_id, said.about, said.kind, said.score01, said.experience, said.link)
    return index.attach_feedback(*told, replace(heard, key=key))


def _key(stores: Stores) -> str:
    """Changes when people edit themes, or this program listens otherwise. New records make a new index, which was not heard."""
    from footpath.model.ids import stable_id

    return f"{stable_id(str(_RULES), theme_edits_text(stores)):x}"
