"""The one rule for small cells: who stands behind a number of fewer than five is not shown.

A claim of so few keeps its number, its n and its question; the records behind it, which are single customers' even under
another name, are not part of it. As the rule stands in `Claim` itself it holds for everything that is made of a map.
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
