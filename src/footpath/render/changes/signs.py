"""Small signs on cards: what is new, what was written anew, where a figure moved by more than chance."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from footpath.model.changes import FigureChange, MapDiff
from footpath.render.language import say, to_say
from footpath.render.marks import Box, Circle, Group, Mark, Path
from footpath.render.poster.sheet import Lane, Sheet
from footpath.render.svg import number
from footpath.render.theme import mood

Sign = Literal["new", "edited", "up", "down"]
WORDS: dict[Sign, str] = {
    "new": to_say("new"),
    "edited": to_say("written anew, or moved"),
    "up": to_say("a figure rose by more than chance"),
    "down": to_say("a figure fell by more than chance"),
}
_RADIUS = 7.5
_FELT = ("experience", "score", "nps")
_SIGNED = ("touchpoints", "pains", "opportunities")
Signs = dict[tuple[str, str], tuple[Sign, str]]  # by stage and title of a card: its sign and the sign's colour


def signs_of(diff: MapDiff) -> Signs:
    """The sign of each card: that it is new comes before that it was edited, and that before its figures."""
    found: Signs = {}
    for figure in diff.figures:
        place = figure.place
        if figure.moved == "beyond" and place.kind == "touchpoints" and figure.role != "effectiveness":
            key = (place.stage, place.name)
            if key not in found or figure.role == "experience":  # how it feels says more than how many come
                found[key] = ("up" if figure.now > figure.was else "down", colour_of(figure))
    for change in diff.cards:
        if change.place.kind in _SIGNED and change.what != "gone":
            sign: Sign = "new" if change.what == "appeared" else "edited"
            found[change.place.stage, change.place.name] = (sign, "opportunity" if sign == "new" else "persona-0")
    return found


def colour_of(figure: FigureChange) -> str:
    """Of what people feel the colour of better or worse; a figure of another kind is neither."""
    if figure.unit not in _FELT:
        return "structure"
    return mood(0.8 if figure.now > figure.was else -0.8)


def with_signs(sheet: Sheet, lane: Lane | None, signs: Signs) -> Lane | None:
    """The lane with a sign at the corner of every card that has one."""
    if lane is None:
        return None
    return replace(lane, marks=(*lane.marks, *_signs(sheet, lane.marks, signs)))


def _signs(sheet: Sheet, marks: Iterable[Mark], signs: Signs) -> Iterable[Mark]:
    for mark in marks:
        if isinstance(mark, Group) and mark.role == "card" and mark.card and mark.subject:
            stage = next((c.name for c in sheet.columns if c.left <= mark.card.x < c.right), "")
            found = signs.get((stage, mark.subject.title))
            if found is not None:
                yield Group(drawn_sign(*found, *_corner(mark.card)), full_text=say(WORDS[found[0]]))


def _corner(card: Box) -> tuple[float, float]:
    return card.right - 1, card.y + 1


def drawn_sign(sign: Sign, colour: str, x: float, y: float) -> tuple[Mark, ...]:
    """A round sign around (x, y)."""
    glyphs = {
        "new": f"M{number(x - 3.6)} {number(y)}h7.2M{number(x)} {number(y - 3.6)}v7.2",
        "edited": f"M{number(x - 3.8)} {number(y + 1)}q1.9 -4.2 3.8 -1t3.8 -1",
        "up": f"M{number(x)} {number(y + 3.8)}v-7.4M{number(x - 3)} {number(y - 0.6)}l3 -3.2l3 3.2",
        "down": f"M{number(x)} {number(y - 3.8)}v7.4M{number(x - 3)} {number(y + 0.6)}l3 3.2l3 -3.2",
    }
    return (
        Circle(x, y, _RADIUS, fill=colour, stroke="paper", width=1.4),
        Path(glyphs[sign], stroke="card", width=1.7),
    )
