"""Stage heads and the reach ribbon under them.

The ribbon's thickness is the stage's customers. At a joint, the share that goes on to any later stage carries over, the
rest falls away below and fades; where a stage has more customers than came over from the one before, the difference rises
into the ribbon from below, for those people were not seen before.
"""

from dataclasses import dataclass

from footpath.render.icons import stage_icon
from footpath.render.marks import Box, Gradient, Group, Icon, Mark, Path, Rect, Subject, line, line_ending, paragraph
from footpath.render.numbers import share
from footpath.render.poster.sheet import Column, Lane, Sheet
from footpath.render.svg import number
from footpath.render.theme import GUTTER, SMALL, STAGE

_THICK, _THIN, _JOINT, _FALL = 56.0, 2.5, 72.0, 22.0
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
    drawn = _band(sheet, top + name_height + 28)
    return Lane("", "", name_height + 28 + _THICK + _FALL, (*drawn, *heads))


def _pairs(sheet: Sheet):  # type: ignore[no-untyped-def]
    return list(zip(sheet.map.stages, sheet.columns, strict=True))


def _counts(sheet: Sheet, column: Column, baseline: float) -> list[Mark]:
    stage = sheet.map.stages[column.number]
    claim, on = sheet.claim(stage.reach), sheet.claim(stage.goes_on)
    if claim is None:
        return [line("no evidence", SMALL, column.x, baseline)]
    word = "" if claim.unit != "count" else " customer" if claim.value == 1 else " customers"
    onward = line_ending(f"{share(on.value)} go on", SMALL, column.right - GUTTER, baseline) if on else None
    room = (onward.x - column.x - 8) if onward else column.width
    full = line(sheet.value(stage.reach) + word, _COUNT, column.x, baseline)
    shown = full if full.width <= room else line(sheet.value(stage.reach), _COUNT, column.x, baseline, room)
    return [shown, onward] if onward else [shown]


def _band(sheet: Sheet, top: float) -> list[Mark]:
    known = reaches(sheet)
    fall = Gradient(
        "leave", (0, top), (0, top + _THICK + _FALL), ((0, "low", 0.55), (0.55, "low", 0.4), (1, "low", 0.0))
    )
    rise = Gradient(
        "join",
        (0, top),
        (0, top + _THICK + _FALL),
        ((0, "structure", 0.75), (0.5, "structure", 0.5), (1, "structure", 0.0)),
    )
    marks: list[Mark] = [fall, rise]
    for column, reach in zip(sheet.columns, known, strict=True):
        if reach is None:
            marks.append(_unknown(column, top))
            continue
        after = known[column.number + 1] if column.number + 1 < len(known) else None
        marks += _piece(column, top, reach, after, last=column.number + 1 == len(known))
    return marks


def _unknown(column: Column, top: float) -> Mark:
    y = number(top + 1)
    return Path(f"M{number(column.left)} {y}H{number(column.right - GUTTER)}", stroke="muted", width=1.2, dash="3 4")


def _piece(column: Column, top: float, reach: Reach, after: Reach | None, last: bool) -> list[Mark]:
    end = column.right - (GUTTER if last else 0)
    body = end if last or after is None else end - _JOINT
    marks: list[Mark] = [Rect(Box(column.left, top, body - column.left + 0.3, reach.thick), fill="structure")]
    if last or after is None:
        return marks
    carried = min(reach.thick if reach.carried is None else reach.carried, reach.thick)
    arriving = min(carried, after.thick)
    marks.append(Path(_strip(body, end, top, carried, arriving), fill="structure"))
    if reach.thick - carried > 0.5:
        marks.append(Path(_falling(body, end, top, reach.thick, carried, arriving), fill="url(#leave)"))
    if after.thick - arriving > 0.5:
        marks.append(Path(_rising(body, end, top, arriving, after.thick), fill="url(#join)"))
    return marks


def _strip(x0: float, x1: float, top: float, start: float, end: float) -> str:
    """The carried part, its lower edge bending from ``start`` to ``end``."""
    middle = number((x0 + x1) / 2)
    return (
        f"M{number(x0)} {number(top)}H{number(x1 + 0.3)}V{number(top + end)}"
        f"C{middle} {number(top + end)} {middle} {number(top + start)} {number(x0)} {number(top + start)}z"
    )


def _falling(x0: float, x1: float, top: float, thick: float, carried: float, arriving: float) -> str:
    """What peels off: it starts under the carried part and bends down and away."""
    middle, far = number((x0 + x1) / 2), x1 - 6
    depth = min(_THICK + _FALL, thick + _FALL * 0.9)
    inner = min(depth - 1, arriving + (depth - arriving) * 0.45)
    return (
        f"M{number(x0)} {number(top + carried)}"
        f"C{middle} {number(top + carried)} {middle} {number(top + inner)} {number(far)} {number(top + inner)}"
        f"V{number(top + depth)}C{middle} {number(top + depth)} {middle} {number(top + thick)} {number(x0)} {number(top + thick)}z"
    )


def _rising(x0: float, x1: float, top: float, arriving: float, thick: float) -> str:
    """Customers not seen before: they rise into the ribbon from below."""
    middle = number((x0 + x1) / 2 + 8)
    low = number(top + _THICK + _FALL)
    return (
        f"M{number(x0 + 14)} {low}C{middle} {low} {middle} {number(top + arriving)} {number(x1 + 0.3)} {number(top + arriving)}"
        f"V{number(top + thick)}C{number(x1 - 12)} {number(top + thick)} {number(x1 - 16)} {low} {number(x1 - 20)} {low}z"
    )
