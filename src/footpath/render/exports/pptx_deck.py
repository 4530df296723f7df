"""Which slides a map makes: the overview, one a stage, pain points in order, a roadmap to fill in, and the personas."""

import itertools
import json
from collections.abc import Sequence

from footpath.model.findings import Opportunity, Pain
from footpath.model.maps import JourneyMap, PersonaCard, TouchpointCard
from footpath.render.exports.pptx_overview import overview
from footpath.render.exports.pptx_slide import (
    EDGE,
    FAINT,
    FIGURE,
    HEADING,
    HEIGHT,
    PLAIN,
    STRONG,
    SUBHEADING,
    WIDTH,
    Canvas,
    Card,
    Shape,
    Slide,
    fitted,
)
from footpath.render.language import say, say_many, to_say
from footpath.render.marks import Box
from footpath.render.numbers import count, experience_words, interval_of, share, value_of
from footpath.render.poster.sheet import Sheet, sheet_of
from footpath.render.text import clean
from footpath.render.theme import mood
from footpath.render.vocabulary import word

_ROOM = WIDTH - 2 * EDGE
_PAINS_A_SLIDE, _PERSONAS_A_SLIDE = 7, 4
_ROADMAP = (
    to_say("Now: the pains that weigh most"),
    to_say("Next: what follows"),
    to_say("Later: the rest"),
)


def deck(journey: JourneyMap) -> tuple[Slide, ...]:
    """Every slide with its places and notes."""
    sheet = sheet_of(journey)
    canvases = [overview(sheet)]
    canvases += [_stage(sheet, at) for at in range(len(journey.stages))]
    canvases += _pains(sheet)
    if journey.opportunities:
        canvases.append(_roadmap(sheet))
    canvases += _personas(sheet)
    return tuple(_slide(journey, canvas) for canvas in canvases)


def _slide(journey: JourneyMap, canvas: Canvas) -> Slide:
    title = fitted(canvas.title, HEADING, EDGE, 32, _ROOM * (0.58 if canvas.figures else 1.0))
    below = Canvas("")
    below.say(canvas.subtitle, SUBHEADING, EDGE, 72, _ROOM * (0.58 if canvas.figures else 1.0))
    return Slide(title, (*below.items, *canvas.items), _notes(journey, canvas))


def _notes(journey: JourneyMap, canvas: Canvas) -> str:
    """Each claim that the slide rests on: what it says, its figure, and the question that gives it again."""
    told = []
    for name in dict.fromkeys(canvas.claims):
        claim = journey.claims.get(name)
        if claim is None:
            continue
        interval = interval_of(claim, journey.currency)
        figure = value_of(claim, journey.currency) + (f" ({interval})" if interval else "")
        asked = json.dumps(claim.question, ensure_ascii=False, sort_keys=True)
        caution = f" {say('Mind:')} {clean(claim.caution)}." if claim.caution else ""
        told.append(
            f"{clean(claim.text)}: {figure}, n = {count(claim.n)}, {word(claim.tier.value)}.{caution} {say('Asked:')} {clean(asked)}"
        )
    more = [say("Not on the slide:"), *canvas.left_out, ""] if canvas.left_out else []
    return "\n".join(
        [*more, *([say("Claims behind this slide:"), *told] if told else [say("No claim stands behind this slide.")])]
    )


def _stage(sheet: Sheet, at: int) -> Canvas:
    stage = sheet.map.stages[at]
    reach, on = sheet.claim(stage.reach), sheet.claim(stage.goes_on)
    known = [
        say_many("{count} customer", "{count} customers", reach.value, count=count(reach.value))
        if reach
        else say("reach not known")
    ]
    known += [say("{share} go on", share=share(on.value))] if on else []
    canvas = Canvas(stage.name, ", ".join(known), claims=[*sheet.known(stage.reach, stage.goes_on)])
    wide = (_ROOM - 3 * 24) / 4
    left = [EDGE + place * (wide + 24) for place in range(4)]
    top, bottom = 116.0, HEIGHT - 136
    touched = [_touchpoint(sheet, card) for card in sheet.map.touchpoints if card.stage == stage.name]
    pains = [_pain(sheet, pain) for pain in sheet.map.pains if pain.stage == stage.name]
    answers = [_answer(sheet, item) for item in sheet.map.opportunities if item.stage == stage.name]
    quotes = [
        Card(
            ((f"“{quote.text}”", PLAIN, 6), (f"{quote.source}, {quote.touchpoint}", FAINT, 2)),
            mood(quote.experience) if quote.experience is not None else "neutral",
        )
        for quote in sheet.map.quotes
        if quote.stage == stage.name
    ]
    for heading, cards, x, none in zip(
        (say("Touchpoints"), say("In their words"), say("Pain points"), say("Opportunities")),
        (touched, quotes, pains, answers),
        left,
        (
            say("No touchpoint is known."),
            say("Nothing was said here."),
            say("None is worse than its rest."),
            say("None is known."),
        ),
        strict=True,
    ):
        canvas.column(heading, cards, Box(x, top, wide, bottom - top), none)
    _measures(sheet, stage.name, canvas)
    return canvas


def _measures(sheet: Sheet, stage: str, canvas: Canvas) -> None:
    """Up to five figures in a row at the foot."""
    items = [item for item in sheet.map.measures if item.stage == stage]
    wide = _ROOM / 5
    for place, item in enumerate(items[:5]):
        x, room = EDGE + place * wide, wide - 24
        y = canvas.say(word(item.label), FAINT, x, HEIGHT - 116, room, 2)
        y = canvas.say(sheet.value(item.claim) or "–", FIGURE, x, y, room)
        canvas.say(sheet.interval(item.claim), FAINT, x, y, room)
    canvas.claims += [item.claim for item in items]


