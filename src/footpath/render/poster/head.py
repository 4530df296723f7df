"""The head of the poster: title, scope and period, the four figures, the personas."""

from footpath.model.maps import Figure
from footpath.render.language import say, say_many
from footpath.render.marks import Group, Line, Mark, Subject, line, paragraph
from footpath.render.numbers import period
from footpath.render.poster.brand import brand
from footpath.render.poster.faces import persona
from footpath.render.poster.measures import sentence
from footpath.render.poster.sheet import Lane, Sheet
from footpath.render.text import width_of
from footpath.render.theme import BODY, FIGURE, MARGIN, SMALL, STAGE, SUBTITLE, TITLE
from footpath.render.vocabulary import word

_FIGURE_WIDTH, _LABEL_WIDTH, _BETWEEN = 148, 96, 36
_PERSONA_WIDTH, _ROW = 204, 32
_TITLE_ROOM = 400  # a title keeps at least this much beside the figures
_BELOW = 28.0
_ABOVE_CUT = 16.0  # the names of columns on later pages


def opening(sheet: Sheet) -> tuple[list[Mark], float]:
    """What every form begins with, and where its body may begin: the logo of a theme, and the head."""
    y = float(MARGIN) - 4
    marks: list[Mark] = []
    emblem = brand(y)
    if emblem is not None:
        marks += emblem.marks
        y += emblem.height
    top = head(sheet, y)
    return [*marks, *top.marks], y + top.height + _BELOW


def about(sheet: Sheet, form: str = "") -> str:
    """What a drawing shows, for those who do not see it: the form in words, scope and period, the number of stages."""
    count = len(sheet.map.stages)
    stages = say_many("{count} stage.", "{count} stages.", count, count=count)
    return ". ".join(part for part in (form, subtitle(sheet), stages) if part)


def without_stages(sheet: Sheet, y: float) -> tuple[list[Mark], float]:
    """That there is nothing to draw, and where these words end."""
    said = say("No stages: no record could be placed on a map.")
    words = paragraph(said, SUBTITLE, sheet.width - 2 * MARGIN)
    return list(words.place(MARGIN, y)), y + words.height


def column_names(sheet: Sheet) -> tuple[Line, ...]:
    """The names of the columns, each shortened to its own, to stand again above what a later page shows."""
    return tuple(line(column.name, STAGE, column.x, -_ABOVE_CUT, column.width) for column in sheet.columns)


def subtitle(sheet: Sheet) -> str:
    """State, scope and period in one line: "Current state, all customers. January to June 2026"."""
    journey = sheet.map
    scope = f", {_within(word(journey.scope))}" if journey.scope else ""
    when = period(journey.from_at, journey.to_at)
    state = say("Future state") if journey.state == "future" else say("Current state")
    return f"{state}{scope}" + (f". {sentence(when)}" if when else "")


def _within(words: str) -> str:
    """Words that began a sentence, within one: "All customers" → "all customers", but "EU customers" stays."""
    return words[0].lower() + words[1:] if words[1:2].islower() else words


def head(sheet: Sheet, top: float) -> Lane:
    """Title at the left; figures and personas at the right where there is room, else below."""
    figures = _figures_width(sheet)
    personas = _personas_width(sheet)
    room = sheet.width - 2 * MARGIN
    beside = room - figures - personas - 32 >= _TITLE_ROOM
    title_width = room - figures - personas - 32 if beside else room
    title = paragraph(sheet.map.title, TITLE, title_width, 2)
    below = paragraph(subtitle(sheet), SUBTITLE, title_width, 2)
    marks: list[Mark] = [
        Group(title.place(MARGIN, top), full_text=sheet.map.title if title.shortened else ""),
        *below.place(MARGIN, top + title.height + 4),
    ]
    height = title.height + 4 + below.height
    x, y = (sheet.right - personas - figures, top) if beside else (MARGIN, top + height + 20)
    tall = 48 if sheet.map.figures else 0
    faces_tall = _ROW * -(-len(sheet.map.personas) // 2)
    in_one_row = beside or figures + personas <= room
    marks += _figures(sheet, x, y)
    marks += _personas(sheet, x + figures if in_one_row else x, y if in_one_row else y + tall + 16)
    right = max(tall, faces_tall) if in_one_row else tall + 16 + faces_tall
    height = max(height, right) if beside else height + (20 + right if right else 0)
    return Lane("", "", height, tuple(marks))


def _figures_width(sheet: Sheet) -> float:
    widths = [_figure_width(sheet, figure) for figure in sheet.map.figures[:4]]
    after = _BETWEEN if sheet.map.personas else 0
    return sum(widths) + _BETWEEN * (len(widths) - 1) + after if widths else 0.0


def _figure_width(sheet: Sheet, figure: Figure) -> float:
    """As wide as its value, with "± 3" beside it where there is room, or its label, which may take two lines."""
    value = width_of(sheet.value(figure.claim) or "–", FIGURE) + _beside(sheet, figure)
    return min(_FIGURE_WIDTH, max(value, min(width_of(word(figure.label), SMALL), _LABEL_WIDTH)) + 1)


def _beside(sheet: Sheet, figure: Figure) -> float:
    interval = sheet.interval(figure.claim)
    return width_of(interval, SMALL) + 6 if interval.startswith("±") else 0.0


def _personas_width(sheet: Sheet) -> float:
    return _PERSONA_WIDTH * min(2, len(sheet.map.personas))


def _figures(sheet: Sheet, left: float, top: float) -> list[Mark]:
    marks: list[Mark] = []
    for figure in sheet.map.figures[:4]:
        width = _figure_width(sheet, figure)
        shown = line(sheet.value(figure.claim) or "–", FIGURE, left, top + 25, width)
        lines: list[Mark] = [shown]
        if _beside(sheet, figure) and shown.width + _beside(sheet, figure) <= width:
            lines.append(line(sheet.interval(figure.claim), SMALL, left + shown.width + 6, top + 25))
        label = paragraph(word(figure.label), SMALL, width, 2)
        lines += label.place(left, top + 32)
        subject = Subject(sentence(word(figure.label)), "", sheet.known(figure.claim))
        marks.append(Group(tuple(lines), "point", subject, full_text=word(figure.label) if label.shortened else ""))
        left += width + _BETWEEN
    return marks


def _personas(sheet: Sheet, x: float, top: float) -> list[Mark]:
    marks: list[Mark] = []
    for number, item in enumerate(sheet.map.personas):
        left = x + (number % 2) * _PERSONA_WIDTH
        y = top + (number // 2) * _ROW + 14
        share = sheet.value(item.claim)
        name = line(item.name, BODY, left + 30, y + 4, _PERSONA_WIDTH - 30 - 44)
        figure: Line = line(share, SMALL, name.box.right + 6, y + 4)
        drawn = (*persona(left + 11, y, 11, f"persona-{number % 5}"), name, figure)
        shortened = item.name if name.text != item.name else ""
        marks.append(Group(drawn, "point", Subject(item.name, "", sheet.known(item.claim)), full_text=shortened))
    return marks
