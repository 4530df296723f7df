"""The words and figures on charts. Every outside string is cleaned here before it is drawn."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import isfinite
from typing import Any, Literal

from footpath.render import numbers
from footpath.render.text import clean, is_rtl, shorten, width_of, wrap
from footpath.render.theme import Style

Kind = Literal["share", "seconds", "count", "amount", "score", "points", "experience"]
NOTHING = "–"
_UNITS = ((86_400.0 * 365, "y", 1.5), (86_400.0, "d", 1.5), (3_600.0, "h", 1.0), (60.0, "min", 1.0), (1.0, "s", 1.0))


def figure(value: float | None, kind: Kind) -> str:
    """A number as people read it; a dash where it is not known."""
    if value is None or not isfinite(value):
        return NOTHING
    match kind:
        case "share":
            return numbers.share(value)
        case "seconds":
            return span(value)
        case "count":
            return numbers.count(value)
        case "amount":
            return numbers.money(value)
        case "score":
            return numbers.score(value)
        case "points":
            return numbers.points(value * 100)
        case "experience":
            return numbers.experience(value)


def span(seconds: float) -> str:
    """A duration, short.

    Examples:
        >>> span(276480), span(7200), span(90), span(0.25), span(0)
        ('3.2 d', '2 h', '1.5 min', '250 ms', '0 s')
    """
    if 0 < abs(seconds) < 0.9995:
        return f"{seconds * 1000:.0f} ms" if abs(seconds) >= 0.0005 else "<1 ms"
    for length, unit, least in _UNITS:
        if abs(seconds) >= length * least or unit == "s":
            amount = seconds / length
            return f"{amount:,.{0 if abs(amount) >= 9.95 else 1}f}".removesuffix(".0") + f" {unit}"
    raise AssertionError("a duration has a unit")


def between(low: float | None, high: float | None, kind: Kind) -> str:
    """An interval in brackets, after a space; nothing where none is known."""
    if low is None or high is None or not (isfinite(low) and isfinite(high)):
        return ""
    return f" ({figure(low, kind)} to {figure(high, kind)})"


def named(value: Any) -> str:
    """A step, a path or a name of a question or row, in words."""
    if value is None:
        return "none"
    if isinstance(value, Mapping):
        return clean(" and ".join(f"{key} {_condition(of)}" for key, of in value.items()))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " or ".join(named(item) for item in value)
    return clean(str(value)) or "(no name)"


def _condition(of: Any) -> str:
    if isinstance(of, Mapping):
        return " and ".join(f"{str(word).replace('_', ' ')} {named(value)}" for word, value in of.items())
    return f"is {named(of)}"


def ready(text: str, style: Style, room: float) -> str:
    """A name as it is drawn: one line no wider than ``room``."""
    return shorten(named(text), style, room)


def turned(text: str) -> str:
    """Text with its direction told: one that runs from right to left stands apart from what is around it.

    Viewers differ in what they make of ``direction``; these two marks they all know.
    """
    return f"\u2067{text}\u2069" if is_rtl(text) else text


def widest(texts: Sequence[str], style: Style) -> float:
    return max((width_of(text, style) for text in texts), default=0.0)


def lines(text: str, style: Style, room: float, most: int = 3) -> list[str]:
    """A sentence in lines no wider than ``room``."""
    return list(wrap(text, style, room, most)[0])


def words(name: str) -> str:
    """A name of ours as words.

    Examples:
        >>> words("last_non_direct")
        'Last non direct'
    """
    return name.replace("_", " ").capitalize()


def about(question: Mapping[str, Any], n: int, as_of: datetime | None) -> str:
    """Of whom and until when a chart speaks: its subtitle."""
    parts = [f"n = {n:,} customer{'' if n == 1 else 's'}"]
    if question.get("where"):
        parts.append(f"where {named(question['where'])}")
    if question.get("during"):
        parts.append(f"during {named(question['during'])}")
    if as_of:
        parts.append(f"records up to {numbers.day(as_of)}")
    return ", ".join(parts)
