"""Questions over journeys, one file each. `ask` answers any of them. Imported names load when first used."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from footpath.analysis.catalog import QUESTIONS, ask, customers_of, parse_question
    from footpath.analysis.dropoff import Dropoff
    from footpath.analysis.dwell import Dwell
    from footpath.analysis.experience import Experience
    from footpath.analysis.funnel import Funnel
    from footpath.analysis.overview import Overview
    from footpath.analysis.promises import Promises
    from footpath.analysis.repeats import Repeats
    from footpath.analysis.scores import Scores
    from footpath.analysis.stages import Stages
    from footpath.analysis.touchpoints import Touchpoints
    from footpath.analysis.transitions import Transitions
    from footpath.analysis.value import Value
    from footpath.analysis.variants import Variants

_HOMES = {
    **dict.fromkeys(("QUESTIONS", "ask", "customers_of", "parse_question"), "catalog"),
    "Dropoff": "dropoff",
    "Dwell": "dwell",
    "Experience": "experience",
    "Funnel": "funnel",
    "Overview": "overview",
    "Promises": "promises",
    "Repeats": "repeats",
    "Scores": "scores",
    "Stages": "stages",
    "Touchpoints": "touchpoints",
    "Transitions": "transitions",
    "Value": "value",
    "Variants": "variants",
}
__all__ = [
    "QUESTIONS",
    "Dropoff",
    "Dwell",
    "Experience",
    "Funnel",
    "Overview",
    "Promises",
    "Repeats",
    "Scores",
    "Stages",
    "Touchpoints",
    "Transitions",
    "Value",
    "Variants",
    "ask",
    "customers_of",
    "parse_question",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'footpath.analysis' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"footpath.analysis.{_HOMES[name]}"), name)
