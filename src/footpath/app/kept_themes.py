"""Themes as a workspace keeps them: those that were found, and what people decided about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footpath.app.stores import Stores
    from footpath.voice.themes import Edits, Themes

EDITS_FILE = "themes.toml"
_FOUND_FILE = "themes.json"


def were_heard(stores: Stores) -> bool:
    """Has anybody asked for what customers wrote? Then listening again reads only the texts that are new."""
    return (stores.directory / _FOUND_FILE).exists()


def known_themes(stores: Stores) -> Themes | None:
    """The themes as they were last found; None before the first time."""
    from footpath.voice.themes import Themes

    path = stores.directory / _FOUND_FILE
    return Themes.from_json(path, theme_edits(stores)) if path.exists() else None


def keep_themes(stores: Stores, themes: Themes) -> None:
    """Keep what was found."""
    themes.write(stores.directory / _FOUND_FILE)


def theme_edits(stores: Stores) -> Edits:
    """What people decided about themes."""
    from footpath.voice.themes import Edits

    return Edits.read(stores.directory / EDITS_FILE)


def keep_theme_edits(stores: Stores, edits: Edits) -> None:
    """Keep what people decided, in a file that they may edit, too."""
    edits.write(stores.directory / EDITS_FILE)


def theme_edits_text(stores: Stores) -> str:
    """The file of what people decided, as it stands; empty where there is none."""
    path = stores.directory / EDITS_FILE
    return path.read_text(encoding="utf-8") if path.exists() else ""
