"""A workspace: one company's stores, the index that is derived from them, and the questions that are asked of it."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footpath.app.answers import ask_index
from footpath.app.indexing import refresh_index
from footpath.app.listening import listen
from footpath.app.questions import keys_behind, parse
from footpath.app.stores import Stores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from footpath.app.answers import Asked
    from footpath.journeys import Index
    from footpath.model.questions import Question


class Workspace(Stores):
    """One company's stores, and the questions that they answer.

    All that is derived from the records is refreshed when it is asked for.

    Args:
        directory: the workspace's folder.
        create: it need not be there yet; its folder is made by the first write.

    Raises:
        WorkspaceError: there is no workspace at that place, or a newer version wrote it.
    """

    def __init__(self, directory: Path | str = ".", *, create: bool = False) -> None:
        super().__init__(directory, create=create)
        self._answers: dict[str, Asked] = {}  # of the index as it is

    @property
    def index_at_rest(self) -> Path | None:
        """The folder of the index as it was last built, None before the first."""
        from footpath.journeys.storage import current_version

        return current_version(self.index_directory)

    @cached_property
    def index(self) -> Index:
        """The index of the records as they are now; built when the one at rest is older than they are."""
        return refresh_index(self)

    @property
    def heard_index(self) -> Index:
        """The same index once somebody has listened to what customers wrote: themes, emotions, times they state."""
        known = self.index.heard
        index = listen(self, self.index)
        if index.heard != known:
            self.forget_answers()
        return index

    def ask(self, question: Question | dict[str, Any]) -> Asked:
        """Ask a question: its class, or the same as a dictionary.

        Raises:
            SpecError: the question is not well formed, or names what is not there.
        """
        asked = parse(question)
        key = json.dumps(asked.spec(), sort_keys=True)
        if key not in self._answers:
            self._answers[key] = ask_index(self._index_for(asked), asked, self.label)
        return self._answers[key]

    def customers_of(self, question: Question | dict[str, Any], row: int) -> NDArray[np.int64]:
        """The customers behind a row of a question's answer, as keys that `label` turns into what a source calls them."""
        asked = parse(question)
        return keys_behind(self._index_for(asked), asked, row)

    def _index_for(self, question: Question) -> Index:
        """The index with all that the question reads."""
        return self.heard_index if question.of_words else self.index

    def label(self, keys: NDArray[np.int64]) -> list[str]:
        """For each customer key, the identifier that people know the customer by, as ``kind: value``."""
        return self.components.labels(keys)

    def forget_answers(self) -> None:
        """What was asked before is asked again: the index tells more than it did."""
        self._answers.clear()

    def forget_derived(self) -> None:
        """Drop what was opened and sorted, after the records or the settings changed."""
        super().forget_derived()
        self.__dict__.pop("index", None)
        self.forget_answers()
