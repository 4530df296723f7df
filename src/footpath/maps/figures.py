"""Which figure of one map is which of another, and whether it moved by more than chance."""

from collections import Counter
from collections.abc import Callable, Sequence
from math import isclose, sqrt
from typing import Any

from footpath.maps.aligning import claim_key, figure_key
from footpath.maps.matching import Card, Way, key_of, matched
from footpath.model.changes import FigureChange, Moved, Place
from footpath.model.claims import Claim

SAME = 1e-9  # relative, as when a claim is asked again
_PLACES = ("stage", "touchpoint")  # conditions that say what a figure is about, not of whom it is


def counterparts(first: Sequence[Claim], second: Sequence[Claim]) -> list[tuple[Claim, Claim, bool]]:
    """Claims of two maps that say the same thing, and whether they ask the very same question.

    Others ask it of other people (``where``) or of another time (``during``). Where several claims of a map differ in nothing else, they
    are matched in their order, if both maps have as many of them.
    """
    old, new = ([claim.model_dump() for claim in claims] for claims in (first, second))
    exact = matched(old, new, (claim_key, figure_key))
    loose = (_as_many(_without_scope, old, new), _as_many(_without_conditions, old, new))
    found = matched(old, new, (claim_key, figure_key, *loose))
    return [(first[a], second[b], a in exact) for a, b in sorted(found.items())]


def _as_many(key: Callable[[Card], str], old: Sequence[Card], new: Sequence[Card]) -> Way:
    """A way that tells only what both maps have equally often."""
    counts = [Counter(map(key, cards)) for cards in (old, new)]
    return lambda claim: found if counts[0][found := key(claim)] == counts[1][found] else None


def _without_scope(claim: Card) -> str:
    """The question of everybody at any time: only conditions on where it happened stay."""
    where = claim["question"].get("where") or {}
    return _told(claim, {name: value for name, value in where.items() if name in _PLACES})


def _without_conditions(claim: Card) -> str:
    where = claim["question"].get("where") or {}
    return _told(claim, {name: value for name, value in where.items() if isinstance(value, str) and name in _PLACES})


def _told(claim: Card, where: dict[str, Any]) -> str:
    question = {name: value for name, value in claim["question"].items() if name not in ("where", "during")}
    return key_of(question, where, claim["pick"], claim["field"], claim["unit"])


def figure_change(was: Claim, now: Claim, exact: bool, place: Place, role: str) -> FigureChange:
    """A figure before and now, with the interval of its difference."""
    low, high = difference(was, now)
    return FigureChange(
        place=place,
        role=role,
        text=now.text,
        was_claim=was.id,
        claim=now.id,
        unit=now.unit,
        was=was.value,
        now=now.value,
        was_low=was.low,
        was_high=was.high,
        now_low=now.low,
        now_high=now.high,
        was_n=was.n,
        n=now.n,
        low=low,
        high=high,
        moved=_moved(was, now, low, high),
        exact=exact,
    )


def difference(was: Claim, now: Claim) -> tuple[float | None, float | None]:
    """The 95% interval of ``now − was`` from the intervals of both.

    Source: R. G. Newcombe, "Interval estimation for the difference between independent proportions", method 10, Statistics in
    Medicine 17 (1998); for any two intervals G. Y. Zou and A. Donner, Statistics in Medicine 27 (2008).

    Examples:
        >>> fields = {"text": "", "question": {}, "field": "rate", "n": 70, "unit": "share"}
        >>> was = Claim(id="a", value=48 / 80, low=0.4905, high=0.7003, **fields)
        >>> now = Claim(id="b", value=56 / 70, low=0.6918, high=0.8769, **fields)
        >>> [round(end, 3) for end in difference(was, now)]  # Newcombe's table II, (a): 0.0524 to 0.3339
        [0.052, 0.334]
    """
    if was.low is None or was.high is None or now.low is None or now.high is None:
        return None, None
    (a, b), (c, d) = sorted((was.low, was.high)), sorted((now.low, now.high))
    moved = now.value - was.value
    return moved - sqrt((now.value - c) ** 2 + (b - was.value) ** 2), moved + sqrt(
        (d - now.value) ** 2 + (was.value - a) ** 2
    )


def _moved(was: Claim, now: Claim, low: float | None, high: float | None) -> Moved:
    if isclose(was.value, now.value, rel_tol=SAME, abs_tol=SAME * SAME):
        return "same"
    if low is None or high is None:
        return "counted"
    return "within" if low <= 0 <= high else "beyond"
