"""Matches, naively."""

from reference.patterns import Event, Pattern, span

Counted = tuple[int, int, list[int]]


def matches(journeys: list[list[Event]], pattern: Pattern, now: int, by: bool) -> dict[str | None, Counted]:
    """Group → customers, those with a match, and the seconds that each first match takes, ascending."""
    found: dict[str | None, Counted] = {}
    for journey in journeys:
        match = span(pattern, journey, now)
        if journey:
            group = journey[match[0] if match else 0].device if by else None
            customers, matched, times = found.get(group, (0, 0, []))
            took = [60 * (journey[match[1]].at - journey[match[0]].at)] if match else []
            found[group] = (customers + 1, matched + len(took), sorted(times + took))
    return found
