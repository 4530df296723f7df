"""The rules for small cells: who stands behind a number of fewer than five is not shown, and what so few did or felt is not told.

A claim of so few keeps its number, its n and its question; the records behind it, which are single customers' even under
another name, are not part of it. As this rule stands in `Claim` itself it holds for everything that is made of a map. A draft
makes no claim at all of a share, a score, an experience, a time or an amount of fewer than five; how many there are it may say.
"""

from math import isfinite

FEWEST = 5  # customers, or texts, behind a number before any of their records is shown


def is_small_cell(value: float, n: int, unit: str) -> bool:
    """Whether fewer than `FEWEST` stand behind a number: behind its n, or, of a count or a share, behind what is counted.

    Examples:
        >>> is_small_cell(0.5, 4, "experience"), is_small_cell(3.0, 20_000, "count"), is_small_cell(0.25, 40, "share")
        (True, True, False)
    """
    counted = {"count": value, "share": value * n}.get(unit, n)
    return n < FEWEST or (isfinite(counted) and round(counted) < FEWEST)


def tells_of_few(value: float, n: int, unit: str) -> bool:
    """Whether a number says what fewer than `FEWEST` customers, or texts, did or felt; that none did says it of nobody.

    Examples:
        >>> tells_of_few(0.5, 4, "experience"), tells_of_few(0.001, 2_000, "share"), tells_of_few(0.0, 2_000, "share")
        (True, True, False)
        >>> tells_of_few(3.0, 3, "count")
        False
    """
    if unit == "count":
        return False
    return n < FEWEST or (unit == "share" and 0 < round(value * n) < FEWEST)
