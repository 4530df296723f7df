"""Where a drawing taller than a page is cut: between lanes, or between rows of cards in a lane taller than a page."""

import itertools
from dataclasses import replace

from footpath.render.marks import Mark, Scene
from footpath.render.mirror import facing

PAGE_SHAPE = 1.45  # a landscape sheet's width over its height, margins off
HEADS = 44.0  # what the names of the columns take above the part that a later sheet shows
_LAST = 1.2


def sheets_of(scene: Scene) -> tuple[tuple[float, float], ...]:
    """Top and bottom of each sheet, from the first to the last; together they are the whole drawing.

    Each sheet is as tall as a landscape page at full width allows; the last may be a little taller and is drawn smaller
    then, so that no page holds but a few lines.
    """
    room = scene.width / PAGE_SHAPE
    sheets: list[tuple[float, float]] = []
    top, end = 0.0, 0.0
    for cut in _cuts(scene, room):
        if cut - top > room and end > top and scene.height - top > _LAST * room:
            sheets.append((top, end))
            top = end
        end = cut
    return (*sheets, (top, scene.height))


def heads_above(scene: Scene, top: float) -> tuple[Mark, ...]:
    """The names of the columns above a sheet that begins at ``top``; nothing above the first, and where columns have none."""
    names = (replace(name, baseline=name.baseline + top) for name in scene.heads if top > 0)
    return facing(names, scene.width)


def _cuts(scene: Scene, room: float) -> list[float]:
    """Where a sheet may end, in order; within a lane only where the lane fills more than a page."""
    ends = [*scene.cuts, scene.height]
    long = [(a, b) for a, b in itertools.pairwise([0.0, *ends]) if b - a > room]
    return sorted([*ends, *(row for row in scene.rows if any(a < row < b for a, b in long))])
