"""Attribution, naively: coalitions one by one, and the chain followed step by step."""

from collections import Counter, defaultdict
from itertools import chain, combinations
from math import factorial

from reference.events import Event, journeys

Path = tuple[list[Event], Event]  # touches in order, and the conversion


def paths(events: list[Event], conversion: str, within: int) -> list[Path]:
    found = []
    for journey in journeys(events):
        for number, event in enumerate(journey):
            if event.touchpoint == conversion:
                before = [e for e in journey[:number] if e.touchpoint != conversion and event.at - e.at <= within]
                found.append((before, event))
    return found


def lost(events: list[Event], conversion: str, within: int) -> list[list[Event]]:
    """The touches of each customer who never converted."""
    return [
        [event for event in journey if journey[-1].at - event.at <= within]
        for journey in journeys(events)
        if all(event.touchpoint != conversion for event in journey)
    ]


def single(
    model: str, touches: list[str], ages: list[float], direct: set[str], priority: list[str]
) -> dict[str, float]:
    """The credit of each channel for one conversion."""
    n = len(touches)
    credit: dict[str, float] = defaultdict(float)
    if model in ("first", "last", "last_non_direct", "priority"):
        others = [touch for touch in touches if touch not in direct]
        ranked = [name for name in priority if name in touches]
        last = touches[-1]
        chosen = {
            "first": touches[0],
            "last": last,
            "last_non_direct": others[-1] if others else last,
            "priority": ranked[0] if ranked else last,
        }
        credit[chosen[model]] = 1.0
        return credit
    ends = {1: [1.0], 2: [0.5, 0.5]}.get(n, [0.4, *[0.2 / max(n - 2, 1)] * (n - 2), 0.4])
    decay = [0.5**age for age in ages]
    weights = {"linear": [1 / n] * n, "position": ends, "decay": [weight / sum(decay) for weight in decay]}[model]
    for touch, weight in zip(touches, weights, strict=True):
        credit[touch] += weight
    return credit


def shapley(sets: list[frozenset[str]]) -> dict[str, float]:
    """From the definition: what a channel adds to every set of the others, where a set brings the conversions it holds."""
    everyone = sorted(frozenset().union(*sets))

    def worth(team: set[str]) -> int:
        return sum(touched <= team for touched in sets)

    found: dict[str, float] = {}
    for one in everyone:
        others = [name for name in everyone if name != one]
        found[one] = 0.0
        for team in chain.from_iterable(combinations(others, size) for size in range(len(others) + 1)):
            weight = factorial(len(team)) * factorial(len(others) - len(team)) / factorial(len(everyone))
            found[one] += weight * (worth({*team, one}) - worth(set(team)))
    return found


def removal(converted: list[list[str]], never: list[list[str]]) -> dict[str, float]:
    """The share of the chance to convert that is lost with each channel; the chance is found by going on and on."""
    moves: dict[str, Counter[str]] = defaultdict(Counter)
    for path, end in [(path, "yes") for path in converted] + [(path, "no") for path in never]:
        for one, two in zip(["start", *path], [*path, end], strict=True):
            moves[one][two] += 1

    def chance(without: str | None) -> float:
        here = dict.fromkeys(moves, 0.0) | {"yes": 1.0, "no": 0.0}
        for _ in range(400):
            here |= {
                name: 0.0 if name == without else sum(here[to] * n for to, n in out.items()) / out.total()
                for name, out in moves.items()
            }
        return here["start"]

    return {name: 1 - chance(name) / chance(None) for name in moves if name != "start"}
