"""Customers: connected sets of identifiers, and the chain of records behind each merge."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from footpath.identity.graph import Graph, build_graph
from footpath.identity.guards import Guards, HeldBack, guard
from footpath.identity.kinds import readability
from footpath.identity.lookup import Lookup

_UNREADABLE = 9

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Edge:
    """Two identifiers that one record of each of these sources knew together."""

    kind: str
    value: str
    other_kind: str
    other_value: str
    sources: tuple[str, ...] = ()

    def __str__(self) -> str:
        told = f" ({', '.join(self.sources)})" if self.sources else ""
        return f"{self.kind}: {self.value} – {self.other_kind}: {self.other_value}{told}"


@dataclass(frozen=True)
class KindSummary:
    """Identifiers of one kind: how many, how many share their customer with another one, how many were held back."""

    kind: str
    identifiers: int
    merged: int
    held_back: int


@dataclass(frozen=True)
class Summary:
    """How identifiers became customers."""

    identifiers: int
    customers: int
    largest: int
    kinds: tuple[KindSummary, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Components:
    """Who is who.

    Attributes:
        identity_ids: int64, sorted: every identifier.
        customers: int32, of the same length: the customer of each, numbered from 0 in the order of ``keys``.
        keys: int64, sorted: each customer's smallest identity id, its name that stays while nothing merges.
        held_back: identifiers that join nobody, those seen with most others first.
    """

    identity_ids: NDArray[np.int64]
    customers: NDArray[np.int32]
    keys: NDArray[np.int64]
    held_back: tuple[HeldBack, ...]
    _graph: Graph
    _kept: NDArray[np.bool_]
    _identifiers: "pa.Table"

    def __repr__(self) -> str:
        return f"Components({self.count:,} customers of {len(self.identity_ids):,} identifiers)"

    @property
    def count(self) -> int:
        """How many customers there are."""
        return len(self.keys)

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(self.identity_ids, self.customers)

    def customer_of(self, ids: NDArray[np.int64]) -> NDArray[np.int32]:
        """The customer of each id, -1 where nobody knows it; `including` gives such ids customers of their own."""
        return self._lookup.find(ids)

    def including(self, ids: NDArray[np.int64]) -> "Components":
        """The same customers, and one more for each id that is not known yet; the numbers follow the ids' order."""
        if not (self.customer_of(np.asarray(ids)) < 0).any():
            return self
        graph = build_graph(self._identifiers, np.concatenate([self.identity_ids, ids]))
        return replace(_components(graph, self._kept, self._identifiers), held_back=self.held_back)

    def identifiers_of(self, customer: int) -> tuple[tuple[str, str], ...]:
        """A customer's identifiers as (kind, value), the best known first."""
        names = [self._graph.name(int(node)) for node in np.flatnonzero(self.customers == customer)]
        return tuple(sorted(names, key=self._readability))

    def labels(self, keys: NDArray[np.int64] | Sequence[int]) -> list[str]:
        """For each customer key, what people know the customer by, as ``kind: value``; the key itself when unknown."""
        wanted = self.customer_of(np.asarray(keys, dtype=np.int64))
        best: dict[int, tuple[str, str]] = {}
        for node in np.flatnonzero(np.isin(self.customers, wanted[wanted >= 0])):
            customer, name = int(self.customers[node]), self._graph.name(int(node))
            best[customer] = min(best.get(customer, name), name, key=self._readability)
        told = [best.get(int(customer), ("", "")) for customer in wanted]
        return [f"{kind}: {value}" if kind else str(int(key)) for (kind, value), key in zip(told, keys, strict=True)]

    @cached_property
    def _ranks(self) -> dict[str, tuple[int, int]]:
        """Each kind's readability; of two alike the one with fewer values is nearer to the person."""
        counts = np.bincount(self._graph.kind, minlength=len(self._graph.kinds))
        return {
            kind: (readability(kind, role) if kind else _UNREADABLE, int(n))
            for kind, role, n in zip(self._graph.kinds, self._graph.roles, counts, strict=True)
        }

    def _readability(self, name: tuple[str, str]) -> tuple[tuple[int, int], int, str]:
        kind, value = name
        return self._ranks[kind], len(value), value

    def why(self, first: int, second: int) -> tuple[Edge, ...]:
        """The shortest chain of edges from one identifier to another; empty when nothing joins them.

        Args:
            first, second: identity ids.
        """
        return self._chain(first, second, self._kept)

    def why_apart(self, first: int, second: int) -> tuple[Edge, ...]:
        """The chain that would join two identifiers were nothing held back or removed; empty when none would."""
        return () if self.why(first, second) else self._chain(first, second, np.ones_like(self._kept))

    def _chain(self, first: int, second: int, kept: NDArray[np.bool_]) -> tuple[Edge, ...]:
        from scipy.sparse.csgraph import breadth_first_order

        start, end = self._graph.node_of(first), self._graph.node_of(second)
        if start is None or end is None or start == end:
            return ()
        _, before = breadth_first_order(self._graph.edges(kept), start)
        path = [end]
        while path[-1] != start:
            if before[path[-1]] < 0:
                return ()
            path.append(int(before[path[-1]]))
        path.reverse()
        return tuple(self._edge(a, b) for a, b in pairwise(path))

    def _edge(self, a: int, b: int) -> Edge:
        import pyarrow.compute as pc

        here, there = int(self._graph.ids[a]), int(self._graph.ids[b])
        rows = self._identifiers.filter(
            (pc.field("identity_id") == here) & (pc.field("other_id") == there)
            | (pc.field("identity_id") == there) & (pc.field("other_id") == here)
        )
        sources = tuple(sorted({source for source in rows.column("source").to_pylist() if source}))
        return Edge(*self._graph.name(a), *self._graph.name(b), sources)

    def summary(self) -> Summary:
        """Identifiers by kind, how many were merged with others, how many were held back."""
        sizes = np.bincount(self.customers, minlength=self.count)
        merged = sizes[self.customers] > 1
        kinds = tuple(
            KindSummary(
                name or "unknown",
                int((self._graph.kind == kind).sum()),
                int((merged & (self._graph.kind == kind)).sum()),
                sum(held.kind == name for held in self.held_back),
            )
            for kind, name in enumerate(self._graph.kinds)
        )
        return Summary(len(self.identity_ids), self.count, int(sizes.max(initial=0)), kinds)


