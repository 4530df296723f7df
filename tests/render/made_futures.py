"""Maps of the future made from the made maps: something removed, something added, something moved, targets on the rest."""

from datetime import date

from footpath.maps.future import Wish, plan_future
from footpath.model.futures import PlannedChange, Reached
from footpath.model.maps import JourneyMap

LONG = "Eine außerordentlich lange Begründung ohne jedes Ende, " * 4


def future_of(journey: JourneyMap) -> JourneyMap:
    """A map with every kind of change, and with what later records might say of each."""
    stages = [stage.name for stage in journey.stages]
    future = plan_future(journey, ())
    if not stages:
        return future
    wishes = [Wish("add", "one", "A new <touchpoint> & 新しい窓口 مرحبا", stages[-1], "chat", why=LONG, owner="Ann")]
    cards = [c for c in journey.touchpoints if sum(o.name == c.name for o in journey.touchpoints) == 1]
    cards = [card for card in cards if card.stage in stages]
    wishes += [Wish("remove", "one", card.name, card.stage) for card in cards[:1]]
    wishes += [Wish("move", "one", card.name, stages[0]) for card in cards[1:2] if card.stage != stages[0]]
    felt = [card for card in cards[2:] if card.experience in journey.claims]
    future = plan_future(future, wishes)
    changes = [
        PlannedChange(
            what="target",
            touchpoint=card.name,
            stage=card.stage,
            of="experience",
            claim=card.experience,
            target=0.9 - 1.5 * (at % 2),
            by_on=date(2026, 12, 31),
        )
        for at, card in enumerate(felt)
    ]
    changes += [
        PlannedChange(what="target", stage=s.name, of="goes on", claim=s.goes_on, target=0.99) for s in journey.stages
    ]
    new = PlannedChange(what="target", touchpoint=wishes[0].touchpoint, stage=stages[-1], of="experience", target=0.5)
    planned = (*future.planned_changes, *changes, new)
    reached = tuple(
        Reached(at=at, was=0.1, now=0.2, target=0.3, closed=0.5 * (at % 4) - 0.5, closed_low=-1.0, closed_high=1.6)
        if at % 3
        else Reached(at=at, why="Later records say nothing of it.")
        for at in range(len(planned))
    )
    return future.model_copy(update={"planned_changes": planned, "reached": reached})
