"""How many groups are there? The clearest of 3 to 5, unless another number is much clearer."""

from collections.abc import Sequence
from dataclasses import dataclass

from footpath.personas.tried import LEAST_STABILITY, Tried

USUAL = range(3, 6)
MUCH_CLEARER = 0.1


@dataclass(frozen=True)
class Chosen:
    """How many groups, None for none, and why."""

    count: int | None
    reason: str


def choose_count(tried: Sequence[Tried], wanted: int | None = None) -> Chosen:
    """The number of groups.

    Examples:
        >>> tried = Tried(2, 0.7, 0.6, 0.4, 0.3), Tried(3, 0.9, 0.6, 0.5, 0.3), Tried(4, 0.8, 0.6, 0.5, 0.3)
        >>> choose_count(tried).count, choose_count(tried, wanted=4).count
        (3, 4)
        >>> choose_count([Tried(3, 0.5, 0.6, 0.4, 0.3)]).count is None
        True
    """
    good = [one for one in tried if one.counts]
    if not good:
        return Chosen(None, refusal(tried))
    if wanted is not None:
        return _asked_for(next(one for one in tried if one.count == wanted))
    usual = max((one for one in good if one.count in USUAL), key=lambda one: one.clearness, default=None)
    clearest = max(good, key=lambda one: one.beyond)
    if usual is None:
        why = f"{figures(clearest)}; no number from {USUAL[0]} to {USUAL[-1]} is more than chance"
        return Chosen(clearest.count, f"{clearest.count} groups: {why}.")
    if _much_clearer(clearest, usual):
        return Chosen(clearest.count, f"{clearest.count} groups: {figures(clearest)}; much clearer than {usual.count}.")
    return Chosen(usual.count, f"{usual.count} groups: {figures(usual)}.")


def _much_clearer(one: Tried, other: Tried) -> bool:
    """By itself, for which few groups have it easier, and held against chance, for which many have."""
    return min(one.clearness - other.clearness, one.beyond - other.beyond) > MUCH_CLEARER


def figures(one: Tried) -> str:
    """Both figures against chance, in words."""
    return (
        f"two halves of the customers agree by {one.stability:.2f} (chance up to {one.stability_null95:.2f}), "
        f"separation is {one.separation:.2f} (chance up to {one.separation_null95:.2f})"
    )


def refusal(tried: Sequence[Tried]) -> str:
    """Why there are no groups: what stood in the way of the number that came nearest."""
    best = max(tried, key=lambda one: (one.beyond_chance, one.beyond))
    if best.beyond_chance:
        return (
            f"Groups do not come again: at best, with {best.count}, two halves of the customers agree by {best.stability:.2f}, "
            f"less than {LEAST_STABILITY}."
        )
    return f"Customers do not fall into groups more than chance would make them: at best, with {best.count}, {figures(best)}."


def _asked_for(one: Tried) -> Chosen:
    weak = "" if one.counts else " That is no more than chance, or does not come again: other numbers are better."
    return Chosen(one.count, f"{one.count} groups, as asked for: {figures(one)}.{weak}")
