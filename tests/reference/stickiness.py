"""Stickiness and lifecycle, naively."""

from collections import Counter

from reference.periods import period
from reference.rows import Row, journeys


def stickiness(rows: list[Row], of: str, every: str, by: bool, zone: str) -> dict[tuple[str | None, str, int], int]:
    """(group, period, days) → customers."""
    found: Counter[tuple[str | None, str, int]] = Counter()
    now = period(max(row.at for row in rows), of, zone)[1]
    for journey in journeys(rows):
        for label in {period(row.at, of, zone)[1] for row in journey}:
            inside = [row for row in journey if period(row.at, of, zone)[1] == label]
            days = len({period(row.at, every, zone) for row in inside})
            for shown in (label, "all") if label != now else (label,):
                found[inside[0].device if by else None, shown, days] += 1
    return dict(found)
