"""The name of a stage above its column, with its icon and how many customers come."""

from collections.abc import Sequence

from footpath.model.maps import StageColumn
from footpath.render.icons import stage_icon
from footpath.render.language import say, say_many
from footpath.render.marks import Group, Icon, Mark, Subject, line, paragraph
from footpath.render.numbers import share
from footpath.render.poster.columns import Column
from footpath.render.poster.sheet import Sheet
from footpath.render.theme import SMALL, STAGE

_ICON = 26.0


def stage_heads(sheet: Sheet, columns: Sequence[Column], top: float) -> tuple[list[Mark], float]:
    """The heads, all ending at one height, and that height."""
    names = [paragraph(stage.name, STAGE, column.width - _ICON, 2) for stage, column in _pairs(sheet, columns)]
    tall = max((name.height for name in names), default=0.0)
    marks: list[Mark] = []
    for (stage, column), name in zip(_pairs(sheet, columns), names, strict=True):
        y = top + tall - name.height
        icon = Icon(stage_icon(stage.name, stage.icon), column.x, y + 1, 18)
        counted = line(counts(sheet, stage), SMALL, column.x, top + tall + 16, column.width)
        subject = Subject(stage.name, "", sheet.known(stage.reach, stage.goes_on))
        hover = stage.name if name.shortened else ""
        marks.append(Group((icon, *name.place(column.x + _ICON, y), counted), "point", subject, full_text=hover))
    return marks, top + tall + 24


def counts(sheet: Sheet, stage: StageColumn) -> str:
    """ "3,254 customers, 62% go on"; what is not known is not said."""
    reach, on = sheet.claim(stage.reach), sheet.claim(stage.goes_on)
    if reach is None:
        return say("no evidence")
    known = sheet.value(stage.reach)
    counted = (
        say_many("{count} customer", "{count} customers", reach.value, count=known) if reach.unit == "count" else known
    )
    return f"{counted}, {say('{share} go on', share=share(on.value))}" if on and reach.value else counted


def _pairs(sheet: Sheet, columns: Sequence[Column]) -> list[tuple[StageColumn, Column]]:
    return list(zip(sheet.map.stages, columns, strict=True))
