"""The plan as a row of steps, and around it the ways that leave it, each on a level of its own where others are near."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from footpath.model.futures import Deviation
from footpath.render.language import say
from footpath.render.marks import Box, Circle, Group, Line, Mark, Paragraph, Path, Rect, Subject, paragraph
from footpath.render.plans.view import APART, LEFT, NODE, PlanView
from footpath.render.svg import number
from footpath.render.text import clean, width_of
from footpath.render.theme import MARGIN, NAME, RADIUS, SMALL, Style

BADGE = Style(11, 600, "ink", 14)
_LEVEL, _NEAREST, _THICK, _THIN, _BEND, _STUB = 30.0, 26.0, 13.0, 1.6, 12.0, 40.0
_BROAD = 8.0
_PARTS, _CLEAR = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8), 15.0  # of a way, where its number may stand; off other ways


@dataclass(frozen=True)
class Way:
    """A deviation with its place: from one step to another, above or below the plan.

    Attributes:
        start, end: places of steps; −1 is before the first. ``end`` is None where journeys stop.
        from_x, to_x: where it leaves and comes in.
        level: how far out it runs, 0 the nearest.
    """

    number: int
    deviation: Deviation
    start: int
    end: int | None
    thick: float
    from_x: float = 0.0
    to_x: float = 0.0
    level: int = 0

    @property
    def above(self) -> bool:
        return self.end is not None and self.end > self.start


def spine(view: PlanView, top: float) -> tuple[list[Mark], float]:
    """The picture's marks, and its height."""
    ways = _levelled(_anchored(view, _ways(view)))
    names = [paragraph(name, NAME, NODE - 20, 3) for name in view.plan.steps]
    optional = paragraph(say("may be left out"), SMALL, NODE - 20, 2) if view.plan.optional else None
    tall = max(name.height for name in names) + 18 + (optional.height if optional else 0)
    over = max((way.level + 1 for way in ways if way.above), default=0)
    y = top + (over * _LEVEL + _NEAREST if over else 6)
    marks: list[Mark] = [*_plan_line(view, y + tall / 2)]
    for way in ways:
        marks += _path(view, way, y, tall)
    for at, name in enumerate(names):
        marks.append(_node(view, at, name, optional, Box(view.x_of(at), y, NODE, tall)))
    marks.append(Circle(MARGIN + 20.0, y + tall / 2, 7, fill="card", stroke="structure", width=2.4))
    marks += [_badge(view, way, _free_x(way, ways), y, tall) for way in ways]
    under = [way for way in ways if not way.above]
    deep = max(((way.level + 1) * _LEVEL + _NEAREST if way.end is not None else _STUB + 12 for way in under), default=6)
    return marks, y - top + tall + deep


def _ways(view: PlanView) -> list[Way]:
    claims = [view.claim(way.customers) for way in view.plan.deviations]
    conforms = view.claim(view.plan.conforms)
    most = max([claim.value for claim in [*claims, conforms] if claim], default=1.0) or 1.0
    found = []
    for at, (deviation, claim) in enumerate(zip(view.plan.deviations, claims, strict=True)):
        start = view.place(deviation.after) if deviation.after else -1
        end = None if deviation.instead == LEFT else view.place(deviation.instead)
        thick = max(_THIN, _THICK * claim.value / most) if claim else _THIN
        if start is not None and (end is not None or deviation.instead == LEFT):
            found.append(Way(at + 1, deviation, start, end, thick))
    return found


def _anchored(view: PlanView, ways: Sequence[Way]) -> list[Way]:
    """Ways that share an edge of a step stand beside one another there, so that they cross as little as can be."""
    placed = {way.number: way for way in ways}
    for above in (True, False):
        for step in range(-1, len(view.plan.steps)):
            ends = [
                (_key(way, is_start), way.number, is_start)
                for way in ways
                if way.above is above
                for is_start, at in ((True, way.start), (False, way.end))
                if at == step
            ]
            left, room = (MARGIN + 8.0, 24.0) if step < 0 else (view.x_of(step), NODE)
            for place, (_, name, is_start) in enumerate(sorted(ends), 1):
                x = left + room * place / (len(ends) + 1)
                placed[name] = replace(placed[name], from_x=x) if is_start else replace(placed[name], to_x=x)
    return [placed[way.number] for way in ways]


def _key(way: Way, is_start: bool) -> float:
    """Where on a step's edge an end stands: what comes from the left stands left, the farther the nearer to the middle."""
    here, there = (way.start, way.end) if is_start else (way.end, way.start)
    if here is None or there is None:
        return 0.0
    return (1.0 if there > here else -1.0) / (abs(there - here) + (0.5 if is_start else 0.0) + 0.1)


def _levelled(ways: Sequence[Way]) -> list[Way]:
    """Each on the nearest level where it meets no other; short ones lie nearest."""
    done: list[Way] = []
    for way in sorted(ways, key=lambda w: (abs((w.end if w.end is not None else w.start) - w.start), w.number)):
        if way.end is None:
            done.append(way)
            continue
        taken = {
            other.level for other in done if other.end is not None and other.above == way.above and _meet(other, way)
        }
        stubs = not way.above and any(
            other.end is None and min(way.from_x, way.to_x) - 14 <= other.from_x <= max(way.from_x, way.to_x) + 14
            for other in ways
        )
        level = 1 if stubs else 0
        while level in taken:
            level += 1
        done.append(replace(way, level=level))
    return sorted(done, key=lambda way: way.number)


