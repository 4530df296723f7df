"""Parts that name touchpoints without their stage follow the touchpoints when those are renamed or removed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from footpath.model.futures import PlannedChange, PlannedJourney, Reached
from footpath.model.maps import Flow, TouchpointCard


@dataclass(frozen=True)
class Touched:
    """Touchpoints that a name alone tells: what each is called now, and which are gone."""

    now: dict[str, str]
    gone: frozenset[str]

    def flows(self, flows: Iterable[Flow]) -> tuple[Flow, ...]:
        """Ways between touchpoints that are still there."""
        staying = (flow for flow in flows if not {flow.from_touchpoint, flow.to_touchpoint} & self.gone)
        return tuple(self._named(flow, "from_touchpoint", "to_touchpoint") for flow in staying)

    def plan(self, plan: PlannedJourney | None) -> PlannedJourney | None:
        """A planned journey keeps its steps; they are called as the map calls them."""
        if plan is None:
            return None
        steps = tuple(self.now.get(step, step) for step in plan.steps)
        ways = tuple(self._named(way, "after", "instead") for way in plan.deviations)
        return plan.model_copy(update={"steps": steps, "deviations": ways})

    def _named(self, part: Any, *fields: str) -> Any:
        update = {field: self.now[name] for field in fields if (name := getattr(part, field)) in self.now}
        return part.model_copy(update=update) if update else part


def touched(before: Iterable[TouchpointCard], staying: Iterable[tuple[TouchpointCard, TouchpointCard]]) -> Touched:
    """Args:
    before: the touchpoints of the map; ``staying``: those that are still there, as they were and as they are.
    """
    names = [card.name for card in before]
    pairs = [(was.name, now.name) for was, now in staying]
    told = {was: now for was, now in pairs if was != now and names.count(was) == 1}
    return Touched(told, frozenset(names) - {was for was, _ in pairs})


def reached_of(
    reached: Iterable[Reached], changes: tuple[PlannedChange, ...], is_gone: Callable[[int], bool]
) -> tuple[Reached, ...]:
    """How far each planned change has come, by its new place; ``is_gone`` tells of a place whether its row was removed."""
    places = [at for at in range(len(changes)) if not is_gone(at)]
    return tuple(one.model_copy(update={"at": places.index(one.at)}) for one in reached if one.at in places)
