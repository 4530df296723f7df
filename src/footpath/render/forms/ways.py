"""The ways between cards as bands: as thick as customers are many, onward in full, back dashed with a head."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from footpath.model.maps import Flow
from footpath.render.forms.passing import Gate, course, gates
from footpath.render.language import say
from footpath.render.marks import Box, Group, Line, Mark, Path, Rect, Subject, line
from footpath.render.numbers import count
from footpath.render.poster.sheet import Sheet
from footpath.render.svg import number
from footpath.render.text import width_of
from footpath.render.theme import SMALL

_THINNEST, _HEAD = 1.0, 7.0
_BACK, _ONWARD = 0.75, 0.34  # opacity
_BACK_WIDTH = 3.0  # of a way back at most: it is told by its dashes
_COUNTED = SMALL.coloured("ink")


@dataclass(frozen=True)
class Way:
    """A flow between two cards; ``start`` and ``end`` are its heights at their sides, ``through`` where it passes others."""

    flow: Flow
    customers: float
    source: Box
    target: Box
    width: float
    start: float
    end: float
    through: tuple[Gate, ...] = ()

    @property
    def is_back(self) -> bool:
        return self.flow.direction == "back"

    @property
    def ends(self) -> tuple[float, float, float, float]:
        """Where its middle begins and ends: on facing sides; within one column on the same side."""
        if abs(self.source.x - self.target.x) < 1:
            x = self.source.x if self.is_back else self.source.right
            return x, self.start, x, self.end
        if self.target.x > self.source.x:
            return self.source.right, self.start, self.target.x, self.end
        return self.source.x, self.start, self.target.right, self.end


def ways(sheet: Sheet, boxes: Mapping[str, Box], thickest: float) -> tuple[Way, ...]:
    """The flows whose both ends are drawn, side by side at each card, none thicker than the cards allow."""
    known = [
        (flow, claim.value)
        for flow in sheet.map.flows
        if (claim := sheet.claim(flow.claim)) is not None
        and claim.value > 0
        and flow.from_touchpoint in boxes
        and flow.to_touchpoint in boxes
        and flow.from_touchpoint != flow.to_touchpoint
    ]
    if not known:
        return ()
    scale = thickest / max(value for _, value in known)
    for name, box in boxes.items():
        for total in (
            sum(value for flow, value in known if flow.from_touchpoint == name),
            sum(value for flow, value in known if flow.to_touchpoint == name),
        ):
            scale = min(scale, (box.height - 10) / total) if total else scale
    wide = {id(flow): max(_THINNEST, value * scale) for flow, value in known}
    starts = _ports(known, boxes, wide, outgoing=True)
    ends = _ports(known, boxes, wide, outgoing=False)
    found = (
        Way(
            flow,
            value,
            boxes[flow.from_touchpoint],
            boxes[flow.to_touchpoint],
            wide[id(flow)],
            starts[id(flow)],
            ends[id(flow)],
        )
        for flow, value in known
    )
    return tuple(_passing(way, boxes.values()) for way in found)


def _passing(way: Way, boxes: Collection[Box]) -> Way:
    """The way with the gates that it takes through the columns between its ends."""
    x0, y0, x1, y1 = way.ends
    width = min(way.width, _BACK_WIDTH) if way.is_back else way.width
    return replace(way, through=gates(boxes, (x0, y0), (x1, y1), width))


def _ports(
    known: Sequence[tuple[Flow, float]], boxes: Mapping[str, Box], wide: Mapping[int, float], *, outgoing: bool
) -> dict[int, float]:
    """The height of each flow's middle at its card: sorted by where the other end lies, so that bands cross little."""
    at: dict[str, list[Flow]] = defaultdict(list)
    for flow, _ in known:
        at[flow.from_touchpoint if outgoing else flow.to_touchpoint].append(flow)
    found = {}
    for name, here in at.items():
        box = boxes[name]
        here.sort(key=lambda flow: _other(flow, boxes, outgoing).y)
        y = box.y + (box.height - sum(wide[id(flow)] for flow in here)) / 2
        for flow in here:
            found[id(flow)] = y + wide[id(flow)] / 2
            y += wide[id(flow)]
    return found


def _other(flow: Flow, boxes: Mapping[str, Box], outgoing: bool) -> Box:
    return boxes[flow.to_touchpoint if outgoing else flow.from_touchpoint]


def drawn_ways(sheet: Sheet, drawn: Sequence[Way], gutter: float) -> list[Mark]:
    """The bands, the thickest lowest."""
    marks: list[Mark] = []
    for way in sorted(drawn, key=lambda way: -way.width):
        words = say(
            "{count} customers from {one} to {other}",
            count=count(way.customers),
            one=way.flow.from_touchpoint,
            other=way.flow.to_touchpoint,
        )
        subject = Subject(words, "", sheet.known(way.flow.claim))
        marks.append(Group(tuple(_band(way, gutter)), "plain", subject, full_text=words))
    return marks


def _band(way: Way, gutter: float) -> list[Mark]:
    x0, y0, x1, y1 = way.ends
    side = -1.0 if way.is_back else 1.0
    colour, opacity = ("low", _BACK) if way.is_back else ("structure", _ONWARD)
    tip = x1 + (side if x0 == x1 else (-1.0 if x1 > x0 else 1.0)) * (_HEAD if way.is_back else 0.0)
    if x0 == x1:
        beside = number(x0 + side * min(gutter - 6, 16 + abs(y1 - y0) * 0.12))
        d = f"M{number(x0)} {number(y0)}C{beside} {number(y0)} {beside} {number(y1)} {number(tip)} {number(y1)}"
    else:
        d = course((x0, y0), (tip, y1), way.through)
    width = min(way.width, _BACK_WIDTH) if way.is_back else way.width
    marks: list[Mark] = [Path(d, stroke=colour, width=width, dash="5 4" if way.is_back else "", opacity=opacity)]
    if way.is_back:
        half = _HEAD * 0.6
        head = f"M{number(x1)} {number(y1)}L{number(tip)} {number(y1 - half)}V{number(y1 + half)}z"
        marks.append(Path(head, fill=colour, opacity=_BACK))
    return marks


def counted_ways(drawn: Sequence[Way], taken: Sequence[Box], most: int) -> list[Mark]:
    """How many take the busiest onward ways, written in the middle of each where nothing else is written."""
    busy = sorted((way for way in drawn if not way.is_back), key=lambda way: -way.customers)
    boxes, marks = list(taken), list[Mark]()
    for way in busy:
        if len(marks) >= 2 * most:
            break
        written = _counted(way)
        if written is not None and not any(written.box.crosses(box, 3) for box in boxes):
            boxes.append(written.box)
            marks += [_ground(written.box), written]
    return marks


def _ground(box: Box) -> Rect:
    """Paper behind figures, so that a band does not strike them through."""
    return Rect(Box(box.x - 3, box.y, box.width + 6, box.height), "paper", radius=4, opacity=0.85)


def _counted(way: Way) -> Line | None:
    """Near the start of a way, where few others run; None where its columns touch."""
    x0, y0, x1, _ = way.ends
    words = count(way.customers)
    wide = width_of(words, _COUNTED)
    if x1 <= x0 or x1 - x0 < wide + 12:
        return None
    return line(words, _COUNTED, x0 + 5, y0 + 4)
