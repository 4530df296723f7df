"""Retention, naively."""

from collections import defaultdict

from reference.periods import period
from reference.rows import Row, journeys

Cell = tuple[str | None, str, int]


def retention(
    rows: list[Row],
    unit: str,
    kind: str,
    first: bool,
    starts: str,
    backs: str,
    ends: list[int],
    last: int,
    by: bool = False,
    zone: str = "UTC",
) -> dict[Cell, tuple[int, int, int]]:
    """(group, cohort, period) → customers whose period is over, returned, open. ``ends`` of brackets are hours."""
    found: dict[Cell, list[tuple[bool, bool]]] = defaultdict(list)
    now = max(row.at for row in rows)
    for journey in journeys(rows):
        cohorts: list[int] = []
        for number, start in enumerate(journey):
            own, label = period(start.at, unit, zone)
            if start.touchpoint not in starts or (cohorts and first) or own in cohorts:
                continue
            cohorts.append(own)
            back = [row.at for row in journey[number:] if row.touchpoint in backs]
            for k in range(last + 1):
                if kind == "bracket":
                    over = start.at + ends[k] <= now
                    came = any((ends[k - 1] if k else -1) < at - start.at <= ends[k] for at in back)
                else:
                    if own + k > period(now, unit, zone)[0]:
                        continue
                    over = own + k < period(now, unit, zone)[0]
                    gone = [period(at, unit, zone)[0] - own for at in back]
                    came = any(number == k or (kind == "rolling" and number > k) for number in gone)
                for cohort in (label, "all"):
                    found[start.device if by else None, cohort, k].append((over, came))
    return {
        cell: (sum(over for over, _ in all_), sum(o and c for o, c in all_), sum(not over for over, _ in all_))
        for cell, all_ in found.items()
    }
