"""Lets the tests of this folder import the made maps beside them, and starts a browser for those that look at pages."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))


def _finder() -> Any:
    path = Path(__file__).parents[2] / "tools" / "find_browser.py"
    spec = importlib.util.spec_from_file_location("find_browser", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium, or the test is left out where none could be found or installed."""
    from playwright.sync_api import sync_playwright

    finder = _finder()
    path = finder.installed()
    if path is None:
        pytest.skip("no Chromium on this machine: run tools/find_browser.py")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(finder.FLAGS))
        yield started
        started.close()
