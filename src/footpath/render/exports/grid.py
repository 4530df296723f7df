"""The first sheet of the workbook: stages across, lanes down, a cell per card."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil

from footpath.model.maps import JourneyMap
from footpath.model.records import Tier
from footpath.render.exports.cells import written
from footpath.render.exports.figures import Figures
from footpath.render.language import say, say_many, to_say
from footpath.render.numbers import experience_words
from footpath.render.text import width_of
from footpath.render.theme import BODY
from footpath.render.vocabulary import word

COLUMN = 34  # characters
_LONGEST = 360  # of a cell; the whole text stands on its own sheet
_LINE, _ROOM = 15.0, 218.0  # points down a line takes; pixels across a cell has at the size of BODY
_TALLEST = 390.0  # a row of a workbook is 409 points at most


@dataclass(frozen=True)
class Card:
    """A cell of the grid; ``feels`` −1..1 tints it, ``look`` tells its kind."""

    text: str
    look: str = "plain"
    feels: float | None = None


@dataclass(frozen=True)
class LaneRows:
    """A lane: its rows of cells, one a stage; None where a stage has no further card."""

    title: str
    rows: tuple[tuple[Card | None, ...], ...]


def lanes_of(journey: JourneyMap) -> tuple[LaneRows, ...]:
    """The lanes that hold anything. A cell without evidence is empty, never filled."""
    figures = Figures(journey)
    lanes = []
    for title, cards in _LANES:
        columns = [cards(journey, figures, stage.name) for stage in journey.stages]
        deep = max((len(column) for column in columns), default=0)
        rows = tuple(tuple(c[at] if at < len(c) else None for c in columns) for at in range(deep))
        if rows:
            lanes.append(LaneRows(say(title), rows))
    return tuple(lanes)


def height_of(cards: Iterable[Card | None]) -> float:
    """How tall a row must be for its longest text, in points."""
    lines = (ceil(width_of(card.text, BODY) / _ROOM) for card in cards if card)
    return min(_TALLEST, max(1, *lines, 1) * _LINE + 5)


def _said(*parts: str) -> str:
    text = written(", ".join(part for part in parts if part))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _reach(journey: JourneyMap, figures: Figures, stage: str) -> list[Card]:
    found = next(s for s in journey.stages if s.name == stage)
    seen, on = figures.value(found.reach), figures.value(found.goes_on)
    return (
        [
            Card(
                _said(
                    say_many("{count} customer", "{count} customers", _counted(figures, found.reach), count=seen)
                    if seen
                    else "",
                    say("{share} go on", share=on) if on else "",
                ),
                "figure",
            )
        ]
        if seen or on
        else []
    )


def _counted(figures: Figures, name: str | None) -> float:
    claim = figures.claim(name)
    return claim.value if claim else 0.0


def _actions(journey: JourneyMap, figures: Figures, stage: str) -> list[Card]:
    return [Card(_said(a.text)) for a in journey.actions if a.stage == stage]


def _touchpoints(journey: JourneyMap, figures: Figures, stage: str) -> list[Card]:
    cards = []
    for card in journey.touchpoints:
        if card.stage == stage:
            reach = say("reach {share}", share=figures.value(card.reach)) if figures.claim(card.reach) else ""
            assumed = say("assumed") if card.tier is Tier.ASSUMED else ""
            cards.append(Card(_said(f"{card.name} ({word(card.channel)})", reach, assumed)))
    return cards


def _emotion(journey: JourneyMap, figures: Figures, stage: str) -> list[Card]:
    points = [(p.touchpoint, figures.claim(p.claim), p.claim) for p in journey.curve.points if p.stage == stage]
    return [
        Card(_said(f"{name}: {experience_words(claim.value)}", figures.told(asked)), "mood", claim.value)
        for name, claim, asked in points
        if claim
    ]


def _quotes(journey: JourneyMap, figures: Figures, stage: str) -> list[Card]:
    return [Card(_said(f"“{q.text}” {q.source}"), "quote") for q in journey.quotes if q.stage == stage]


def _pains(journey: JourneyMap, figures: Figures, stage: str) -> list[Card]:
    return [Card(_said(f"{p.title}: {p.proof}", p.who), "pain") for p in journey.pains if p.stage == stage]


def _opportunities(journey: JourneyMap, figures: Figures, stage: str) -> list[Card]:
    return [Card(_said(o.title, o.worth), "chance") for o in journey.opportunities if o.stage == stage]


def _measures(journey: JourneyMap, figures: Figures, stage: str) -> list[Card]:
    return [
        Card(_said(f"{word(m.label)}: {figures.told(m.claim)}"), "figure") for m in journey.measures if m.stage == stage
    ]


_Cards = Callable[[JourneyMap, Figures, str], list[Card]]
_LANES: tuple[tuple[str, _Cards], ...] = (
    (to_say("Reach"), _reach),
    (to_say("Actions"), _actions),
    (to_say("Touchpoints"), _touchpoints),
    (to_say("Emotion"), _emotion),
    (to_say("In their words"), _quotes),
    (to_say("Pain points"), _pains),
    (to_say("Opportunities"), _opportunities),
    (to_say("Measures"), _measures),
)
