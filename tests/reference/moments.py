"""Landmarks, naively: who is at risk, where they had been, and what became of them."""

from reference.leaving import waits
from reference.rows import Row, journeys

Risk = tuple[set[str], str]


def at_risk(
    rows: list[Row], outcome: set[str] | None, events: int | None, after: int | None, within: int | None
) -> list[Risk]:
    """Of each customer without the outcome at the landmark: the places up to it; reached, not or open."""
    wait, end, found = waits(rows), max(row.at for row in rows), []
    for journey in journeys(rows):
        if events is not None:
            past, later = journey[:events], journey[events:]
            landmark = past[-1].at
        else:
            landmark = journey[0].at + (after or 0)
            past, later = ([r for r in journey if (r.at <= landmark) is before] for before in (True, False))
        if any(row.touchpoint in (outcome or set()) for row in past) or len(past) < (events or 0):
            continue
        hits = [row.at for row in later if outcome is None or row.touchpoint in outcome]
        if within is not None:
            reached, decided = bool(hits) and hits[0] - landmark <= within, end - landmark >= within
        else:
            final = journey[-1]
            reached = bool(hits)
            decided = reached or (landmark <= end and end - final.at >= wait[final.touchpoint])
        found.append(({row.touchpoint for row in past}, ("not", "reached")[reached] if decided else "open"))
    return found


def usual_length(rows: list[Row], outcome: set[str]) -> int:
    """The lower median of the events before the outcome, of those who had any."""
    lengths = []
    for journey in journeys(rows):
        hits = [n for n, row in enumerate(journey) if row.touchpoint in outcome]
        lengths.append(hits[0] if hits else len(journey))
    some = sorted(length for length in lengths if length)
    return some[(len(some) - 1) // 2] if some else 1
