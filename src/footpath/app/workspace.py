"""A workspace: the folder that holds one company's configuration, records, index and rejects. Opens its stores."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footpath.app.configuration import FILE_NAME, read_settings, write_settings
from footpath.errors import WorkspaceError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from footpath.app.answers import Asked
    from footpath.identity import Components
    from footpath.journeys import Index
    from footpath.lake import Lake
    from footpath.model.questions import Question
    from footpath.settings import Settings


Progress = Callable[[str, float], None]


def _quiet(_text: str, _share: float) -> None:
    """Progress that nobody watches."""


class Workspace:
    """Opens one company's stores; all that is derived from the records is refreshed when it is asked for.

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
        self._answers: dict[str, Asked] = {}  # of the index as it is

    @cached_property
    def lake(self) -> Lake:
        from footpath.lake import Lake

        return Lake(self.directory / "lake")

    @cached_property
    def currency(self) -> str:
        """Of money: the configured one, else the one that the records name; empty where there is none."""
        from footpath.app.money import recorded_currency

        return self.settings.currency or recorded_currency(self.lake)

    @cached_property
    def components(self) -> Components:
        """Who is who, resolved from the identifiers as they are now."""
        from footpath.identity import resolve

        return resolve(self.lake.identifiers())

    @property
    def index_directory(self) -> Path:
        return self.directory / "journeys"

    @property
    def cache_directory(self) -> Path:
        """What was computed from texts, by content; may be deleted at any time."""
        return self.directory / "cache"

    @property
    def index_at_rest(self) -> Path | None:
        """The folder of the index as it was last built, None before the first."""
        from footpath.journeys.storage import current_version

        return current_version(self.index_directory)

    @cached_property
    def index(self) -> Index:
        """The index of the records as they are now; built when the one at rest is older than they are."""
        from footpath.app.indexing import refresh_index

        return refresh_index(self)

    @property
    def heard_index(self) -> Index:
        """The same index once somebody has listened to what customers wrote: themes, emotions, times they state."""
        from footpath.app.listening import listen

        return listen(self, self.index)

    def ask(self, question: Question | dict[str, Any]) -> Asked:
        """Ask a question: its class, or the same as a dictionary.

        Raises:
            SpecError: the question is not well formed, or names what is not there.
        """
        from footpath.app.answers import ask_index
        from footpath.app.questions import parse

        asked = parse(question)
        key = json.dumps(asked.spec(), sort_keys=True)
        if key not in self._answers:
            self._answers[key] = ask_index(self.heard_index if asked.of_words else self.index, asked, self.label)
        return self._answers[key]

    def customers_of(self, question: Question | dict[str, Any], row: int) -> NDArray[np.int64]:
        """The customers behind a row of a question's answer, as keys that `label` turns into what a source calls them."""
        from footpath.app.questions import keys_behind, parse

        asked = parse(question)
        return keys_behind(self.heard_index if asked.of_words else self.index, asked, row)

    def label(self, keys: NDArray[np.int64]) -> list[str]:
        """For each customer key, the identifier that people know the customer by, as ``kind: value``."""
        return self.components.labels(keys)

    def forget_answers(self) -> None:
        """What was asked before is asked again: the index tells more than it did."""
        self._answers.clear()

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
        for name in ("components", "index", "lake"):
            self.__dict__.pop(name, None)
        self._answers.clear()
