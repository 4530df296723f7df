"""Themes: what people speak of, found in their own words, by ids that stay."""

from footpath.voice.themes.assigning import Assigned
from footpath.voice.themes.discovery import discover_themes
from footpath.voice.themes.edits import Edits
from footpath.voice.themes.english import theme_embedder
from footpath.voice.themes.known import KnownTheme, Themes

__all__ = ["Assigned", "Edits", "KnownTheme", "Themes", "discover_themes", "theme_embedder"]
