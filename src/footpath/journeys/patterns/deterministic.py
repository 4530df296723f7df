"""The deterministic automaton of a pattern without limits of time: one look into a table an event."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from footpath.journeys.patterns.automaton import BEGINS_AFTER, ENDS_AFTER, FOLLOWS, Automaton
from footpath.journeys.patterns.tree import NEVER

MOST_MOVES = 20_000
WHOLE = (-1, False)  # a match was found, and nothing else matters
State = tuple[int, bool]


@dataclass(frozen=True)
class States:
    """The sets of places that an automaton can be at; the first is that before the first event of a journey.

    Attributes:
        states: the places, and whether no event has come yet.
        moves: by state and class, the next state; class 0, of events that do not count, changes nothing.
    """

    states: tuple[State, ...]
    moves: tuple[tuple[int, ...], ...]

    def never_changes(self, number: int) -> bool:
        """Whether no event leads out of a state."""
        return number > 0 and all(to == number for to in self.moves[number])


def explore(automaton: Automaton, *, anywhere: bool = True, until_whole: bool = False) -> States | None:
    """All states that events can lead to; None when they are too many.

    Args:
        anywhere: a match may begin with any event; else with a journey's first one.
        until_whole: with the first whole match all is decided.
    """
    begin_first = automaton.begins | bits_of(automaton.places[:, BEGINS_AFTER] < NEVER)
    begin_later = automaton.begins if anywhere else 0
    classes = automaton.match[1:].tolist()
    numbers: dict[State, int] = {(0, True): 0}
    states, moves = list(numbers), []
    for places, fresh in states:  # grows as states are found
        row = [numbers[places, fresh]]
        reached = reach(automaton, places) | (begin_first if fresh else begin_later)
        for match in classes:
            state = (reached & match, False)
            if (places, fresh) == WHOLE or (until_whole and state[0] & automaton.ends):
                state = WHOLE
            if state not in numbers:
                numbers[state] = len(numbers)
                states.append(state)
            row.append(numbers[state])
        moves.append(tuple(row))
        if len(states) * len(row) > MOST_MOVES:
            return None
    return States(tuple(states), tuple(moves))


def reach(automaton: Automaton, places: int) -> int:
    """The places that the next event may be at."""
    reached = places & automaton.sticky
    for place in places_of(places):
        reached |= int(automaton.places[place, FOLLOWS])
    return reached


def places_of(bits: int) -> list[int]:
    """The places of a set, ascending; none of `WHOLE`."""
    return [place for place in range(max(bits, 0).bit_length()) if bits >> place & 1]


def bits_of(flags: NDArray[np.bool_]) -> int:
    """The set of the places that are flagged."""
    return sum(1 << int(place) for place in np.flatnonzero(flags))


def shift_of(automaton: Automaton) -> int:
    """Bits that a class takes."""
    return max(1, (len(automaton.match) - 1).bit_length())


def ends_after(automaton: Automaton, places: int) -> int:
    """The silence after the last event that makes a match whole at one of the places."""
    return min((int(automaton.places[place, ENDS_AFTER]) for place in places_of(places)), default=NEVER)


class Deterministic(NamedTuple):
    """A table from states and classes to states; state 0 is where a journey begins. States are multiples of ``1 << shift``.

    Attributes:
        table: by state + class, the next state. Empty when there would be too many states.
        shift: bits of a class.
        final: the first of the states that no further event changes.
        whole: by number of the state, whether a match is whole there.
        ends_after: by number of the state, the silence after the last event that makes a match whole there, or `NEVER`.
    """

    table: NDArray[np.int32]
    shift: int
    final: int
    whole: NDArray[np.bool_]
    ends_after: NDArray[np.int64]


def determine(automaton: Automaton, *, anywhere: bool = True) -> Deterministic:
    """Who has a match, leaving limits of time aside? The first whole one decides; see `explore`."""
    found, shift = explore(automaton, anywhere=anywhere, until_whole=True), shift_of(automaton)
    if found is None:
        return Deterministic(np.zeros(0, np.int32), shift, 0, np.zeros(0, np.bool_), np.zeros(0, np.int64))
    silences = [ends_after(automaton, places) for places, _ in found.states]
    final = [found.never_changes(n) and silence == NEVER for n, silence in enumerate(silences)]
    order = sorted(range(len(final)), key=lambda number: (final[number], number))
    return Deterministic(
        table_of(found, order, shift),
        shift,
        (len(final) - sum(final)) << shift,
        np.array([found.states[number] == WHOLE for number in order], dtype=np.bool_),
        np.array([silences[number] for number in order], dtype=np.int64),
    )


def table_of(found: States, order: list[int], shift: int) -> NDArray[np.int32]:
    """The moves as a table, in which the states have the numbers of their places in ``order``."""
    place = {number: position for position, number in enumerate(order)}
    table = np.zeros((len(order), 1 << shift), dtype=np.int32)
    for position, number in enumerate(order):
        table[position, : len(found.moves[number])] = [place[to] << shift for to in found.moves[number]]
    return table.reshape(-1)
