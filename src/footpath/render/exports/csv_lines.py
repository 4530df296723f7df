"""What the tidy table has lines for: each text and figure of a map, with the claim that it rests on."""

from collections.abc import Iterable, Iterator

from footpath.model.findings import Worth
from footpath.model.futures import subject_of
from footpath.model.maps import JourneyMap
from footpath.render.exports.figures import Figures

Line = tuple[str, str, str, str, str | None]  # section, stage, touchpoint, text, claim


def lines_of(journey: JourneyMap) -> Iterator[Line]:
    """Every line, in the order of the map."""
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
    for aim in journey.aims:
        yield f"aim {aim.kind}", aim.stage, aim.touchpoint, aim.text, aim.claim
    yield from _touchpoints(journey)
    for quote in journey.quotes:
        yield "quote", quote.stage, quote.touchpoint, quote.text, None
    yield from _findings(journey)
    yield from _offers(journey)
    for measure in journey.measures:
        yield "measure", measure.stage, "", measure.label, measure.claim
    yield from _plans(journey)
    for saying in journey.employees:
        yield "employees say", "", "", saying.text, saying.claim
    for link in journey.parts:
        yield "map of a part", link.stage, link.touchpoint, link.map, None
    for note in journey.notes:
        yield "note", "", "", note, None


def _people(journey: JourneyMap) -> Iterator[Line]:
    for persona in journey.personas:
        yield "persona", "", "", persona.name, persona.claim
        for section in persona.sections:
            for line in section.lines:
                yield "persona line", "", "", f"{persona.name}, {section.title}: {line.text}", line.claim
    for difference in journey.differences:
        yield "persona difference", "", "", f"{difference.persona}: {difference.text}", difference.claim


def _touchpoints(journey: JourneyMap) -> Iterator[Line]:
    for card in journey.touchpoints:
        place = card.stage, card.name
        yield "touchpoint", *place, card.channel, card.reach
        if card.experience:
            yield "experience", *place, "−1 very poor to 1 very good", card.experience
        if card.effectiveness:
            yield "effectiveness", *place, "−1 friction to 1 seamless", card.effectiveness
    curves = [("curve", journey.curve)] + ([("curve before", journey.current_curve)] if journey.current_curve else [])
    for section, curve in curves:
        for point in curve.points:
            yield section, point.stage, point.touchpoint, "all", point.claim
        for own in curve.personas:
            for point in own.points:
                yield section, point.stage, point.touchpoint, own.persona, point.claim
    for flow in journey.flows:
        yield f"way {flow.direction}", "", flow.from_touchpoint, flow.to_touchpoint, flow.claim


def _findings(journey: JourneyMap) -> Iterator[Line]:
    for pain in journey.pains:
        place = pain.stage, pain.touchpoint
        held = (pain.frequency, pain.reach)
        yield from _resting(journey, "pain point", place, pain.title, (*pain.claims, *held))
        if pain.onset_on:
            until = f" until {pain.until_on}" if pain.until_on else ""
            yield (
                "pain point since",
                *place,
                f"{pain.onset_on} ({pain.onset_low_on} to {pain.onset_high_on}){until}",
                None,
            )
        yield from _worth(journey, "at stake", place, pain.stake)
        yield from (("pain point at the same time", *place, text, None) for text in pain.coincides)
    for praise in journey.praises:
        yield from _resting(journey, "praise", (praise.stage, praise.touchpoint), praise.title, praise.claims)
    for moment in journey.moments:
        place = moment.stage, moment.touchpoint
        yield from _resting(journey, "moment of truth", place, moment.sentence, (moment.difference, *moment.claims))
    for chance in journey.opportunities:
        place = chance.stage, chance.touchpoint
        yield "opportunity", *place, chance.title, chance.claim
        yield from (("opportunity fits", *place, text, None) for text in chance.fits)
        yield from _evidence(journey, "opportunity", place, chance.fit_claims)
        yield from _worth(journey, "opportunity would bring", place, chance.bringing)


def _offers(journey: JourneyMap) -> Iterator[Line]:
    for goal in journey.goals:
        yield f"goal {goal.status}", goal.stage, goal.touchpoint, goal.title, goal.claim
    for item in journey.checklist:
        text = f"{item.title}: {item.text}"
        yield from _resting(journey, f"checklist {item.status}", (item.stage, ""), text, item.claims)
    for gap in journey.gaps:
        yield from _resting(journey, "gap", (gap.stage, ""), gap.text, gap.claims)


def _plans(journey: JourneyMap) -> Iterator[Line]:
    titles = {pain.id: pain.title for pain in journey.pains}
    reached = {one.at: one for one in journey.reached}
    for at, change in enumerate(journey.planned_changes):
        place = change.stage, change.touchpoint
        target = "" if change.target is None else f" to {change.target:.6g}"
        yield f"planned {change.what}", *place, f"{subject_of(change, titles)}{target}", change.claim
        if at in reached:
            yield "planned change before", *place, "as long before the map", reached[at].before
            yield "planned change now", *place, reached[at].why or "since the map", reached[at].claim
    plan = journey.plan
    if plan is None:
        return
    yield "planned journey", "", "", f"{plan.name}: {' → '.join(plan.steps)}", plan.conforms
    yield "planned journey outcome", "", "", plan.outcome, plan.outcome_conforms
    yield "planned journey cost", "", "", "", plan.cost_conforms
    for way in plan.deviations:
        yield "deviation", "", way.after, way.text, way.customers
        yield "deviation outcome", "", way.after, plan.outcome, way.outcome
        yield "deviation cost", "", way.after, "", way.cost


def _resting(
    journey: JourneyMap, section: str, place: tuple[str, str], text: str, claims: Iterable[str | None]
) -> Iterator[Line]:
    """A finding with its first claim, and a line more for each other that it rests on."""
    first, *others = (*dict.fromkeys(Figures(journey).known(*claims)), "")
    yield section, *place, text, first
    yield from _evidence(
        journey, section.split(" ")[0] if section.startswith("checklist") else section, place, others[:-1]
    )


def _evidence(journey: JourneyMap, section: str, place: tuple[str, str], claims: Iterable[str]) -> Iterator[Line]:
    for name in Figures(journey).known(*claims):
        yield f"{section} evidence", *place, journey.claims[name].text, name


def _worth(journey: JourneyMap, section: str, place: tuple[str, str], worth: Worth | None) -> Iterator[Line]:
    if worth is not None:
        yield from _resting(journey, section, place, worth.text, worth.claims)
        yield from ((f"{section}, assumed", *place, text, None) for text in worth.assumptions)
