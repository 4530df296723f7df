"""What a person decided about themes: other names, several that are one, some that nobody wants to see. It survives every re-run."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from footpath.errors import SpecError

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
        for theme, name in self.rename.items():
            if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
                raise SpecError(
                    f"The new name of theme {theme!r} is empty, longer than {_LONGEST_NAME} characters or holds control signs.",
                    "Give it a short name in plain letters.",
                )

    def target(self, theme: str) -> str:
        """The id that stands for the theme after all merges.

        Raises:
            SpecError: the merges run in a circle.

        Examples:
            >>> Edits(merge={"t1": "t2", "t2": "t5"}).target("t1")
            't5'
        """
        seen = [theme]
        while (into := self.merge.get(seen[-1])) is not None:
            if into in seen:
                raise SpecError(f"Themes are merged in a circle: {', '.join([*seen, into])}.", "Take one of them out.")
            seen.append(into)
        return seen[-1]

    @staticmethod
    def read(path: Path) -> "Edits":
        """What `themes.toml` says; nothing where there is no such file.

        Raises:
            SpecError: it is not TOML, or says something that is no edit.
        """
        if not path.exists():
            return Edits()
        try:
            said = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SpecError(f"{path.name} is not valid TOML: {error}.", "Correct it or delete it.") from error
        unknown = sorted(set(said) - {"rename", "merge", "hide"})
        if unknown:
            raise SpecError(f"{path.name} says {unknown[0]!r}, which is no edit.", "Use rename, merge or hide.")
        hide = said.get("hide", [])
        if not isinstance(hide, list) or not all(isinstance(theme, str) for theme in hide):
            raise SpecError(f"{path.name}: hide is not a list of theme ids.", 'Write hide = ["t3"].')
        return Edits(_pairs(said, "rename", path), _pairs(said, "merge", path), frozenset(hide))

    def write(self, path: Path) -> None:
        """Keep them as TOML, whole or not at all."""
        import tomlkit

        document = tomlkit.parse(_HEAD)
        document["hide"] = sorted(self.hide)
        document["rename"] = dict(sorted(self.rename.items()))
        document["merge"] = dict(sorted(self.merge.items()))
        write_whole(path, tomlkit.dumps(document))


NO_EDITS = Edits()


def _pairs(said: Mapping[str, Any], name: str, path: Path) -> dict[str, str]:
    pairs = said.get(name, {})
    if not isinstance(pairs, dict) or not all(isinstance(value, str) for value in pairs.values()):
        raise SpecError(f"{path.name}: [{name}] is not a table of texts.", f'Write t3 = "…" below [{name}].')
    return dict(pairs)


def write_whole(path: Path, text: str) -> None:
    """Write a file that is there whole or not at all, whatever stops the writer."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        new.write_text(text, encoding="utf-8")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
