"""Themes as people want them: called by name, renamed, merged, hidden."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from footpath.app.kept_themes import EDITS_FILE, keep_theme_edits, theme_edits
from footpath.errors import SpecError

if TYPE_CHECKING:
    from footpath.app.workspace import Workspace
    from footpath.voice.themes import Edits


def rename_theme(workspace: Workspace, theme: str, name: str) -> str:
    """Call a theme otherwise; returns what was done in a sentence.

    Raises:
        SpecError: another one is called so: quotes and claims are told by the name.
    """
    found, known = _theme_id(workspace, theme), workspace.heard_index.themes
    if any(name.casefold() in (one.id.casefold(), one.name.casefold()) for one in known if one.id != found):
        raise SpecError(f"Another theme is called {name!r}.", "Take another name, or merge the two.")
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
    keep_theme_edits(workspace, change(theme_edits(workspace)))
    workspace.forget_answers()
    return f"{done} It is written in {EDITS_FILE}, where it can be undone."


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
