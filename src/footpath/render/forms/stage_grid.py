"""The head of the matrix: stages beside one another, one row each for reach, leaving, feeling, what hurts and what answers it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from footpath.model.findings import Opportunity, Pain
from footpath.model.maps import StageColumn, TouchpointCard
from footpath.render.icons import stage_icon
from footpath.render.language import say
from footpath.render.marks import Box, Group, Icon, Mark, Paragraph, Rect, Subject, paragraph
from footpath.render.numbers import count, experience_words, share
from footpath.render.poster.faces import face
from footpath.render.poster.findings import opportunity_subject, pain_subject
from footpath.render.poster.measures import sentence
from footpath.render.poster.sheet import Sheet
from footpath.render.poster.touchpoint_cards import touchpoint_subject
from footpath.render.theme import BODY, CARD, LANE, MARGIN, NAME, SMALL, mood

LABEL, NARROWEST = 118.0, 132.0  # the room of the rows' names, and the least width of a stage
_BETWEEN, _PAD, _SIGN, _APART = 4.0, 8.0, 20.0, 6.0
_HEAT = 0.55  # how strongly a cell is shaded when everybody leaves
_FELT = 0.3


@dataclass(frozen=True)
class Said:
    """A piece of a cell: words, with a sign at their left and what the panel shows."""

    words: tuple[Paragraph, ...]
    subject: Subject | None = None
    sign: Callable[[float, float], tuple[Mark, ...]] | None = None
    full_text: str = ""

    @property
    def height(self) -> float:
        return sum(text.height for text in self.words)


@dataclass(frozen=True)
class Cell:
    """What stands in one place of the grid; ``ground`` shades it, ``bar`` is a share drawn at its foot."""

    said: tuple[Said, ...] = ()
    ground: tuple[str, float] | None = None
    bar: float | None = None

    @property
    def height(self) -> float:
        between = _APART * max(0, len(self.said) - 1)
        return sum(part.height for part in self.said) + between + 2 * _PAD + (6 if self.bar is not None else 0)


Row = tuple[str, tuple[Cell, ...]]


def width_for(stages: int) -> float:
    """How wide a sheet must be for so many stages."""
    return 2 * MARGIN + LABEL + stages * NARROWEST


def stage_grid(sheet: Sheet, top: float) -> tuple[list[Mark], float]:
    """The grid and where it ends. A row that would be empty everywhere is left out."""
    stages = sheet.map.stages
    wide = (sheet.width - 2 * MARGIN - LABEL) / len(stages)
    inner = wide - _BETWEEN
    heads = [paragraph(stage.name, CARD, inner - 26, 3) for stage in stages]
    marks: list[Mark] = []
    tall = max(head.height for head in heads)
    for at, (stage, head) in enumerate(zip(stages, heads, strict=True)):
        x, y = MARGIN + LABEL + at * wide, top + tall - head.height
        icon = Icon(stage_icon(stage.name, stage.icon), x, y, 16)
        subject = Subject(stage.name, "", sheet.known(stage.reach, stage.goes_on))
        full = stage.name if head.shortened else ""
        marks.append(Group((icon, *head.place(x + 22, y)), "point", subject, full_text=full))
    y = top + tall + 8
    for name, cells in _rows(sheet, inner):
        if not any(cell.said for cell in cells):
            continue
        label = paragraph(name, LANE, LABEL - 14, 3)
        height = max(label.height + 2 * _PAD, *(cell.height for cell in cells))
        marks += label.place(MARGIN, y + _PAD - 1)
        for at, cell in enumerate(cells):
            marks += _drawn(cell, Box(MARGIN + LABEL + at * wide, y, inner, height))
        y += height + _BETWEEN
    return marks, y


def _drawn(cell: Cell, box: Box) -> list[Mark]:
    """A cell: its pieces tell different things, so each is a card of its own that opens its own evidence."""
    if not cell.said:
        return []
    tops = [box.y + _PAD]
    for part in cell.said[:-1]:
        tops.append(tops[-1] + part.height + _APART)
    edges = [box.y, *(top - _APART / 2 for top in tops[1:]), box.bottom]
    pieces = [
        _piece(part, top, Box(box.x, start, box.width, end - start))
        for part, top, (start, end) in zip(cell.said, tops, pairwise(edges), strict=True)
    ]
    return [*_ground(cell, box), *pieces]


def _ground(cell: Cell, box: Box) -> list[Mark]:
    marks: list[Mark] = [Rect(box, "card", "hairline", 6)]
    if cell.ground:
        marks.append(Rect(box, cell.ground[0], radius=6, opacity=cell.ground[1]))
    if cell.bar is not None:
        track = Box(box.x + _PAD, box.bottom - 9, box.width - 2 * _PAD, 3)
        filled = Box(track.x, track.y, track.width * min(1.0, max(0.0, cell.bar)), 3)
        marks += [Rect(track, "track", radius=1.5), Rect(filled, "structure", radius=1.5)]
    return marks


def _piece(part: Said, top: float, box: Box) -> Group:
    words: list[Mark] = list(part.sign(box.x + _PAD, top)) if part.sign else []
    for text in part.words:
        words += text.place(box.x + _PAD + (_SIGN if part.sign else 0), top)
        top += text.height
    return Group(tuple(words), "card", part.subject, box, part.full_text)


def _rows(sheet: Sheet, wide: float) -> Sequence[Row]:
    stages = sheet.map.stages
    pains = [_worst(sheet, stage) for stage in stages]
    return (
        (say("Reach"), tuple(_reach(sheet, stage, wide) for stage in stages)),
        (say("Go on"), tuple(_goes_on(sheet, stage, wide) for stage in stages)),
        (say("How it feels"), tuple(_feels(sheet, stage, wide) for stage in stages)),
        (
            say("Pain points"),
            tuple(_pain(sheet, stage, pain, wide) for stage, pain in zip(stages, pains, strict=True)),
        ),
        (
            say("Opportunities"),
            tuple(_answer(sheet, stage, pain, wide) for stage, pain in zip(stages, pains, strict=True)),
        ),
    )


def _reach(sheet: Sheet, stage: StageColumn, wide: float) -> Cell:
    claim = sheet.claim(stage.reach)
    if claim is None:
        return Cell()
    most = max((c.value for other in sheet.map.stages if (c := sheet.claim(other.reach))), default=0.0)
    words = paragraph(sheet.value(stage.reach), CARD, wide - 2 * _PAD, 1)
    said = Said((words,), Subject(stage.name, "", sheet.known(stage.reach)))
    return Cell((said,), bar=claim.value / most if most > 0 else 0.0)


def _goes_on(sheet: Sheet, stage: StageColumn, wide: float) -> Cell:
    """The darker, the more do not go on; the figure and its interval say it in words."""
    claim = sheet.claim(stage.goes_on)
    if claim is None:
        return Cell()
    room = wide - 2 * _PAD
    words = [paragraph(share(claim.value), CARD, room, 1)]
    if interval := sheet.interval(stage.goes_on):
        words.append(paragraph(interval, SMALL.coloured("ink"), room, 2))
    leaving = min(1.0, max(0.0, 1 - claim.value))
    said = Said(tuple(words), Subject(stage.name, "", sheet.known(stage.goes_on)))
    return Cell((said,), ("low", round(_HEAT * leaving, 3)))


def _feels(sheet: Sheet, stage: StageColumn, wide: float) -> Cell:
    """The touchpoint that feels worst and the one that feels best; the shade is that of the worst.

    Those on the emotion curve have enough voices to be compared; others only where there are none of these.
    """
    felt = [
        (claim.value, at, card)
        for at, card in enumerate(sheet.map.touchpoints)
        if card.stage == stage.name and (claim := sheet.claim(card.experience))
    ]
    heard = {(point.stage, point.touchpoint) for point in sheet.map.curve.points}
    known = [one for one in felt if (stage.name, one[2].name) in heard] or felt
    if not known:
        return Cell()
    ends = [min(known)[2], max(known, key=lambda one: (one[0], -one[1]))[2]] if len(known) > 1 else [known[0][2]]
    said = tuple(_felt(sheet, card, wide) for card in ends)
    return Cell(said, (mood(min(known)[0]), _FELT))


def _felt(sheet: Sheet, card: TouchpointCard, wide: float) -> Said:
    claim = sheet.claim(card.experience)
    assert claim is not None
    room = wide - 2 * _PAD - _SIGN
    told = say("{felt}, of {count}", felt=sentence(experience_words(claim.value)), count=count(claim.n))
    name = paragraph(card.name, NAME, room, 2)
    words = (name, paragraph(told, SMALL.coloured("ink"), room, 2))
    return Said(
        words,
        touchpoint_subject(sheet, card),
        lambda x, y: face(x + 7, y + 8, 7, claim.value),
        card.name if name.shortened else "",
    )


def _worst(sheet: Sheet, stage: StageColumn) -> Pain | None:
    here = [pain for pain in sheet.map.pains if pain.stage == stage.name]
    return max(here, key=lambda pain: pain.severity, default=None)


def _pain(sheet: Sheet, stage: StageColumn, pain: Pain | None, wide: float) -> Cell:
    """The worst of a stage, and how many more there are."""
    if pain is None:
        return Cell()
    room = wide - 2 * _PAD - _SIGN
    title = paragraph(pain.title, BODY, room, 5)
    words = [title]
    more = sum(other.stage == stage.name for other in sheet.map.pains) - 1
    if more:
        words.append(paragraph(say("and {count} more", count=more), SMALL.coloured("ink"), room, 1))
    sign = _icon("octagon-alert", "low")
    said = Said(tuple(words), pain_subject(sheet, pain), sign, pain.title if title.shortened else "")
    return Cell((said,))


def _answer(sheet: Sheet, stage: StageColumn, pain: Pain | None, wide: float) -> Cell:
    """What answers that pain; where nothing hurts, the stage's first opportunity."""
    item: Opportunity | None = next(
        (one for one in sheet.map.opportunities if one.stage == stage.name and one.pain == (pain.id if pain else None)),
        None,
    )
    if item is None:
        return Cell()
    room = wide - 2 * _PAD - _SIGN
    title = paragraph(item.title, BODY, room, 5)
    worth = paragraph(item.worth, BODY.coloured("opportunity"), room, 4)
    cut = title.shortened or worth.shortened
    full = f"{item.title}. {item.worth}" if cut else ""
    return Cell((Said((title, worth), opportunity_subject(sheet, item), _icon("lightbulb", "opportunity"), full),))


def _icon(name: str, colour: str) -> Callable[[float, float], tuple[Mark, ...]]:
    return lambda x, y: (Icon(name, x, y + 1, 14, colour),)
