"""Stage heads and the reach ribbon under them.

The ribbon's thickness is the stage's customers. At a joint, the share that goes on to any later stage carries over, the
rest falls away below and fades; where a stage has more customers than came over from the one before, the difference rises
into the ribbon from below, for those people were not seen before.
"""

from dataclasses import dataclass

from footpath.model.maps import StageColumn
from footpath.render.icons import stage_icon
from footpath.render.language import say, say_many
from footpath.render.marks import Gradient, Group, Icon, Mark, Path, Subject, line, line_ending, paragraph
from footpath.render.numbers import share
from footpath.render.poster.columns import Column
from footpath.render.poster.sheet import Lane, Sheet
from footpath.render.svg import number
from footpath.render.theme import GUTTER, LABEL, LANE, MARGIN, SMALL, STAGE

_THICK, _THIN, _FALL = 56.0, 2.5, 18.0
_LEAVE, _JOIN = 76.0, 56.0  # lengths of the bends at the end and at the start of a stage
_COUNT = SMALL.coloured("ink")


@dataclass(frozen=True)
class Reach:
    """What the ribbon needs of a stage: its thickness, and the part of it that goes on (None when not known)."""

    thick: float
    carried: float | None


def reaches(sheet: Sheet) -> tuple[Reach | None, ...]:
    """Thickness of each stage, None where its reach is not known."""
    claims = [sheet.claim(stage.reach) for stage in sheet.map.stages]
    most = max((claim.value for claim in claims if claim), default=0.0)
    found: list[Reach | None] = []
    for stage, claim in zip(sheet.map.stages, claims, strict=True):
        if claim is None or most <= 0:
            found.append(None)
            continue
        thick = max(_THIN, claim.value / most * _THICK) if claim.value > 0 else 0.0
        on = sheet.claim(stage.goes_on)
        found.append(Reach(thick, thick * min(1.0, max(0.0, on.value)) if on else None))
    return tuple(found)


def ribbon(sheet: Sheet, top: float) -> Lane | None:
    if not sheet.columns:
        return None
    names = [paragraph(stage.name, STAGE, column.width - 26, 2) for stage, column in _pairs(sheet)]
    name_height = max(name.height for name in names)
    heads: list[Mark] = []
    for (stage, column), name in zip(_pairs(sheet), names, strict=True):
        y = top + name_height - name.height
        marks: list[Mark] = [
            Icon(stage_icon(stage.name, stage.icon), column.x, y + 1, 18),
            *name.place(column.x + 26, y),
        ]
        marks += _counts(sheet, column, top + name_height + 18)
        subject = Subject(stage.name, "", sheet.known(stage.reach, stage.goes_on))
        heads.append(Group(tuple(marks), "point", subject, full_text=stage.name if name.shortened else ""))
    hint = paragraph(say("thickness: customers; tails: who leaves, who joins"), SMALL, LABEL - 20, 4)
    heads += paragraph(say("Reach"), LANE, LABEL - 20, 1).place(MARGIN, top + name_height + 4)
    heads += hint.place(MARGIN, top + name_height + 23)
    drawn = _band(sheet, top + name_height + 28)
    return Lane("", "", name_height + 28 + _THICK + _FALL, (*drawn, *heads))


def _pairs(sheet: Sheet) -> list[tuple[StageColumn, Column]]:
    return list(zip(sheet.map.stages, sheet.columns, strict=True))


def _counts(sheet: Sheet, column: Column, baseline: float) -> list[Mark]:
    stage = sheet.map.stages[column.number]
    claim, on = sheet.claim(stage.reach), sheet.claim(stage.goes_on)
    if claim is None:
        return [line(say("no evidence"), SMALL, column.x, baseline)]
    onward = (
        line_ending(say("{share} go on", share=share(on.value)), SMALL, column.right - GUTTER, baseline)
        if on and claim.value
        else None
    )
    room = (onward.x - column.x - 8) if onward else column.width
    known = sheet.value(stage.reach)
    counted = (
        say_many("{count} customer", "{count} customers", claim.value, count=known) if claim.unit == "count" else known
    )
    full = line(counted, _COUNT, column.x, baseline)
    shown = full if full.width <= room else line(known, _COUNT, column.x, baseline, room)
    return [shown, onward] if onward else [shown]


