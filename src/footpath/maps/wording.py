"""Numbers in the words of a map's sentences: one function for each kind."""

from collections.abc import Sequence
from datetime import date, datetime

from footpath.model.figures import share_text


def count_text(value: float) -> str:
    """Examples:
    >>> count_text(5330.0)
    '5,330'
    """
    return f"{round(value):,}"


def time_text(seconds: float) -> str:
    """The largest unit of which there are at least two (one and a half for days).

    Examples:
        >>> time_text(42), time_text(600), time_text(3 * 3600), time_text(2.4 * 86400)
        ('42 seconds', '10 minutes', '3 hours', '2.4 days')
    """
    for unit, size, least in (("days", 86_400, 1.5), ("hours", 3_600, 2), ("minutes", 60, 2)):
        if seconds >= least * size:
            return f"{_short(seconds / size)} {unit}"
    return f"{_short(seconds)} seconds"


def signed_text(value: float, digits: int) -> str:
    """A figure that may be below zero, with its sign and a true minus.

    Examples:
        >>> signed_text(-0.234, 2), signed_text(12.4, 0)
        ('−0.23', '+12')
    """
    return f"{value:+.{digits}f}".replace("-", "−")


def score_text(value: float, kind: str = "rating") -> str:
    """A mean score on its own scale: an NPS with its sign, others with two decimals.

    Examples:
        >>> score_text(2.603), score_text(11.6, "nps")
        ('2.60', '+12')
    """
    return signed_text(value, 0) if kind == "nps" else f"{value:.2f}"


def points_text(points: float) -> str:
    """A difference of two shares in hundredths, and which way it goes.

    Examples:
        >>> points_text(27.4), points_text(-3)
        ('27 points more', '3 points fewer')
    """
    return f"{abs(points):.0f} points {'more' if points > 0 else 'fewer'}"


def money_text(value: float) -> str:
    """Examples:
    >>> money_text(1482.5)
    '1,482.50'
    """
    return f"{value:,.2f}"


def figure_text(value: float, unit: str) -> str:
    """A claim's value as its unit is written.

    Examples:
        >>> figure_text(0.384, "share"), figure_text(-3.25, "points"), figure_text(11.6, "nps"), figure_text(1200, "count")
        ('38%', '−3.2', '+12', '1,200')
    """
    if unit == "share":
        return share_text(value)
    if unit == "seconds":
        return time_text(value)
    if unit in ("experience", "points"):
        return signed_text(value, 2 if unit == "experience" else 1)
    if unit in ("score", "nps"):
        return score_text(value, "nps" if unit == "nps" else "rating")
    return count_text(value)


def exact_text(value: float, unit: str) -> str:
    """The same for a number that somebody asked for: four digits where its unit does not say how many.

    Examples:
        >>> exact_text(0.384, "share"), exact_text(0.12345, "experience"), exact_text(1200, "count")
        ('38%', '0.1235', '1,200')
    """
    if unit in ("share", "seconds") or (unit == "count" and value >= 100):
        return figure_text(value, unit)
    return f"{value:.4g}"


def listed_text(words: Sequence[str], most: int) -> str:
    """The first few, and how many more there are.

    Examples:
        >>> listed_text(["Cart", "Pay"], 3), listed_text(["Cart", "Pay", "Ship"], 2)
        ('Cart, Pay', 'Cart, Pay and 1 more')
    """
    shown = ", ".join(words[:most])
    return f"{shown} and {len(words) - most} more" if len(words) > most else shown


def all_text(words: Sequence[str]) -> str:
    """Examples:
    >>> all_text(["Cart"]), all_text(["Cart", "Costs", "Pay"])
    ('Cart', 'Cart, Costs and Pay')
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def day_text(on: date) -> str:
    """Examples:
    >>> day_text(date(2025, 3, 1))
    '1 March 2025'
    """
    return f"{on.day} {on:%B %Y}"


def month_text(at: datetime) -> str:
    """Examples:
    >>> month_text(datetime(2025, 3, 1))
    'March 2025'
    """
    return f"{at:%B %Y}"


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0") if value < 10 else f"{value:.0f}"
