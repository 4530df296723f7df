"""Sentences that can only be built from an answer.

A template says where each number comes from and how it is written: "{rate|share} of {arrivals|count} who come to {touchpoint}
leave". It is filled from a row, its question and the claim on it; digits of its own are refused when it is made, so that no
number can come from elsewhere. Names come in by keyword and are words: a digit in one has to be of the row, the question or a
name of the map.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from typing import Any, NamedTuple

from footpath.maps.writers import LISTS, NUMBERS, WORDS, Scale
from footpath.model.claims import Claim

Row = Mapping[str, Any]
OF_CLAIM = ("value", "low", "high", "n")  # what a claim itself says: its factor and offset are in it
BESIDE = "beside."  # of the second row
_HOLE = re.compile(r"\{(beside\.)?([a-z][a-z0-9_]*)(?:\|([a-z]+))?\}")
_DIGITS = re.compile(r"\d+")


class SentenceError(ValueError):
    """A sentence is not well formed, or wants what its row and question do not have: a mistake of whoever wrote it."""


@dataclass(frozen=True)
class Source:
    """What a sentence is filled from.

    Attributes:
        row, question: of the answer.
        claim: on the row, which gives ``value``, ``low``, ``high`` and ``n``; without one these are fields of the row.
        words: names that the map knows, looked at only where a name holds a digit; None where names are taken as they are.
    """

    row: Row
    question: Row
    claim: Claim | None = None
    words: Callable[[], Iterable[str]] | None = tuple


class Sentence:
    """A template and the names in it.

    A hole is ``{name}`` for words and ``{name|writer}`` for anything else; the writers are those of `footpath.maps.writers`. A
    name is looked up among the names given by keyword, then in the claim (`OF_CLAIM`), the row, and the question with its
    defaults. ``{beside.name|writer}`` is of the second row.

    Args:
        template: literal text and holes, without a digit.
        beside: a second row to compare with.
        names: words, lists of words, or sentences about the same row.

    Raises:
        SentenceError: a digit, a lonely bracket or an unknown writer in the template, or a name that it does not want.

    Examples:
        >>> leave = Sentence("{value|share} of {arrivals|count} {who} leave within {within|period}", who="customers")
        >>> leave.told({"value": 0.4, "arrivals": 1200}, {"within": "30d"})
        '40% of 1,200 customers leave within 30 days'
        >>> Sentence("Half of 50 leave")
        Traceback (most recent call last):
        ...
        footpath.maps.sentences.SentenceError: "Half of 50 leave" holds a number of its own
    """

    def __init__(
        self, template: str, /, *, beside: Row | None = None, **names: "str | Sequence[str] | Sentence"
    ) -> None:
        self.template, self.beside, self.names = template, beside, names
        self._parts = _parts(template)
        wanted = {part.name for part in self._parts if isinstance(part, _Hole) and not part.beside}
        if unwanted := names.keys() - wanted:
            raise SentenceError(f'"{template}" does not want {", ".join(sorted(unwanted))}')

    def told(self, row: Row, question: Row | None = None) -> str:
        """The sentence in words, of a row alone, names as they are: for a card, whose claims stand beside it.

        Raises:
            SentenceError: something that it wants is empty in the row.
        """
        text = self.filled(Source(row, question or {}, words=None))
        if text is None:
            raise SentenceError(f'"{self.template}" wants what the row does not say')
        return text

    def filled(self, source: Source) -> str | None:
        """The sentence in words; None where something that it wants is empty, or a name holds a number from elsewhere.

        Raises:
            SentenceError: neither names nor claim, row and question have what it wants.
        """
        told = [part if isinstance(part, str) else self._written(part, source) for part in self._parts]
        return None if None in told else "".join(part for part in told if part)

    def _written(self, hole: "_Hole", source: Source) -> str | None:
        if not hole.beside and hole.name in self.names:
            return self._named(hole, self.names[hole.name], source)
        value = self._value(hole, source)
        if value is None or value != value:
            return None
        if not hole.writer:
            return _as_word(hole, value)
        writer = NUMBERS.get(hole.writer)
        if writer is None:
            return WORDS[hole.writer](value) if hole.writer in WORDS else _as_list(hole, value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise SentenceError(f"{hole.name} is no number")
        return writer(float(value), _scale_of(source))

    def _named(self, hole: "_Hole", name: "str | Sequence[str] | Sentence", source: Source) -> str | None:
        if isinstance(name, Sentence):
            return name.filled(source)
        words = [name] if isinstance(name, str) else list(name)
        if not all(isinstance(word, str) and _is_known(word, source, self.beside) for word in words):
            return None
        return name if isinstance(name, str) else _as_list(hole, words)

    def _value(self, hole: "_Hole", source: Source) -> Any:
        if hole.beside:
            if self.beside is None or hole.name not in self.beside:
                raise SentenceError(f"There is no {BESIDE}{hole.name} to tell of")
            return self.beside[hole.name]
        if source.claim is not None and hole.name in OF_CLAIM:
            return getattr(source.claim, hole.name)
        if source.claim is not None and hole.name == "field":
            return source.claim.field.replace("_", " ")
        for where in (source.row, source.question):
            if hole.name in where:
                return where[hole.name]
        ask = str(source.question.get("ask", ""))
        defaults = defaults_of(ask)
        if hole.name not in defaults:
            raise SentenceError(f'Neither the rows nor the question "{ask}" have a field {hole.name}')
        return defaults[hole.name]


class _Hole(NamedTuple):
    name: str
    writer: str
    beside: bool


@lru_cache(maxsize=1024)
def _parts(template: str) -> tuple[str | _Hole, ...]:
    """Text and holes in turn."""
    parts: list[str | _Hole] = []
    at = 0
    for found in _HOLE.finditer(template):
        parts += [template[at : found.start()], _Hole(found[2], found[3] or "", bool(found[1]))]
        at = found.end()
    parts.append(template[at:])
    for part in parts:
        if isinstance(part, str):
            _refuse_literal(part, template)
        elif part.writer and part.writer not in (*NUMBERS, *WORDS, *LISTS):
            raise SentenceError(f'"{template}" wants a writer that there is not: {part.writer}')
    return tuple(parts)


def _refuse_literal(text: str, template: str) -> None:
    if any(character.isnumeric() for character in text):
        raise SentenceError(f'"{template}" holds a number of its own')
    if "{" in text or "}" in text:
        raise SentenceError(f'"{template}" holds a bracket that is no hole')


def _as_word(hole: _Hole, value: Any) -> str:
    if not isinstance(value, str):
        raise SentenceError(f"{hole.name} is no word: say how to write it")
    return value


def _as_list(hole: _Hole, value: Any) -> str:
    if hole.writer not in LISTS or isinstance(value, str) or not isinstance(value, Sequence):
        raise SentenceError(f"{hole.name} cannot be written so: {hole.writer or 'as a word'}")
    return LISTS[hole.writer]([str(word) for word in value])


def _scale_of(source: Source) -> Scale:
    """What a number's own writing may depend on: the kind of a score, the unit of the claim."""
    return Scale(str(source.row.get("kind") or ""), source.claim.unit if source.claim else "")


def _is_known(word: str, source: Source, beside: Row | None) -> bool:
    """Is every digit in a name of the row, the question or another name of the map?"""
    digits = set(_DIGITS.findall(word))
    if not digits or source.words is None:
        return True
    picked = source.claim.pick if source.claim else {"group": source.row.get("group")}
    said = [value for row in (source.row, beside or {}) for value in row.values() if not isinstance(value, int | float)]
    given = set(_DIGITS.findall(f"{said} {picked} {source.question}"))
    if digits <= given:
        return True
    return digits <= given.union(*(_DIGITS.findall(known) for known in source.words()))


@cache
def defaults_of(ask: str) -> Row:
    """What the fields of a question are where it does not say them."""
    from footpath.analysis import HOMES

    kind = getattr(import_module(f"footpath.analysis.{ask}"), HOMES[ask]) if ask in HOMES else None
    return {name: field.default for name, field in kind.model_fields.items()} if kind else {}
