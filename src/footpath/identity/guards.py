"""What must not merge: identifiers that many people share, and components that grow beyond what a person has.

People are counted by their identifiers of one kind, so Ann's e-mail and her customer number are one person. A device or a
contact that knows more people than its kind usually does is shared. Records (orders, tickets) name one person each and are
never counted, however many a customer has; people who meet on one record do count as meeting. A key that hangs on
another key or on an address (a customer number per order on the number of the person) is not another person either.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footpath.identity.graph import Graph, mark, without_nodes
from footpath.identity.kinds import Role
from footpath.identity.neighbours import Limit, Met, Neighbours, find_neighbours
from footpath.identity.placeholders import placeholders

Mask = NDArray[np.bool_]

# Two accounts on one device are two people who share it, unless something else joins them. Two addresses may be one's own.
_DEVICE_ACCOUNTS = Limit(times=1, least=1, most=4)
_DEVICE_CONTACTS = Limit(times=4, least=3, most=8)
_PEOPLE = Limit(times=4, least=8, most=32)
_KEYS_OF_ONE = {Role.PERSON: Limit(times=4, least=100, most=None), Role.CONTACT: Limit(times=4, least=30, most=None)}
_IN_ONE_CUSTOMER = Limit(times=4, least=24, most=96)


@dataclass(frozen=True)
class Guards:
    """What to hold back, beside what the data itself shows to be implausible.

    Attributes:
        max_neighbours: people that one identifier may join; found from the data when None.
        max_people: identifiers of one kind that a customer may have; found from the data when None.
        held: ids that never merge.
        trusted: ids that merge whatever the guards say.
        removed: edges (a pair of ids) that somebody took away: what only they joined is apart again.
    """

    max_neighbours: int | None = None
    max_people: int | None = None
    held: frozenset[int] = frozenset()
    trusted: frozenset[int] = frozenset()
    removed: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class HeldBack:
    """An identifier that joins nobody, with the number of identifiers it was seen with, and why."""

    kind: str
    value: str
    neighbours: int
    reason: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.value} ({self.reason})"


def guard(graph: Graph, guards: Guards) -> tuple[Mask, dict[int, str]]:
    """Which edges are kept, and the nodes held back with the reason."""
    kept = _without_removed(graph, guards)
    reasons: dict[int, str] = {}
    trusted = mark(graph, guards.trusted)
    named = np.array([bool(kind) for kind in graph.kinds] or [False])[graph.kind]
    for nodes, reason in (
        (placeholders(graph.kind_names(), graph.values) & named & ~trusted, "a placeholder, not an identifier"),
        (mark(graph, guards.held), "held back by a rule"),
    ):
        kept = _hold(graph, kept, reasons, {int(node): reason for node in np.flatnonzero(nodes)})
    around = find_neighbours(graph, kept)
    kept = _hold(graph, kept, reasons, dict(_shared(graph, kept, around, guards, trusted)))
    return _cut_grown(graph, kept, around, guards, trusted, reasons), reasons


def _without_removed(graph: Graph, guards: Guards) -> Mask:
    kept = np.ones(len(graph.first), dtype=np.bool_)
    for pair in guards.removed:
        a, b = sorted(-1 if (node := graph.node_of(identity)) is None else node for identity in pair)
        kept &= ~((graph.first == a) & (graph.second == b))
    return kept


def _hold(graph: Graph, kept: Mask, reasons: dict[int, str], found: dict[int, str]) -> Mask:
    for node, reason in found.items():
        reasons.setdefault(node, reason)
    nodes = np.zeros(len(graph.ids), dtype=np.bool_)
    nodes[list(found)] = True
    return without_nodes(graph, kept, nodes)


def _shared(graph: Graph, kept: Mask, around: Neighbours, guards: Guards, trusted: Mask) -> Iterator[tuple[int, str]]:
    """Identifiers that would join too many people who are apart without them."""
    suspects = np.zeros(len(graph.ids), dtype=np.bool_)
    limit = np.zeros(len(graph.ids), dtype=np.int64)
    for met in around.met:
        if met.belongs and guards.max_neighbours is not None:
            continue
        allowed = _given(guards.max_neighbours, met.usual(_limit(met)))
        beyond = met.people > allowed
        suspects |= beyond
        limit = np.where(beyond, np.maximum(limit, allowed), limit)
    suspects &= ~trusted
    if not suspects.any():
        return
    apart = graph.components(without_nodes(graph, kept, suspects))
    for node in np.flatnonzero(suspects):
        groups = len(np.unique(apart[around.people_of(int(node))]))
        if groups > limit[node]:
            yield int(node), f"shared by {groups} people, more than the {limit[node]} that are plausible"


def _given(wish: int | None, found: int) -> int:
    return found if wish is None else wish


def _limit(met: Met) -> Limit:
    if met.belongs:
        return _KEYS_OF_ONE[met.role]
    if met.role is Role.DEVICE:
        return _DEVICE_ACCOUNTS if met.whom is Role.PERSON else _DEVICE_CONTACTS
    return _PEOPLE


def _cut_grown(
    graph: Graph, kept: Mask, around: Neighbours, guards: Guards, trusted: Mask, reasons: dict[int, str]
) -> Mask:
    """Cut components with too many people at what joins them: devices first, the most shared first."""
    allowed = _given(guards.max_people, around.usual_people(graph.components(kept), _IN_ONE_CUSTOMER))
    joins = around.joins()
    for role in (Role.DEVICE, Role.RECORD, Role.CONTACT, Role.PERSON):
        of_role = around.of_role(role) & ~trusted
        for least in sorted(set(joins[of_role & (joins > 1)].tolist()), reverse=True):
            component = graph.components(kept)
            grown = around.people_in(component) > allowed
            if not grown.any():
                return kept
            weak = np.flatnonzero(grown[component] & of_role & (joins >= least))
            told = f"people in a customer that had grown beyond {allowed}"
            found = {int(node): f"joins {joins[node]} {told}" for node in weak if int(node) not in reasons}
            kept = _hold(graph, kept, reasons, found)
    return kept
