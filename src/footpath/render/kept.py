"""Fonts that take long to cut are cut once a user, not once a process: kept in the user's cache under what they are made of.

Nothing drawn depends on the cache: it can be deleted at any time, and where it cannot be written the files go with the process.
"""

import os
import sys
import tempfile
import weakref
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

Maker = Callable[[Path], None]


def kept_folder(recipe: str, source: bytes, make: Maker) -> Path:
    """A folder with what ``make`` writes into it.

    It is kept under the recipe, the source and the version of fontTools, so other sources never meet. It appears whole or not at
    all, also when two processes make it at once: the first stays.

    Args:
        recipe: names what is made; to be changed with ``make``.
    """
    made_of = sha256(f"{recipe} {version('fonttools')} ".encode() + source).hexdigest()[:24]
    place = _home() / f"{recipe}-{made_of}"
    if place.is_dir() and any(place.iterdir()):
        return place
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place.parent, ignore_cleanup_errors=True) as making:
            make(Path(making))
            _moved(Path(making), place)
    except OSError:
        return _passing(recipe, source, make)
    return place


def _home() -> Path:
    """Where this system keeps what can be made again."""
    if sys.platform == "win32":
        root = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        root = Path.home() / "Library" / "Caches"
    else:
        root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "footpath" / "fonts"


def _moved(making: Path, place: Path) -> None:
    try:
        making.rename(place)
    except OSError:
        if not place.is_dir():  # else another process was first, and made the same
            raise


def _passing(recipe: str, source: bytes, make: Maker) -> Path:
    home = tempfile.TemporaryDirectory(prefix=f"footpath-{recipe}-")
    weakref.finalize(_passing, home.cleanup)
    make(Path(home.name))
    return Path(home.name)
