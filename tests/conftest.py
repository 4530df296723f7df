"""How Hypothesis runs here: no time limit, for machines differ; the same examples every time where CI is set."""

import os

from hypothesis import settings

settings.register_profile("footpath", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("footpath")
