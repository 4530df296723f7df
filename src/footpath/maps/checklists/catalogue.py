"""The checklists: what each kind of stage should offer, shipped, and added to by a workspace's own file."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from footpath.errors import SpecError
from footpath.maps.entries import entries_in, joined, own_text
from footpath.maps.opportunities.catalogue import Kind
from footpath.model.durations import parse_duration


class Item(BaseModel):
    """Something that a kind of stage should offer. The head of `checklists.toml` explains each field."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    stage: Literal["awareness", "consideration", "decision", "purchase", "care", "loyalty", "service"]
    title: str
    concepts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    here: bool = False
    needs: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    reach: float = Field(0.0, ge=0, le=1)
    free_of: tuple[Kind, ...] = ()
    feels: float | None = Field(None, ge=-1, le=1)
    ways: int = Field(1, ge=1)
    ask: str = ""
    field: str = ""
    at_most: float | None = None
    at_least: float | None = None
    after: tuple[str, ...] = ()
    within: str = ""
    records: str

    @field_validator("id", "title", "records")
    @classmethod
    def _is_said(cls, text: str) -> str:
        if not text.strip():
            raise ValueError("it is empty")
        return text

    @field_validator("within")
    @classmethod
    def _is_a_time(cls, text: str) -> str:
        try:
            _ = parse_duration(text) if text else None
        except SpecError as error:
            raise ValueError(str(error)) from error
        return text

    @model_validator(mode="after")
    def _can_be_tested(self) -> Self:
        if not (self.concepts or self.words or self.after):
            raise ValueError('say what shows it: "concepts", "words" or "after"')
        if bool(self.after) != bool(self.within) or (self.after and self.at_least is None):
            raise ValueError('"after" goes with "within" and "at_least"')
        if bool(self.ask) != bool(self.field) or (self.ask and self.at_most is None and self.at_least is None):
            raise ValueError('"ask" goes with "field" and "at_most" or "at_least"')
        return self


Checklists = tuple[Item, ...]


@cache
def shipped_checklists() -> Checklists:
    """The checklists that come with Footpath."""
    text = files("footpath.maps").joinpath("checklists.toml").read_text(encoding="utf-8")
    return entries_in(text, "item", Item, "the shipped checklists.toml")


def read_checklists(path: Path) -> Checklists:
    """The shipped checklists with the items of a workspace's file: one of a known id takes its place, others come first.

    Raises:
        SpecError: the file cannot be read, or an item of it is not well formed.
    """
    return with_items(shipped_checklists(), own_text(path), str(path))


def with_items(known: Sequence[Item], text: str, name: str) -> Checklists:
    """The checklists with the items of a text in place of those of the same id, and new ones before all others."""
    return joined(known, entries_in(text, "item", Item, name))
