"""The value of a target, read in the unit of the number that it is for."""

from footpath.errors import MapError, SpecError
from footpath.model.claims import Unit
from footpath.model.durations import parse_duration

_RANGES: dict[Unit, tuple[float, float, str]] = {
    "share": (0.0, 1.0, "a share: write 0.4 or 40%"),
    "experience": (-1.0, 1.0, "an experience: write a number from −1 (very poor) to 1 (very good)"),
    "nps": (-100.0, 100.0, "a net promoter score: write a number from −100 to 100"),
    "points": (-1000.0, 1000.0, "a difference in points: write a number"),
    "score": (0.0, 1000.0, "a score: write a number on its own scale"),
    "money": (-1e15, 1e15, "an amount of money: write a plain number"),
}


def read_target(text: str, unit: Unit, said: str) -> float:
    """A target in the unit of its number.

    Raises:
        MapError: no such value can be a target of it.
    """
    if unit == "count":
        raise MapError(
            f"{said}: a count grows with the time that is looked at, so it cannot have a target.",
            "Set one on a share, a mean, a score or a time.",
        )
    if unit == "seconds":
        return _seconds(text, said)
    low, high, words = _RANGES[unit]
    value = _number(text, said, words)
    if not low <= value <= high:
        raise MapError(f'{said}: "{text}" is not {words.partition(":")[0]}.', f"It is {words}.")
    return value


def _number(text: str, said: str, words: str) -> float:
    plain = text.strip().replace("−", "-")
    per_cent = plain.endswith("%")
    try:
        value = float(plain.removesuffix("%").strip())
    except ValueError:
        raise MapError(f'{said}: "{text}" is not a number.', f"It is {words}.") from None
    return value / 100 if per_cent else value


def _seconds(text: str, said: str) -> float:
    try:
        return parse_duration(text).total_seconds()
    except (SpecError, OverflowError):
        raise MapError(f'{said}: "{text}" is not a time.', 'Write for example "30m", "12h" or "2d".') from None
