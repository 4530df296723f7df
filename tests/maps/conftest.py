"""Lets the tests of this folder import the made shops beside them, and draws their maps."""

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def draw() -> Any:
    """``draw(seed, wrong)`` gives the map of a made shop and what answers its questions."""
    from drawn_shops import draw_shop
    from made_shop import NOTHING

    return lambda seed=1, wrong=NOTHING, customers=2_500: draw_shop(seed, customers, wrong)
