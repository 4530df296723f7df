"""The ways between cards as bands: as thick as customers are many, onward in full, back dashed with a head."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from footpath.model.maps import Flow
from footpath.render.forms.lanes import Span, detour, lanes
from footpath.render.forms.passing import Gate, Trip, course, tracks
from footpath.render.forms.ports import Link, ports, widths
from footpath.render.language import say
from footpath.render.marks import Box, Group, Line, Mark, Path, Rect, Subject, line
from footpath.render.numbers import count
from footpath.render.poster.sheet import Sheet
from footpath.render.svg import number
from footpath.render.text import width_of
from footpath.render.theme import MARGIN, SMALL

_THINNEST, _HEAD = 1.0, 7.0
_BACK, _ONWARD = 0.75, 0.34  # opacity
_BACK_WIDTH = 3.0  # of a way back at most: it is told by its dashes
_COUNTED = SMALL.coloured("ink")


@dataclass(frozen=True)
class Way:
    """A flow between two cards; ``start`` and ``end`` are its heights at their sides, ``through`` where it passes others.

    Within one column it takes a ``lane`` so far from the cards.
    """

    flow: Flow
    customers: float
    source: Box
    target: Box
    width: float
    start: float
    end: float
    through: tuple[Gate, ...] = ()
    lane: float = 0.0

    @property
    def stays(self) -> bool:
        """Whether it leads to another card of its own column."""
        return abs(self.source.x - self.target.x) < 1

    @property
    def bottom(self) -> float:
        """The lowest that it runs."""
        return max(self.start, self.end, *(gate.y for gate in self.through)) + self.width / 2

    @property
    def is_back(self) -> bool:
        return self.flow.direction == "back"

    @property
    def ends(self) -> tuple[float, float, float, float]:
        """Where its middle begins and ends: on facing sides; within one column on the same side."""
        if self.stays:
            x = self.source.x if self.is_back else self.source.right
            return x, self.start, x, self.end
        if self.target.x > self.source.x:
            return self.source.right, self.start, self.target.x, self.end
        return self.source.x, self.start, self.target.right, self.end


def ways(
    sheet: Sheet, boxes: Mapping[str, Box], cards: Iterable[Mark], thickest: float, room: float
) -> tuple[Way, ...]:
    """The flows whose both ends are drawn, side by side at each card, none thicker than the cards allow.

    Args:
        boxes: where ways begin and end, by touchpoint: the first card of that name.
        cards: all that are drawn; no way passes over one.
        room: beside a column, for ways between its own cards.
    """
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
    links = [Link(flow.from_touchpoint, flow.to_touchpoint, value, flow.direction == "back") for flow, value in known]
    wide = widths(links, boxes, thickest, _THINNEST, _BACK_WIDTH)
    found = [
        Way(flow, value, boxes[flow.from_touchpoint], boxes[flow.to_touchpoint], width, *ends)
        for (flow, value), width, ends in zip(known, wide, ports(links, boxes, wide), strict=True)
    ]
    taken = [card.card for card in cards if isinstance(card, Group) and card.card is not None]
    return _on_tracks(found, taken, room)


def _on_tracks(found: Sequence[Way], boxes: Collection[Box], room: float) -> tuple[Way, ...]:
    """The ways, each with where it passes other cards: between columns on its own track, within one on its own lane."""
    over = tracks(boxes, [Trip(way.ends[:2], way.ends[2:], way.width) for way in found])
    beside: dict[tuple[float, bool], list[int]] = defaultdict(list)
    for at, way in enumerate(found):
        if way.stays:
            beside[way.source.x, way.is_back].append(at)
    kept: dict[int, float] = {}
    for here in beside.values():
        spans = [Span(found[at].start, found[at].end, found[at].width) for at in here]
        kept.update(zip(here, lanes(spans, room), strict=True))
    return tuple(replace(way, through=over[at], lane=kept.get(at, 0.0)) for at, way in enumerate(found))


def drawn_ways(sheet: Sheet, drawn: Sequence[Way]) -> list[Mark]:
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
        marks.append(Group(tuple(_band(way)), "plain", subject, full_text=words))
    return marks


def _band(way: Way) -> list[Mark]:
    x0, y0, x1, y1 = way.ends
    side = -1.0 if way.is_back else 1.0
    colour, opacity = ("low", _BACK) if way.is_back else ("structure", _ONWARD)
    tip = x1 + (side if x0 == x1 else (-1.0 if x1 > x0 else 1.0)) * (_HEAD if way.is_back else 0.0)
    d = detour(x0, y0, tip, y1, x0 + side * way.lane) if way.stays else course((x0, y0), (tip, y1), way.through)
    dash = "5 4" if way.is_back else ""
    marks: list[Mark] = [Path(d, stroke=colour, width=way.width, dash=dash, opacity=opacity)]
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
    """In the middle of a way's first bend; None where there is no room for it between the columns."""
    x0, y0, x1, y1 = way.ends
    x, y = (way.through[0].left, way.through[0].y) if way.through else (x1, y1)
    words = count(way.customers)
    wide = width_of(words, _COUNTED)
    if x <= x0 or x - x0 < wide + 12:
        return None
    return line(words, _COUNTED, (x0 + x - wide) / 2, (y0 + y) / 2 + 4)


def ways_key(top: float) -> tuple[list[Mark], float]:
    """What the bands mean, and where these words end."""
    onward = line(say("onward: as thick as customers are many"), SMALL, MARGIN + 34, top + 11)
    back = line(say("back to an earlier touchpoint"), SMALL, onward.box.right + 54, top + 11)
    y = number(top + 7)
    marks: list[Mark] = [
        Path(f"M{MARGIN} {y}h24", stroke="structure", width=8, opacity=_ONWARD),
        onward,
        Path(f"M{number(back.x - 34)} {y}h24", stroke="low", width=2, dash="5 4", opacity=_BACK),
        back,
    ]
    return marks, top + 18
