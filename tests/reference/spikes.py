"""The likeliest stretch of days, by trying them all against a level that never changes."""

from collections.abc import Sequence
from math import log


def best_stretch(counts: Sequence[int], before: int) -> tuple[int, int]:
    """First day and the day after the last: the stretch that begins ``before`` days in or later and stands out most."""
    best, found = 0.0, (0, 0)
    for first in range(before, len(counts)):
        for end in range(first + 1, len(counts) + 1):
            seen, days = sum(counts[first:end]), end - first
            rest, others = sum(counts) - seen, len(counts) - days
            if seen == 0 or rest * days >= seen * others:
                continue
            odds = seen * log(seen / days) + (rest * log(rest / others) if rest else 0.0)
            if odds > best or found == (0, 0):
                best, found = odds, (first, end)
    return found
