"""The matrix: the stages at a glance, then a row for each touchpoint, shaded by how it feels and how it runs."""

from collections.abc import Sequence
from dataclasses import dataclass

from footpath.model.claims import Claim
from footpath.model.findings import Opportunity, Pain
from footpath.model.maps import JourneyMap, StageColumn, TouchpointCard
from footpath.render.forms.frame import Body, framed, sheet_with
from footpath.render.forms.stage_grid import stage_grid, width_for
from footpath.render.forms.stage_heads import counts
from footpath.render.icons import stage_icon, touchpoint_icon
from footpath.render.language import say
from footpath.render.marks import Box, Group, Icon, Mark, Paragraph, Path, Rect, Scene, Subject, line, paragraph
from footpath.render.numbers import count, experience_words
from footpath.render.poster.faces import face
from footpath.render.poster.findings import opportunity_subject, pain_subject
from footpath.render.poster.measures import sentence
from footpath.render.poster.sheet import Sheet
from footpath.render.poster.touchpoint_cards import effect_words, touchpoint_subject
from footpath.render.svg import number
from footpath.render.theme import BODY, CARD, MARGIN, NAME, SMALL, STAGE, mood
from footpath.render.vocabulary import word

_INSET, _BETWEEN, _LEAST = 10.0, 4.0, 34.0
_WIDTHS = (230.0, 92.0, 96.0, 150.0, 150.0, 300.0, 300.0)  # of the columns, from the touchpoint to its opportunity
_STARTS = tuple(MARGIN + sum(_WIDTHS[:at]) for at in range(len(_WIDTHS)))
_SHADE = 0.3


@dataclass(frozen=True)
class _Row:
    """A touchpoint with what is found there, wrapped to the columns."""

    card: TouchpointCard
    cells: tuple[Paragraph, ...]
    pain: Pain | None
    answer: Opportunity | None

    @property
    def height(self) -> float:
        return max(_LEAST, max(cell.height for cell in self.cells) + 14)


def layout_matrix(journey: JourneyMap) -> Scene:
    """Every mark of the matrix with its place."""
    wide = max(_STARTS[-1] + _WIDTHS[-1] + MARGIN, width_for(len(journey.stages)))
    sheet = sheet_with(journey, (), wide)
    return framed(sheet, say("Matrix"), lambda top: _body(sheet, top))


def _body(sheet: Sheet, top: float) -> Body:
    names = (
        say("Touchpoint"),
        say("Channel"),
        say("Reach"),
        say("How it feels"),
        say("How it runs"),
        say("Pain point"),
        say("Opportunity"),
    )
    marks, top = stage_grid(sheet, top)
    top += 22
    heads = [paragraph(name, CARD, wide - 12, 2) for name, wide in zip(names, _WIDTHS, strict=True)]
    for text, x in zip(heads, _STARTS, strict=True):
        marks += text.place(x, top)
    y = top + max(text.height for text in heads) + 8
    cuts = [top - 11]
    for stage in sheet.map.stages:
        cuts.append(y)
        drawn, y = _stage(sheet, stage, y)
        marks += drawn
    return marks, y, cuts


def _stage(sheet: Sheet, stage: StageColumn, top: float) -> tuple[list[Mark], float]:
    """A stage's name over the rows of its touchpoints."""
    room = sheet.width - 2 * MARGIN
    name = line(stage.name, STAGE, MARGIN + 26, top + 23, room * 0.5)
    counted = line(counts(sheet, stage), SMALL, name.box.right + 14, top + 23, room * 0.4)
    rule = Path(f"M{MARGIN} {number(top + 0.5)}H{number(sheet.right)}", stroke="hairline")
    subject = Subject(stage.name, "", sheet.known(stage.reach, stage.goes_on))
    hover = stage.name if name.text != stage.name else ""
    icon = Icon(stage_icon(stage.name, stage.icon), MARGIN, top + 9, 17)
    marks: list[Mark] = [rule, Group((icon, name, counted), "point", subject, full_text=hover)]
    y = top + 36
    rows = [_row(sheet, card) for card in sheet.map.touchpoints if card.stage == stage.name]
    for row in rows:
        marks += _drawn(sheet, row, y)
        y += row.height + _BETWEEN
    if not rows:
        none = paragraph(say("no evidence"), SMALL, room, 1)
        marks += none.place(MARGIN + 26, y)
        y += none.height
    return marks, y + 10


