"""Questions over journeys, one file each. `ask` answers any of them. Imported names load when first used."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from footpath.analysis.catalog import QUESTIONS, ask, customers_of, parse_question
    from footpath.analysis.dropoff import Dropoff
    from footpath.analysis.funnel import Funnel
    from footpath.analysis.overview import Overview
    from footpath.analysis.touchpoints import Touchpoints
    from footpath.analysis.transitions import Transitions

_HOMES = {
    **dict.fromkeys(("QUESTIONS", "ask", "customers_of", "parse_question"), "catalog"),
    "Dropoff": "dropoff",
    "Funnel": "funnel",
    "Overview": "overview",
    "Touchpoints": "touchpoints",
    "Transitions": "transitions",
}
__all__ = [
    "QUESTIONS",
    "Dropoff",
    "Funnel",
    "Overview",
    "Touchpoints",
    "Transitions",
    "ask",
    "customers_of",
    "parse_question",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'footpath.analysis' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"footpath.analysis.{_HOMES[name]}"), name)
