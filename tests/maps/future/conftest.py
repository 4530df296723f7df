"""Lets the tests of this folder import the small shop beside them, draws its map, and asks it a year later."""

import sys
from pathlib import Path
from typing import Any

import pytest

from footpath.journeys import journeys
from footpath.maps import draft_map
from footpath.model.maps import JourneyMap

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def drawn() -> JourneyMap:
    from small_shop import STAGES, asking, shop

    index = journeys(shop(100, 80), stages=STAGES)
    return draft_map(asking(index), index.meta.catalogue, title="Shop")


@pytest.fixture(scope="session")
def later() -> Any:
    """The same shop with another 200 customers, a year later: fewer come to help, more pay."""
    from small_shop import STAGES, asking, shop

    return asking(journeys({**shop(100, 80), **shop(20, 120, start=365), "end": "look@400d"}, stages=STAGES))
