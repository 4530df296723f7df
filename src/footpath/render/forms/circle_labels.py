"""What stands around the ring: a block of words for each touchpoint, in two columns, none over another."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from footpath.render.forms.ring import Part, Stop, point_at
from footpath.render.forms.stage_heads import counts
from footpath.render.icons import stage_icon
from footpath.render.language import say
from footpath.render.marks import Group, Icon, Mark, Paragraph, Path, Subject, paragraph
from footpath.render.poster.findings import pain_subject
from footpath.render.poster.sheet import Sheet
from footpath.render.poster.touchpoint_cards import touchpoint_subject
from footpath.render.svg import number
from footpath.render.theme import BODY, NAME, SMALL, STAGE

WIDE = 250.0
_GAP, _INDENT = 7.0, 20.0
_PAIN = BODY.coloured("low")
Align = Literal["left", "right"]


@dataclass(frozen=True)
class Label:
    """A block of words beside the ring: a stage's name, or a touchpoint with its pain.

    Attributes:
        stop: the touchpoint; None for a stage.
        wanted: the height that its middle would best have, from the ring's centre.
    """

    part: Part
    stop: Stop | None
    words: tuple[Paragraph, ...]
    wanted: float

    @property
    def height(self) -> float:
        return sum(text.height for text in self.words) + (8 if self.stop is None else 0)


@dataclass(frozen=True)
class Placed:
    label: Label
    top: float


def is_at_right(turn: float) -> bool:
    return turn % 1.0 < 0.5


def labels_of(sheet: Sheet, parts: Sequence[Part], radius: float, *, at_right: bool) -> tuple[Label, ...]:
    """The blocks of one side from above to below, the stage's name over its touchpoints."""
    stops = [(part, stop) for part in parts for stop in part.stops if is_at_right(stop.angle) == at_right]
    bare = [(part, None) for part in parts if not part.stops and is_at_right(part.middle) == at_right]
    listed: list[tuple[Part, Stop | None]] = [*stops, *bare]
    listed.sort(key=lambda pair: _height_of(pair[0], pair[1], radius))
    found: list[Label] = []
    for _, group in groupby(listed, key=lambda pair: pair[0].number):
        here = list(group)
        part = here[0][0]
        first = _height_of(part, here[0][1], radius)
        name = paragraph(f"{part.number}  {part.stage.name}", STAGE, WIDE - _INDENT, 2)
        count = paragraph(counts(sheet, part.stage), SMALL, WIDE, 2)
        found.append(Label(part, None, (name, count), first - 30))
        found += [_of_stop(sheet, part, stop, _height_of(part, stop, radius)) for _, stop in here if stop is not None]
    return tuple(found)


def _height_of(part: Part, stop: Stop | None, radius: float) -> float:
    return point_at(0.0, 0.0, radius, stop.angle if stop else part.middle)[1]


def _of_stop(sheet: Sheet, part: Part, stop: Stop, wanted: float) -> Label:
    card = stop.card
    name = paragraph(card.name, NAME, WIDE, 2)
    share = sheet.claim(card.reach)
    reach = say("{share} of the stage's customers", share=sheet.value(card.reach)) if share else ""
    pain = next((p for p in sheet.map.pains if p.touchpoint == card.name and p.stage == card.stage), None)
    told = paragraph(pain.title if pain else "", _PAIN, WIDE - _INDENT, 3)
    return Label(part, stop, (name, paragraph(reach, SMALL, WIDE, 1), told), wanted)


def heights(labels: Sequence[Label]) -> float:
    return sum(label.height + _GAP for label in labels)


def placed(labels: Sequence[Label], top: float, bottom: float, centre: float) -> tuple[Placed, ...]:
    """Each block as near to its wanted height as the blocks above and below it allow."""
    tops: list[float] = []
    y = top
    for label in labels:
        y = max(y, centre + label.wanted - label.height / 2)
        tops.append(y)
        y += label.height + _GAP
    limit = bottom
    for at in range(len(labels) - 1, -1, -1):
        tops[at] = min(tops[at], limit - labels[at].height)
        limit = tops[at] - _GAP
    return tuple(Placed(label, y) for label, y in zip(labels, tops, strict=True))


def drawn_label(sheet: Sheet, one: Placed, x: float, *, at_right: bool) -> Group:
    """The block's words; at the left of the ring they end at ``x + WIDE``."""
    align: Align = "left" if at_right else "right"
    if one.label.stop is None:
        return _drawn_stage(sheet, one, x, align)
    card, y = one.label.stop.card, one.top
    name, reach, told = one.label.words
    marks: list[Mark] = [*name.place(x, y, align), *reach.place(x, y + name.height, align)]
    subject, hover = touchpoint_subject(sheet, card), card.name if name.shortened else ""
    if told.lines:
        pain = next(p for p in sheet.map.pains if p.touchpoint == card.name and p.stage == card.stage)
        below = y + name.height + reach.height
        marks += _signed(told, "octagon-alert", "low", x, below, align)
        claims = (*subject.claims, *pain_subject(sheet, pain).claims)
        subject = Subject(subject.title, subject.lead, tuple(dict.fromkeys(claims)), subject.quotes)
        hover = pain.title if told.shortened else hover
    return Group(tuple(marks), "point", subject, full_text=hover)


def _drawn_stage(sheet: Sheet, one: Placed, x: float, align: Align) -> Group:
    name, count = one.label.words
    stage, y = one.label.part.stage, one.top + 8
    icon = stage_icon(stage.name, stage.icon)
    marks = (*_signed(name, icon, "structure", x, y, align), *count.place(x, y + name.height, align))
    subject = Subject(stage.name, "", sheet.known(stage.reach, stage.goes_on))
    return Group(marks, "point", subject, full_text=stage.name if name.shortened else "")


def _signed(text: Paragraph, icon: str, colour: str, x: float, y: float, align: Align) -> list[Mark]:
    """Words with an icon at the edge that is next to the ring."""
    at_left = align == "left"
    sign = Icon(icon, x if at_left else x + WIDE - 14, y + text.style.leading / 2 - 7.5, 14, colour)
    return [sign, *text.place(x + _INDENT if at_left else x, y, align)]


def leader(one: Placed, centre: tuple[float, float], radius: float, x: float, *, at_right: bool) -> Path | None:
    """The line from a touchpoint on the ring to its words."""
    if one.label.stop is None:
        return None
    turn = one.label.stop.angle
    (x0, y0), (x1, y1) = (point_at(*centre, radius + more, turn) for more in (13, 26))
    edge = x - 8 if at_right else x + WIDE + 8
    y2 = one.top + 9
    bend = edge - 14 if at_right else edge + 14
    d = f"M{number(x0)} {number(y0)}L{number(x1)} {number(y1)}L{number(bend)} {number(y2)}H{number(edge)}"
    return Path(d, stroke="hairline", width=1.2)
