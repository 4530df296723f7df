"""What every form has around its body: the head of the poster, and its foot."""

from collections.abc import Callable, Sequence

from footpath.model.maps import JourneyMap
from footpath.render.language import say, say_many
from footpath.render.marks import Mark, Scene, paragraph
from footpath.render.mirror import in_reading_direction
from footpath.render.poster.brand import brand
from footpath.render.poster.columns import Column
from footpath.render.poster.foot import foot
from footpath.render.poster.head import head, subtitle
from footpath.render.poster.sheet import Sheet
from footpath.render.theme import MARGIN, SUBTITLE

NARROWEST = 1040.0  # of a sheet: the head needs it
Body = tuple[Sequence[Mark], float, Sequence[float]]  # marks, where they end, and where a page may end


def framed(sheet: Sheet, form: str, body: Callable[[float], Body]) -> Scene:
    """A form's scene: head, body, foot.

    Args:
        form: what the drawing is, in words.
        body: gives its marks from a top on.
    """
    y = float(MARGIN) - 4
    marks: list[Mark] = []
    emblem = brand(y)
    if emblem is not None:
        marks += emblem.marks
        y += emblem.height
    top = head(sheet, y)
    marks += top.marks
    y += top.height + 28
    cuts: Sequence[float] = ()
    if sheet.map.stages:
        drawn, y, cuts = body(y)
        marks += drawn
    else:
        words = paragraph(say("No stages: no record could be placed on a map."), SUBTITLE, sheet.width - 2 * MARGIN)
        marks += words.place(MARGIN, y)
        y += words.height
    bottom = foot(sheet, y + 20)
    marks += bottom.marks
    count = len(sheet.map.stages)
    about = f"{form}. {subtitle(sheet)}. {say_many('{count} stage.', '{count} stages.', count, count=count)}"
    scene = Scene(sheet.width, y + 20 + bottom.height + 24, sheet.map.title, about, tuple(marks), (), tuple(cuts))
    return in_reading_direction(scene)


def sheet_with(journey: JourneyMap, columns: Sequence[Column], least: float = NARROWEST) -> Sheet:
    """A sheet that ends after its last column, and is wide enough for the head."""
    right = columns[-1].right if columns else least - MARGIN
    return Sheet(journey, tuple(columns), max(least, right + MARGIN))
