"""Customer journey maps drawn from the records a company already has, every number of which can be asked again.

>>> import footpath as fp                                     # doctest: +SKIP
>>> ws = fp.open("my-company")                                # doctest: +SKIP
>>> ws.ask(fp.Funnel(steps=["cart", "order"], within="7d"))   # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

from footpath.analysis.homes import HOMES
from footpath.errors import FootpathError, MapError, SourceError, SpecError, WorkspaceError

if TYPE_CHECKING:
    from pathlib import Path

    from footpath.app.workspace import Workspace

__version__ = "0.1.0"
__all__ = [
    "FootpathError",
    "MapError",
    "SourceError",
    "SpecError",
    "WorkspaceError",
    "open",
    "sentiment",
    *HOMES.values(),
]


def open(directory: "Path | str" = ".") -> "Workspace":
    """Open a workspace, the folder that ``footpath load`` writes.

    Raises:
        WorkspaceError: there is none at that place, or a newer version wrote it.
    """
    from footpath.app.workspace import Workspace

    return Workspace(directory)


def __getattr__(name: str) -> Any:
    """Questions, `Journeys` and `sentiment`, imported when first used: their libraries take a second to load."""
    if name in HOMES.values():
        import footpath.analysis

        return getattr(footpath.analysis, name)
    if name == "Journeys":
        from footpath.app.handed import Journeys

        return Journeys
    if name == "sentiment":
        import footpath.voice

        return footpath.voice.sentiment
    raise AttributeError(f"module 'footpath' has no attribute {name!r}")
