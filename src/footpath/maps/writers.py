"""How a sentence writes what stands in its holes, by name: numbers, words and lists of words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from footpath.maps.wording import (
    all_text,
    count_text,
    day_text,
    exact_text,
    figure_text,
    listed_text,
    money_text,
    points_text,
    score_text,
    signed_text,
    time_text,
)
from footpath.model.durations import parse_duration
from footpath.model.figures import share_text

MOST_LISTED = 3


class Scale(NamedTuple):
    """What the writing of a number may depend on.

    Attributes:
        kind: of a score: rating, nps …
        unit: of the claim; empty where a row is told without one.
    """

    kind: str
    unit: str


def scale_text(kind: str) -> str:
    """What a score is out of, to stand after it; an NPS needs nothing.

    Examples:
        >>> [scale_text(kind) for kind in ("rating", "csat", "ces", "nps")]
        [' stars', ' of 5', ' of 7', '']
    """
    return {"ces": " of 7", "rating": " stars", "review": " stars", "nps": ""}.get(kind, " of 5")


def _figure(value: float, scale: Scale) -> str:
    return figure_text(value, scale.unit)


NUMBERS: Mapping[str, Callable[[float, Scale], str]] = {
    "count": lambda value, _: count_text(value),
    "share": lambda value, _: share_text(value),
    "time": lambda value, _: time_text(value),
    "score": lambda value, scale: score_text(value, scale.kind or "rating"),
    "signed": lambda value, _: signed_text(value, 2),
    "points": lambda value, _: points_text(value),
    "money": lambda value, _: money_text(value),
    "figure": _figure,
    "exact": lambda value, scale: exact_text(value, scale.unit),
}
WORDS: Mapping[str, Callable[[str], str]] = {
    "day": lambda text: day_text(date.fromisoformat(text)),
    "period": lambda text: time_text(parse_duration(text).total_seconds()),
    "scale": scale_text,
}
LISTS: Mapping[str, Callable[[Sequence[str]], str]] = {
    "listed": lambda words: listed_text(words, MOST_LISTED),
    "all": all_text,
    "either": " or ".join,
    "number": lambda words: count_text(len(words)),
}
