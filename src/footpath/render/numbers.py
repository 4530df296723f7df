"""Numbers as people read them: one function per unit, used wherever a number of that unit is shown.

They are written as the language that is spoken writes them: its decimal sign, thousands, percent, months and currencies come from
Unicode's locale data (`locales.py`). In English they are what the examples show.
"""

from collections.abc import Callable
from datetime import datetime
from math import isfinite

from footpath.model.claims import Claim
from footpath.render.language import say, say_many
from footpath.render.locales import marks

MINUS = "−"
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "BRL": "R$", "INR": "₹"}
_PERIODS = ((86_400.0 * 365, "year"), (86_400.0, "day"), (3_600.0, "hour"), (60.0, "minute"), (1.0, "second"))


def share(value: float) -> str:
    """A share 0..1 in percent.

    Examples:
        >>> share(0.376), share(0.004), share(0.00001), share(1), share(0.9996)
        ('38%', '0.4%', '<0.1%', '100%', '99.9%')
    """
    percent = value * 100
    if 0 < percent < 0.1:
        return "<" + _percent(0.1, 1)
    if 0 < abs(percent) < 0.95:
        return _percent(percent, 1)
    if 99.5 <= percent < 100:
        return _percent(min(percent, 99.9), 1)
    return _percent(percent, 0)


def percent_with(value: float, digits: int) -> str:
    """A share 0..1 in percent with so many decimals.

    Examples:
        >>> percent_with(0.3764, 1)
        '37.6%'
    """
    return _percent(value * 100, digits)


def count(value: float) -> str:
    """A count with its thousands set apart.

    Examples:
        >>> count(612004), count(-3.0)
        ('612,004', '−3')
    """
    return _signed(value, 0)


def score(value: float) -> str:
    """A score on its own scale: a whole one as it is, else two decimals below ten and one above.

    Examples:
        >>> score(4.084), score(2.6), score(8), score(71.25)
        ('4.08', '2.60', '8', '71.2')
    """
    return _signed(value, 0 if value == round(value) else 2 if abs(value) < 10 else 1)


def nps(value: float) -> str:
    """A net promoter score −100..100, always with its sign.

    Examples:
        >>> nps(12.4), nps(-3)
        ('+12', '−3')
    """
    return _plus(value, 0)


def points(value: float) -> str:
    """A difference in points.

    Examples:
        >>> points(9), points(-0.52), points(1)
        ('+9 points', '−0.5 points', '+1 point')
    """
    digits = 1 if abs(value) < 10 and value != round(value) else 0
    return say_many("{count} point", "{count} points", _as_read(value, digits), count=_plus(value, digits))


def seconds(value: float) -> str:
    """A duration in the largest unit that says it without a long fraction.

    Examples:
        >>> seconds(276480), seconds(111600), seconds(3600), seconds(45), seconds(0)
        ('3.2 days', '31 hours', '1 hour', '45 seconds', '0 seconds')
    """
    size = abs(value)
    for length, unit in _PERIODS:
        if size >= length * (1.5 if unit in ("day", "year") else 1) or unit == "second":
            amount = value / length
            digits = 0 if abs(amount) >= 10 or unit == "second" or round(abs(amount), 1) % 1 == 0 else 1
            return _of_unit(unit, _signed(amount, digits), round(amount, digits))
    raise AssertionError("a duration has a unit")


def _of_unit(unit: str, text: str, n: float) -> str:
    match unit:
        case "year":
            return say_many("{count} year", "{count} years", n, count=text)
        case "day":
            return say_many("{count} day", "{count} days", n, count=text)
        case "hour":
            return say_many("{count} hour", "{count} hours", n, count=text)
        case "minute":
            return say_many("{count} minute", "{count} minutes", n, count=text)
    return say_many("{count} second", "{count} seconds", n, count=text)


def money(value: float, currency: str = "") -> str:
    """An amount: cents below a hundred, thousands and millions shortened.

    Examples:
        >>> money(0.714, "EUR"), money(96_300, "EUR"), money(1_240_000, "SEK"), money(1234)
        ('€0.71', '€96k', 'SEK 1.2m', '1,234')
    """
    if (local := marks()) is not None:
        return f"{MINUS if value < 0 else ''}{local.money(abs(value), currency)}"
    symbol = _SYMBOLS.get(currency, f"{currency} " if currency else "")
    size = abs(value)
    if size >= 999_500:
        text = f"{size / 1e6:.1f}m"
    elif size >= 10_000:
        text = f"{size / 1e3:.0f}k"
    else:
        text = f"{size:,.0f}" if size >= 100 else f"{size:.2f}"
    return f"{MINUS if value < 0 else ''}{symbol}{text}"


def experience(value: float) -> str:
    """An experience −1..1.

    Examples:
        >>> experience(0.42), experience(-0.3), experience(0.001)
        ('+0.42', '−0.30', '0.00')
    """
    return _plus(value, 2)


