"""Where journeys leave a plan, in words that a customer's colleague would use."""

from collections.abc import Sequence

from footpath.maps.planned.pattern import LEFT
from footpath.maps.planned.steps import KnownStep
from footpath.maps.sentences import Sentence

MOST_NAMED = 4  # steps that are left out


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
    told = deviation(steps, after, instead).told({})
    return f"{told[0].upper()}{told[1:]}."


def deviation(steps: Sequence[KnownStep], after: str, instead: str) -> Sentence:
    """The same, to be said of those who do so."""
    if instead == LEFT:
        return Sentence("they stop after {after}", after=after) if after else Sentence("they take no step of it")
    last, next_at = _place(steps, after), _place(steps, instead)
    if after and next_at is not None and last is not None and next_at <= last:
        return Sentence("after {after} they go back to {instead}", after=after, instead=instead)
    first = -1 if last is None else last
    skipped = [step.label for step in steps[first + 1 : next_at] if not step.optional]
    begin = Sentence("they begin at {instead}", instead=instead)
    if after:
        begin = Sentence("from {after} they go straight to {instead}", after=after, instead=instead)
    return Sentence("{begin}; {skipped} left out", begin=begin, skipped=_listed(skipped)) if skipped else begin


def _place(steps: Sequence[KnownStep], touchpoint: str) -> int | None:
    return next((at for at, step in enumerate(steps) if touchpoint in step.touchpoints), None)


def _listed(names: Sequence[str]) -> Sentence:
    if len(names) == 1:
        return Sentence("{names|all} is", names=names)
    return Sentence("{names|number} steps are" if len(names) > MOST_NAMED else "{names|all} are", names=names)
