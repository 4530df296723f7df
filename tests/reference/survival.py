"""The curve of Kaplan and Meier, naively."""

from reference.rows import HOUR, Row, journeys

Point = tuple[float, int, int, int, float]


def survival(rows: list[Row], starts: str, ends: str, within: int | None, by: bool) -> dict[str | None, list[Point]]:
    """By group: seconds, at risk, reached and censored until then, share that waits on; at every time anything happens."""
    now = max(row.at for row in rows)
    waits: dict[str | None, list[tuple[int, bool]]] = {}
    for journey in journeys(rows):
        for number, start in enumerate(journey):
            if start.touchpoint in starts:
                later = [row.at - start.at for row in journey[number + 1 :] if row.touchpoint in ends]
                limit = now - start.at if within is None else min(within, now - start.at)
                came = bool(later) and (within is None or later[0] <= within)
                waits.setdefault(start.device if by else None, []).append((later[0] if came else limit, came))
                break
    found: dict[str | None, list[Point]] = {}
    for group, own in waits.items():
        share = 1.0
        for time in sorted({0} | {time for time, _ in own}):
            risk = sum(wait >= time for wait, _ in own)
            share *= 1 - (sum(wait == time and came for wait, came in own) / risk if risk else 0)
            reached = sum(wait <= time and came for wait, came in own)
            lost = sum(wait <= time and not came for wait, came in own)
            found.setdefault(group, []).append((time * HOUR, risk, reached, lost, share))
    return found
