"""The graph of identifiers as arrays: nodes in the order of their ids, edges as pairs of node numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from footpath.identity.kinds import Role, role_of
from footpath.identity.lookup import Lookup

if TYPE_CHECKING:
    import pyarrow as pa

Ids = NDArray[np.int64]
Nodes = NDArray[np.int32]
_SAMPLE = 20  # values of a kind that are looked at


@dataclass(frozen=True, eq=False)
class Graph:
    """Identifiers and who was seen with whom.

    Attributes:
        ids: int64, sorted, one per node.
        kinds: the kinds' names; ``kind`` is each node's place among them.
        values: each node's text; empty for an id that no record introduced.
        first, second: the edges, each once, ``first < second``.
    """

    ids: Ids
    kinds: tuple[str, ...]
    kind: Nodes
    values: "pa.Array"
    first: Nodes
    second: Nodes

    def node_of(self, identity: int) -> int | None:
        """A node by its id."""
        at = int(np.searchsorted(self.ids, identity))
        return at if at < len(self.ids) and self.ids[at] == identity else None

    def name(self, node: int) -> tuple[str, str]:
        """A node's kind and value."""
        return self.kinds[self.kind[node]], self.values[node].as_py() or ""

    def kind_names(self) -> "pa.DictionaryArray":
        """The kind of each node, by name."""
        import pyarrow as pa

        return pa.DictionaryArray.from_arrays(pa.array(self.kind), pa.array(self.kinds, pa.string()))

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """What each kind stands for, by its name and some of its values."""
        samples = [np.flatnonzero(self.kind == kind)[:_SAMPLE] for kind in range(len(self.kinds))]
        return tuple(
            role_of(name, [self.values[int(node)].as_py() or "" for node in sample])
            for name, sample in zip(self.kinds, samples, strict=True)
        )

    def edges(self, kept: NDArray[np.bool_]) -> Any:
        """A symmetric sparse matrix of the edges that are kept."""
        from scipy.sparse import coo_array

        a, b = self.first[kept], self.second[kept]
        ends = (np.concatenate([a, b]), np.concatenate([b, a]))
        return coo_array((np.ones(2 * len(a), dtype=np.int8), ends), shape=(len(self.ids),) * 2).tocsr()

    def components(self, kept: NDArray[np.bool_]) -> Nodes:
        """The connected component of each node; components are numbered in the order of their smallest ids."""
        from footpath.identity.connect import connect

        found: Nodes = connect(self.first, self.second, kept, len(self.ids))
        return found


def build_graph(identifiers: "pa.Table", extra_ids: Ids | None = None) -> Graph:
    """Read the edges of the lake's identifiers; the order of the rows does not matter.

    Args:
        extra_ids: ids that must have a node although no row names them.
    """
    import pyarrow as pa

    edges = identifiers.filter(identifiers.column("other_id").is_valid())
    extra = np.empty(0, dtype=np.int64) if extra_ids is None else np.asarray(extra_ids, dtype=np.int64)
    extra = extra[extra >= 0]
    told = [_ids(identifiers, "identity_id"), _ids(edges, "other_id"), _ids(edges, "identity_id"), extra]
    ids = _distinct(np.concatenate(told))
    nodes = Lookup(ids, np.arange(len(ids), dtype=np.int32)).find(np.concatenate(told))
    here, there, back, beyond = np.split(nodes, np.cumsum([len(part) for part in told])[:-1])
    row = np.full(len(ids), -1)  # the first row that names each node: introduced, else at the far end of an edge
    row[beyond] = len(here) + len(there)
    row[there[::-1]] = np.arange(len(here) + len(there) - 1, len(here) - 1, -1)
    row[here[::-1]] = np.arange(len(here) - 1, -1, -1)
    nothing = pa.nulls(1, pa.string())
    names, kind = _sorted_kinds(_chosen([identifiers.column("kind"), edges.column("other_kind"), nothing], row))
    values = _chosen([identifiers.column("value"), edges.column("other_value"), nothing], row)
    first, second = _pairs(back.astype(np.int64), there.astype(np.int64), len(ids))
    return Graph(ids, names, kind, values, first, second)


def _distinct(values: Ids) -> Ids:
    """Sorted, each once."""
    ordered = np.sort(values)
    return ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if ordered.size else ordered


def _ids(table: "pa.Table", name: str) -> Ids:
    return np.asarray(table.column(name).to_numpy(), dtype=np.int64)


def _chosen(parts: "list[Any]", rows: NDArray[np.int64]) -> "pa.Array":
    import pyarrow as pa

    chunks = [chunk for part in parts for chunk in (part.chunks if isinstance(part, pa.ChunkedArray) else [part])]
    whole = pa.chunked_array([chunk.cast(pa.large_string()) for chunk in chunks], type=pa.large_string())
    return whole.combine_chunks().take(pa.array(rows)).fill_null("")


def _sorted_kinds(kinds: Any) -> tuple[tuple[str, ...], Nodes]:
    """The kinds' names in order, so that nothing depends on which came first."""
    coded = kinds.dictionary_encode()
    names = coded.dictionary.to_pylist()
    order = sorted(range(len(names)), key=names.__getitem__)
    place = np.empty(len(names), dtype=np.int32)
    place[order] = np.arange(len(names), dtype=np.int32)
    codes = np.asarray(coded.indices, dtype=np.int32)
    return tuple(names[at] for at in order), place[codes] if len(codes) else codes


def _pairs(a: Ids, b: Ids, nodes: int) -> tuple[Nodes, Nodes]:
    """Each pair of different nodes once, the smaller first."""
    low, high = np.minimum(a, b), np.maximum(a, b)
    codes = _distinct((low * nodes + high)[low != high])
    return (codes // max(nodes, 1)).astype(np.int32), (codes % max(nodes, 1)).astype(np.int32)


def without_nodes(graph: Graph, kept: NDArray[np.bool_], nodes: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The kept edges that touch none of the marked nodes."""
    return kept & ~nodes[graph.first] & ~nodes[graph.second]


def mark(graph: Graph, identities: Iterable[int]) -> NDArray[np.bool_]:
    """Which nodes have one of these ids?"""
    found: NDArray[np.bool_] = np.isin(graph.ids, np.fromiter(identities, dtype=np.int64))
    return found
