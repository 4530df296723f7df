"""The circle: stages around a ring as thick as customers are many, touchpoints on it, their words and pains outside."""

from collections.abc import Sequence
from dataclasses import replace

from footpath.model.maps import JourneyMap
from footpath.render.forms.circle_labels import WIDE, Placed, drawn_label, heights, labels_of, leader, placed
from footpath.render.forms.frame import Body, framed
from footpath.render.forms.ring import THICKEST, Part, drawn_part, parts_of, point_at
from footpath.render.language import say
from footpath.render.marks import Circle, Group, Line, Mark, Paragraph, Path, Scene, Subject, paragraph
from footpath.render.poster.columns import Column
from footpath.render.poster.faces import face, no_face
from footpath.render.poster.measures import sentence
from footpath.render.poster.sheet import Sheet
from footpath.render.svg import number
from footpath.render.theme import FIGURE, MARGIN, SMALL, SUBTITLE
from footpath.render.vocabulary import word

_LEAST, _MOST, _BETWEEN, _FACE = 230.0, 420.0, 74.0, 9.0


def layout_circle(journey: JourneyMap) -> Scene:
    """Every mark of the circle with its place."""
    columns = tuple(Column(stage.name, at, 0, 0) for at, stage in enumerate(journey.stages))
    bare = Sheet(journey, columns, 0.0)
    parts = parts_of(bare)
    radius = _radius(bare, parts)
    width = 2 * (MARGIN + WIDE + _BETWEEN + radius)
    sheet = Sheet(journey, columns, width)
    return framed(sheet, say("Circle"), lambda top: _body(sheet, parts, radius, top))


def _radius(sheet: Sheet, parts: Sequence[Part]) -> float:
    """The ring grows with the words beside it, up to what fits a wall."""
    tall = max(heights(labels_of(sheet, parts, _LEAST, at_right=side)) for side in (True, False))
    return min(_MOST, max(_LEAST, tall / 2 * 0.8))


def _body(sheet: Sheet, parts: Sequence[Part], radius: float, top: float) -> Body:
    sides = {side: labels_of(sheet, parts, radius, at_right=side) for side in (True, False)}
    tall = max(2 * radius + 60, *(heights(labels) + 20 for labels in sides.values()))
    centre = sheet.width / 2, top + tall / 2
    marks: list[Mark] = [_turning(centre, radius)]
    marks += [drawn_part(sheet, part, *centre, radius) for part in parts]
    marks += _middle(sheet, centre, radius)
    stops: list[Mark] = []
    for at_right, labels in sides.items():
        x = centre[0] + radius + _BETWEEN if at_right else centre[0] - radius - _BETWEEN - WIDE
        here = placed(labels, top + 6, top + tall - 6, centre[1])
        marks += [drawn for one in here if (drawn := leader(one, centre, radius, x, at_right=at_right))]
        marks += [drawn_label(sheet, one, x, at_right=at_right) for one in here]
        stops += [mark for one in here for mark in _stop(sheet, one, centre, radius)]
    return [*marks, *stops], top + tall, ()


def _stop(sheet: Sheet, one: Placed, centre: tuple[float, float], radius: float) -> tuple[Mark, ...]:
    """A touchpoint on the ring: a face where it is known how it feels, with a rim where it hurts."""
    if one.label.stop is None:
        return ()
    card = one.label.stop.card
    x, y = point_at(*centre, radius, one.label.stop.angle)
    claim = sheet.claim(card.experience)
    rim = Circle(x, y, _FACE + 3, fill="paper", stroke="low" if one.label.words[2].lines else "paper", width=2)
    if claim is None:
        return (rim, Circle(x, y, _FACE - 3, fill="paper"), *no_face(x, y, _FACE - 1))
    return (rim, *face(x, y, _FACE, claim.value))


def _turning(centre: tuple[float, float], radius: float) -> Path:
    """An arrow inside the ring that says which way the journey goes round."""
    inner = radius - THICKEST - 44
    (x0, y0), (x1, y1) = (point_at(*centre, inner, turn) for turn in (0.02, 0.12))
    (ax, ay), (bx, by) = (point_at(*centre, inner + more, 0.108) for more in (-5, 5))
    d = (
        f"M{number(x0)} {number(y0)}A{number(inner)} {number(inner)} 0 0 1 {number(x1)} {number(y1)}"
        f"M{number(ax)} {number(ay)}L{number(x1)} {number(y1)}L{number(bx)} {number(by)}"
    )
    return Path(d, stroke="muted", width=1.6)


def _middle(sheet: Sheet, centre: tuple[float, float], radius: float) -> list[Mark]:
    """The map's title in the middle of the ring, and the first figure of the head below it."""
    room = 2 * (radius - THICKEST - 70)
    title = paragraph(sheet.map.title, SUBTITLE.coloured("ink"), room, 3)
    figure = sheet.map.figures[0] if sheet.map.figures else None
    value = paragraph((sheet.value(figure.claim) or "–") if figure else "", FIGURE, room, 1)
    label = paragraph(word(figure.label) if figure else "", SMALL, room, 3)
    y = centre[1] - (title.height + 6 + value.height + label.height) / 2
    left = centre[0] - room / 2
    hover = sheet.map.title if title.shortened else ""
    marks: list[Mark] = [Group(tuple(_centred(title, left, y)), full_text=hover)]
    if figure:
        y += title.height + 6
        lines = (*_centred(value, left, y), *_centred(label, left, y + value.height))
        subject = Subject(sentence(word(figure.label)), "", sheet.known(figure.claim))
        marks.append(Group(lines, "point", subject, full_text=word(figure.label) if label.shortened else ""))
    return marks


def _centred(text: Paragraph, left: float, top: float) -> list[Line]:
    return [replace(one, x=left + (text.width - one.width) / 2) for one in text.place(left, top)]
