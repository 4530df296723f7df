"""Questions over journeys, one file each. `ask` answers any of them. Imported names load when first used."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from footpath.analysis.catalog import QUESTIONS, ask, customers_of, parse_question
    from footpath.analysis.homes import HOMES

__all__ = ["HOMES", "QUESTIONS", "ask", "customers_of", "parse_question"]


def __getattr__(name: str) -> Any:
    """What `catalog` offers, and every question by the name of its class."""
    from footpath.analysis.homes import HOMES

    if name == "HOMES":
        return HOMES
    if name in __all__:
        return getattr(import_module("footpath.analysis.catalog"), name)
    if name in HOMES.values():
        module = next(ask for ask, kind in HOMES.items() if kind == name)
        return getattr(import_module(f"footpath.analysis.{module}"), name)
    raise AttributeError(f"module 'footpath.analysis' has no attribute {name!r}")
