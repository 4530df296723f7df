"""Lets the tests of this folder import the maps that were made for drawing."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "render"))
