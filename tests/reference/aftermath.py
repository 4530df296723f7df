"""What follows good and poor moments, naively."""

from reference.leaving import waits
from reference.rows import Row
from reference.said import Spoken, lives

FATES = ("reached", "not", "open")


def fates(
    events: list[Spoken], told: str, outcome: str | None, within: int | None
) -> dict[tuple[str, str], dict[str, int]]:
    """By touchpoint and side (good, poor): how many customers reached the outcome after their first moment, did not, or may yet."""
    plain = [Row(event.customer, event.at, event.name) for event in events]
    wait, end, found = waits(plain), max(event.at for event in events), {}
    for life in lives(events):
        first: dict[str, tuple[int, str]] = {}
        for number, event in enumerate(life):
            for place, side in _told(event, told):
                first.setdefault(place, (number, side))
        for place, (number, side) in first.items():
            hits = [e.at for e in life[number + 1 :] if outcome in (None, e.name)]
            if within is None:
                decided = bool(hits) or end - life[-1].at >= wait[life[-1].name]
                reached = bool(hits)
            else:
                decided = end - life[number].at >= within
                reached = bool(hits) and hits[0] - life[number].at <= within
            fate = "open" if not decided else "reached" if reached else "not"
            found.setdefault((place, side), dict.fromkeys(FATES, 0))[fate] += 1
    return found


def _told(event: Spoken, told: str) -> list[tuple[str, str]]:
    if told == "promise":
        return [] if event.promised is None else [(event.name, "good" if event.at <= event.promised else "poor")]
    felt = event.experience
    if not event.is_feedback or event.kind == "employee" or event.about is None or felt is None or abs(felt) < 0.25:
        return []
    return [(event.about, "good" if felt > 0 else "poor")]
