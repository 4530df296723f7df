"""Where journeys leave a plan, in words that a customer's colleague would use."""

from collections.abc import Sequence

from footpath.maps.planned.pattern import LEFT
from footpath.maps.planned.steps import KnownStep


def deviation_text(steps: Sequence[KnownStep], after: str, instead: str) -> str:
    """One sentence on a deviation.

    Examples:
        >>> steps = [KnownStep(name, (name,)) for name in ("Cart", "Costs", "Pay")]
        >>> deviation_text(steps, "Cart", "left")
        'They stop after Cart.'
        >>> deviation_text(steps, "Cart", "Pay")
        'From Cart they go straight to Pay; Costs is left out.'
        >>> deviation_text(steps, "Pay", "Cart"), deviation_text(steps, "", "Pay")
        ('After Pay they go back to Cart.', 'They begin at Pay; Cart and Costs are left out.')
    """
    if instead == LEFT:
        return f"They stop after {after}." if after else "They take no step of it."
    last, next_at = _place(steps, after), _place(steps, instead)
    if after and next_at is not None and last is not None and next_at <= last:
        return f"After {after} they go back to {instead}."
    begin = f"From {after} they go straight to {instead}" if after else f"They begin at {instead}"
    first = -1 if last is None else last
    skipped = [step.label for step in steps[first + 1 : next_at] if not step.optional]
    return f"{begin}; {_listed(skipped)} left out." if skipped else f"{begin}."


def _place(steps: Sequence[KnownStep], touchpoint: str) -> int | None:
    return next((at for at, step in enumerate(steps) if touchpoint in step.touchpoints), None)


def _listed(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"{names[0]} is"
    if len(names) > 4:
        return f"{len(names)} steps are"
    return f"{', '.join(names[:-1])} and {names[-1]} are"
