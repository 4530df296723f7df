"""The emotion lane of a future map: the curve of today, dashed, the planned one, and the gap between them shaded.

A point without a target stays where it is known to be; one that is removed ends in a cross, one that is new has only its target.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import isfinite, log10

from footpath.model.claims import Claim
from footpath.model.futures import PlannedChange, targets_of
from footpath.model.maps import CurvePoint
from footpath.render.language import say
from footpath.render.marks import Box, Circle, Gradient, Group, Mark, Path, Rect, Subject, line
from footpath.render.numbers import experience, experience_words
from footpath.render.poster.columns import Column
from footpath.render.poster.curve import Curve, Point, path_through
from footpath.render.poster.faces import face
from footpath.render.poster.ground import ground_around
from footpath.render.poster.point_names import point_names
from footpath.render.poster.sheet import Lane, Sheet
from footpath.render.poster.spots import PAD, Spot, height_of
from footpath.render.svg import number
from footpath.render.theme import RADIUS, SMALL, mood

_HEIGHT, _LEGEND, _SAMPLE, _BETWEEN = 264.0, 24.0, 26.0, 18.0
_DASH, _STEP, _APART, _NAME_ROOM = "6 4", 6.0, 0.6, 260.0


@dataclass(frozen=True)
class Stop:
    """A touchpoint on the lane: what is known of it today, and what shall be; either may be missing."""

    point: CurvePoint
    now: Claim | None
    then: float | None
    known: Claim | None = None  # what is known of it, wherever it stands today
    target: PlannedChange | None = None
    x: float = 0.0
    now_y: float = 0.0
    then_y: float = 0.0

    @property
    def is_in_both(self) -> bool:
        """Whether it stands here today and shall stand here."""
        return self.now is not None and self.then is not None

    @property
    def spot(self) -> Spot:
        """What its name keeps clear of."""
        heights = [y for y, known in ((self.now_y, self.now), (self.then_y, self.then is not None)) if known]
        name = self.point.touchpoint
        if self.target is not None and self.then is not None:
            was = f"{experience(self.known.value)} → " if self.known else ""
            name = f"{was}{experience(self.then)} {name}"
        point = self.point.model_copy(update={"touchpoint": name})
        shown = self.then if self.then is not None else self.now.value if self.now else 0.0
        return Spot(point, self.x, heights[-1], max(heights), min(heights), 6.0, shown)


def future_curve(sheet: Sheet, top: float) -> Lane | None:
    """Both curves on one scale; nothing where neither has a point."""
    area = Box(sheet.left, top + _LEGEND, sheet.right - sheet.left, _HEIGHT)
    stops = _stops(sheet, area)
    if not stops:
        return None
    today = [(stop.x, stop.now_y) for stop in stops if stop.now]
    planned = [(stop.x, stop.then_y) for stop in stops if stop.then is not None]
    marks: list[Mark] = [*_ground(area), *_band(stops, area, sheet), *_gap(stops, today, planned)]
    if len(today) > 1:
        marks.append(Path(path_through(today), stroke="muted", width=1.6, dash=_DASH))
    if len(planned) > 1:
        marks += _line(planned, area)
    for stop in stops:
        marks += _dots(sheet, stop)
    spots = [stop.spot for stop in stops]
    ground = ground_around(spots, area)
    changed = [spot for spot, stop in zip(spots, stops, strict=True) if stop.target or stop.then is None]
    names = point_names(changed, ground, (), _NAME_ROOM)
    names += point_names([s for s in spots if s not in changed], ground, [name.box for name in names])
    marks += [text for name in names for text in name.lines]
    hint = say("dashed: today, with its 95% band; line: planned; shaded: the gap; double ring: a target")
    return Lane(say("Emotion"), hint, _LEGEND + _HEIGHT, (*_legend(area, stops), *marks))


def _stops(sheet: Sheet, area: Box) -> list[Stop]:
    by_column = [[*_of_stage(sheet, column)] for column in sheet.columns]
    reach = _reach([stop for stops in by_column for stop in stops])
    placed = []
    for column, stops in zip(sheet.columns, by_column, strict=True):
        for at, stop in enumerate(stops):
            x = column.left + (at + 0.5) * (column.right - column.left - 16) / len(stops)
            now_y = height_of(area, stop.now.value, reach) if stop.now else 0.0
            then_y = height_of(area, stop.then, reach) if stop.then is not None else 0.0
            placed.append(replace(stop, x=x, now_y=now_y, then_y=then_y))
    return placed


def _of_stage(sheet: Sheet, column: Column) -> Iterator[Stop]:
    """The points of today's curve, then those that come here from elsewhere, then new ones that have a target."""
    journey = sheet.map
    assert journey.current_curve is not None, "a future map knows where it starts from"
    targets = targets_of(journey.planned_changes)
    known = [point for point in journey.current_curve.points if point.stage == column.name and sheet.claim(point.claim)]
    kept = {(p.stage, p.touchpoint): p for p in journey.curve.points if p.stage == column.name and sheet.claim(p.claim)}
    for point in known:
        stays = kept.pop((point.stage, point.touchpoint), None)
        yield _stop(sheet, point, targets, stays is not None, was_here=True)
    for point in kept.values():
        yield _stop(sheet, point, targets, True, was_here=False)
    for change in journey.planned_changes:
        is_new = change.what == "target" and change.claim is None and change.stage == column.name
        if is_new and change.target is not None and any(card.name == change.touchpoint for card in journey.touchpoints):
            point = CurvePoint(stage=change.stage, touchpoint=change.touchpoint, claim="")
            yield Stop(point, None, change.target, target=change)


