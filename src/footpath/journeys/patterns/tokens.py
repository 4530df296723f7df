"""The words and signs that a pattern is made of."""

import re
from typing import NamedTuple

from footpath.journeys.patterns.mistakes import mistake

LONGEST = 4_000  # characters of a pattern
_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<number>-?\d+(?:\.\d+)?[^\W\d]*)
    |(?P<word>[^\W\d]\w*(?:-\w+)*)
    |(?P<sign>\.\.\.|…|->|→|-\[|\|\||!=|>=|<=|[-|()\[\]{}*+?!.,:=<>~])
    """,
    re.VERBOSE | re.DOTALL,
)
_SAME = {"→": "->", "…": "..."}


class Token(NamedTuple):
    """A piece of a pattern.

    Attributes:
        kind: text (it was quoted), number (with or without a unit), word, sign, or end.
        value: what it says; of a text without its quotes.
        at: its first character, counted from 0.
    """

    kind: str
    value: str
    at: int


def tokens_of(text: str) -> list[Token]:
    """The tokens of a pattern, the last of which is its end.

    Raises:
        SpecError: a quote is never closed, a character means nothing, or the pattern is too long.

    Examples:
        >>> [token.value for token in tokens_of('"help page"{value>=50} -> pay within 7d')]
        ['help page', '{', 'value', '>=', '50', '}', '->', 'pay', 'within', '7d', '']
    """
    if len(text) > LONGEST:
        raise mistake(text, LONGEST, f"it is longer than {LONGEST:,} characters")
    found, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise mistake(text, at, _why_not(text[at]))
        kind, value = match.lastgroup or "", match.group()
        if kind == "text":
            value = re.sub(r"\\(.)", r"\1", value[1:-1], flags=re.DOTALL)
        if kind != "space":
            found.append(Token(kind, _SAME.get(value, value) if kind == "sign" else value, at))
        at = match.end()
    return [*found, Token("end", "", len(text))]


def _why_not(letter: str) -> str:
    if letter in "\"'":
        return "this quote is never closed"
    return f"{letter!r} means nothing here; put names with such characters in quotes"
