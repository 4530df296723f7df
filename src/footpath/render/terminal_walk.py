"""A walk as plain text for a terminal, step by step."""

from footpath.model.few import walk_of_enough
from footpath.model.walks import Walk
from footpath.render.language import say
from footpath.render.text import clean
from footpath.render.walk_words import about, after, felt, goes_on, promised, quoted_words, unseen, when, worth

_INDENT = "     "


def walk_text(walk: Walk, *, exact: bool = False) -> str:
    """The whole walk: one paragraph a step. No control character of a record reaches the terminal.

    Args:
        exact: tell dates in place of days counted from the first.
    """
    told = walk_of_enough(walk)
    if told is None:
        return say("This journey was chosen among fewer than five, so it is not told: it would say whose it is.")
    parts = [about(told), *(step_text(told, at, exact=exact) for at in range(len(told.steps)))]
    return "\n\n".join(part for part in (*parts, unseen(told)) if part)


def step_text(walk: Walk, at: int, *, exact: bool = False) -> str:
    """One step, which ends without a line break.

    Examples:
        >>> from datetime import datetime, UTC
        >>> from footpath.model.walks import Step
        >>> first = Step(at=datetime(2000, 1, 1, 9, 5, tzinfo=UTC), touchpoint="Cart", channel="web", stage="Decision")
        >>> print(step_text(Walk(customer="customer 3fa2c1", chosen="", steps=(first,)), 0))
          1  Day 1, 09:05  Cart (web, Decision)
    """
    step = walk.steps[at]
    where = ", ".join(clean(part) for part in (step.channel, step.stage) if part)
    head = f"{at + 1:3}  {when(walk, at, exact=exact)}  {clean(step.touchpoint)}{f' ({where})' if where else ''}"
    said = " ".join(part for part in (quoted_words(step), f"[{clean(step.source)}]" if step.source else "") if part)
    lines = (after(step), said, felt(step), promised(step), worth(step, walk.currency), goes_on(step))
    return "\n".join([head, *(_INDENT + line for line in lines if line)])
