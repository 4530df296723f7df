"""Small facts of a card in few lines: since when, what is at stake, who is touched. What finds no room is left to the panel."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from footpath.model.findings import Pain, Worth
from footpath.render.language import say, say_many
from footpath.render.marks import Paragraph, paragraph
from footpath.render.numbers import amount, count, day, days
from footpath.render.text import clean, width_of
from footpath.render.theme import Style

_BETWEEN = " · "


def day_of(on: date) -> str:
    """A day as the language writes it."""
    return day(_at(on))


def _at(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=UTC)


def since(pain: Pain) -> str:
    """ "since 24 February 2025", or from when to when it was; empty where it was always so or cannot be dated."""
    if pain.onset_on is None:
        return ""
    if pain.until_on is None:
        return say("since {day}", day=day_of(pain.onset_on))
    return days(_at(pain.onset_on), _at(pain.until_on))


def give_or_take(pain: Pain) -> str:
    """How well the first day is known, by the farther end of its interval: "± 4 days"; empty where it is known to the day."""
    ends = [on for on in (pain.onset_low_on, pain.onset_high_on) if on is not None]
    if pain.onset_on is None or not ends:
        return ""
    days = max(abs((on - pain.onset_on).days) for on in ends)
    return say_many("± {count} day", "± {count} days", days, count=count(days)) if days else ""


def at_stake(worth: Worth | None, currency: str) -> str:
    """ "€19k a month at stake"; empty where it is not known in money: other units need the words that the panel has."""
    if worth is None or worth.unit != "money":
        return ""
    told = amount(worth.value, "money", currency)
    return say("{amount} a month at stake", amount=told) if worth.per else say("{amount} at stake", amount=told)


def pain_facts(pain: Pain, currency: str, style: Style, width: float, lines: int) -> Paragraph:
    """What is known of a pain besides its title and proof, in no more lines than there are."""
    begun, stake, who = since(pain), at_stake(pain.stake, currency), clean(pain.who)
    doubt = give_or_take(pain)
    full = f"{begun} ({doubt})" if begun and doubt else begun
    choices = ((full, stake, who), (begun, stake, who), (full, stake), (begun, stake), (begun,), (stake,), (who,))
    return fitting(choices, style, width, lines)


def fitting(choices: Sequence[Sequence[str]], style: Style, width: float, lines: int) -> Paragraph:
    """The first choice that stands in so many lines, each of its parts whole if it can be; else the last, shortened."""
    said = [tuple(text for part in choice if (text := clean(part))) for choice in choices]
    said = [choice for choice in said if choice] or [()]
    drawn = (_in_lines(choice, style, width) for choice in said)
    found = next((text for text in drawn if len(text.lines) <= lines), None)
    return found or paragraph(_BETWEEN.join(said[-1]), style, width, lines)


def _in_lines(parts: Sequence[str], style: Style, width: float) -> Paragraph:
    """As many parts on a line as it holds; one that is longer than a line is wrapped by itself."""
    lines: list[str] = []
    for part in parts:
        joined = f"{lines[-1]}{_BETWEEN}{part}" if lines else part
        if lines and width_of(joined, style) <= width:
            lines[-1] = joined
        else:
            lines += paragraph(part, style, width, 9).lines
    return Paragraph(tuple(lines), style, width)
