"""What people decided about personas: other names, several that are one, some that stay, what they noted. It survives every search."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from footpath.errors import SpecError

HEAD = "# What people decided about personas. Ids are those of `footpath personas`; they stay when personas are found again.\n"
LONGEST_NAME, LONGEST_NOTE = 60, 500


@dataclass(frozen=True)
class Edits:
    """Decisions by persona id.

    Attributes:
        rename: new name by id.
        merge: id of the persona that another id is part of.
        pin: ids that stay though a search does not find them.
        note: what people know of a persona that records do not.
    """

    rename: Mapping[str, str] = field(default_factory=dict)
    merge: Mapping[str, str] = field(default_factory=dict)
    pin: frozenset[str] = frozenset()
    note: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for persona in self.merge:
            self.target(persona)
        for texts, longest in ((self.rename, LONGEST_NAME), (self.note, LONGEST_NOTE)):
            for persona, text in texts.items():
                if not text.strip() or len(text) > longest or not text.isprintable():
                    raise SpecError(
                        f"What is written for persona {persona!r} is empty, longer than {longest} characters or holds control signs.",
                        "Write it shorter, in plain letters and one line.",
                    )

    def target(self, persona: str) -> str:
        """The id that stands for a persona after all merges.

        Raises:
            SpecError: the merges run in a circle.

        Examples:
            >>> Edits(merge={"p1": "p2", "p2": "p5"}).target("p1")
            'p5'
        """
        seen = [persona]
        while (into := self.merge.get(seen[-1])) is not None:
            if into in seen:
                raise SpecError(
                    f"Personas are merged in a circle: {', '.join([*seen, into])}.", "Take one of them out."
                )
            seen.append(into)
        return seen[-1]

    @staticmethod
    def read(path: Path) -> "Edits":
        """What `personas.toml` says; nothing where there is no such file.

        Raises:
            SpecError: it is not TOML, or says something that is no edit.
        """
        if not path.exists():
            return Edits()
        try:
            said = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SpecError(f"{path.name} is not valid TOML: {error}.", "Correct it or delete it.") from error
        unknown = sorted(set(said) - {"rename", "merge", "pin", "note"})
        if unknown:
            raise SpecError(f"{path.name} says {unknown[0]!r}, which is no edit.", "Use rename, merge, pin or note.")
        pin = said.get("pin", [])
        if not isinstance(pin, list) or not all(isinstance(persona, str) for persona in pin):
            raise SpecError(f"{path.name}: pin is not a list of persona ids.", 'Write pin = ["p3"].')
        return Edits(
            _pairs(said, "rename", path), _pairs(said, "merge", path), frozenset(pin), _pairs(said, "note", path)
        )

    def write(self, path: Path) -> None:
        """Change the file to say so, whole or not at all; what people wrote around it stays."""
        import tomlkit

        document = tomlkit.parse(path.read_text(encoding="utf-8") if path.exists() else HEAD)
        if set(document.get("pin", [])) != self.pin:
            document["pin"] = sorted(self.pin)
        for name in ("rename", "merge", "note"):
            _tell(document, name, getattr(self, name))
        new = path.with_name(f"{path.name}.{os.getpid()}.new")
        try:
            new.write_text(tomlkit.dumps(document), encoding="utf-8")
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)


def _tell(document: Any, name: str, told: Mapping[str, str]) -> None:
    """Change a table entry by entry, so that comments beside the other entries stay."""
    if name not in document:
        if told:
            document[name] = dict(sorted(told.items()))
        return
    table = document[name]
    for persona in [persona for persona in table if persona not in told]:
        del table[persona]
    for persona, text in sorted(told.items()):
        if table.get(persona) != text:
            table[persona] = text


def _pairs(said: Mapping[str, Any], name: str, path: Path) -> dict[str, str]:
    pairs = said.get(name, {})
    if not isinstance(pairs, dict) or not all(isinstance(value, str) for value in pairs.values()):
        raise SpecError(f"{path.name}: [{name}] is not a table of texts.", f'Write p3 = "…" below [{name}].')
    return dict(pairs)
