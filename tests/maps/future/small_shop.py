"""A small shop whose journeys can be counted by hand."""

from collections.abc import Callable
from typing import Any

from footpath.analysis import ask
from footpath.journeys import Index
from footpath.model.questions import Answer

STAGES = {"look": "Find", "help": "Find", "cart": "Buy", "pay": "Buy"}
Asking = Callable[[dict[str, Any]], Answer]


def shop(help_of: int, pay_of: int, customers: int = 200, start: int = 0) -> dict[str, str]:
    """Customers who look and fill a cart; so many of them come to help, so many pay."""
    return {
        f"{start}-{at}": " ".join(
            [f"look@{start}d", *([f"help@{start + 1}d"] if at < help_of else []), f"cart@{start + 2}d"]
            + ([f"pay@{start + 3}d"] if at < pay_of else [])
        )
        for at in range(customers)
    }


def asking(index: Index) -> Asking:
    return lambda question: ask(index, question)
