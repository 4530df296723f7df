"""Where shards are read, as people name it."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def reading_with(name: str) -> Iterator[None]:
    """Within the block, questions are read by the engine of that name; an empty name means threads.

    Raises:
        SpecError: there is no such engine, or what it needs is not installed.
    """
    if not name:
        yield
        return
    from footpath.engine import using
    from footpath.engine.opening import open_engine

    with using(open_engine(name)):
        yield
