"""Funnels with all that may be asked of them, naively: every walk there is, is walked."""

from collections.abc import Iterator
from itertools import groupby, permutations
from typing import NamedTuple

from reference.rows import Row

Walk = tuple[tuple[int, int], ...]  # (step, number of the event) of each event taken


class Asked(NamedTuple):
    """Steps, conditions and exclusions as sets; times in hours."""

    steps: list[set[str]]
    devices: list[str | None]
    limits: list[int | None]
    optional: list[bool]
    within: int | None = None
    order: str = "ordered"
    excluded: tuple[tuple[str, int, int], ...] = ()
    same: bool = False
    first_only: bool = False
    open: bool = False
    gap: int | None = None


class Unit(NamedTuple):
    """The events of a unit that count, whether each may open, and whether the unit is over."""

    events: list[Row]
    may_open: list[bool]
    over: bool = False


def fits(asked: Asked, event: Row, k: int) -> bool:
    known = not asked.same or event.device is not None
    return known and event.touchpoint in asked.steps[k] and asked.devices[k] in (None, event.device)


def openers(asked: Asked, unit: Unit) -> list[tuple[int, int]]:
    """(step, event) of all possible beginnings."""
    steps = [k for k in range(len(asked.steps)) if asked.open or asked.order == "any" or all(asked.optional[:k])]
    found = [(k, i) for i, event in enumerate(unit.events) for k in steps if fits(asked, event, k)]
    if asked.first_only:
        found = [(k, i) for k, i in found if i == found[0][1]]
    return [(k, i) for k, i in found if unit.may_open[i]]


def barred(asked: Asked, event: Row, taken: Row, stands: int) -> bool:
    meant = not asked.same or event.device == taken.device
    return meant and any(
        event.touchpoint == place and after <= stands < before for place, after, before in asked.excluded
    )


def next_steps(asked: Asked, stands: int) -> list[int]:
    required = [k for k in range(stands + 1, len(asked.steps)) if not asked.optional[k]]
    return list(range(stands + 1, required[0] + 1 if required else len(asked.steps)))


def longer(asked: Asked, unit: Unit, walk: Walk) -> Iterator[Walk]:
    """The walk itself, and all that begin with it."""
    yield walk
    events, (stands, last), first = unit.events, walk[-1], walk[0][1]
    for i in range(last + 1, len(events)):
        for k in next_steps(asked, stands):
            limit = asked.limits[k]
            if (
                fits(asked, events[i], k)
                and (limit is None or events[i].at - events[last].at <= limit)
                and (asked.within is None or events[i].at - events[first].at <= asked.within)
                and (not asked.same or events[i].device == events[last].device)
            ):
                yield from longer(asked, unit, (*walk, (k, i)))
        if barred(asked, events[i], events[last], stands) or asked.order == "strict":
            return


def in_any_order(asked: Asked, unit: Unit) -> Iterator[Walk]:
    """Walks of which step k is the k-th event taken, whichever step that is."""
    events = unit.events

    def on(taken: tuple[int, ...]) -> Iterator[Walk]:
        yield tuple(enumerate(taken))
        if len(taken) > 1 and barred(asked, events[taken[-1]], events[taken[0]], 0):
            return  # in any order it may end a walk or begin one, not stand inside
        for i in range(taken[-1] + 1, len(events)):
            if (asked.within is None or events[i].at - events[taken[0]].at <= asked.within) and (
                not asked.same or events[i].device == events[taken[0]].device
            ):
                choices = permutations(range(len(asked.steps)), len(taken) + 1)
                if any(all(map(lambda j, k: fits(asked, events[j], k), (*taken, i), way)) for way in choices):
                    yield from on((*taken, i))
            if barred(asked, events[i], events[taken[0]], 0):
                return

    for i in sorted({i for _, i in openers(asked, unit)}):
        yield from on((i,))


def walk_unit(asked: Asked, unit: Unit, end: int) -> tuple[Row, dict[int, int | None], int | None] | None:
    """The event at which the unit entered, the hours since by step reached, and the least step with time left."""
    if asked.order == "any":
        walks = list(in_any_order(asked, unit))
    else:
        walks = [walk for opener in openers(asked, unit) for walk in longer(asked, unit, (opener,))]
    if not walks:
        return None
    events = unit.events
    best: dict[int, tuple[int, int]] = {}
    for walk in walks:
        if not asked.open or len(walk) > 1 or walk[0][0] == 0:
            found = walk[-1][1], -walk[0][1]
            best[walk[-1][0]] = min(best.get(walk[-1][0], found), found)
    times: dict[int, int | None] = {walk[-1][0]: None for walk in walks}
    times.update({k: events[last].at - events[-first].at for k, (last, first) in best.items()})
    entered = min(walk[0][1] for walk in walks) if asked.open else -best[max(best)][1]
    alive = [walk[-1][0] for walk in walks if not unit.over and has_time(asked, events, walk, end)]
    return events[entered], times, min(alive, default=None)


def has_time(asked: Asked, events: list[Row], walk: Walk, end: int) -> bool:
    (stands, last), first = walk[-1], walk[0][1]
    level = 0 if asked.order == "any" else stands
    since = last if asked.order == "any" and len(walk) > 1 else last + 1
    if any(barred(asked, event, events[last], level) for event in events[since:]):
        return False
    if (asked.order == "strict" and last + 1 < len(events)) or (
        asked.within is not None and end - events[first].at >= asked.within
    ):
        return False
    if asked.order == "any":
        return asked.within is not None or asked.gap is not None
    return any(
        (limit is not None and end - events[last].at < limit)
        or (limit is None and (asked.within is not None or asked.gap is not None))
        for limit in (asked.limits[k] for k in next_steps(asked, stands))
    )


def units_of(asked: Asked, journey: list[Row], per: str, period: tuple[int, int] | None, end: int) -> list[Unit]:
    """A customer's units; of a ``period`` only its events may open."""

    def unit(events: list[Row], over: bool = False) -> Unit:
        return Unit(events, [period is None or period[0] <= event.at < period[1] for event in events], over)

    if per == "record":  # the device stands for the record
        known = sorted((row for row in journey if row.device), key=lambda row: str(row.device))
        return [unit(list(rows)) for _, rows in groupby(known, key=lambda row: row.device)]
    if asked.gap is None:
        return [unit(journey)]
    sessions: list[list[Row]] = []
    for row in journey:
        if not sessions or row.at - sessions[-1][-1].at > asked.gap:
            sessions.append([])
        sessions[-1].append(row)
    last = end - journey[-1].at > asked.gap
    return [unit(session, session is not sessions[-1] or last) for session in sessions]