def _meet(one: Way, other: Way) -> bool:
    a, b = sorted((one.from_x, one.to_x)), sorted((other.from_x, other.to_x))
    return a[0] - 22 < b[1] and b[0] - 22 < a[1]


def _height(way: Way, y: float, tall: float) -> float:
    out = _NEAREST + way.level * _LEVEL
    return y - out if way.above else y + tall + out


def _plan_line(view: PlanView, y: float) -> Iterator[Mark]:
    """The planned way, as thick as those who go it are many."""
    ways = [claim.value for way in view.plan.deviations if (claim := view.claim(way.customers))]
    conforms = view.claim(view.plan.conforms)
    most = max([*ways, conforms.value if conforms else 0.0], default=1.0) or 1.0
    thick = max(_THIN, _THICK * conforms.value / most) if conforms else _THIN
    x, end = MARGIN + 20.0, view.x_of(len(view.plan.steps) - 1)
    yield Path(f"M{number(x)} {number(y)}H{number(end)}", stroke="structure", width=thick)
    for at in range(len(view.plan.steps)):
        tip = view.x_of(at) - APART / 2 + 5
        if thick >= _BROAD:  # a sign on it, for a head could hardly be wider
            half = thick / 4
            yield Path(
                f"M{number(tip - half)} {number(y - half)}l{number(half)} {number(half)}l{number(-half)} {number(half)}",
                stroke="card",
                width=1.8,
            )
        else:
            yield Path(_arrow(tip, y, thick), fill="structure")


def _arrow(x: float, y: float, thick: float) -> str:
    half = max(5.0, thick / 2 + 3)
    return f"M{number(x - 8)} {number(y - half)}L{number(x)} {number(y)}L{number(x - 8)} {number(y + half)}z"


def _node(view: PlanView, at: int, name: Paragraph, optional: Paragraph | None, box: Box) -> Group:
    free = at in view.plan.optional
    inner = Box(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1)
    ground = Rect(inner, "card", "muted" if free else "structure", RADIUS, 1.4, "4 3" if free else "")
    room = box.height - name.height - (optional.height if free and optional else 0)
    marks: list[Mark] = [ground, *name.place(box.x + 10, box.y + room / 2)]
    if free and optional:
        marks += optional.place(box.x + 10, box.y + room / 2 + name.height)
    full = clean(view.plan.steps[at]) if name.shortened else ""
    return Group(tuple(marks), "card", Subject(clean(view.plan.steps[at])), box, full)


def _path(view: PlanView, way: Way, y: float, tall: float) -> Iterator[Mark]:
    colour, edge = view.colour(way.deviation), y if way.above else y + tall
    if way.end is None:
        end = edge + _STUB
        yield Path(f"M{number(way.from_x)} {number(edge)}V{number(end)}", stroke=colour, width=way.thick, opacity=0.8)
        half = max(6.0, way.thick / 2 + 3)
        yield Path(
            f"M{number(way.from_x - half)} {number(end)}h{number(2 * half)}", stroke=colour, width=2.6
        )  # a bar: nothing follows
        return
    out, side = _height(way, y, tall), 1.0 if way.to_x > way.from_x else -1.0
    bend = min(_BEND, abs(way.to_x - way.from_x) / 2)
    turn = bend if out > edge else -bend
    tip = edge + (8 if out > edge else -8)
    start = edge if way.start >= 0 else y + tall / 2
    yield Path(
        f"M{number(way.from_x)} {number(start)}V{number(out - turn)}"
        f"Q{number(way.from_x)} {number(out)} {number(way.from_x + side * bend)} {number(out)}"
        f"H{number(way.to_x - side * bend)}Q{number(way.to_x)} {number(out)} {number(way.to_x)} {number(out - turn)}V{number(tip)}",
        stroke=colour,
        width=way.thick,
        opacity=0.8,
    )
    half = max(4.5, way.thick / 2 + 2.5)
    yield Path(
        f"M{number(way.to_x - half)} {number(tip)}L{number(way.to_x)} {number(edge)}L{number(way.to_x + half)} {number(tip)}z",
        fill=colour,
    )


def _free_x(way: Way, ways: Sequence[Way]) -> float:
    """Where the number stands on its way: near the middle, off the legs of ways that run farther out."""
    if way.end is None:
        return way.from_x
    farther = (
        other for other in ways if other.above == way.above and other.end is not None and other.level > way.level
    )
    legs = [x for other in farther for x in (other.from_x, other.to_x)]
    tried = [way.from_x + part * (way.to_x - way.from_x) for part in _PARTS]
    return next((x for x in tried if all(abs(x - leg) > _CLEAR for leg in legs)), tried[0])


def _badge(view: PlanView, way: Way, x: float, y: float, tall: float) -> Group:
    at = y + tall + _STUB / 2 if way.end is None else _height(way, y, tall)
    text = str(way.number)
    wide = width_of(text, BADGE)
    ring = Circle(x, at, 9.5, fill="card", stroke=view.colour(way.deviation), width=1.8)
    label = Line(x - wide / 2, at + 4, text, BADGE, wide)
    return Group((ring, label), "point", view.subject(way.deviation), full_text=clean(way.deviation.text))
