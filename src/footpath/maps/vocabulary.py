"""What the words of a name say: `words.toml`, read once, and the one way to look a name up in it."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from footpath.maps.names import tokens

_NAMES = 10_000  # that are remembered


@dataclass(frozen=True)
class Concept:
    """A kind of touchpoint. The fields are explained at the head of `words.toml`."""

    name: str
    role: str
    action: str
    ends: bool = False
    answer: bool = False
    once: bool = False
    browse: bool = False


@dataclass(frozen=True)
class Match:
    """Which words of a name said what. ``strength`` is 1 for plain words and 0 for weak ones."""

    concept: Concept
    words: str
    strength: int


@lru_cache(_NAMES)
def concept_of(name: str) -> Match | None:
    """What kind of touchpoint is this, by its name?

    Examples:
        >>> concept_of("order_delivered_carrier_date").concept.name, concept_of("Checkout shipping page").concept.role
        ('shipped', 'decide')
        >>> concept_of("Zahlungsart wählen").concept.name, concept_of("Leucocytes")
        ('payment', None)
    """
    words = tokens(name)
    return _best(words, strength=1) or _best(words, strength=0)


def channel_of(text: str) -> str | None:
    """The channel that the words speak of: the longest phrase, then the channel that stands first in `words.toml`.

    Examples:
        >>> channel_of("Email campaign click"), channel_of("Online Display"), channel_of("Leucocytes")
        ('email', 'ads', None)
    """
    words = tokens(text)
    found = [(len(phrase), -rank, name) for rank, (name, phrase) in enumerate(_channels()) if _place(words, phrase)]
    return max(found)[-1] if found else None


def says(kind: str, name: str) -> bool:
    """Does the name hold a word of one of the lists "passive", "partner" or "earned"?"""
    words = tokens(name)
    return any(_place(words, phrase) for phrase in _list(kind))


def is_passive(name: str, channel: str) -> bool:
    """Received by the customer, not done by them: a mail sent, an ad shown."""
    return channel in table()["passive"]["channels"] and says("passive", name)


def words_in(name: str) -> frozenset[str]:
    """The folded words of a name, for rules that ask for some."""
    return frozenset(tokens(name))


def has_word(words: Iterable[str], stems: Sequence[str]) -> bool:
    """Is one of the words one of the stems ("liefer*" is every word that begins so)?"""
    return any(_fits(word, stem) for word in words for stem in stems)


@cache
def table() -> dict[str, Any]:
    """`words.toml` as it stands."""
    return tomllib.loads(files("footpath.maps").joinpath("words.toml").read_text(encoding="utf-8"))


@cache
def _phrases(strength: int) -> tuple[tuple[Concept, tuple[str, ...]], ...]:
    field = "words" if strength else "weak"
    return tuple(
        (_concept(entry), tuple(phrase.split())) for entry in table()["concept"] for phrase in entry.get(field, ())
    )


def _concept(entry: dict[str, Any]) -> Concept:
    return Concept(**{key: value for key, value in entry.items() if key not in ("words", "weak")})


@cache
def _channels() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, tuple(phrase.split())) for name, phrases in table()["channels"].items() for phrase in phrases)


@cache
def _list(kind: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in table()[kind]["words"])


def _best(words: list[str], strength: int) -> Match | None:
    best: tuple[tuple[int, int, int], Match] | None = None
    for concept, phrase in _phrases(strength):
        place = _place(words, phrase)
        if place and (best is None or place > best[0]):
            best = place, Match(concept, " ".join(words[place[2] : place[2] + len(phrase)]), strength)
    return best[1] if best else None


def _place(words: list[str], phrase: tuple[str, ...]) -> tuple[int, int, int] | None:
    """(words matched, whole words among them, where): the larger the better; None when the phrase is not there."""
    size = len(phrase)
    for at in range(len(words) - size, -1, -1):
        if all(_fits(word, stem) for word, stem in zip(words[at : at + size], phrase, strict=True)):
            return size, sum(not stem.endswith("*") for stem in phrase), at
    return None


def _fits(word: str, stem: str) -> bool:
    return word.startswith(stem[:-1]) if stem.endswith("*") else word == stem
