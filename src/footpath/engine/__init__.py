"""Where partials run. `each` and `run` are all that a question needs to know of it."""

from footpath.engine.running import Engine, Pass, add_up, each, in_use, run, using
from footpath.engine.threads import Threads, cores, memory

__all__ = ["Engine", "Pass", "Threads", "add_up", "cores", "each", "in_use", "memory", "run", "using"]
