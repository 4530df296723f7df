"""The head and the foot of a planned journey's picture."""

from footpath.render.language import say
from footpath.render.marks import Group, Line, Mark, Path, line, paragraph
from footpath.render.numbers import period
from footpath.render.plans.view import PlanView
from footpath.render.poster.measures import sentence
from footpath.render.svg import number
from footpath.render.text import clean
from footpath.render.theme import FIGURE, MARGIN, SMALL, SUBTITLE, TITLE

_FIGURE_ROOM = 190.0


def head(view: PlanView, top: float) -> tuple[list[Mark], float]:
    """Name, whose journeys and of when; at the right how many go as planned."""
    width = view.width - 2 * MARGIN - _FIGURE_ROOM
    title = paragraph(view.plan.name, TITLE, width, 2)
    below = paragraph(_subtitle(view), SUBTITLE, width, 2)
    marks: list[Mark] = [
        Group(title.place(MARGIN, top), full_text=clean(view.plan.name) if title.shortened else ""),
        *below.place(MARGIN, top + title.height + 4),
    ]
    x = view.width - MARGIN - _FIGURE_ROOM + 20
    value = line(view.value(view.plan.conforms) or "–", FIGURE, x, top + 25)
    beside = line(
        view.interval(view.plan.conforms), SMALL, value.box.right + 6, top + 25, _FIGURE_ROOM - 26 - value.width
    )
    label = paragraph(say("go as planned"), SMALL, _FIGURE_ROOM - 20, 2).place(x, top + 32)
    figure: tuple[Line, ...] = (value, *([beside] if beside.text else []), *label)
    marks.append(Group(figure, "point", view.conforming))
    return marks, max(title.height + 4 + below.height, 48.0)


def _subtitle(view: PlanView) -> str:
    whose, when = clean(view.journey.scope), period(view.journey.from_at, view.journey.to_at)
    said = say("A planned journey against the real ones")
    return ". ".join(part for part in (said, whose, when) if part)


def foot(view: PlanView, top: float) -> tuple[list[Mark], float]:
    """What lines and colours mean, which steps no record knows, and how the others were understood."""
    marks: list[Mark] = []
    x = float(MARGIN)
    shown = {view.colour(way) for way in view.plan.deviations} | {"structure"}
    for colour, words in _legend(view):
        if colour in shown:
            text = line(words, SMALL, x + 26, top + 12)
            if text.box.right > view.width - MARGIN:
                x, top = float(MARGIN), top + 18
                text = line(words, SMALL, x + 26, top + 12, view.width - 2 * MARGIN - 26)
            marks += [Path(f"M{number(x)} {number(top + 8)}h20", stroke=colour, width=5), text]
            x = text.box.right + 18
    y = top + 24
    start = y
    notes = (
        [say("No record knows: {steps}", steps=", ".join(map(clean, view.plan.unmatched)))]
        if view.plan.unmatched
        else []
    )
    for note in (*notes, *view.plan.notes):
        text_of = paragraph(note, SMALL, view.width - 2 * MARGIN, 3)
        marks.append(Group(text_of.place(MARGIN, y), full_text=clean(note) if text_of.shortened else ""))
        y += text_of.height + 4
    return marks, 24 + y - start


def _legend(view: PlanView) -> tuple[tuple[str, str], ...]:
    outcome = clean(view.plan.outcome)
    return (
        ("structure", sentence(say("as planned; thickness: how many customers"))),
        ("low", say("fewer come to {outcome} than as planned", outcome=outcome)),
        ("high", say("more come to {outcome} than as planned", outcome=outcome)),
        ("band", say("no difference beyond chance, or under 5 points")),
    )
