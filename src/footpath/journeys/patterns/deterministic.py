"""The deterministic automaton of a pattern without limits of time: one look into a table an event."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from footpath.journeys.patterns.automaton import BEGINS_AFTER, ENDS_AFTER, FOLLOWS, Automaton
from footpath.journeys.patterns.tree import NEVER

MOST_STATES = 1_000


class Deterministic(NamedTuple):
    """A table from states and classes to states; state 0 is where a journey begins.

    Attributes:
        table: by state × ``1 << shift`` + class, the next state, times ``1 << shift``. Empty when there would be too many
            states.
        shift: bits of a class.
        final: the first state (times ``1 << shift``) that no further event changes: all is decided there.
        whole: whether a match is whole in the final state, by state.
        ends_after: by state, the silence after the last event that makes a match whole there; `NEVER` if none does.
    """

    table: NDArray[np.int32]
    shift: int
    final: int
    whole: NDArray[np.bool_]
    ends_after: NDArray[np.int64]


def determine(automaton: Automaton, *, anchored: bool = False) -> Deterministic:
    """The states are the sets of places that an automaton can be at.

    Args:
        anchored: a match begins with the first event of a journey, and reading on past a whole match matters: what is
            final is only that none can follow. Without it, a match may begin anywhere, and the first whole one decides.
    """
    shift = max(1, (len(automaton.match) - 1).bit_length())
    begin_first = automaton.begins | _bits(automaton.places[:, BEGINS_AFTER] < NEVER)
    begin_later = 0 if anchored else automaton.begins
    numbers: dict[tuple[int, bool], int] = {(0, True): 0}
    moves: list[list[int]] = []
    states = list(numbers)
    for places, fresh in states:  # grows as states are found
        if not anchored and places & automaton.ends:
            moves.append([numbers[places, fresh]] * len(automaton.match))
            continue
        reached = begin_first if fresh else begin_later
        for place in _places(places):
            reached |= int(automaton.places[place, FOLLOWS]) | (automaton.sticky & 1 << place)
        row = [numbers[places, fresh]]
        for match in automaton.match[1:].tolist():
            state = (reached & match, False)
            if not anchored and state[0] & automaton.ends:
                state = (automaton.ends, False)  # decided, wherever it is
            if state not in numbers:
                numbers[state] = len(numbers)
                states.append(state)
            row.append(numbers[state])
        moves.append(row)
        if len(states) > MOST_STATES:
            return Deterministic(_table([], shift), shift, 0, np.zeros(0, bool), np.zeros(0, np.int64))
    return _numbered(automaton, states, moves, shift)


def _numbered(
    automaton: Automaton, states: list[tuple[int, bool]], moves: list[list[int]], shift: int
) -> Deterministic:
    """Give the final states the last numbers."""
    final = [all(to == number for to in row) for number, row in enumerate(moves)]
    order = sorted(range(len(states)), key=lambda number: (number != 0 and final[number], number))
    place = {number: position for position, number in enumerate(order)}
    sets = [states[number][0] for number in order]
    return Deterministic(
        _table([[place[to] for to in moves[number]] for number in order], shift),
        shift,
        next((p for p, number in enumerate(order) if p and final[number]), len(order)) << shift,
        np.array([places & automaton.ends != 0 for places in sets], dtype=bool),
        np.array(
            [min((int(automaton.places[p, ENDS_AFTER]) for p in _places(places)), default=NEVER) for places in sets],
            dtype=np.int64,
        ),
    )


def _table(moves: list[list[int]], shift: int) -> NDArray[np.int32]:
    table = np.zeros((len(moves), 1 << shift), dtype=np.int32)
    for number, row in enumerate(moves):
        table[number, : len(row)] = np.array(row, dtype=np.int32) << shift
    return table.reshape(-1)


def _places(places: int) -> list[int]:
    return [place for place in range(places.bit_length()) if places >> place & 1]


def _bits(flags: NDArray[np.bool_]) -> int:
    return sum(1 << int(place) for place in np.flatnonzero(flags))
