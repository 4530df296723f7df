"""Who meets whom: the people around each identifier, counted kind by kind."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from footpath.identity.graph import Graph, Nodes
from footpath.identity.kinds import Role

_ONE_EACH_SHARE = 0.95  # so many of the values of a key hang on just one value of another: it belongs to that one
_SEVERAL_SHARE = {Role.PERSON: 0.01, Role.CONTACT: 0.03}  # and so many of the other's values have several of them
_FEW = 20
_CROWDED = 64  # a record with more neighbours joins nobody to anybody when people around others are counted


class Limit(NamedTuple):
    """How many are plausible: some times what is usual (the 95th percentile), at least and at most so many."""

    times: int
    least: int
    most: int | None

    def of(self, counts: NDArray[np.int64]) -> int:
        """The limit that these counts give; the least one where they are too few to say what is usual."""
        if counts.size < _FEW:
            return self.least
        usual = max(self.least, int(self.times * np.percentile(counts, 95)))
        return usual if self.most is None else min(usual, self.most)


@dataclass(frozen=True, eq=False)
class Met:
    """How many people of one kind each identifier of another kind meets.

    Attributes:
        role: of the identifiers that meet; ``whom`` is that of the people.
        people: one count per node of the graph, 0 for the nodes of other kinds.
        meeting: the nodes of the kind that meet anybody at all.
        belongs: the people are keys that hang on the meeting identifier, as per-order numbers on a person's.
    """

    role: Role
    whom: Role
    people: NDArray[np.int64]
    meeting: NDArray[np.bool_]
    belongs: bool

    def usual(self, limit: Limit) -> int:
        """What is plausible, by all of the kind that meet anybody, of this kind or another."""
        return limit.of(self.people[self.meeting])


@dataclass(frozen=True, eq=False)
class Neighbours:
    """The people around each node, next to it or on the same record."""

    roles: tuple[Role, ...]
    kind: Nodes
    reach: Any
    met: tuple[Met, ...]
    dependent: frozenset[int]

    def people_of(self, node: int) -> Nodes:
        """The people around one node."""
        found: Nodes = self.reach.indices[self.reach.indptr[node] : self.reach.indptr[node + 1]]
        return found

    def of_role(self, role: Role) -> NDArray[np.bool_]:
        """Which nodes have this role?"""
        return np.array([each is role for each in self.roles] or [False])[self.kind]

    def joins(self) -> NDArray[np.int64]:
        """The most people of one kind around each node, keys that belong to another left out."""
        counts = [met.people for met in self.met if not met.belongs]
        return np.max(counts, axis=0) if counts else np.zeros(len(self.kind), dtype=np.int64)

    @cached_property
    def _counted(self) -> tuple[int, ...]:
        """Kinds whose values count as people."""
        return tuple(k for k, role in enumerate(self.roles) if _is_people(role) and k not in self.dependent)

    def people_in(self, component: Nodes) -> NDArray[np.int64]:
        """The most people of one kind in each component."""
        size = int(component.max(initial=-1)) + 1
        counts = [np.bincount(component[self.kind == kind], minlength=size) for kind in self._counted]
        return np.max(counts, axis=0) if counts else np.zeros(size, dtype=np.int64)

    def usual_people(self, component: Nodes, limit: Limit) -> int:
        """What is plausible for a component, by those that have any people."""
        people = self.people_in(component)
        return limit.of(people[people > 0])


def find_neighbours(graph: Graph, kept: NDArray[np.bool_]) -> Neighbours:
    """Count the people around every node."""
    roles = graph.roles
    reach = _reach(graph, kept, roles)
    by_kind = {k: _columns_of(reach, graph.kind == k) for k, role in enumerate(roles) if _is_people(role)}
    met, dependent = [], set()
    for kind, role in enumerate(roles):
        here = graph.kind == kind
        meeting = here & (np.diff(reach.indptr) > 0)
        for people_kind, matrix in by_kind.items():
            counts = np.where(here, np.diff(matrix.indptr), 0).astype(np.int64)
            if not counts.any():
                continue
            belongs = people_kind != kind and _belongs(roles, kind, people_kind, matrix, here, counts)
            if belongs:
                dependent.add(people_kind)
            met.append(Met(role, roles[people_kind], counts, meeting, belongs))
    return Neighbours(roles, graph.kind, reach, tuple(met), frozenset(dependent))


def _is_people(role: Role) -> bool:
    return role in (Role.PERSON, Role.CONTACT)


def _reach(graph: Graph, kept: NDArray[np.bool_], roles: tuple[Role, ...]) -> Any:
    """Row v has the people next to v, and those who share a record with it."""
    edges = graph.edges(kept)
    people = np.array([_is_people(role) for role in roles] or [False])[graph.kind]
    record = np.array([role is Role.RECORD for role in roles] or [False])[graph.kind]
    record &= np.diff(edges.indptr) <= _CROWDED
    near = _columns_of(edges, people)
    on_record = _columns_of(edges, record) @ _rows_of(near, record) if record.any() else None
    reach = near.astype(np.int32) if on_record is None else near.astype(np.int32) + on_record.astype(np.int32)
    return _kept(reach, reach.indices != np.repeat(np.arange(len(graph.ids)), np.diff(reach.indptr)))


def _columns_of(matrix: Any, columns: NDArray[np.bool_]) -> Any:
    """The matrix with only these columns left; its shape stays."""
    return _kept(matrix, columns[matrix.indices])


def _rows_of(matrix: Any, rows: NDArray[np.bool_]) -> Any:
    """The matrix with only these rows left; its shape stays."""
    return _kept(matrix, np.repeat(rows, np.diff(matrix.indptr)))


def _kept(matrix: Any, entries: NDArray[np.bool_]) -> Any:
    from scipy.sparse import csr_array

    before = np.concatenate([[0], np.cumsum(entries)])
    return csr_array((matrix.data[entries], matrix.indices[entries], before[matrix.indptr]), shape=matrix.shape)


def _belongs(
    roles: tuple[Role, ...],
    kind: int,
    people_kind: int,
    matrix: Any,
    here: NDArray[np.bool_],
    counts: NDArray[np.int64],
) -> bool:
    """Are the people of ``people_kind`` keys that hang on identifiers of ``kind``? Only keys hang, on keys or addresses."""
    if roles[kind] not in _SEVERAL_SHARE or roles[people_kind] is not Role.PERSON:
        return False
    owners = np.bincount(_rows_of(matrix, here).indices)
    owners, some = owners[owners > 0], counts[counts > 0]
    return bool(np.mean(owners == 1) >= _ONE_EACH_SHARE and np.mean(some > 1) >= _SEVERAL_SHARE[roles[kind]])
