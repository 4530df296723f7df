"""The stores of a workspace: the folder of one company's configuration, records, documents and kept files, opened as they are needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from footpath.app.configuration import FILE_NAME, read_settings, write_settings
from footpath.app.money import recorded_currency
from footpath.errors import WorkspaceError

if TYPE_CHECKING:
    from footpath.documents import Documents
    from footpath.identity import Components
    from footpath.lake import Lake
    from footpath.settings import Settings


Progress = Callable[[str, float], None]


def _quiet(_text: str, _share: float) -> None:
    """Progress that nobody watches."""


class Stores:
    """Where one company's settings, records and kept files lie; what is sorted and asked of them is `Workspace`'s.

    Args:
        directory: the workspace's folder.
        create: it need not be there yet; its folder is made by the first write.

    Raises:
        WorkspaceError: there is no workspace at that place, or a newer version wrote it.
    """

    def __init__(self, directory: Path | str = ".", *, create: bool = False) -> None:
        self.directory = Path(directory)
        if not create and not (self.directory / FILE_NAME).exists():
            raise WorkspaceError(
                f"{self.directory} is not a workspace: it has no {FILE_NAME}.",
                "Load some files into it first: footpath load FILES… -w WORKSPACE.",
            )
        self.settings = read_settings(self.directory)
        self.progress: Progress = _quiet  # told what takes long, and how far it is (0..1)

    @property
    def index_directory(self) -> Path:
        return self.directory / "journeys"

    @property
    def cache_directory(self) -> Path:
        """What was computed from texts, by content; may be deleted at any time."""
        return self.directory / "cache"

    @cached_property
    def lake(self) -> Lake:
        from footpath.lake import Lake

        return Lake(self.directory / "lake")

    @property
    def documents(self) -> Documents:
        """Maps with their revisions."""
        from footpath.documents import Documents

        return Documents(self.directory / "footpath.db")

    @cached_property
    def currency(self) -> str:
        """Of money: the configured one, else the one that the records name; empty where there is none."""
        return self.settings.currency or recorded_currency(self.lake)

    @cached_property
    def components(self) -> Components:
        """Who is who, resolved from the identifiers as they are now."""
        from footpath.identity import resolve

        return resolve(self.lake.identifiers())

    def save_settings(self, settings: Settings) -> None:
        """Add what is new to footpath.toml and use it from now on."""
        self.make_folder()
        write_settings(self.directory, settings)
        self.settings = read_settings(self.directory)

    def make_folder(self) -> None:
        """The workspace's folder, from the first write on.

        Raises:
            WorkspaceError: it cannot be made.
        """
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorkspaceError(f"The workspace {self.directory} cannot be made: {error.strerror}.") from error

    def forget_derived(self) -> None:
        """Drop what was opened, after the records or the settings changed."""
        for name in ("components", "currency", "lake"):
            self.__dict__.pop(name, None)