def _stop(sheet: Sheet, point: CurvePoint, targets: dict[str, PlannedChange], stays: bool, *, was_here: bool) -> Stop:
    claim = sheet.claim(point.claim)
    assert claim is not None, "only points with a claim are drawn"
    target = targets.get(point.claim) if stays else None
    then = target.target if target else claim.value if stays else None
    return Stop(point, claim if was_here else None, then, claim, target)


def _reach(stops: Sequence[Stop]) -> float:
    values = [value for stop in stops for value in (stop.now.value if stop.now else None, stop.then)]
    values += [end for stop in stops if stop.now for end in (stop.now.low, stop.now.high)]
    return min(1.0, max(0.5, max((abs(v) for v in values if v is not None and isfinite(v)), default=0)))


def _ground(area: Box) -> list[Mark]:
    middle = area.y + area.height / 2
    stops = ((0.0, "high", 0.13), (0.5, "neutral", 0.02), (1.0, "low", 0.13))
    return [
        Gradient("feeling", (0, area.y), (0, area.bottom), stops),
        Rect(area, fill="url(#feeling)", radius=RADIUS),
        Path(f"M{number(area.x)} {number(middle)}H{number(area.right)}", stroke="neutral", dash="2 4"),
        *face(area.x + 16, area.y + 16, 8, 1.0),
        *face(area.x + 16, area.bottom - 16, 8, -1.0),
    ]


def _band(stops: Sequence[Stop], area: Box, sheet: Sheet) -> list[Mark]:
    reach = _reach(stops)
    upper, lower = [], []
    for stop in stops:
        if stop.now:
            low, high = (
                end if end is not None and isfinite(end) else stop.now.value for end in (stop.now.low, stop.now.high)
            )
            upper.append((stop.x, height_of(area, high, reach)))
            lower.append((stop.x, height_of(area, low, reach)))
    if len(upper) < 2:
        return []
    return [Path(path_through(upper) + path_through(lower[::-1], "L") + "z", fill="band", opacity=0.16)]


def _gap(stops: Sequence[Stop], today: Sequence[Point], planned: Sequence[Point]) -> list[Mark]:
    """The room between both curves from point to point that both have, better in one colour, worse in another."""
    now, then = Curve(tuple(today)), Curve(tuple(planned))
    shades: list[Mark] = []
    for one, other in pairwise(stops):
        if one.is_in_both and other.is_in_both and (one.target or other.target):  # else only the curves' bends differ
            shades += _shades(one, other, now, then)
    ways = [stop for stop in stops if stop.is_in_both and abs(stop.now_y - stop.then_y) >= _APART]
    return shades + [_way(stop) for stop in ways]


