"""Drop-off, naively."""

from collections import Counter, defaultdict

from reference.leaving import waits
from reference.rows import Row, journeys


def dropoff(rows: list[Row], by: bool = False, enough: int = 30) -> dict[tuple[str | None, str], tuple[int, int, int]]:
    """(group, touchpoint) → arrivals, left, open."""
    wait = waits(rows, enough)
    end = max(row.at for row in rows)
    fates: dict[tuple[str | None, str], Counter[str]] = defaultdict(Counter)
    for journey in journeys(rows):
        for place in {row.touchpoint for row in journey}:
            number, visit = max((n, row) for n, row in enumerate(journey) if row.touchpoint == place)
            fate = "on" if number + 1 < len(journey) else "left" if end - visit.at >= wait[place] else "open"
            fates[visit.device if by else None, place][fate] += 1
    return {key: (fate["on"] + fate["left"], fate["left"], fate["open"]) for key, fate in fates.items()}
