"""Errors that point at the character of a pattern."""

import unicodedata

from footpath.errors import SpecError

_SHOWN = 60  # characters of the pattern on either side of the place


def mistake(text: str, at: int, expected: str) -> SpecError:
    """An error whose second and third line are the pattern and a caret below the character ``at``, counted from 0.

    Examples:
        >>> print(mistake("cart -> ", 8, "a step was expected after the arrow"))
        The pattern is not understood at character 9: a step was expected after the arrow.
            cart ->
                    ^
    """
    first = max(text.rfind("\n", 0, at) + 1, at - _SHOWN)
    line = text[first : at + _SHOWN].split("\n")[0]
    room = sum(map(_width, text[first:at]))
    lines = (f"The pattern is not understood at character {at + 1}: {expected}.", f"    {line}", f"    {' ' * room}^")
    return SpecError("\n".join(_printable(text).rstrip() for text in lines))


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _width(letter: str) -> int:
    """Columns that a letter takes on a terminal."""
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
