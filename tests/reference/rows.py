"""Events as plain tuples, and the one definition of a journey that all references share."""

from collections import defaultdict
from typing import NamedTuple

HOUR = 3600


class Row(NamedTuple):
    customer: int
    at: int  # hours
    touchpoint: str
    device: str | None = None


def journeys(rows: list[Row]) -> list[list[Row]]:
    """Each customer's rows by time; of two at one time, the one that came first."""
    found = defaultdict(list)
    for row in rows:
        found[row.customer].append(row)
    return [sorted(found[customer], key=lambda row: row.at) for customer in sorted(found)]
