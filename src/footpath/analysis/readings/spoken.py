"""What the words of a touchpoint's name say: that something failed, that help was asked for, what became of a ticket.

The words stand in `spoken.toml`. They decide only where a question does not name the touchpoints.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from footpath.journeys.index import Index
from footpath.journeys.steps import Step, match_step
from footpath.model.catalogue import Touchpoint

Subject = Literal["error", "contact", "opened", "replied", "resolved", "reopened"]
STATES: tuple[Subject, ...] = (
    "reopened",
    "resolved",
    "replied",
    "opened",
)  # a name that says two of them says the first
_NAMES = 10_000  # that are remembered: many questions ask what the same ones say
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = re.compile(r"[^\W_]+")


def says(subject: Subject, name: str) -> bool:
    """Whether a name has one of the words of a subject.

    Examples:
        >>> says("error", "PaymentDeclined"), says("error", "Zahlung fehlgeschlagen"), says("error", "Terror films")
        (True, True, False)
    """
    return bool(_said(subject, _words(name)))


def means_contact(touchpoint: Touchpoint) -> bool:
    """Whether a customer turns to the company here: by the channel or the words, and not received from it.

    What the company does about a ticket is no contact.

    Examples:
        >>> [means_contact(Touchpoint(name=name)) for name in ("Ticket created", "Ticket solved", "Contact page")]
        [True, False, True]
    """
    by_channel = touchpoint.channel.casefold() in _table()["contact"]["channels"]
    of_the_company = touchpoint.passive or state_of(touchpoint) in ("replied", "resolved")
    return not of_the_company and (by_channel or says("contact", touchpoint.name))


def state_of(touchpoint: Touchpoint) -> Subject | None:
    """What becomes of a ticket at a touchpoint.

    A word such as "opened" may speak of a mail as well: it counts beside a word of support, on a channel of support, or where
    the name has no other words.

    Examples:
        >>> [state_of(Touchpoint(name=name)) for name in ("Ticket opened", "Mail opened", "Closed", "Ticket re-opened")]
        ['opened', None, 'resolved', 'reopened']
    """
    words = _words(touchpoint.name)
    about_help = _said("contact", words) or touchpoint.channel.casefold() in _table()["contact"]["channels"]
    for state in STATES:
        said = _said(state, words)
        if said and (about_help or len(said) == len(words)):
            return state
    return None


def named_or(index: Index, steps: Sequence[Step] | None, holds: Callable[[Touchpoint], bool]) -> tuple[int, ...]:
    """The codes of the touchpoints that steps name; without steps, of those for which something holds."""
    if steps is None:
        return tuple(code for code, touchpoint in enumerate(index.touchpoints) if holds(touchpoint))
    return tuple(sorted({code for step in steps for code in match_step(index, step)[1]}))


@lru_cache(_NAMES)
def _words(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", _CAMEL.sub(" ", name)).casefold()
    return tuple(_WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter))))


@lru_cache(_NAMES)
def _said(subject: Subject, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of the first phrase of a subject that stands in a name."""
    for phrase in _phrases(subject):
        for at in range(len(words) - len(phrase) + 1):
            part = words[at : at + len(phrase)]
            if all(_fits(word, stem) for word, stem in zip(part, phrase, strict=True)):
                return part
    return ()


def _fits(word: str, stem: str) -> bool:
    return word.startswith(stem[:-1]) if stem.endswith("*") else word == stem


@cache
def _phrases(subject: Subject) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in _table()[subject]["words"])


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("footpath.analysis.readings").joinpath("spoken.toml").read_text(encoding="utf-8"))
