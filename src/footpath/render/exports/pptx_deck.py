"""Which slides a map makes: the overview, one a stage, pain points in order, a roadmap to fill in, and the personas."""

import itertools
import json
from collections.abc import Sequence

from footpath.model.findings import Opportunity, Pain
from footpath.model.maps import JourneyMap, PersonaCard, TouchpointCard
from footpath.render.exports.found import status_word
from footpath.render.exports.pptx_overview import overview
from footpath.render.exports.pptx_rows import aim_slides, goal_slides, pain_slides, plan_slides
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
    Slide,
    fitted,
    turned,
)
from footpath.render.language import reads_from_right, say, say_many, to_say
from footpath.render.marks import Box
from footpath.render.numbers import count, experience_words, interval_of, share, value_of
from footpath.render.poster.measures import sentence
from footpath.render.poster.sheet import Sheet, sheet_of
from footpath.render.text import clean
from footpath.render.theme import mood
from footpath.render.vocabulary import word

_ROOM = WIDTH - 2 * EDGE
_PERSONAS_A_SLIDE = 4
_EFFORTS = ("low", "", "medium", "high")
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
    canvases += aim_slides(sheet)
    canvases += pain_slides(sheet)
    canvases += _well(sheet)
    if journey.opportunities:
        canvases.append(_roadmap(sheet))
    canvases += [*goal_slides(sheet), *_offered(sheet), *plan_slides(sheet)]
    canvases += _personas(sheet)
    return tuple(_slide(journey, canvas) for canvas in canvases)


def _slide(journey: JourneyMap, canvas: Canvas) -> Slide:
    title = fitted(canvas.title, HEADING, EDGE, 32, _ROOM * (0.58 if canvas.figures else 1.0))
    below = Canvas("")
    below.say(canvas.subtitle, SUBHEADING, EDGE, 72, _ROOM * (0.58 if canvas.figures else 1.0))
    slide = Slide(title, (*below.items, *canvas.items), _notes(journey, canvas))
    return turned(slide) if reads_from_right() else slide


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
        (*((text, style, lines) for (text, style, lines) in texts), *rest),
        "opportunity",
        sheet.known(item.claim, *item.fit_claims, *(item.bringing.claims if item.bringing else ())),
    )


def _roadmap(sheet: Sheet) -> Canvas:
    """A stub: the order follows the severity of the pain that is answered, then what it would bring in money, then the effort;
    owner and date are for people to write."""
    weight = {pain.id: pain.severity for pain in sheet.map.pains}
    ordered = sorted(
        sheet.map.opportunities,
        key=lambda item: (-weight.get(item.pain or "", 0.0), -_in_money(item), _EFFORTS.index(item.effort)),
    )
    third = -(-len(ordered) // 3)
    canvas = Canvas(
        say("What to do"),
        say("A first order, by the severity of the pain that is answered: move, name owners, set dates"),
    )
    wide = (_ROOM - 2 * 24) / 3
    for place, heading in enumerate(_ROADMAP):
        items = ordered[place * third : (place + 1) * third]
        cards = [
            _answer(sheet, item, (_effort(item), 1), (f"{item.stage}. {say('Owner: ________ Date: ________')}", 2))
            for item in items
        ]
        area = Box(EDGE + place * (wide + 24), 116, wide, HEIGHT - 116 - 32)
        canvas.column(say(heading), cards, area, say("Nothing yet."))
    return canvas


def _in_money(item: Opportunity) -> float:
    return item.bringing.value if item.bringing and item.bringing.unit == "money" else 0.0


def _effort(item: Opportunity) -> str:
    return say("Effort: {effort}", effort=word(item.effort)) if item.effort else ""


def _well(sheet: Sheet) -> list[Canvas]:
    """Praise and moments of truth beside each other; nothing where there is neither."""
    praises = [
        Card(((one.title, STRONG, 3), (one.proof, PLAIN, 3), (one.who, FAINT, 2)), mood(0.8), sheet.known(*one.claims))
        for one in sorted(sheet.map.praises, key=lambda one: -one.strength)
    ]
    moments = [
        Card(
            ((f"{one.touchpoint}, {one.stage}", STRONG, 2), (one.sentence, PLAIN, 6)),
            "structure",
            sheet.known(one.difference, *one.claims),
        )
        for one in sheet.map.moments
    ]
    if not praises and not moments:
        return []
    canvas = Canvas(
        say("What goes well, and what matters most"), say("What goes together need not be cause and effect")
    )
    halves = ((say("What goes well"), praises), (say("Moments of truth"), moments))
    _in_columns(canvas, [(heading, cards, say("None is known.")) for heading, cards in halves])
    return [canvas]


def _offered(sheet: Sheet) -> list[Canvas]:
    """The checklist by what the records say, gaps first, and where customers find nothing on a channel that they use."""
    if not sheet.map.checklist and not sheet.map.gaps:
        return []
    canvas = Canvas(say("Checklist"), say("What each stage should offer, held against the records"))
    columns = []
    for status, bar in (("gap", "low"), ("covered", "high"), ("unknown", "track")):
        cards = [
            Card(((item.title, STRONG, 3), (f"{item.stage}. {item.text}", FAINT, 4)), bar, sheet.known(*item.claims))
            for item in sheet.map.checklist
            if item.status == status
        ]
        columns.append((sentence(status_word(status)), cards, say("None is known.")))
    gaps = [Card(((gap.text, PLAIN, 6),), "opportunity", sheet.known(*gap.claims)) for gap in sheet.map.gaps]
    _in_columns(canvas, [*columns, *([(say("Where nothing is offered"), gaps, "")] if gaps else [])])
    return [canvas]


def _in_columns(canvas: Canvas, columns: Sequence[tuple[str, Sequence[Card], str]]) -> None:
    wide = (_ROOM - (len(columns) - 1) * 24) / len(columns)
    for place, (heading, cards, none) in enumerate(columns):
        canvas.column(heading, cards, Box(EDGE + place * (wide + 24), 116, wide, HEIGHT - 116 - 32), none)


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
