"""How people rate: odds of each step of a scale when all is well, when it is better than that, and when a pain struck."""

from random import Random
from typing import Final

# Odds of 1, 2, 3, 4, 5.
GOOD: Final = (0.03, 0.05, 0.1, 0.28, 0.54)  # mean 4.25
HIGH: Final = (0.01, 0.01, 0.05, 0.18, 0.75)  # mean 4.65
LOW: Final = (0.4, 0.28, 0.18, 0.1, 0.04)  # mean 2.10
# Odds of 1 … 7.
EASY: Final = (0.02, 0.03, 0.05, 0.08, 0.17, 0.3, 0.35)  # mean 5.65
HARD: Final = (0.34, 0.28, 0.18, 0.1, 0.05, 0.03, 0.02)  # mean 2.41
# Odds of 0 … 10, by the number of pains that struck.
LIKELY: Final = (
    (0.01, 0.01, 0.01, 0.01, 0.02, 0.04, 0.06, 0.14, 0.24, 0.22, 0.24),
    (0.05, 0.04, 0.06, 0.08, 0.1, 0.14, 0.14, 0.15, 0.13, 0.06, 0.05),
    (0.16, 0.1, 0.12, 0.13, 0.12, 0.12, 0.09, 0.07, 0.05, 0.02, 0.02),
)


def rate(rng: Random, odds: tuple[float, ...], lowest: int = 1) -> int:
    """A step of the scale that begins at ``lowest``."""
    return rng.choices(range(lowest, lowest + len(odds)), odds)[0]
