"""Flows and the step matrix, naively: every trail is written out as a list of places."""

from collections import Counter
from typing import NamedTuple

from reference.leaving import waits
from reference.rows import Row, journeys


class Trail(NamedTuple):
    customer: int
    group: str | None
    places: tuple[str, ...]


def units(journey: list[Row], gap: int | None) -> list[list[Row]]:
    found: list[list[Row]] = []
    for row in journey:
        if not found or (gap is not None and row.at - found[-1][-1].at > gap):
            found.append([])
        found[-1].append(row)
    return found


def trails(
    rows: list[Row],
    columns: int,
    start: set[str] | None = None,
    end: set[str] | None = None,
    collapse: bool = True,
    within: int | None = None,
    gap: int | None = None,
) -> list[Trail]:
    """Every trail, as long as the columns, with how it ended repeated."""
    found, wait, until = [], waits(rows), max(row.at for row in rows)
    for journey in journeys(rows):
        for unit in units(journey, gap):
            ahead = unit if end is None else unit[::-1]
            meant = start if end is None else end
            while ahead and meant is not None and ahead[0].touchpoint not in meant:
                ahead = ahead[1:]
            if not ahead:
                continue
            anchor, seen, ended = ahead[0], [ahead[0]], ""
            for row in ahead[1:]:
                if collapse and row.touchpoint == seen[-1].touchpoint:
                    seen[-1] = row
                elif within is not None and abs(row.at - anchor.at) > within:
                    ended = "left"
                    break
                else:
                    seen.append(row)
            if not ended:
                over = until - seen[-1].at >= wait[seen[-1].touchpoint]
                if gap is not None:
                    over = unit[-1] is not journey[-1] or until - unit[-1].at > gap
                ended = "left" if over or (within is not None and until - anchor.at >= within) else "open"
            places = [row.touchpoint for row in seen] + [ended if end is None else "began"] * (columns + 1)
            found.append(Trail(anchor.customer, anchor.device, tuple(places[: columns + 1])))
    return found


def named(found: list[Trail], tops: list[list[str]]) -> list[Trail]:
    """The same with what is not among the top of its column as "other"."""
    words = ("began", "left", "open")
    return [
        trail._replace(
            places=tuple(
                place if place in words or place in top else "other"
                for place, top in zip(trail.places, tops, strict=True)
            )
        )
        for trail in found
    ]


def tops(found: list[Trail], top: int, order: str, alike: bool) -> list[list[str]]:
    """The commonest places of each column, or of all columns together."""
    columns = range(len(found[0].places))
    met = [Counter(trail.places[column] for trail in found if len(trail.places[column]) == 1) for column in columns]
    met = [sum(met, Counter())] * len(met) if alike else met
    return [sorted(counts, key=lambda place: (-counts[place], order.index(place)))[:top] for counts in met]
