"""An edited cell as what its attribute holds: a number, a day, or one of a few words."""

from datetime import date, datetime
from math import isfinite
from typing import Any

EFFORTS = ("", "low", "medium", "high")


def read_cell(attribute: str, text: str) -> tuple[Any, str]:
    """The value, or why the text is none.

    Examples:
        >>> read_cell("target", "35%"), read_cell("by_on", "2026-12-31 00:00:00"), read_cell("effort", "huge")[1]
        ((0.35, ''), (datetime.date(2026, 12, 31), ''), 'An effort is low, medium or high.')
    """
    match attribute:
        case "target":
            return _number(text)
        case "by_on":
            return _day(text)
        case "effort":
            folded = text.casefold()
            return (folded, "") if folded in EFFORTS else (None, "An effort is low, medium or high.")
    return text, ""


def _number(text: str) -> tuple[float | None, str]:
    plain = text.replace("−", "-").strip()
    part = 100.0 if plain.endswith("%") else 1.0
    try:
        value = float(plain.removesuffix("%").replace(",", ".")) / part
    except ValueError:
        value = float("nan")
    return (value, "") if isfinite(value) else (None, "A target is a number, written as 0.35 or 35%.")


def _day(text: str) -> tuple[date | None, str]:
    if not text:
        return None, ""
    try:
        return datetime.fromisoformat(text).date(), ""
    except ValueError:
        return None, "A day is written as 2026-12-31."
