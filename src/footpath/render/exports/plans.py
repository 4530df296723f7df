"""What a map plans, as lines of text for documents: changes towards a future, and a planned journey's ways."""

from collections.abc import Iterator

from footpath.model.maps import JourneyMap
from footpath.render.language import say
from footpath.render.marks import Subject
from footpath.render.plans.view import view_of
from footpath.render.poster.planned import subject_at
from footpath.render.poster.sheet import sheet_of


def planned_changes(journey: JourneyMap) -> Iterator[Subject]:
    """Each planned change: what, from where to where with how far it has come, and its claims."""
    sheet = sheet_of(journey)
    for at in range(len(journey.planned_changes)):
        yield subject_at(sheet, at)


def planned_ways(journey: JourneyMap) -> Iterator[Subject]:
    """How many go as planned, then each way that leaves the plan; nothing where the map holds no planned journey."""
    if journey.plan is None:
        return
    view = view_of(journey, journey.plan)
    if view.plan.conforms:
        yield view.conforming
    for way in view.plan.deviations:
        yield view.subject(way)
    if view.plan.unmatched:
        yield Subject(say("No record knows: {steps}", steps=", ".join(view.plan.unmatched)))
