"""Where does the first match lie? A deterministic automaton that carries the first row of each way along.

It serves patterns without limits of time but one on the whole: a match that ends here and begins last is then all that
matters of the ways to a place, so one row a place is enough.

Source: V. Laurikari, "NFAs with tagged transitions, their conversion to deterministic automata" (2000).
"""

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.journeys.patterns.automaton import BEGINS_AFTER, EDGES_FROM, EDGES_UNTIL, ENDS_AFTER, TO, Automaton
from footpath.journeys.patterns.deterministic import State, States, bits_of, explore, places_of, shift_of, table_of
from footpath.journeys.patterns.scanning import last_counted
from footpath.journeys.patterns.tree import NEVER

EVENTFUL = 1 << 30  # a move that does more than change the state
MOST_STEPS = 200_000
Step = tuple[int, int, int]
HERE = -1  # instead of a place that a row comes from: the row of the event


class Tracer(NamedTuple):
    """A table of moves, and what they do to the rows at the places.

    Attributes:
        table: by state + class, the next state, plus `EVENTFUL`. Empty when there would be too many states.
        shift: bits of a class.
        steps_from: by state + class, where its steps begin in ``steps``; one more entry than moves.
        steps: place that takes the later one of its row and that of another place; that place; 1 when the row it had
            is of no account.
        places: by number of the state, where it is; ``ends``, at which of these places a match is whole.
        ends_after: by place, the silence after the last event that makes a match whole there, or `NEVER`.
        closing: whether there is such a place.
        dead: by number of the state, whether no match can follow.
        within: microseconds from first to last event.
    """

    table: NDArray[np.int32]
    shift: int
    steps_from: NDArray[np.int64]
    steps: NDArray[np.int64]
    places: NDArray[np.int64]
    ends: NDArray[np.int64]
    ends_after: NDArray[np.int64]
    closing: bool
    dead: NDArray[np.bool_]
    within: int


NO_TRACER = Tracer(
    np.zeros(0, np.int32),
    0,
    np.zeros(1, np.int64),
    np.zeros((0, 3), np.int64),
    np.zeros(0, np.int64),
    np.zeros(0, np.int64),
    np.zeros(0, np.int64),
    False,
    np.zeros(0, np.bool_),
    NEVER,
)


def trace_of(automaton: Automaton, within: int) -> Tracer:
    """The tracer of an automaton without limits."""
    found, shift = explore(automaton), shift_of(automaton)
    steps = None if found is None else _all_steps(automaton, found)
    if found is None or steps is None:
        return NO_TRACER
    table = table_of(found, list(range(len(found.states))), shift)
    places = np.array([places for places, _ in found.states], np.int64)
    dead = np.array([places == 0 and found.never_changes(n) for n, (places, _) in enumerate(found.states)], np.bool_)
    lengths = np.zeros(len(table), np.int64)
    for (state, kind), own in steps.items():
        at, to = (state << shift) + kind, found.moves[state][kind]
        lengths[at] = len(own)
        if kind and (own or dead[to] or places[to] & automaton.ends):
            table[at] |= EVENTFUL
    return Tracer(
        table,
        shift,
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        np.array([step for own in steps.values() for step in own], np.int64).reshape(-1, 3),
        places,
        places & automaton.ends,
        automaton.places[:, ENDS_AFTER].copy(),
        bool((automaton.places[:, ENDS_AFTER] < NEVER).any()),
        dead,
        within,
    )


def _all_steps(automaton: Automaton, found: States) -> dict[tuple[int, int], list[Step]] | None:
    """By state and class, the steps of the move; None when they are too many."""
    steps: dict[tuple[int, int], list[Step]] = {}
    total = 0
    for number, state in enumerate(found.states):
        for kind, to in enumerate(found.moves[number]):
            steps[number, kind] = _steps(automaton, state, found.states[to][0]) if kind else []
            total += len(steps[number, kind])
        if total > MOST_STEPS:
            return None
    return steps


