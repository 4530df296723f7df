"""Small facts of a card in few lines: since when, what is at stake, who is touched. What finds no room is left to the panel."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from footpath.model.findings import Pain, Worth
from footpath.render.language import say, say_many
from footpath.render.marks import Paragraph, paragraph
from footpath.render.numbers import amount, count, day
from footpath.render.text import clean
from footpath.render.theme import Style

_BETWEEN = " · "
_NO_BREAK = "\u00a0"


def day_of(on: date) -> str:
    """A day as the language writes it."""
    return day(datetime(on.year, on.month, on.day, tzinfo=UTC))


def since(pain: Pain) -> str:
    """ "since 24 February 2025", or from when to when it was; empty where it was always so or cannot be dated."""
    if pain.onset_on is None:
        return ""
    if pain.until_on is None:
        return say("since {day}", day=day_of(pain.onset_on))
    return say("{first} to {last}", first=day_of(pain.onset_on), last=day_of(pain.until_on))


def give_or_take(pain: Pain) -> str:
    """How well the first day is known, by the farther end of its interval: "± 4 days"; empty where it is known to the day."""
    ends = [on for on in (pain.onset_low_on, pain.onset_high_on) if on is not None]
    if pain.onset_on is None or not ends:
        return ""
    days = max(abs((on - pain.onset_on).days) for on in ends)
    return say_many("± {count} day", "± {count} days", days, count=count(days)) if days else ""


def at_stake(worth: Worth | None, currency: str) -> str:
    """ "€198k at stake"; empty where it is not known in money: other units need the words that the panel has."""
    if worth is None or worth.unit != "money":
        return ""
    return say("{amount} at stake", amount=amount(worth.value, "money", currency))


def pain_facts(pain: Pain, currency: str, style: Style, width: float, lines: int) -> Paragraph:
    """What is known of a pain besides its title and proof, in no more lines than there are."""
    begun, stake, who = since(pain), at_stake(pain.stake, currency), clean(pain.who)
    doubt = give_or_take(pain)
    full = f"{begun} ({doubt})" if begun and doubt else begun
    choices = ((full, stake, who), (begun, stake, who), (full, stake), (begun, stake), (begun,), (stake,), (who,))
    return fitting(choices, style, width, lines)


def fitting(choices: Sequence[Sequence[str]], style: Style, width: float, lines: int) -> Paragraph:
    """The first choice that stands in so many lines, each of its parts whole if it can be; else the last, shortened."""
    said = [tuple(part for part in choice if part) for choice in choices]
    said = [choice for choice in said if choice] or [()]
    drawn = (_whole(choice, style, width, lines) for choice in said)
    return next((text for text in drawn if not text.shortened), paragraph(_BETWEEN.join(said[-1]), style, width, lines))


def _whole(parts: Sequence[str], style: Style, width: float, lines: int) -> Paragraph:
    """Parts joined so that lines break between them, where each part is short enough for a line."""
    solid = [part.replace(" ", _NO_BREAK) for part in parts]
    text = f"{_NO_BREAK}· ".join(solid)
    if any(len(paragraph(part, style, width, 2).lines) > 1 for part in solid):
        text = _BETWEEN.join(parts)
    wrapped = paragraph(text, style, width, lines)
    return Paragraph(tuple(line.replace(_NO_BREAK, " ") for line in wrapped.lines), style, width, wrapped.shortened)