def resolve(
    identifiers: "pa.Table", guards: Guards | None = None, extra_ids: NDArray[np.int64] | None = None
) -> Components:
    """Which identifiers are the same customer?

    Customers are the connected components of the graph whose edges are the rows with an ``other_id``. Nothing is
    rewritten: without an edge (``guards.removed``, or its batch unloaded) what only it joined is apart again. The order
    of the rows, and rows that come twice, change nothing.

    Args:
        identifiers: `lake.identifiers()`.
        guards: what must not merge; see `Guards`.
        extra_ids: ids of records that no row introduces: each is a customer of its own.

    Examples:
        >>> from footpath.identity.textual import identifiers
        >>> told = identifiers("cookie:c1 - email:ann@x.org", "email:ann@x.org - order_id:7", "email:bob@x.org")
        >>> customers = resolve(told)
        >>> customers.count, sorted(customers.labels(customers.keys))
        (2, ['email: ann@x.org', 'email: bob@x.org'])
        >>> customers.summary().largest
        3
    """
    graph = build_graph(identifiers, extra_ids)
    kept, reasons = guard(graph, guards or Guards())
    return replace(_components(graph, kept, identifiers), held_back=_told(graph, reasons))


def _components(graph: Graph, kept: NDArray[np.bool_], identifiers: "pa.Table") -> Components:
    customers = graph.components(kept)
    first = np.ones(len(customers), dtype=np.bool_)  # a customer's smallest id is where its number appears first
    first[1:] = customers[1:] > np.maximum.accumulate(customers)[:-1]
    keys = graph.ids[first]
    return Components(graph.ids, customers, keys, (), graph, kept, identifiers)


def _told(graph: Graph, reasons: dict[int, str]) -> tuple[HeldBack, ...]:
    degrees = np.bincount(graph.first, minlength=len(graph.ids)) + np.bincount(graph.second, minlength=len(graph.ids))
    told = [HeldBack(*graph.name(n), int(degrees[n]), reason) for n, reason in reasons.items() if degrees[n]]
    return tuple(sorted(told, key=lambda held: (-held.neighbours, held.kind, held.value)))