def _steps(automaton: Automaton, state: State, after: int) -> list[Step]:
    """What a move from a state does to the rows at the places ``after`` it."""
    before, fresh = state
    begin = automaton.begins | (bits_of(automaton.places[:, BEGINS_AFTER] < NEVER) if fresh else 0)
    steps = []
    for place in places_of(after):
        if begin >> place & 1:
            steps.append((place, HERE, 1))  # no way there begins later
            continue
        origins = [origin for origin in places_of(before) if place in _targets(automaton, origin)]
        stays = automaton.sticky & before & 1 << place != 0
        steps += [(place, origin, int(number == 0 and not stays)) for number, origin in enumerate(origins)]
    return steps


def _targets(automaton: Automaton, place: int) -> set[int]:
    first, end = automaton.places[place, [EDGES_FROM, EDGES_UNTIL]]
    return set(automaton.edges[first:end, TO].tolist())


@numba.njit(nogil=True, cache=True)
def trace(
    offsets: NDArray[np.int64],
    code: NDArray[np.unsignedinteger],
    class_of: NDArray[np.uint8],
    keep: NDArray[np.uint8],
    tracer: Tracer,
    time: NDArray[np.int64],
    now: int,
    only: int,
    found: NDArray[np.uint8],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
) -> None:
    """Let ``found`` keep only those customers who have a match.

    Args:
        only: look at those of whom ``found`` says at least that.
        begins, ends: get the first and the last row of their matches, if these are not of length 0.
    """
    rows = np.empty(tracer.ends_after.size, np.int64)
    news = np.empty(tracer.ends_after.size * (tracer.ends_after.size + 1), np.int64)
    table, steps, steps_from = tracer.table, tracer.steps, tracer.steps_from
    whole, dead, shift, within = tracer.ends, tracer.dead, tracer.shift, tracer.within
    for c in range(offsets.size - 1):
        if found[c] < only:
            continue
        state, first = 0, -1
        end = offsets[c + 1]
        last = end
        for i in range(offsets[c], end):
            kind = class_of[code[i]]
            if keep.size:
                kind *= keep[i]
            move = state + kind
            state = table[move]
            if state < EVENTFUL:
                continue
            state -= EVENTFUL
            begin, until = steps_from[move], steps_from[move + 1]
            if until - begin == 1:
                origin, place = steps[begin, 1], steps[begin, 0]
                new = i if origin == HERE else rows[origin]
                if steps[begin, 2] or new > rows[place]:
                    rows[place] = new
            else:
                _take_steps(steps, begin, until, i, rows, news)
            if whole[state >> shift]:
                first = _latest(whole[state >> shift], rows)
                if time[i] - time[first] <= within:
                    last = i
                    break
                first = -1
            elif dead[state >> shift]:
                break
        if tracer.closing and state:
            final = last_counted(keep, offsets[c], end)
            if last in (end, final):
                open_places = _whole_after(tracer.ends_after, tracer.places[state >> shift], max(now - time[final], 0))
                closed = _latest(open_places, rows)
                if closed > first and time[final] - time[closed] <= within:
                    first, last = closed, final
        found[c] = first >= 0
        if first >= 0 and begins.size:
            begins[c], ends[c] = first, last


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _take_steps(
    steps: NDArray[np.int64], begin: int, end: int, row: int, rows: NDArray[np.int64], news: NDArray[np.int64]
) -> None:
    """All at once: what a place gives is what it had before the event."""
    for step in range(begin, end):
        origin = steps[step, 1]
        news[step - begin] = row if origin == HERE else rows[origin]
    for step in range(begin, end):
        place, new = steps[step, 0], news[step - begin]
        if steps[step, 2] or new > rows[place]:
            rows[place] = new


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _latest(places: int, rows: NDArray[np.int64]) -> int:
    """The latest row at some places; -1 of none."""
    latest, place = -1, 0
    while places:
        if places & 1 and rows[place] > latest:
            latest = rows[place]
        places >>= 1
        place += 1
    return latest


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _whole_after(ends_after: NDArray[np.int64], places: int, silence: int) -> int:
    """Those of some places at which a silence makes a match whole."""
    for place in range(ends_after.size):
        if ends_after[place] > silence:
            places &= ~(1 << place)
    return places
