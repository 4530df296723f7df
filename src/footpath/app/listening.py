"""Listen to what customers wrote: themes, emotions, aims and the times that they state, kept in the index until words or edits change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from footpath.errors import SpecError
from footpath.model.ids import stable_id

if TYPE_CHECKING:
    from footpath.app.workspace import Workspace
    from footpath.journeys import Index
    from footpath.voice.themes import Edits, Themes

_THEMES_FILE, _EDITS_FILE, _SAYINGS_FILE = "themes.json", "themes.toml", "sayings.json"
_RULES = 5  # raised when the same words would tell something else


def listen(workspace: Workspace, index: Index) -> Index:
    """The index with what the words of its feedback tell; worked out when that was not done yet, or people edited themes."""
    from footpath.app.indexing import annotations_of
    from footpath.voice.hearing import hear
    from footpath.voice.known_sayings import KnownSayings

    key = _key(workspace)
    if index.heard == key:
        return index
    feedback = workspace.lake.feedback()
    said = annotations_of(workspace, index, feedback)
    themes, sayings, heard = hear(
        feedback["text"].to_pylist(),
        said,
        known=known_themes(workspace),
        known_sayings=KnownSayings.from_json(workspace.directory / _SAYINGS_FILE),
        edits=theme_edits(workspace),
        since=datetime.now(UTC).date().isoformat(),
        cache_dir=workspace.cache_directory,
        progress=workspace.progress,
    )
    themes.write(workspace.directory / _THEMES_FILE)
    sayings.write(workspace.directory / _SAYINGS_FILE)
    told = (said.event_id, said.about, said.kind, said.score01, said.experience, said.link)
    workspace.forget_answers()
    return index.attach_feedback(*told, replace(heard, key=key))


def were_heard(workspace: Workspace) -> bool:
    """Has anybody asked for what customers wrote? Then listening again reads only the texts that are new."""
    return (workspace.directory / _THEMES_FILE).exists()


def _key(workspace: Workspace) -> str:
    """Changes when people edit themes, or this program listens otherwise. New records make a new index, which was not heard."""
    edits = workspace.directory / _EDITS_FILE
    return f"{stable_id(str(_RULES), edits.read_text(encoding='utf-8') if edits.exists() else ''):x}"


def known_themes(workspace: Workspace) -> Themes | None:
    """The themes as they were last found; None before the first time."""
    from footpath.voice.themes import Themes

    path = workspace.directory / _THEMES_FILE
    return Themes.from_json(path, theme_edits(workspace)) if path.exists() else None


def theme_edits(workspace: Workspace) -> Edits:
    """What people decided about themes."""
    from footpath.voice.themes import Edits

    return Edits.read(workspace.directory / _EDITS_FILE)


def rename_theme(workspace: Workspace, theme: str, name: str) -> str:
    """Call a theme otherwise; returns what was done in a sentence."""
    found = _theme_id(workspace, theme)
    return _edit(
        workspace, f"{theme} is called {name} now.", lambda edits: replace(edits, rename={**edits.rename, found: name})
    )


def merge_themes(workspace: Workspace, theme: str, into: str) -> str:
    """Make a theme part of another one."""
    one, other = _theme_id(workspace, theme), _theme_id(workspace, into)
    if one == other:
        raise SpecError(f"{theme} and {into} are one theme.", "Name two.")
    return _edit(
        workspace, f"{theme} is part of {into} now.", lambda edits: replace(edits, merge={**edits.merge, one: other})
    )


def hide_theme(workspace: Workspace, theme: str) -> str:
    """Show a theme no more."""
    found = _theme_id(workspace, theme)
    return _edit(workspace, f"{theme} is hidden now.", lambda edits: replace(edits, hide=edits.hide | {found}))


def _edit(workspace: Workspace, done: str, change: Callable[[Edits], Edits]) -> str:
    change(theme_edits(workspace)).write(workspace.directory / _EDITS_FILE)
    return done + f" It is written in {Path(_EDITS_FILE)}, where it can be undone."


def theme_named(workspace: Workspace, name: str) -> str:
    """The id of a theme, or the name of a broader one, from its id or name.

    Raises:
        SpecError: none is called so.
    """
    parents = {theme.parent for theme in workspace.heard_index.themes if theme.parent}
    broader = next((parent for parent in parents if parent.casefold() == name.casefold()), None)
    return broader or _theme_id(workspace, name)


def _theme_id(workspace: Workspace, name: str) -> str:
    """The id of a theme by its id or its name.

    Raises:
        SpecError: none is called so.
    """
    known = workspace.heard_index.themes
    found = [theme.id for theme in known if name.casefold() in (theme.id.casefold(), theme.name.casefold())]
    if not found:
        names = ", ".join(theme.name for theme in known[:8])
        raise SpecError(f"There is no theme {name!r}.", f"There are: {names or 'none'}.")
    return found[0]
