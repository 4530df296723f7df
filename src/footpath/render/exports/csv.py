"""The map as one tidy table: a line for every figure and every text, each with the claim and the question behind it."""

import csv
import json
from collections.abc import Iterator
from io import StringIO

from footpath.model.maps import JourneyMap
from footpath.model.spreadsheets import neutral
from footpath.render.document import require_finite
from footpath.render.exports.figures import Figures
from footpath.render.text import clean

COLUMNS = (
    "section", "stage", "touchpoint", "text", "value", "low", "high", "n", "unit", "tier", "claim", "question",
)  # fmt: skip
_Line = tuple[str, str, str, str, str | None]  # section, stage, touchpoint, text, claim


def render_csv(journey: JourneyMap) -> str:
    """The map as comma-separated values, one line for each text and figure.

    Values are plain numbers in the unit that ``unit`` names (shares 0..1, durations in seconds), texts that a spreadsheet would
    take for a formula begin with an apostrophe, and ``question`` is JSON that `footpath ask` takes. What rests on no claim has
    no value. A finding has one line for itself and a further one (``… evidence``) for each other claim it rests on.

    Raises:
        MapError: a claim holds no finite number.
    """
    require_finite(journey)
    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for section, stage, touchpoint, text, claim in _lines(journey):
        said = (section, *(neutral(clean(part)) for part in (stage, touchpoint, text)))
        table.writerow((*said, *_evidence(journey, claim)))
    return out.getvalue()


def _evidence(journey: JourneyMap, name: str | None) -> tuple[str, ...]:
    claim = Figures(journey).claim(name)
    if claim is None:
        return ("",) * 8
    numbers = tuple("" if number is None else _plain(number) for number in (claim.value, claim.low, claim.high))
    question = json.dumps(claim.question, ensure_ascii=False, sort_keys=True)
    ends = claim.unit, claim.tier.value, neutral(clean(claim.id)), neutral(clean(question))
    return (*numbers, str(claim.n), *ends)


def _plain(number: float) -> str:
    """A number in full digits, a whole one without a point."""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _lines(journey: JourneyMap) -> Iterator[_Line]:
    yield "map", "", "", journey.title, None
    yield "scope", "", "", journey.scope, None
    for figure in journey.figures:
        yield "figure", "", "", figure.label, figure.claim
    yield from _people(journey)
    for stage in journey.stages:
        yield "stage reach", stage.name, "", "customers seen", stage.reach
        yield "stage goes on", stage.name, "", "later reach a later stage", stage.goes_on
    for action in journey.actions:
        yield "action", action.stage, "", action.text, action.claim
    yield from _touchpoints(journey)
    for quote in journey.quotes:
        yield "quote", quote.stage, quote.touchpoint, quote.text, None
    yield from _findings(journey)
    for measure in journey.measures:
        yield "measure", measure.stage, "", measure.label, measure.claim
    for saying in journey.employees:
        yield "employees say", "", "", saying.text, saying.claim
    for link in journey.parts:
        yield "map of a part", link.stage, link.touchpoint, link.map, None
    for note in journey.notes:
        yield "note", "", "", note, None


def _people(journey: JourneyMap) -> Iterator[_Line]:
    for persona in journey.personas:
        yield "persona", "", "", persona.name, persona.claim
    for difference in journey.differences:
        yield "persona difference", "", "", f"{difference.persona}: {difference.text}", difference.claim


def _touchpoints(journey: JourneyMap) -> Iterator[_Line]:
    for card in journey.touchpoints:
        place = card.stage, card.name
        yield "touchpoint", *place, card.channel, card.reach
        if card.experience:
            yield "experience", *place, "−1 very poor to 1 very good", card.experience
        if card.effectiveness:
            yield "effectiveness", *place, "−1 friction to 1 seamless", card.effectiveness
    for point in journey.curve.points:
        yield "curve", point.stage, point.touchpoint, "all", point.claim
    for curve in journey.curve.personas:
        for point in curve.points:
            yield "curve", point.stage, point.touchpoint, curve.persona, point.claim


def _findings(journey: JourneyMap) -> Iterator[_Line]:
    figures = Figures(journey)
    for pain in journey.pains:
        first, *others = (*figures.known(*pain.claims), "")
        yield "pain point", pain.stage, pain.touchpoint, pain.title, first
        for name in others[:-1]:
            yield "pain point evidence", pain.stage, pain.touchpoint, journey.claims[name].text, name
    for chance in journey.opportunities:
        yield "opportunity", chance.stage, chance.touchpoint, chance.title, chance.claim
