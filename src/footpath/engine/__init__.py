"""Where partials run. `run` is all that a question needs to know of it."""

from footpath.engine.threads import Pass, add_up, cores, each, run

__all__ = ["Pass", "add_up", "cores", "each", "run"]