def _row(sheet: Sheet, card: TouchpointCard) -> _Row:
    pain = next((p for p in sheet.map.pains if p.stage == card.stage and p.touchpoint == card.name), None)
    answer = next(
        (
            o
            for o in sheet.map.opportunities
            if (pain and o.pain == pain.id) or (o.stage == card.stage and o.touchpoint == card.name)
        ),
        None,
    )
    feels, runs = sheet.claim(card.experience), sheet.claim(card.effectiveness)
    texts = (
        paragraph(card.name, NAME, _WIDTHS[0] - 48, 3),
        paragraph(word(card.channel), SMALL, _WIDTHS[1] - 24, 2),
        paragraph(sheet.value(card.reach) or "–", BODY, _WIDTHS[2] - 24, 1),
        paragraph(_felt(sheet, feels), BODY, _WIDTHS[3] - 48, 2),
        paragraph(sentence(effect_words(runs.value)) if runs else "–", BODY, _WIDTHS[4] - 24, 2),
        paragraph(f"{pain.title}: {pain.proof}" if pain else "", BODY, _WIDTHS[5] - 40, 4),
        paragraph(_answer(answer), BODY, _WIDTHS[6] - 40, 4),
    )
    return _Row(card, texts, pain, answer)


def _felt(sheet: Sheet, claim: Claim | None) -> str:
    """ "Good, of 312": the word and how many said so."""
    if claim is None:
        return "–"
    return say("{felt}, of {count}", felt=sentence(experience_words(claim.value)), count=count(claim.n))


def _answer(item: Opportunity | None) -> str:
    return "" if item is None else f"{item.title}. {item.worth}" if item.worth else item.title


def _drawn(sheet: Sheet, row: _Row, y: float) -> list[Mark]:
    boxes = [Box(x, y, wide - _BETWEEN, row.height) for x, wide in zip(_STARTS, _WIDTHS, strict=True)]
    feels, runs = sheet.claim(row.card.experience), sheet.claim(row.card.effectiveness)
    about = touchpoint_subject(sheet, row.card)
    icon = Icon(touchpoint_icon(row.card.name, row.card.channel), boxes[0].x + 10, y + row.height / 2 - 8, 16)
    marks: list[Mark] = [_cell(boxes[0], row.cells[0], about, 34.0, (icon,), row.card.name)]
    marks.append(_cell(boxes[1], row.cells[1], about))
    marks.append(_cell(boxes[2], row.cells[2], about, marks=_bar(sheet, row.card, boxes[2])))
    smile = face(boxes[3].right - 20, y + row.height / 2, 9, feels.value) if feels else ()
    marks.append(_cell(boxes[3], row.cells[3], about, marks=(*_shade(boxes[3], feels), *smile)))
    marks.append(_cell(boxes[4], row.cells[4], about, marks=_shade(boxes[4], runs)))
    if row.pain:
        sign = Icon("octagon-alert", boxes[5].x + 8, y + row.height / 2 - 7, 14, "low")
        told = f"{row.pain.title}: {row.pain.proof}"
        marks.append(_cell(boxes[5], row.cells[5], pain_subject(sheet, row.pain), 28.0, (sign,), told))
    if row.answer:
        bulb = Icon("lightbulb", boxes[6].x + 8, y + row.height / 2 - 7, 14, "opportunity")
        subject = opportunity_subject(sheet, row.answer)
        marks.append(_cell(boxes[6], row.cells[6], subject, 28.0, (bulb,), _answer(row.answer)))
    return marks


def _cell(
    box: Box,
    text: Paragraph,
    subject: Subject,
    inset: float = _INSET,
    marks: Sequence[Mark] = (),
    told: str = "",
) -> Group:
    ground = Rect(box, "card", "hairline", 6)
    words = text.place(box.x + inset, box.y + (box.height - text.height) / 2)
    return Group((ground, *marks, *words), "card", subject, box, told if text.shortened else "")


def _shade(box: Box, claim: Claim | None) -> tuple[Mark, ...]:
    return (Rect(box, mood(claim.value), radius=6, opacity=_SHADE),) if claim else ()


def _bar(sheet: Sheet, card: TouchpointCard, box: Box) -> tuple[Mark, ...]:
    """The share as a bar at the cell's lower edge."""
    claim = sheet.claim(card.reach)
    if claim is None or claim.unit != "share":
        return ()
    inner = Box(box.x + _INSET, box.bottom - 8, box.width - 2 * _INSET, 3)
    filled = Box(inner.x, inner.y, inner.width * min(1.0, max(0.0, claim.value)), 3)
    return (Rect(inner, "track", radius=1.5), Rect(filled, "structure", radius=1.5))
