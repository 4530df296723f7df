"""What people decided about personas: other names, several that are one, some that stay, what they noted and ask. It survives every search."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from footpath.documents.decisions import check_texts, merged_into, read_decisions, write_decisions

HEAD = "# What people decided about personas. Ids are those of `footpath personas`; they stay when personas are found again.\n"
LONGEST_NAME, LONGEST_NOTE, LONGEST_QUESTION = 60, 500, 200
_SEVERAL = ("ask", "strike")


@dataclass(frozen=True)
class Edits:
    """Decisions by persona id.

    Attributes:
        rename: new name by id.
        merge: id of the persona that another id is part of.
        pin: ids that stay though a search does not find them.
        note: what people know of a persona that records do not.
        ask: what people want to know of a persona.
        strike: open questions that need no answer, by what they are about.
    """

    rename: Mapping[str, str] = field(default_factory=dict)
    merge: Mapping[str, str] = field(default_factory=dict)
    pin: frozenset[str] = frozenset()
    note: Mapping[str, str] = field(default_factory=dict)
    ask: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    strike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for persona in self.merge:
            self.target(persona)
        check_texts(self.rename, "persona", LONGEST_NAME)
        check_texts(self.note, "persona", LONGEST_NOTE)
        for persona, questions in self.ask.items():
            for question in questions:
                check_texts({persona: question}, "persona", LONGEST_QUESTION)

    def target(self, persona: str) -> str:
        """The id that stands for a persona after all merges.

        Raises:
            SpecError: the merges run in a circle.
        """
        return merged_into(self.merge, persona, "Personas")

    def of(self, told: Mapping[str, tuple[str, ...]], persona: str) -> tuple[str, ...]:
        """What is told of a persona and of those that are part of it, each once."""
        texts = (
            text
            for one in sorted(told, key=lambda one: one != persona)
            if self.target(one) == persona
            for text in told[one]
        )
        return tuple(dict.fromkeys(texts))

    @staticmethod
    def read(path: Path) -> "Edits":
        """What `personas.toml` says; nothing where there is no such file.

        Raises:
            SpecError: it is not TOML, or says something that is no edit.
        """
        return Edits(**read_decisions(path, ("rename", "merge", "note"), ("pin",), _SEVERAL))

    def write(self, path: Path) -> None:
        """Change the file to say so, whole or not at all; what people wrote around it stays."""
        texts: dict[str, Mapping[str, str | tuple[str, ...]]] = {
            "rename": {**self.rename},
            "merge": {**self.merge},
            "note": {**self.note},
            "ask": {**self.ask},
            "strike": {**self.strike},
        }
        write_decisions(path, HEAD, texts, {"pin": self.pin})
