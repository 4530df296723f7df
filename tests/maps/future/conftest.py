"""A small shop whose journeys can be counted by hand."""

from collections.abc import Callable
from typing import Any

import pytest

from footpath.analysis import ask
from footpath.journeys import Index, journeys
from footpath.maps import draft_map
from footpath.model.maps import JourneyMap
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


@pytest.fixture(scope="session")
def drawn() -> JourneyMap:
    index = journeys(shop(100, 80), stages=STAGES)
    return draft_map(asking(index), index.meta.catalogue, title="Shop")


@pytest.fixture(scope="session")
def later() -> Asking:
    """The same shop with another 200 customers, a year later: fewer come to help, more pay."""
    return asking(journeys({**shop(100, 80), **shop(20, 120, start=365), "end": "look@400d"}, stages=STAGES))
