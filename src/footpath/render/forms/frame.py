"""What every form has around its body: the head of the poster, and its foot."""

from collections.abc import Callable, Sequence

from footpath.model.maps import JourneyMap
from footpath.render.marks import Line, Mark, Scene
from footpath.render.mirror import in_reading_direction
from footpath.render.poster.columns import Column
from footpath.render.poster.foot import foot
from footpath.render.poster.head import about, opening, without_stages
from footpath.render.poster.sheet import Sheet
from footpath.render.theme import MARGIN

NARROWEST = 1040.0  # of a sheet: the head needs it
Body = tuple[Sequence[Mark], float, Sequence[float]]  # marks, where they end, and where a page may end


def framed(sheet: Sheet, form: str, body: Callable[[float], Body], heads: tuple[Line, ...] = ()) -> Scene:
    """A form's scene: head, body, foot.

    Args:
        form: what the drawing is, in words.
        body: gives its marks from a top on.
        heads: names of columns that later pages repeat.
    """
    marks, y = opening(sheet)
    cuts: Sequence[float] = ()
    if sheet.map.stages:
        drawn, y, cuts = body(y)
    else:
        drawn, y = without_stages(sheet, y)
    bottom = foot(sheet, y + 20)
    marks += [*drawn, *bottom.marks]
    height, told = y + 20 + bottom.height + 24, about(sheet, form)
    scene = Scene(sheet.width, height, sheet.map.title, told, tuple(marks), (), tuple(cuts), heads)
    return in_reading_direction(scene)


def sheet_with(journey: JourneyMap, columns: Sequence[Column], least: float = NARROWEST) -> Sheet:
    """A sheet that ends after its last column, and is wide enough for the head."""
    right = columns[-1].right if columns else least - MARGIN
    return Sheet(journey, tuple(columns), max(least, right + MARGIN))