def experience_words(value: float) -> str:
    """An experience −1..1 as a word.

    Examples:
        >>> [experience_words(x) for x in (-0.8, -0.3, 0, 0.3, 0.8)]
        ['very poor', 'poor', 'mixed', 'good', 'very good']
    """
    steps = ((-0.5, say("very poor")), (-0.15, say("poor")), (0.15, say("mixed")), (0.5, say("good")))
    return next((word for limit, word in steps if value < limit), say("very good"))


_SHOWS: dict[str, Callable[[float], str]] = {
    "share": share,
    "count": count,
    "score": score,
    "seconds": seconds,
    "experience": experience,
    "nps": nps,
    "points": points,
}


def amount(value: float, unit: str, currency: str = "") -> str:
    """A value of a claim's unit in words and figures."""
    if not isfinite(value):
        return say("no figure")
    return money(value, currency) if unit == "money" else _SHOWS[unit](value)


def value_of(claim: Claim, currency: str = "") -> str:
    return amount(claim.value, claim.unit, currency)


def interval_of(claim: Claim, currency: str = "") -> str:
    """The 95% interval of a claim: "± 2" when it is even on both sides as it is written, else "410 to 870".

    Empty when there is none, and when both its ends read the same in the digits that are shown.
    """
    if claim.low is None or claim.high is None or not (isfinite(claim.low) and isfinite(claim.high)):
        return ""
    low, high = sorted((claim.low, claim.high))
    first, last = amount(low, claim.unit, currency), amount(high, claim.unit, currency)
    if first == last:
        return ""
    return _even(claim, low, high) or say("{first} to {last}", first=first, last=last)


def _even(claim: Claim, low: float, high: float) -> str:
    """The half width when both halves read the same at the digits shown, else nothing."""
    digits, factor = {"share": (0, 100.0), "nps": (0, 1.0), "score": (2, 1.0), "experience": (2, 1.0)}.get(
        claim.unit, (-1, 1.0)
    )
    if digits < 0 or not low <= claim.value <= high:
        return ""
    below, above = (claim.value - low) * factor, (high - claim.value) * factor
    if f"{below:.{digits}f}" != f"{above:.{digits}f}" or below < 0.5 * 10**-digits:
        return ""
    return f"± {_signed(above, digits)}"


def period(from_at: datetime | None, to_at: datetime | None) -> str:
    """A period in months: "January to June 2026"; in days when it is short; empty when unknown.

    Examples:
        >>> period(datetime(2026, 1, 3), datetime(2026, 6, 28))
        'January to June 2026'
        >>> period(datetime(2025, 11, 3), datetime(2026, 6, 28))
        'November 2025 to June 2026'
        >>> period(datetime(2026, 1, 3), datetime(2026, 1, 9))
        '3 January to 9 January 2026'
    """
    if from_at is None or to_at is None:
        return "" if (only := from_at or to_at) is None else day(only)
    if (to_at - from_at).days < 45:
        if from_at.date() == to_at.date():
            return day(to_at)
        return days(from_at, to_at)
    first = _month(from_at, with_year=from_at.year != to_at.year)
    return say("{first} to {last}", first=first, last=_month(to_at, with_year=True))


def day(at: datetime) -> str:
    local = marks()
    return local.date(at, "day") if local else f"{at.day} {at.strftime('%B %Y')}"


def days(first: datetime, last: datetime) -> str:
    """From one day to another, the year once where it is the same.

    Examples:
        >>> days(datetime(2025, 3, 17), datetime(2025, 8, 24)), days(datetime(2024, 3, 17), datetime(2025, 8, 24))
        ('17 March to 24 August 2025', '17 March 2024 to 24 August 2025')
    """
    return say("{first} to {last}", first=_day_like(first, last), last=day(last))


def _day_like(at: datetime, other: datetime) -> str:
    if at.year != other.year:
        return day(at)
    local = marks()
    return local.date(at, "day of a year") if local else f"{at.day} {at.strftime('%B')}"


def _month(at: datetime, with_year: bool) -> str:
    local = marks()
    if local is not None:
        return local.date(at, "month and year" if with_year else "month")
    return at.strftime("%B %Y" if with_year else "%B")


def _signed(value: float, digits: int) -> str:
    text = f"{abs(value):,.{digits}f}"
    sign = MINUS if value < 0 and float(text.replace(",", "")) != 0 else ""
    local = marks()
    return sign + (local.number(text) if local else text)


def _plus(value: float, digits: int) -> str:
    text = _signed(value, digits)
    return text if value <= 0 or float(f"{value:.{digits}f}") == 0 else f"+{text}"


def _percent(value: float, digits: int) -> str:
    text = _signed(value, digits)
    local = marks()
    return local.percent(text) if local else f"{text}%"


def _as_read(value: float, digits: int) -> float:
    """A number as it is shown, which tells its plural."""
    return abs(float(f"{value:.{digits}f}"))