def _shades(one: Stop, other: Stop, now: Curve, then: Curve) -> Iterator[Mark]:
    """The room between two points, apart where the curves cross."""
    steps = max(8, int((other.x - one.x) // _STEP))
    places = [one.x + (other.x - one.x) * at / steps for at in range(steps + 1)]
    run: list[tuple[float, float, float]] = []
    for x in places:
        a, b = now.at(x), then.at(x)
        if run and (run[-1][1] - run[-1][2]) * (a - b) < 0:
            yield from _shade(run)
            run = []
        run.append((x, a, b))
    yield from _shade(run)


def _way(stop: Stop) -> Path:
    colour = "opportunity" if stop.then_y < stop.now_y else "low"
    return Path(f"M{number(stop.x)} {number(stop.now_y)}V{number(stop.then_y)}", stroke=colour, width=1.6)


def _shade(points: Sequence[tuple[float, float, float]]) -> Iterator[Mark]:
    widest = max((a - b for _, a, b in points), key=abs)
    if len(points) > 1 and abs(widest) >= _APART:
        there = "L".join(f"{number(x)} {number(a)}" for x, a, _ in points)
        back = "L".join(f"{number(x)} {number(b)}" for x, _, b in reversed(points))
        yield Path(f"M{there}L{back}z", fill="opportunity" if widest > 0 else "low", opacity=0.26)


def _line(planned: Sequence[Point], area: Box) -> list[Mark]:
    scale = ((0.0, mood(1), 1.0), (0.5, mood(0), 1.0), (1.0, mood(-1), 1.0))
    return [
        Gradient("mood", (0, area.y + PAD), (0, area.bottom - PAD), scale),
        Path(path_through(planned), stroke="url(#mood)", width=2.6),
    ]


def _dots(sheet: Sheet, stop: Stop) -> Iterator[Mark]:
    name, claims = stop.point.touchpoint, sheet.known(stop.point.claim)
    if stop.now and (stop.then is None or stop.target):
        words = say("today: {felt}", felt=experience_words(stop.now.value))
        drawn: tuple[Mark, ...] = (Circle(stop.x, stop.now_y, 3.6, fill="card", stroke="muted", width=1.5),)
        if stop.then is None:
            words = say("{felt} today, no longer here", felt=experience_words(stop.now.value))
            drawn += (_cross(stop.x, stop.now_y),)
        yield Group(drawn, "point", Subject(name, words, claims), full_text=f"{name}: {words}")
    if stop.then is None:
        return
    radius = min(7.0, 3.4 + 0.9 * log10(max(1, stop.now.n))) if stop.now and not stop.target else 5.6
    rings: tuple[Mark, ...] = (Circle(stop.x, stop.then_y, radius, fill="card", stroke=mood(stop.then), width=2.2),)
    felt = say("Experience: {felt}", felt=experience_words(stop.then))
    if stop.target:
        rings += (Circle(stop.x, stop.then_y, 2.3, fill=mood(stop.then)),)
        felt = say("target: {value}", value=experience(stop.then))
    yield Group(rings, "point", Subject(name, felt, claims), full_text=f"{name}: {felt}")


def _cross(x: float, y: float) -> Path:
    return Path(
        f"M{number(x - 6)} {number(y - 6)}L{number(x + 6)} {number(y + 6)}"
        f"M{number(x - 6)} {number(y + 6)}L{number(x + 6)} {number(y - 6)}",
        stroke="muted",
        width=1.8,
    )


def _legend(area: Box, stops: Sequence[Stop]) -> Iterator[Mark]:
    """Which line is which, in one row above the lane."""
    x, y = area.x, area.y - _LEGEND + 12
    for name, sample in _samples(stops):
        yield from sample(x, y)
        text = line(name, SMALL, x + _SAMPLE + 6, y + 4, max(40.0, area.width / 4 - _BETWEEN - _SAMPLE))
        yield Group((text,), full_text=name if text.text != name else "")
        x = text.box.right + _BETWEEN


def _samples(stops: Sequence[Stop]) -> list[tuple[str, "_Sample"]]:
    found: list[tuple[str, _Sample]] = [
        (say("today"), _Sample("muted", 1.6, _DASH)),
        (say("planned"), _Sample("ink", 2.6)),
    ]
    if any(stop.target for stop in stops):
        found.append((say("the gap"), _Sample("opportunity", 10, "", 0.4)))
    if any(stop.then is None for stop in stops):
        found.append((say("no longer here"), _Sample()))
    return found


@dataclass(frozen=True)
class _Sample:
    """A piece of line as the legend shows it; a cross where it has no colour."""

    colour: str = ""
    width: float = 0.0
    dash: str = ""
    opacity: float = 1.0

    def __call__(self, x: float, y: float) -> Iterator[Mark]:
        if not self.colour:
            yield _cross(x + _SAMPLE / 2, y)
        else:
            d = f"M{number(x)} {number(y)}h{number(_SAMPLE)}"
            yield Path(d, stroke=self.colour, width=self.width, dash=self.dash, opacity=self.opacity)
