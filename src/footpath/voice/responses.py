"""How many of those who were asked answered?"""

from dataclasses import dataclass

from footpath.model.intervals import wilson_rate


@dataclass(frozen=True)
class ResponseRate:
    """Answers per question sent, with its Wilson interval."""

    asked: int
    answered: int
    rate: float
    low: float
    high: float


def response_rate(asked: int, answered: int) -> ResponseRate | None:
    """The share of those asked who answered, or None where it cannot be known.

    It cannot be known when no invitation was recorded, nor when there are more answers than invitations: then people
    answered who were asked in a way that the records do not show.

    Examples:
        >>> response_rate(200, 30).rate
        0.15
        >>> response_rate(10, 11) is None
        True
    """
    if asked <= 0 or not 0 <= answered <= asked:
        return None
    low, high = wilson_rate(answered, asked)
    return ResponseRate(asked, answered, answered / asked, low, high)
