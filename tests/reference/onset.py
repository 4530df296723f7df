"""The likeliest day of a change in daily rates, naively."""

LEAST = 30


def likeliest(n: list[float], hits: list[float]) -> tuple[int, float]:
    """The first day of a higher rate until the end, and how much likelier it is than no change at all."""
    overall = (sum(hits) + 0.5) / (sum(n) + 1)
    best, gain = 0, 0.0
    for day in range(1, len(n)):
        sides = [(sum(n[:day]), sum(hits[:day])), (sum(n[day:]), sum(hits[day:]))]
        if min(side[0] for side in sides) < LEAST or sides[1][1] / sides[1][0] <= sides[0][1] / sides[0][0]:
            continue
        variance = overall * (1 - overall)
        apart = sum((k - m * overall) ** 2 / (m * variance) for m, k in sides)
        together = (sum(hits) - sum(n) * overall) ** 2 / (sum(n) * variance)
        if (apart - together) / 2 > gain:
            best, gain = day, (apart - together) / 2
    return best, gain
