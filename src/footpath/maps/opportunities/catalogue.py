"""The catalogue of remedies: what is known to help against which evidence, shipped, and added to by a workspace's own file."""

import string
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from footpath.maps.entries import entries_in, joined, own_text
from footpath.maps.opportunities.facts import FACTS

Kind = Literal["leaving", "delay", "promise", "repeat", "score", "frustration", "words", "gap", "high", "records"]
NAMES = frozenset({"touchpoint", "among", "stage", "channel"})  # what titles and reasons may name


class Remedy(BaseModel):
    """Something that is known to help, and what it helps against. The file's head explains each field."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kinds: tuple[Kind, ...]
    concepts: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    segment: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()
    title: str
    why: str
    fits: tuple[str, ...] = ()
    effort: Literal["", "low", "medium", "high"] = ""

    @field_validator("id", "title", "why")
    @classmethod
    def _is_said(cls, text: str) -> str:
        if not text.strip():
            raise ValueError("it is empty")
        return text

    @field_validator("kinds")
    @classmethod
    def _is_of_a_kind(cls, kinds: tuple[Kind, ...]) -> tuple[Kind, ...]:
        if not kinds:
            raise ValueError("name at least one kind of evidence")
        return kinds

    @model_validator(mode="after")
    def _names_what_is_known(self) -> Self:
        for text, known in (
            (self.title, NAMES),
            (self.why, NAMES),
            *((fit, NAMES | FACTS.keys()) for fit in self.fits),
        ):
            for name in placeholders(text):
                if name not in known:
                    raise ValueError(f'"{{{name}}}" is no figure; there are {", ".join(sorted(known))}')
        return self


@cache
def shipped_remedies() -> tuple[Remedy, ...]:
    """The catalogue that comes with Footpath."""
    text = files("footpath.maps").joinpath("remedies.toml").read_text(encoding="utf-8")
    return entries_in(text, "remedy", Remedy, "the shipped remedies.toml")


def read_remedies(path: Path) -> tuple[Remedy, ...]:
    """The shipped catalogue with the entries of a workspace's file: one of a known id takes its place, others come first.

    Raises:
        SpecError: the file cannot be read, or an entry of it is not well formed.
    """
    return with_remedies(shipped_remedies(), own_text(path), str(path))


def with_remedies(known: Sequence[Remedy], text: str, name: str) -> tuple[Remedy, ...]:
    """The catalogue with the entries of a text in place of those of the same id, and new ones before all others."""
    return joined(known, entries_in(text, "remedy", Remedy, name))


def placeholders(text: str) -> tuple[str, ...]:
    """What stands in braces in a template.

    Raises:
        ValueError: a brace that is not closed, or a name with more than a name in it.
    """
    found = []
    for _, name, layout, conversion in string.Formatter().parse(text):
        if name is not None:
            if not name.isidentifier() or layout or conversion:
                raise ValueError(f'"{{{name}}}" is no name of a figure')
            found.append(name)
    return tuple(found)
