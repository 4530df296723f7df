"""A plan in the pattern language, and the customers who go the same way as a pattern over all their events."""

from collections.abc import Iterable, Sequence
from itertools import chain

from footpath.maps.planned.steps import KnownStep

MOST_LETTERS = 4_000  # what a pattern may hold
LEFT = "left"


def plan_pattern(steps: Sequence[KnownStep]) -> str:
    """The plan over its own touchpoints' events: each step once or more, in order; what comes after the last is free.

    Examples:
        >>> plan_pattern([KnownStep("a", ("Cart",)), KnownStep("b", ("Help",), True), KnownStep("c", ("Pay", "Buy"))])
        '"Cart"+ "Help"* ["Pay" | "Buy"]+ .*'
    """
    return " ".join([*(f"{any_of(s.touchpoints)}{'*' if s.optional else '+'}" for s in steps), ".*"])


def touchpoints_of(steps: Iterable[KnownStep]) -> tuple[str, ...]:
    """The plan's touchpoints, each once."""
    return tuple(dict.fromkeys(chain.from_iterable(step.touchpoints for step in steps)))


def conforming(steps: Sequence[KnownStep]) -> str | None:
    """Customers who take all steps in order, over all their events; None where the language cannot say it."""
    if not _told_apart(steps):
        return None
    return _sayable(_way(steps, len(steps) - 1))


def deviating(steps: Sequence[KnownStep], after: str | None, instead: str) -> str | None:
    """Customers who go as planned up to a touchpoint, and then that one comes instead, or nothing of the plan ("left").

    None where the language cannot say it, or where several touchpoints are the same step.
    """
    known = {step.touchpoints[0]: at for at, step in enumerate(steps) if len(step.touchpoints) == 1}
    if not _told_apart(steps) or (after is not None and after not in known):
        return None
    if instead == LEFT:
        return None if after is None else _sayable(f"{_way(steps, known[after])} end")
    return _sayable(f"{_way(steps, -1 if after is None else known[after])} {_quoted(instead)}")


def _way(steps: Sequence[KnownStep], last: int) -> str:
    """From the journey's start to a step; events that are not of the plan may lie anywhere."""
    whole = touchpoints_of(steps)
    parts = ["start", _none_of(whole)]
    for at, step in enumerate(steps[: last + 1]):
        rest = tuple(name for name in whole if name not in step.touchpoints)
        taken = f"{any_of(step.touchpoints)} {_none_of(rest)}"
        parts.append(f"({taken})?" if step.optional and at < last else taken)
    return " ".join(parts)


def _told_apart(steps: Sequence[KnownStep]) -> bool:
    """Whether each touchpoint is of one step only."""
    return len(touchpoints_of(steps)) == sum(len(step.touchpoints) for step in steps)


def _sayable(text: str) -> str | None:
    return text if len(text) <= MOST_LETTERS else None


def _none_of(names: Sequence[str]) -> str:
    return f"![{' | '.join(map(_quoted, names))}]*"


def any_of(names: Sequence[str]) -> str:
    """An event at any of these touchpoints.

    Examples:
        >>> print(any_of(['a"b']), any_of(["back\\\\slash", "pay"]))
        "a\\"b" ["back\\\\slash" | "pay"]
    """
    return _quoted(names[0]) if len(names) == 1 else f"[{' | '.join(map(_quoted, names))}]"


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
