"""The curves of single personas beside that of all customers: told apart by colour, dash and the form of their points."""

from footpath.render.language import say, say_many
from footpath.render.marks import Box, Circle, Group, Mark, Path, Subject, line
from footpath.render.numbers import count, experience_words
from footpath.render.poster.curve import path_through
from footpath.render.poster.sheet import Sheet
from footpath.render.poster.spots import Spot, height_of, reach_of
from footpath.render.svg import number
from footpath.render.theme import SMALL

LEGEND = 24.0  # the height of the row that names them
_DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 2")
_SAMPLE, _BETWEEN, _SIZE = 26.0, 18.0, 3.6


def persona_curves(sheet: Sheet, spots: tuple[Spot, ...], area: Box) -> tuple[Mark, ...]:
    """A line for each persona through its own points, at the places of the curve's."""
    at = {(spot.point.stage, spot.point.touchpoint): spot.x for spot in spots}
    reach = reach_of(sheet)
    marks: list[Mark] = []
    for place, curve in enumerate(sheet.map.curve.personas):
        known = [
            (at[p.stage, p.touchpoint], claim, p)
            for p in curve.points
            if (p.stage, p.touchpoint) in at and (claim := sheet.claim(p.claim))
        ]
        through = [(x, height_of(area, claim.value, reach)) for x, claim, _ in known]
        marks.append(
            Path(path_through(through), stroke=_colour(place), width=1.5, dash=_DASHES[place % 5], opacity=0.9)
        )
        for (x, y), (_, claim, point) in zip(through, known, strict=True):
            words = say_many(
                "{persona}: {felt}, from {count} voice",
                "{persona}: {felt}, from {count} voices",
                claim.n,
                persona=curve.persona,
                felt=experience_words(claim.value),
                count=count(claim.n),
            )
            subject = Subject(f"{point.touchpoint}, {curve.persona}", words, sheet.known(point.claim))
            drawn = (Circle(x, y, _SIZE), _point(place, x, y))  # the circle is not seen: it says where to click
            marks.append(Group(drawn, "point", subject, full_text=f"{point.touchpoint}, {words}"))
    return tuple(marks)


def legend(sheet: Sheet, area: Box) -> tuple[Mark, ...]:
    """What each line means, in one row above the lane."""
    curves = sheet.map.curve.personas
    room = (area.width - _BETWEEN * len(curves)) / max(len(curves) + 1, 1)
    marks: list[Mark] = []
    x, y = area.x, area.y - LEGEND + 12
    for place, name in enumerate([say("All customers"), *(curve.persona for curve in curves)], -1):
        sample = f"M{number(x)} {number(y)}h{number(_SAMPLE)}"
        if place < 0:
            marks.append(Path(sample, stroke="ink", width=2.6))
        else:
            marks.append(Path(sample, stroke=_colour(place), width=1.5, dash=_DASHES[place % 5]))
            marks.append(_point(place, x + _SAMPLE / 2, y))
        text = line(name, SMALL, x + _SAMPLE + 6, y + 4, max(room - _SAMPLE - 6, 40))
        marks.append(Group((text,), full_text=name if text.text != name else ""))
        x = text.box.right + _BETWEEN
    return tuple(marks)


def _colour(place: int) -> str:
    return f"persona-{place % 5}"


def _point(place: int, x: float, y: float) -> Path:
    """A square, a diamond, two triangles or a bar: forms that tell lines apart where colours do not."""
    r = _SIZE
    forms = (
        f"M{number(x - r)} {number(y - r)}h{number(2 * r)}v{number(2 * r)}h{number(-2 * r)}z",
        f"M{number(x)} {number(y - 1.3 * r)}l{number(1.3 * r)} {number(1.3 * r)}l{number(-1.3 * r)} {number(1.3 * r)}l{number(-1.3 * r)} {number(-1.3 * r)}z",
        f"M{number(x)} {number(y - 1.2 * r)}l{number(1.2 * r)} {number(2.2 * r)}h{number(-2.4 * r)}z",
        f"M{number(x)} {number(y + 1.2 * r)}l{number(1.2 * r)} {number(-2.2 * r)}h{number(-2.4 * r)}z",
        f"M{number(x - 1.3 * r)} {number(y - 0.6 * r)}h{number(2.6 * r)}v{number(1.2 * r)}h{number(-2.6 * r)}z",
    )
    return Path(forms[place % 5], fill=_colour(place), stroke="card", width=0.8)