def _band(sheet: Sheet, top: float) -> list[Mark]:
    known = reaches(sheet)
    marks: list[Mark] = []
    before: Reach | None = None
    for column, reach in zip(sheet.columns, known, strict=True):
        after = known[column.number + 1] if column.number + 1 < len(known) else None
        if reach is None:
            marks.append(_unknown(column, top))
        else:
            marks += _body(column, top, reach, _arriving(before, reach), after)
        before = reach
    return marks


def _arriving(before: Reach | None, reach: Reach) -> float:
    """How much of a stage's thickness came over from the stage before."""
    if before is None:
        return reach.thick
    carried = before.thick if before.carried is None else before.carried
    return min(carried, before.thick, reach.thick)


def _unknown(column: Column, top: float) -> Mark:
    y = number(top + 1)
    return Path(f"M{number(column.left)} {y}H{number(column.right - GUTTER)}", stroke="muted", width=1.2, dash="3 4")


def _body(column: Column, top: float, reach: Reach, arriving: float, after: Reach | None) -> list[Mark]:
    """One stage of the ribbon: newcomers rise in at its start, leavers fall away at its end."""
    left, right = column.left, column.right if after else column.right - GUTTER
    joined = left + (_JOIN if reach.thick - arriving > 0.5 else 0.0)
    start = right - _LEAVE if after else right
    end = _arriving(reach, after) if after else reach.thick
    d = f"M{number(left)} {number(top)}H{number(right + (1 if after else 0))}V{number(top + end)}"
    d += _bend(right, start, top + end, top + reach.thick) if after else ""
    d += f"H{number(joined)}" + _bend(joined, left, top + reach.thick, top + arriving) + "z"
    marks: list[Mark] = []
    if joined > left:
        marks += _joining(column, top, reach.thick, arriving)
    if after and reach.carried is not None and reach.thick - reach.carried > 0.5:
        marks += _leaving(column, top, reach, end)
    return [*marks, Path(d, fill="structure")]


def _bend(x0: float, x1: float, y0: float, y1: float) -> str:
    """A smooth step: level at both ends."""
    middle = number((x0 + x1) / 2)
    return f"C{middle} {number(y0)} {middle} {number(y1)} {number(x1)} {number(y1)}"


def _leaving(column: Column, top: float, reach: Reach, end: float) -> list[Mark]:
    """What peels off hangs under the bend and fades to the right and downwards."""
    x0, x1 = column.right - _LEAVE, column.right
    lost = reach.thick - (reach.carried or 0.0)
    y0, y1, low = top + reach.thick, top + end, top + max(end + lost, reach.thick * 0.6) + 12
    name = f"leave-{column.number}"
    d = f"M{number(x0)} {number(y0)}" + _bend(x0, x1, y0, y1) + f"V{number(low)}" + _bend(x1, x0, low, y0) + "z"
    stops = ((0.0, "low", 0.75), (0.45, "low", 0.42), (1.0, "low", 0.0))
    return [Gradient(name, (x0 + 8, y1), (x1 - 2, y1 + 0.2 * (low - y1)), stops), Path(d, fill=f"url(#{name})")]


def _joining(column: Column, top: float, thick: float, arriving: float) -> list[Mark]:
    """Customers not seen before: the mirror image, rising from below."""
    x0, x1 = column.left, column.left + _JOIN
    y0, y1, low = top + arriving, top + thick, top + thick + 14
    name = f"join-{column.number}"
    d = f"M{number(x0)} {number(y0)}" + _bend(x0, x1, y0, y1) + _bend(x1, x0, y1, low) + "z"
    stops = ((0.0, "structure", 0.0), (0.55, "structure", 0.3), (1.0, "structure", 0.6))
    return [Gradient(name, (x0 + 2, y0 + 0.2 * (low - y0)), (x1, y0), stops), Path(d, fill=f"url(#{name})")]
