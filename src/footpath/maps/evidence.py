"""What a draft needs besides answers: customers' own words, the records behind a row, and what is known of the load."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal, Protocol

from footpath.model.claims import Sample
from footpath.model.maps import PersonaSection
from footpath.model.records import Aim

Mood = Literal["low", "high", "any"]


@dataclass(frozen=True)
class Quotation:
    """A customer's own words, scrubbed, never paraphrased. ``source`` is e.g. "review, 2 stars"."""

    id: str
    text: str
    source: str
    experience: float | None = None
    language: str = ""
    link: str = "stated"
    said_at: datetime | None = None


@dataclass(frozen=True)
class KnownPersona:
    """A persona as it was found and named; the trait "persona" of its customers holds its name.

    Attributes:
        asked: what people want to know of it; ``struck`` are open questions that they struck out, by what these are about.
    """

    id: str
    name: str
    sections: tuple[PersonaSection, ...] = ()
    note: str = ""
    asked: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()


class Evidence(Protocol):
    """Everything that a draft takes from outside its questions."""

    @property
    def dimensions(self) -> Sequence[str]:
        """Names of the dimensions and traits that questions can be split by."""

    @property
    def notes(self) -> Sequence[str]:
        """Sentences on the records' quality: rows rejected, duplicates, what no rule explains."""

    @property
    def source_scores(self) -> Mapping[str, float]:
        """How far each source can be relied on, 0..1."""

    @property
    def lake_version(self) -> str:
        """The version of the records."""

    @property
    def employees(self) -> bool:
        """Whether employees were asked."""

    @property
    def heard(self) -> bool:
        """Whether somebody has listened to what customers wrote: themes and emotions can be asked for without a long wait."""

    @property
    def personas(self) -> Sequence[KnownPersona]:
        """The personas that customers were given, the largest first; none when none were found."""

    def quotes(
        self, touchpoint: str, mood: Mood, count: int, where: Mapping[str, Any], during: str | None = None
    ) -> Sequence[Quotation]:
        """Up to ``count`` quotes about a touchpoint, representative first; ``where`` and ``during`` as in questions."""

    def stating(
        self, touchpoint: str, aim: Aim, count: int, where: Mapping[str, Any], during: str | None = None
    ) -> Sequence[Quotation]:
        """Up to ``count`` quotes about a touchpoint that state an aim of this kind; none where nobody has listened."""

    def samples(self, question: Mapping[str, Any], row: int) -> Sequence[Sample]:
        """Up to five records behind a row of an answer, pseudonymous and scrubbed."""


class NoEvidence:
    """No words, no samples, no dimensions: a map of bare answers, as tests draw it."""

    dimensions: Sequence[str] = ()
    notes: Sequence[str] = ()
    source_scores: Mapping[str, float] = MappingProxyType({})
    lake_version = ""
    personas: Sequence[KnownPersona] = ()
    employees = False
    heard = False

    def quotes(
        self, touchpoint: str, mood: Mood, count: int, where: Mapping[str, Any], during: str | None = None
    ) -> Sequence[Quotation]:
        return ()

    def stating(
        self, touchpoint: str, aim: Aim, count: int, where: Mapping[str, Any], during: str | None = None
    ) -> Sequence[Quotation]:
        return ()

    def samples(self, question: Mapping[str, Any], row: int) -> Sequence[Sample]:
        return ()
