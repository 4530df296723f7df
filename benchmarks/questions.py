"""What every product is asked, and how answers are compared: plain JSON, one form for each question.

- ``transitions``: how often each event comes right after each other one.
- ``transitions in full``: the same with distinct customers and the exact median of the time between, in seconds.
- ``funnel``: customers who do `STEPS` in order, the last within seven days of the first.
- ``flows``: the next three events after each customer's first ``product``: how many go from which to which in each column.
- ``retention``: of the customers first seen in a week, how many are seen in each later week that is over.
- ``variants``: how many different whole paths there are, and how often the twenty commonest occur.
- ``pattern``: customers with five events in this order, anything between.

``… filtered`` counts events on a mobile only, ``… by device`` splits by device.
"""

from typing import Any

STEPS = ("product", "basket", "payment", "delivery")
PATTERN = ("search", "product", "compare", "basket", "checkout")
FLOW_START, FLOW_DEPTH = "product", 3
DEVICE = "mobile"
TOP = 20

QUESTIONS = (
    "transitions",
    "transitions filtered",
    "transitions by device",
    "funnel",
    "funnel filtered",
    "funnel by device",
    "flows",
    "flows filtered",
    "flows by device",
    "retention",
    "retention filtered",
    "retention by device",
    "variants",
    "variants filtered",
    "variants by device",
    "pattern",
    "pattern filtered",
    "pattern by device",
    "transitions in full",
    "transitions in full filtered",
    "transitions in full by device",
)
# Goals of the project at 100 million events on two cores, in seconds; filtered and by device twice that.
GOALS = {"transitions": 0.10, "funnel": 0.15, "flows": 0.3, "retention": 0.3, "variants": 1.5, "pattern": 0.4}


def differs(own: Any, other: Any) -> str:
    """What another product answers otherwise, in a few words; empty where the answers agree."""
    if isinstance(own, dict) and isinstance(other, dict):
        for key in sorted({*own, *other}):
            if key not in own or key not in other:
                return f"{key}: {own.get(key)} here, {other.get(key)} there"
            if found := differs(own[key], other[key]):
                return f"{key}: {found}"
        return ""
    if isinstance(own, list) and isinstance(other, list) and len(own) == len(other):
        return next((found for a, b in zip(own, other, strict=True) if (found := differs(a, b))), "")
    if isinstance(own, int | float) and isinstance(other, int | float):
        return "" if abs(own - other) <= 2e-3 * max(1.0, abs(own) * 1e-6) else f"{own} here, {other} there"
    return "" if own == other else f"{own} here, {other} there"
