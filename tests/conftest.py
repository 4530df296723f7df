"""How Hypothesis runs here: no time limit, for machines differ; the same examples every time where CI is set."""

import os

import pytest
from hypothesis import settings

settings.register_profile("footpath", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("footpath")

# Files of few long tests come first: whichever came last would keep one worker busy while the others have nothing left.
LONG = (
    "test_real_themes",
    "test_demonstration",
    "test_browser",
    "test_real_records",
    "test_shared_data",
    "test_crashes",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: LONG.index(item.path.stem) if item.path.stem in LONG else len(LONG))
