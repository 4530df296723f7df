"""From the tree of a pattern to its automaton: Glushkov's, with limits of time on its edges.

Every symbol, and every gap between two items, is a place. To be at a place is to have met the event of that place last. An
edge leads from a place to one that may meet the very next event. Limits are told by clocks: inside of a ``within``, the event
at which it was entered; at the gap of a limited arrow, the event before the gap. Clocks of nested ``within``s stand in
slots, the outermost in slot 0: an edge keeps some outer slots and sets the further ones of its place to the new event.

The automaton can be built backwards, to read a journey from its end.

Source: V. M. Glushkov, "The abstract theory of automata" (1961); R. Alur and D. L. Dill, "A theory of timed automata" (1994).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from footpath.journeys.patterns.tree import NEVER, Choice, End, Link, Node, Repeat, Sequence, Start, Symbol, Within

PLAIN, WAITS, WAITED, AT_ONCE, BROKEN = range(5)  # what an edge asks
TO, KEPT, ASKS, LOW, HIGH = range(5)  # of an edge: the place, slots kept, what it asks, and within which limits
# Of a place: where its edges lead (staying at a sticky place is none), which edges are its own, the silence before the first
# event read after which a match may begin there, the silence after the last one with which it is whole (`NEVER` if not at
# all), how many slots it has, and the limits of the gap that it is (0 and `NEVER` where it is none).
FOLLOWS, EDGES_FROM, EDGES_UNTIL, BEGINS_AFTER, ENDS_AFTER, DEPTH, WAIT_LOW, WAIT_HIGH = range(8)


class Automaton(NamedTuple):
    """Tables that a compiled loop can follow. Sets of places are bits of a number.

    Attributes:
        match: by class of event, the places that meet it.
        begins: places that may meet the first event of a match.
        ends: places at which a match is whole.
        sticky: places that meet any event and may stay, with all clocks kept.
        places: by place, what the columns from `FOLLOWS` to `WAIT_HIGH` say.
        edges: those of one place after those of another, with the columns from `TO` to `HIGH`.
        limits: by place and slot, the limit in microseconds.
    """

    match: NDArray[np.int64]
    begins: int
    ends: int
    sticky: int
    places: NDArray[np.int64]
    edges: NDArray[np.int64]
    limits: NDArray[np.int64]


@dataclass(frozen=True)
class _Path:
    """What a way from one event to the next, or to the end of the match, asks.

    Attributes:
        kept: slots that survive it.
        first: the silence before the first event that it asks for, -1 when it may be any event.
        last: the same after the last event.
        left, entered: the link whose left side and whose right side it passed.
        broken: it asks for the end of a session.
    """

    kept: int
    first: int = -1
    last: int = -1
    left: int = -1
    entered: int = -1
    broken: bool = False


@dataclass(frozen=True)
class _Step:
    """An edge of the net that meets no event."""

    to: int
    kind: str = ""
    number: int = 0

    def after(self, path: _Path) -> _Path:
        match self.kind:
            case "open":
                return replace(path, kept=min(path.kept, self.number))
            case "first":
                return replace(path, first=max(path.first, self.number))
            case "last":
                return replace(path, last=max(path.last, self.number))
            case "leave":
                return replace(path, left=self.number)
            case "enter":
                return replace(path, entered=self.number)
            case "break":
                return replace(path, broken=True)
        return path


@dataclass(frozen=True)
class _Place:
    """A place of the automaton: the joints of the net on its sides, and the limits that it is inside of."""

    symbol: Symbol | None
    before: int
    after: int
    limits: tuple[int, ...]
    waits: int = -1


@dataclass
class _Net:
    """A net of joints, after Thompson; joint 0 is where a match begins, joint 1 where it is whole."""

    backwards: bool
    steps: list[list[_Step]] = field(default_factory=lambda: [[], []])
    places: list[_Place] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def joint(self) -> int:
        self.steps.append([])
        return len(self.steps) - 1

    def step(self, start: int, end: int, kind: str = "", number: int = 0) -> None:
        self.steps[start].append(_Step(end, kind, number))

    def draw(self, node: Node, start: int, end: int, limits: tuple[int, ...]) -> None:
        """Lay the ways of a node between two joints."""
        match node:
            case Symbol():
                self.places.append(_Place(node, start, end, limits))
            case Start():
                self.step(start, end, "last" if self.backwards else "first")
            case End(silent_us=silent):
                self.step(start, end, "first" if self.backwards else "last", silent)
            case Choice(options=options):
                for option in options:
                    self.draw(option, start, end, limits)
            case Within(inner=inner, limit_us=limit):
                entry = self.joint()
                self.step(start, entry, "open", len(limits))
                self.draw(inner, entry, end, (*limits, limit))
            case Sequence():
                self.draw_sequence(node, start, end, limits)
            case Repeat():
                self.draw_repeat(node, start, end, limits)

    def draw_sequence(self, node: Sequence, start: int, end: int, limits: tuple[int, ...]) -> None:
        turn = -1 if self.backwards else 1
        items, links = node.items[::turn], node.links[::turn]
        at = start
        for number, item in enumerate(items):
            after = end if number == len(items) - 1 else self.joint()
            self.draw(item, at, after, limits)
            at = after if number == len(items) - 1 else self.draw_link(links[number], after, limits)

    def draw_link(self, link: Link, start: int, limits: tuple[int, ...]) -> int:
        """Lay a link from a joint on; the joint that it ends in."""
        if not link.gap and not link.strict:
            return start
        number = len(self.links)
        self.links.append(link)
        left, right = self.joint(), self.joint()
        limited = link.low > 0 or link.high < NEVER
        self.step(start, left, "leave" if limited else "", number)
        if link.gap:
            self.places.append(_Place(None, left, left, limits, number if limited else -1))
        if link.broken:
            middle = self.joint()
            self.step(left, middle, "break")
            self.places.append(_Place(None, middle, middle, limits))
            left = middle
        self.step(left, right, "enter" if limited else "", number)
        return right

    def draw_repeat(self, node: Repeat, start: int, end: int, limits: tuple[int, ...]) -> None:
        at = start
        copies = max(node.least, 1) if node.most is None else node.most
        for copy in range(copies):
            entry, leaving = self.joint(), self.joint()
            self.step(at, entry)
            self.draw(node.inner, entry, leaving, limits)
            if copy >= node.least:
                self.step(at, end)
            if node.most is None and copy == copies - 1:
                self.step(leaving, entry)
            at = leaving
        self.step(at, end)

    def paths(self, joint: int, kept: int) -> dict[int, set[_Path]]:
        """From a joint: what the ways to each joint ask that meet no event."""
        found: dict[int, set[_Path]] = {}
        waiting = [(joint, _Path(kept))]
        while waiting:
            at, path = waiting.pop()
            if path in found.setdefault(at, set()):
                continue
            found[at].add(path)
            waiting += [(step.to, step.after(path)) for step in self.steps[at]]
        return found


class _Edge(NamedTuple):
    to: int
    kept: int
    asks: int = PLAIN
    low: int = 0
    high: int = NEVER


def build_automaton(
    tree: Node, meets: dict[Symbol, NDArray[np.bool_]], classes: int, *, backwards: bool = False
) -> Automaton:
    """The automaton of a pattern.

    Args:
        meets: by symbol, whether events of each class meet it; class 0 meets none.
        classes: how many there are.
        backwards: read from the last event of a match to its first.
    """
    net = _Net(backwards)
    net.draw(tree, 0, 1, ())
    everything = np.arange(classes) > 0
    met = [everything if place.symbol is None else meets[place.symbol] for place in net.places]
    paths = [net.paths(place.after, len(place.limits)) for place in net.places]
    edges = [_edges(net, found) for found in paths]
    sticky = [bool(m[1:].all()) and _Edge(p, len(net.places[p].limits)) in edges[p] for p, m in enumerate(met)]
    edges = [
        [edge for edge in own if not (sticky[p] and edge == _Edge(p, len(net.places[p].limits)))]
        for p, own in enumerate(edges)
    ]
    begin_any, begin_after = _beginnings(net)
    end_any, end_after = _endings(paths)
    deepest = max((len(place.limits) for place in net.places), default=0)
    first = np.cumsum([0, *map(len, edges)])
    waits = [net.links[place.waits] if place.waits >= 0 else Link(gap=True, at=0) for place in net.places]
    places = [
        (
            sum({1 << edge.to for edge in edges[p]}),
            first[p],
            first[p + 1],
            begin_after[p],
            end_after[p],
            len(place.limits),
            waits[p].low,
            waits[p].high,
        )
        for p, place in enumerate(net.places)
    ]
    limits = [[*place.limits, *[0] * (deepest - len(place.limits))] for place in net.places]
    return Automaton(
        match=np.array([_bits(m[c] for m in met) for c in range(classes)], dtype=np.int64),
        begins=_bits(begin_any),
        ends=_bits(end_any),
        sticky=_bits(sticky),
        places=np.array(places, dtype=np.int64),
        edges=np.array([edge for own in edges for edge in own], dtype=np.int64).reshape(-1, 5),
        limits=np.array(limits, dtype=np.int64).reshape(len(places), deepest),
    )


def without_limits(automaton: Automaton) -> Automaton:
    """The same without what it asks about time: it meets all that the other meets, and maybe more."""
    places, edges = automaton.places.copy(), automaton.edges.copy()
    places[:, [DEPTH, WAIT_LOW]], places[:, WAIT_HIGH] = 0, NEVER
    edges[:, [KEPT, ASKS]] = 0
    return automaton._replace(places=places, edges=edges, limits=automaton.limits[:, :0].copy())


def is_timed(automaton: Automaton) -> bool:
    """Whether it asks anything about time, but for the silence at the end."""
    return bool(automaton.edges[:, ASKS].any() or automaton.places[:, DEPTH].any())


def _edges(net: _Net, paths: dict[int, set[_Path]]) -> list[_Edge]:
    """Edges of one place; of two that ask the same, the one that sets more clocks allows more."""
    found: dict[tuple[int, int, int, int], int] = {}
    for to, place in enumerate(net.places):
        for path in paths.get(place.before, ()):
            if path.first >= 0 or path.last >= 0:
                continue  # an event came before, and one follows
            asked = _asked(net, place, path)
            key = (to, *asked)
            kept = min(path.kept, len(place.limits))
            found[key] = min(kept, found.get(key, kept))
    return [_Edge(key[0], kept, *key[1:]) for key, kept in found.items()]


def _asked(net: _Net, place: _Place, path: _Path) -> tuple[int, int, int]:
    """What an edge asks, and its limits."""
    if path.broken:
        return BROKEN, 0, NEVER
    if path.entered >= 0:
        link = net.links[path.entered]
        return (AT_ONCE if path.left == path.entered else WAITED), link.low, link.high
    if place.waits >= 0 and path.left == place.waits:
        return WAITS, 0, NEVER
    return PLAIN, 0, NEVER


def _beginnings(net: _Net) -> tuple[list[bool], list[int]]:
    """By place: whether a match may begin there, and after which silence it may when that is the first event read."""
    paths = net.paths(0, 0)
    anywhere, after = [], []
    for place in net.places:
        firsts = [path.first for path in paths.get(place.before, ()) if path.last < 0]
        anywhere.append(-1 in firsts)
        after.append(min((first for first in firsts if first >= 0), default=NEVER))
    return anywhere, after


def _endings(paths: list[dict[int, set[_Path]]]) -> tuple[list[bool], list[int]]:
    """By place: whether a match may be whole there, and with which silence after the last event."""
    anywhere, after = [], []
    for found in paths:
        lasts = [path.last for path in found.get(1, ()) if path.first < 0]
        anywhere.append(-1 in lasts)
        after.append(min((last for last in lasts if last >= 0), default=NEVER))
    return anywhere, after


def _bits(flags: Iterable[bool]) -> int:
    return sum(1 << place for place, flag in enumerate(flags) if flag)
