"""Customers are what the edges connect, and nothing else."""

import networkx as nx
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.identity import Components, Guards, resolve
from footpath.identity.textual import identifiers
from footpath.model.ids import stable_id


def groups(components: Components) -> set[frozenset[str]]:
    """The customers as sets of "kind:value"."""
    return {
        frozenset(f"{kind}:{value}" for kind, value in components.identifiers_of(customer))
        for customer in range(components.count)
    }


def of(text: str) -> int:
    return stable_id(*text.split(":"))


names = st.builds("{}:{}".format, st.sampled_from(["email", "cookie", "order_id", "vip"]), st.integers(1, 9))
edges = st.lists(st.tuples(names, names), max_size=40)
free = Guards(max_neighbours=1_000, max_people=1_000)


def table(pairs: list[tuple[str, str]]) -> pa.Table:
    return identifiers(*(f"{a} - {b}" for a, b in pairs))


@settings(deadline=None)  # the first call compiles and imports
@given(edges)
def test_agrees_with_networkx(pairs: list[tuple[str, str]]) -> None:
    graph = nx.Graph(pairs)
    assert groups(resolve(table(pairs), free)) == {frozenset(found) for found in nx.connected_components(graph)}


@settings(deadline=None)  # the first call compiles and imports
@given(edges, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_their_repeats_change_nothing(pairs: list[tuple[str, str]], random: object) -> None:
    shuffled = [(b, a) for a, b in pairs] + pairs
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    before, after = resolve(table(pairs)), resolve(table(shuffled))
    assert before.identity_ids.tolist() == after.identity_ids.tolist()
    assert before.customers.tolist() == after.customers.tolist()
    assert before.keys.tolist() == after.keys.tolist()
    assert before.labels(before.keys) == after.labels(after.keys)


@settings(deadline=None)  # the first call compiles and imports
@given(edges, names, names)
def test_removing_an_edge_undoes_its_merge(pairs: list[tuple[str, str]], one: str, other: str) -> None:
    pairs = [pair for pair in pairs if set(pair) != {one, other}]
    introduced = pa.concat_tables([table(pairs), identifiers(one, other)])
    merged = pa.concat_tables([introduced, table([(one, other)])])
    apart = Guards(max_neighbours=1_000, max_people=1_000, removed=frozenset({(of(other), of(one))}))
    assert groups(resolve(merged, apart)) == groups(resolve(introduced, free))


@settings(deadline=None)  # the first call compiles and imports
@given(edges, names, names)
def test_why_is_a_shortest_chain(pairs: list[tuple[str, str]], one: str, other: str) -> None:
    graph = nx.Graph(pairs)
    graph.add_nodes_from([one, other])
    chain = resolve(table(pairs), free).why(of(one), of(other))
    assert len(chain) == (nx.shortest_path_length(graph, one, other) if nx.has_path(graph, one, other) else 0)
    at = one
    for edge in chain:
        assert f"{edge.kind}:{edge.value}" == at
        at = f"{edge.other_kind}:{edge.other_value}"
        assert graph.has_edge(f"{edge.kind}:{edge.value}", at)
    assert not chain or at == other


def test_customers_are_numbered_by_their_smallest_id() -> None:
    components = resolve(identifiers("email:a - cookie:1", "email:b - cookie:2", "email:c"))
    assert components.count == 3
    assert components.keys.tolist() == sorted(components.keys.tolist())
    assert components.customer_of(components.keys).tolist() == [0, 1, 2]
    assert components.identity_ids.tolist() == sorted(
        of(text) for text in ("email:a", "cookie:1", "email:b", "cookie:2", "email:c")
    )


def test_unknown_ids_are_minus_one_until_they_are_included() -> None:
    components = resolve(identifiers("email:a - cookie:1"))
    ids = np.array([of("email:a"), 5, of("cookie:1"), 5, 3])
    assert components.customer_of(ids).tolist() == [0, -1, 0, -1, -1]
    wider = components.including(ids)
    assert wider.count == 3
    assert wider.customer_of(ids).tolist() == [2, 1, 2, 1, 0]
    assert wider.including(ids) is wider
    assert [str(edge) for edge in wider.why(of("email:a"), of("cookie:1"))] == ["email: a – cookie: 1 (shop)"]
    assert resolve(identifiers("email:a - cookie:1"), extra_ids=ids).keys.tolist() == wider.keys.tolist()


def test_no_identifiers_are_no_customers() -> None:
    components = resolve(identifiers())
    assert (components.count, components.held_back, components.labels([])) == (0, (), [])
    assert components.customer_of(np.array([1, 2])).tolist() == [-1, -1]
    assert components.summary().customers == 0
    assert components.including(np.array([9, 4, 9])).keys.tolist() == [4, 9]


def test_labels_prefer_what_people_know() -> None:
    components = resolve(
        identifiers(
            "cookie:1f3a - customer_id:42",
            "customer_id:42 - order_id:7",
            "phone:+4712345678 - customer_id:42",
            "order_id:8 - cookie:77",
        )
    )
    keys = components.keys[components.customer_of(np.array([of("order_id:7"), of("order_id:8")]))]
    assert components.labels(keys) == ["customer_id: 42", "order_id: 8"]
    assert components.labels(np.array([12])) == ["12"]


def test_a_number_that_stays_is_a_better_label_than_one_per_order() -> None:
    numbers = identifiers("customer_id:1 - customer_unique_id:u1", "customer_id:2 - customer_unique_id:u1")
    components = resolve(numbers)
    assert components.labels(components.keys) == ["customer_unique_id: u1"]


def test_why_names_the_sources_and_why_apart_what_was_removed() -> None:
    told = pa.concat_tables(
        [identifiers("email:a - customer_id:1", source="crm"), identifiers("customer_id:1 - email:a", source="shop")]
    )
    a, b = of("email:a"), of("customer_id:1")
    assert [str(edge) for edge in resolve(told).why(a, b)] == ["email: a – customer_id: 1 (crm, shop)"]
    parted = resolve(told, Guards(removed=frozenset({(a, b)})))
    assert parted.why(a, b) == ()
    assert [str(edge) for edge in parted.why_apart(a, b)] == ["email: a – customer_id: 1 (crm, shop)"]
    assert parted.why(a, 99) == parted.why_apart(a, a) == ()


@pytest.mark.parametrize(
    "value", ["'; DROP TABLE x; --", "<script>alert(1)</script>", "=cmd|'/c'!A0", "😀\u202e\x00\n", "客"]
)
def test_hostile_values_are_only_values(value: str) -> None:
    components = resolve(identifiers(f"customer_id:{value} - order_id:1"))
    assert components.labels(components.keys) == [f"customer_id: {value}"]


def test_summary_counts_by_kind() -> None:
    summary = resolve(
        identifiers("email:a - cookie:1", "email:a - cookie:2", "cookie:3", "email:n/a - cookie:3")
    ).summary()
    assert (summary.identifiers, summary.customers, summary.largest) == (5, 3, 3)
    assert [(k.kind, k.identifiers, k.merged, k.held_back) for k in summary.kinds] == [
        ("cookie", 3, 2, 0),
        ("email", 2, 1, 1),
    ]