def _touchpoint(sheet: Sheet, card: TouchpointCard) -> Card:
    feels = sheet.claim(card.experience)
    facts = [
        say("{share} come here", share=sheet.value(card.reach))
        if sheet.claim(card.reach)
        else say("assumed, no record")
    ]
    facts += [say("feels {felt}", felt=experience_words(feels.value))] if feels else []
    claims = sheet.known(card.reach, card.experience, card.effectiveness)
    bar = mood(feels.value) if feels else "track"
    return Card(((card.name, STRONG, 2), (", ".join(facts), FAINT, 2)), bar, claims)


def _pain(sheet: Sheet, pain: Pain) -> Card:
    texts = ((pain.title, STRONG, 4), (pain.proof, PLAIN, 4), (pain.who, FAINT, 2))
    return Card(texts, mood(-0.35 - 0.65 * pain.severity), sheet.known(*pain.claims))


def _answer(sheet: Sheet, item: Opportunity, *further: tuple[str, int]) -> Card:
    texts = [(item.title, STRONG, 4), (item.worth, PLAIN.coloured("opportunity"), 4)]
    rest = [(text, FAINT, lines) for text, lines in further]
    return Card(
        (*((text, style, lines) for (text, style, lines) in texts), *rest), "opportunity", sheet.known(item.claim)
    )


def _pains(sheet: Sheet) -> list[Canvas]:
    """All pain points, the most severe first."""
    ranked = sorted(enumerate(sheet.map.pains), key=lambda one: (-one[1].severity, one[0]))
    found = []
    for start in range(0, len(ranked), _PAINS_A_SLIDE):
        canvas = Canvas(
            say("Where it hurts"),
            say("Pain points in order of severity, continued") if start else say("Pain points in order of severity"),
        )
        for place, (_, pain) in enumerate(ranked[start : start + _PAINS_A_SLIDE]):
            _ranked(canvas, pain, start + place + 1, 116 + place * 80.0)
            canvas.claims += sheet.known(*pain.claims)
        found.append(canvas)
    return found


def _ranked(canvas: Canvas, pain: Pain, rank: int, y: float) -> None:
    canvas.items.append(Shape(Box(EDGE, y, _ROOM, 72), "card", "hairline"))
    long = 84 * max(0.04, pain.severity)
    canvas.items.append(Shape(Box(EDGE + 60, y + 32, 84, 8), "track"))
    canvas.items.append(Shape(Box(EDGE + 60, y + 32, long, 8), mood(-0.35 - 0.65 * pain.severity)))
    canvas.say(str(rank), FIGURE, EDGE + 14, y + 22, 42)
    end = canvas.say(pain.title, STRONG, EDGE + 164, y + 8, 420, 2)
    canvas.say(f"{pain.stage}, {pain.touchpoint}", FAINT, EDGE + 164, end + 2, 420)
    canvas.say(pain.proof, PLAIN, EDGE + 608, y + 10, 330, 3)
    canvas.say(pain.who, FAINT, EDGE + 962, y + 12, _ROOM - 962 - 12, 3)


def _roadmap(sheet: Sheet) -> Canvas:
    """A stub: the order follows the severity of the pain that is answered; owner and date are for people to write."""
    weight = {pain.id: pain.severity for pain in sheet.map.pains}
    ordered = sorted(sheet.map.opportunities, key=lambda item: -weight.get(item.pain or "", 0.0))
    third = -(-len(ordered) // 3)
    canvas = Canvas(
        say("What to do"),
        say("A first order, by the severity of the pain that is answered: move, name owners, set dates"),
    )
    wide = (_ROOM - 2 * 24) / 3
    for place, heading in enumerate(_ROADMAP):
        items = ordered[place * third : (place + 1) * third]
        cards = [_answer(sheet, item, (f"{item.stage}. {say('Owner: ________ Date: ________')}", 2)) for item in items]
        area = Box(EDGE + place * (wide + 24), 116, wide, HEIGHT - 116 - 32)
        canvas.column(say(heading), cards, area, say("Nothing yet."))
    return canvas


def _personas(sheet: Sheet) -> list[Canvas]:
    found = []
    people = sheet.map.personas
    for start in range(0, len(people), _PERSONAS_A_SLIDE):
        canvas = Canvas(say("Who they are"), say("Personas found in what customers do"))
        wide = (_ROOM - 3 * 24) / 4
        for place, person in enumerate(people[start : start + _PERSONAS_A_SLIDE]):
            area = Box(EDGE + place * (wide + 24), 116, wide, HEIGHT - 116 - 32)
            canvas.claims += sheet.known(person.claim)
            canvas.column(person.name, _person(sheet, person), area, "")
        found.append(canvas)
    return found


def _person(sheet: Sheet, person: PersonaCard) -> Sequence[Card]:
    quotes = [quote.text for quote in sheet.map.quotes if quote.id == person.quote]
    first = Card(
        ((say("{share} of customers", share=sheet.value(person.claim)), STRONG, 1), (person.note, PLAIN, 5)),
        "structure",
    )
    said = [Card(((f"“{text}”", PLAIN, 5),), "neutral") for text in quotes]
    known = [section for section in person.sections if section.lines]
    told = [
        Card(
            ((word(section.title), STRONG, 1), *((line.text, FAINT, 3) for line in itertools.islice(section.lines, 3)))
        )
        for section in known
    ]
    return [first, *said, *told]
