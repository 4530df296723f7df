"""The emotion lane with two curves: as it was, dashed, and as it is, with the way between them where it is more than chance."""

from dataclasses import dataclass

from footpath.model.changes import FigureChange, MapDiff
from footpath.model.claims import Claim
from footpath.model.maps import JourneyMap, PersonaCurve
from footpath.render.changes.text import difference_text, labels
from footpath.render.language import say, say_many
from footpath.render.marks import Box, Circle, Gradient, Group, Mark, Path, Rect, Subject, line
from footpath.render.numbers import count, experience_words
from footpath.render.poster.curve import path_through
from footpath.render.poster.faces import face
from footpath.render.poster.ground import ground_around
from footpath.render.poster.point_names import point_names
from footpath.render.poster.sheet import Lane, Sheet, sheet_of
from footpath.render.poster.spots import PAD, Spot, height_of, reach_of, spots_of
from footpath.render.svg import number
from footpath.render.theme import RADIUS, SMALL, mood

_HEIGHT, _LEGEND, _SAMPLE, _BETWEEN = 264.0, 24.0, 26.0, 20.0
_DASH = "6 4"


@dataclass(frozen=True)
class _Before:
    """Where a point of the second map's curve stood in the first map."""

    spot: Spot
    y: float
    claim: Claim
    change: FigureChange


def two_curves(first: JourneyMap, second: JourneyMap, diff: MapDiff, top: float) -> Lane | None:
    """Both curves on one scale; nothing where the second map has none."""
    sheet = sheet_of(_on_one_scale(first, second))
    if not sheet.columns:
        return None
    area = Box(sheet.left, top + _LEGEND, sheet.right - sheet.left, _HEIGHT)
    spots = spots_of(sheet, area)
    if not spots:
        return None
    before = _before(first, diff, sheet, spots, area)
    marks: list[Mark] = [*_legend(diff, area, bool(before)), *_ground(area), *_now(spots, area)]
    if before:
        points = [(one.spot.x, one.y) for one in before]
        marks.append(Path(path_through(points), stroke="muted", width=1.6, dash=_DASH))
        marks += [_way(one) for one in before if one.change.moved == "beyond"]
        marks += [_old_dot(one, diff) for one in before]
    marks += [_dot(sheet, spot) for spot in spots]
    taken = [Box(one.spot.x - 6, min(one.y, one.spot.y) - 6, 12, abs(one.y - one.spot.y) + 12) for one in before]
    marks += [text for name in point_names(spots, ground_around(spots, area), taken) for text in name.lines]
    hint = say("dashed: before; line between: moved by more than chance; band: 95% interval")
    return Lane(say("Emotion"), hint, _LEGEND + _HEIGHT, tuple(marks))


def _on_one_scale(first: JourneyMap, second: JourneyMap) -> JourneyMap:
    """The second map with the first one's curve beside its own, so that one scale holds both."""
    claims = {f"first {name}": claim for name, claim in first.claims.items()}
    points = tuple(point.model_copy(update={"claim": f"first {point.claim}"}) for point in first.curve.points)
    curve = second.curve.model_copy(update={"personas": (PersonaCurve(persona="", points=points),)})
    return second.model_copy(update={"curve": curve, "claims": {**claims, **second.claims}})


def _before(first: JourneyMap, diff: MapDiff, sheet: Sheet, spots: tuple[Spot, ...], area: Box) -> tuple[_Before, ...]:
    reach = reach_of(sheet)
    changes = {figure.claim: figure for figure in diff.figures}
    found = []
    for spot in spots:
        change = changes.get(spot.point.claim)
        claim = first.claims.get(change.was_claim) if change else None
        if change and claim:
            found.append(_Before(spot, height_of(area, claim.value, reach), claim, change))
    return tuple(found)


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


def _now(spots: tuple[Spot, ...], area: Box) -> list[Mark]:
    upper = [(spot.x, spot.high) for spot in spots]
    lower = [(spot.x, spot.low) for spot in spots]
    scale = ((0.0, mood(1), 1.0), (0.5, mood(0), 1.0), (1.0, mood(-1), 1.0))
    return [
        Path(path_through(upper) + path_through(lower[::-1], "L") + "z", fill="band", opacity=0.24),
        Gradient("mood", (0, area.y + PAD), (0, area.bottom - PAD), scale),
        Path(path_through([(spot.x, spot.y) for spot in spots]), stroke="url(#mood)", width=2.6),
    ]


def _way(one: _Before) -> Path:
    """The way from then to now, in the colour of better or worse."""
    colour = mood(0.8 if one.claim.value < one.spot.value else -0.8)
    return Path(f"M{number(one.spot.x)} {number(one.y)}V{number(one.spot.y)}", stroke=colour, width=4, opacity=0.75)


def _old_dot(one: _Before, diff: MapDiff) -> Group:
    was = _felt(one.claim.value, one.claim.n)
    words = say("before {felt}; {difference}", felt=was, difference=difference_text(one.change))
    subject = Subject(f"{one.spot.point.touchpoint}, {labels(diff)[0]}", words)
    ring = Circle(one.spot.x, one.y, 3.4, fill="card", stroke="muted", width=1.4)
    return Group((ring,), "point", subject, full_text=f"{one.spot.point.touchpoint}: {words}")


def _dot(sheet: Sheet, spot: Spot) -> Group:
    claim = sheet.claim(spot.point.claim)
    words = _felt(spot.value, claim.n if claim else 0)
    ring = Circle(spot.x, spot.y, spot.radius, fill="card", stroke=mood(spot.value), width=2.2)
    subject = Subject(spot.point.touchpoint, f"{say('Experience')}: {words}", sheet.known(spot.point.claim))
    return Group((ring,), "point", subject, full_text=f"{spot.point.touchpoint}: {words}")


def _felt(value: float, voices: int) -> str:
    told = say_many("{count} voice", "{count} voices", voices, count=count(voices))
    return say("{felt}, from {voices}", felt=experience_words(value), voices=told)


def _legend(diff: MapDiff, area: Box, both: bool) -> list[Mark]:
    """Which line is which, in one row above the lane; the first map's only where it has one."""
    marks: list[Mark] = []
    x, y = area.x, area.y - _LEGEND + 12
    before, now = labels(diff)
    lines = [(before, "muted", 1.6, _DASH)] if both else []
    for name, colour, width, dash in (*lines, (now, "ink", 2.6, "")):
        marks.append(Path(f"M{number(x)} {number(y)}h{number(_SAMPLE)}", stroke=colour, width=width, dash=dash))
        text = line(name, SMALL, x + _SAMPLE + 6, y + 4, max(40.0, area.width / 2 - 2 * _BETWEEN - _SAMPLE))
        marks.append(Group((text,), full_text=name if text.text != name else ""))
        x = text.box.right + _BETWEEN
    return marks
