"""Lifecycle states, naively: every customer is asked for their state in every period."""

from collections import Counter

from reference.periods import period
from reference.rows import Row, journeys


def lifecycle(rows: list[Row], every: str, dormant: int, by: bool, zone: str) -> dict[tuple[str | None, int, str], int]:
    """(group, number of the period, state) → customers."""
    found: Counter[tuple[str | None, int, str]] = Counter()
    now = period(max(row.at for row in rows), every, zone)[0]
    for journey in journeys(rows):
        active = {period(row.at, every, zone)[0] for row in journey}
        for number in range(min(active), now + 1):
            lately = any(number - back in active for back in range(1, dormant + 1))
            asleep = number - dormant in active and not any(number - back in active for back in range(dormant))
            if number in active:
                state = "new" if number == min(active) else "returning" if lately else "resurrected"
            else:
                state = "" if not asleep else "open" if number == now else "dormant"
            if state:
                found[journey[0].device if by else None, number, state] += 1
    return dict(found)
