"""What a person decided about themes: other names, several that are one, some that nobody wants to see. It survives every re-run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from footpath.documents.decisions import check_texts, merged_into, read_decisions, write_decisions

_HEAD = "# What people decided about themes. Ids are those of `footpath voice themes`; they stay when texts arrive.\n"
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Edits:
    """Decisions by theme id.

    Attributes:
        rename: new name by id; by its found name for a broader theme.
        merge: id of the theme that another id now is part of.
        hide: ids of themes that are not shown.
    """

    rename: Mapping[str, str] = field(default_factory=dict)
    merge: Mapping[str, str] = field(default_factory=dict)
    hide: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for theme in self.merge:
            self.target(theme)
        check_texts(self.rename, "theme", _LONGEST_NAME)

    def target(self, theme: str) -> str:
        """The id that stands for the theme after all merges.

        Raises:
            SpecError: the merges run in a circle.
        """
        return merged_into(self.merge, theme, "Themes")

    @staticmethod
    def read(path: Path) -> "Edits":
        """What `themes.toml` says; nothing where there is no such file.

        Raises:
            SpecError: it is not TOML, or says something that is no edit.
        """
        return Edits(**read_decisions(path, ("rename", "merge"), ("hide",)))

    def write(self, path: Path) -> None:
        """Change the file to say so, whole or not at all; what people wrote around it stays."""
        write_decisions(path, _HEAD, {"rename": self.rename, "merge": self.merge}, {"hide": self.hide})


NO_EDITS = Edits()
