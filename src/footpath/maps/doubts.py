"""Touchpoints whose records are poor: what rests on them is inferred, not measured."""

from collections.abc import Mapping

from footpath.maps.claims import Ask

LEAST_SCORE = 0.5  # below it a source is doubtful


def doubted_touchpoints(ask: Ask, scores: Mapping[str, float]) -> dict[str, str]:
    """Why a touchpoint is doubtful, by its name: most of its events come from sources with a low score.

    Args:
        scores: of each source, 0..1.
    """
    doubtful = {source for source, score in scores.items() if score < LEAST_SCORE}
    if not doubtful:
        return {}
    events: dict[str, dict[str, int]] = {}
    for row in ask({"ask": "touchpoints", "by": "source"}).dicts():
        events.setdefault(row["touchpoint"], {})[row["group"] or ""] = row["events"]
    found = {}
    for touchpoint, by_source in events.items():
        poor = {source: count for source, count in by_source.items() if source in doubtful}
        if 2 * sum(poor.values()) > sum(by_source.values()):
            worst = max(poor, key=lambda source: (poor[source], source))
            found[touchpoint] = f"most of it comes from {worst}, whose records score {scores[worst]:.2f} of 1"
    return found
