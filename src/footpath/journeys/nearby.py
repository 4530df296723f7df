"""Columns of an object store, kept near: in a folder of this machine that all its processes share, of bounded size.

Environment:
    FOOTPATH_NEAR: the folder; one of the user's own among the temporary files unless told.
    FOOTPATH_NEAR_BYTES: how much it may hold, about; half of what is free and held unless told. What was not looked at for
        the longest time goes first. A question that is reading such a file keeps it: only its name goes.
"""

import hashlib
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from footpath.errors import WorkspaceError
from footpath.journeys.addresses import Address
from footpath.journeys.columns import frozen

Column = Any  # an array, of whichever type it was written with


def bring_near(address: Address) -> Column:
    """A column as it stands in the store, mapped from the copy that is here.

    Versions in a store never change, so a copy is good for ever. Several processes may bring the same near at once.
    """
    folder = near_folder()
    home = folder / hashlib.sha256(str(address).encode()).hexdigest()[:40]
    for _ in range(3):  # it may be let go of between fetching and mapping
        with suppress(FileNotFoundError):
            os.utime(home)
            return _mapped(home)
        _fetch(address, home)
    raise WorkspaceError(
        f"{folder} cannot hold what a question reads.",
        "Let it be larger: FOOTPATH_NEAR_BYTES, or another FOOTPATH_NEAR.",
    )


def near_folder() -> Path:
    """The folder; it is made when it is not there."""
    named = os.environ.get("FOOTPATH_NEAR")
    folder = Path(named) if named else Path(tempfile.gettempdir()) / f"footpath-near-{_user()}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if hasattr(os, "getuid") and folder.stat().st_uid != os.getuid():
        raise WorkspaceError(f"{folder} is not yours.", "Name a folder of your own in FOOTPATH_NEAR.")
    return folder


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else "user"


def _fetch(address: Address, home: Path) -> None:
    """Under a name of its own first, so that nobody maps half a file."""
    handle, draft = tempfile.mkstemp(prefix="draft-", dir=home.parent)
    os.close(handle)
    try:
        address.fetch(Path(draft))
        Path(draft).replace(home)
    finally:
        Path(draft).unlink(missing_ok=True)
    _make_room(home)


def _make_room(newest: Path) -> None:
    """Let go of what was not looked at for the longest time, until the rest fits."""
    known = []
    for path in newest.parent.iterdir():
        with suppress(FileNotFoundError):
            told = path.stat()
            known.append((told.st_mtime_ns, told.st_size, path))
    held = sum(size for _, size, _ in known)
    for _, size, path in sorted(known):
        if held <= _most(newest.parent, held):
            return
        if path != newest and not path.name.startswith("draft-"):
            path.unlink(missing_ok=True)
            held -= size


def _most(folder: Path, held: int) -> int:
    told = os.environ.get("FOOTPATH_NEAR_BYTES", "")
    return int(told) if told.isdigit() else (shutil.disk_usage(folder).free + held) // 2


def _mapped(path: Path) -> Column:
    """What is mapped stays readable when the name goes; an empty column cannot be mapped."""
    try:
        return frozen(np.load(path, mmap_mode="r", allow_pickle=False))
    except ValueError:
        return frozen(np.load(path, allow_pickle=False))
