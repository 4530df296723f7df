"""The words and figures on charts. Every outside string is cleaned here before it is drawn."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import isfinite
from typing import Any, Literal

from footpath.render import numbers
from footpath.render.charts.terms import term
from footpath.render.language import say, say_many
from footpath.render.locales import marks
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
        return with_unit(f"{seconds * 1000:.0f}" if abs(seconds) >= 0.0005 else "<1", "ms")
    for length, unit, least in _UNITS:
        if abs(seconds) >= length * least or unit == "s":
            amount = seconds / length
            text = f"{abs(amount):,.{0 if abs(amount) >= 9.95 else 1}f}".removesuffix(".0")
            local = marks()
            return ("-" if amount < 0 else "") + with_unit(local.number(text) if local else text, unit)
    raise AssertionError("a duration has a unit")


def with_unit(amount: str, unit: str) -> str:
    """A number of years, days, hours, minutes, seconds or thousandths of them, short."""
    match unit:
        case "y":
            return say("{amount} y", amount=amount)
        case "d":
            return say("{amount} d", amount=amount)
        case "h":
            return say("{amount} h", amount=amount)
        case "min":
            return say("{amount} min", amount=amount)
        case "s":
            return say("{amount} s", amount=amount)
    return say("{amount} ms", amount=amount)


def between(low: float | None, high: float | None, kind: Kind) -> str:
    """An interval in brackets, after a space; nothing where none is known."""
    if low is None or high is None or not (isfinite(low) and isfinite(high)):
        return ""
    return f" ({say('{first} to {last}', first=figure(low, kind), last=figure(high, kind))})"


def named(value: Any) -> str:
    """A step, a path or a name of a question or row, in words."""
    if value is None:
        return say("none")
    if isinstance(value, Mapping):
        return clean(say(" and ").join(f"{key} {_condition(of)}" for key, of in value.items()))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return say(" or ").join(named(item) for item in value)
    return clean(str(value)) or say("(no name)")


def _condition(of: Any) -> str:
    if isinstance(of, Mapping):
        return say(" and ").join(f"{str(word).replace('_', ' ')} {named(value)}" for word, value in of.items())
    return say("is {value}", value=named(of))


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
    return term(name.replace("_", " ").capitalize())


def by(title: str, what: Any) -> str:
    """A title with what its figures are told apart by."""
    return say("{title}, by {what}", title=title, what=term(named(what)))


def part_of(part: float, whole: float) -> str:
    """ "38 of 400" """
    return say("{part} of {whole}", part=counted(part), whole=counted(whole))


def counted(number: float | None) -> str:
    """A count; a dash where it is not known."""
    return figure(number, "count")


def n_of(number: float | None) -> str:
    return say("n = {n}", n=counted(number))


def of_customers(number: float) -> str:
    return say_many("{count} customer", "{count} customers", number, count=counted(number))


def more_rows(number: int) -> str:
    """That so many rows are only in the table; nothing where all are drawn."""
    return say("And {count} more in the table.", count=counted(number)) if number > 0 else ""


def more_groups(number: int) -> str:
    return say("And {count} more groups in the table.", count=counted(number)) if number > 0 else ""


def sentences(*parts: str) -> str:
    """Those that say anything, one after the other."""
    return " ".join(part for part in parts if part)


def about(question: Mapping[str, Any], n: int, as_of: datetime | None) -> str:
    """Of whom and until when a chart speaks: its subtitle."""
    parts = [say("n = {n}", n=of_customers(n))]
    if question.get("where"):
        parts.append(say("where {condition}", condition=named(question["where"])))
    if question.get("during"):
        parts.append(say("during {period}", period=named(question["during"])))
    if as_of:
        parts.append(say("records up to {day}", day=numbers.day(as_of)))
    return ", ".join(parts)
