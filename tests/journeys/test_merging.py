"""New events merged into an index give the index that a build of all events gives, file by file."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_batches import batch, build, names_of
from numpy.typing import NDArray

from footpath.journeys import (
    CannotMergeError,
    Index,
    Origin,
    brings_new_names,
    build_index,
    merge_index,
    unseen_batches,
)
from footpath.journeys.storage import current_version
from footpath.model.catalogue import Catalogue, Touchpoint

RULES = Catalogue(touchpoints=(Touchpoint(name="Cart", names=("cart*",)), Touchpoint(name="Pay", names=("pay",))))
MORE_RULES = Catalogue(
    touchpoints=(
        Touchpoint(name="Help", names=("note",)),  # no name of old events, and it comes before theirs
        Touchpoint(name="Basket", names=("cart*",)),
        Touchpoint(name="Pay", names=("pay",)),
    )
)


@dataclass(frozen=True)
class Load:
    """One load: events, and identities that a record saw together."""

    events: Sequence[dict[str, Any]]
    edges: Sequence[tuple[int, int]] = ()
    traits: Sequence[tuple[int, str]] = ()


@dataclass
class Known:
    """What there is after some loads, told the plain way."""

    loads: list[Load] = field(default_factory=list)

    @property
    def identities(self) -> list[int]:
        told = {event["identity_id"] for load in self.loads for event in load.events}
        return sorted(told | {identity for load in self.loads for edge in load.edges for identity in edge})

    def origin(self, strangers: Sequence[int] = ()) -> Origin:
        component = {identity: identity for identity in self.identities if identity not in strangers}
        for _ in component:
            for one, other in (edge for load in self.loads for edge in load.edges):
                low = min(component[one], component[other])
                component[one] = component[other] = low
        keys = sorted(set(component.values()))
        customers = [keys.index(low) for low in component.values()]
        batches = {f"load-{number}": "as it was" for number in range(len(self.loads))}
        return Origin(np.array(list(component), np.int64), np.array(customers, np.int32), batches)

    def batches(self, wanted: Sequence[str]) -> list[pa.RecordBatch]:
        return [
            batch(*({"batch": f"load-{number}", **event} for event in load.events))
            for number, load in enumerate(self.loads)
            if f"load-{number}" in wanted and load.events
        ]

    @property
    def traits(self) -> pa.Table:
        told = [trait for load in self.loads for trait in load.traits]
        kinds = {"identity_id": pa.int64(), "trait": pa.string(), "value": pa.string()}
        rows = [(identity, "plan", value) for identity, value in told]
        return pa.table({name: pa.array([row[at] for row in rows], kinds[name]) for at, name in enumerate(kinds)})

    def arguments(self, origin: Origin, catalogue: Catalogue, dimensions: Sequence[str]) -> dict[str, Any]:
        def customer_of(ids: NDArray[np.int64]) -> NDArray[np.int32]:
            if not len(origin.identities):
                return np.full(len(ids), -1, np.int32)
            at = np.minimum(np.searchsorted(origin.identities, ids), len(origin.identities) - 1)
            return np.where(origin.identities[at] == ids, origin.customers[at], -1).astype(np.int32)

        first = np.unique(origin.customers, return_index=True)[1]
        told = {"customer_of": customer_of, "keys": origin.identities[first], "catalogue": catalogue}
        return {**told, "origin": origin, "traits": self.traits, "dimensions": dimensions}

    def build(
        self, folder: Path, shards: int = 2, catalogue: Catalogue = RULES, strangers: Sequence[int] = (), **more: Any
    ) -> Index:
        origin = self.origin(strangers)
        told = self.arguments(origin, catalogue, more.get("dimensions", ["device"]))
        return build_index(
            folder, self.batches(list(origin.batches)), customers=len(told["keys"]), shards=shards, **told
        )

    def merge(self, folder: Path, catalogue: Catalogue = RULES, strangers: Sequence[int] = (), **more: Any) -> Index:
        origin = self.origin(strangers)
        new = self.batches(unseen_batches(folder, origin.batches))
        return merge_index(folder, new, **self.arguments(origin, catalogue, more.get("dimensions", ["device"])))


def contents(index: Index) -> dict[str, Any]:
    """All files of a version."""
    assert index.version is not None
    found: dict[str, Any] = {}
    for path in sorted(index.version.rglob("*.*")):
        name = str(path.relative_to(index.version))
        if path.suffix == ".npy":
            values = np.load(path)
            found[name] = (values.dtype, values.tobytes())
        elif path.suffix == ".json":
            found[name] = json.loads(path.read_text())
        else:
            found[name] = path.read_bytes()
    return found


def event(who: int, at: int, name: str, sequence: int = 0, **more: Any) -> dict[str, Any]:
    told = {"event_id": at * 100 + who, "identity_id": who, "occurred_at": at, "touchpoint": name, "source": "web"}
    return {**told, "sequence": sequence, **more}


@st.composite
def events_of(draw: st.DrawFn) -> list[dict[str, Any]]:
    several = st.builds(
        event,
        st.integers(1, 6),
        st.integers(0, 5),
        st.sampled_from(["cart", "cart/2", "pay", "unheard"]),
        source=st.sampled_from(["web", "shop"]),
        device=st.sampled_from([None, "phone", "desktop"]),
        value=st.sampled_from([None, 2.5]),
        record_id=st.sampled_from([None, 7]),
        promised_at=st.sampled_from([None, 3]),
    )
    drawn = draw(st.lists(several, max_size=8))
    return [{**told, "sequence": row} for row, told in enumerate(drawn)]


loads = st.builds(
    Load,
    events_of(),
    st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), max_size=2),
    st.lists(st.tuples(st.integers(1, 6), st.sampled_from(["gold", "basic"])), max_size=2),
)


@settings(max_examples=40)
@given(st.lists(loads, min_size=2, max_size=4), st.integers(1, 3), st.sampled_from([RULES, MORE_RULES]))
def test_a_merge_gives_what_a_build_gives(told: list[Load], shards: int, catalogue: Catalogue) -> None:
    with TemporaryDirectory() as folder:
        known = Known(told[:1])
        known.build(Path(folder, "merged"), shards)
        for load in told[1:]:
            known.loads.append(load)
            merged = known.merge(Path(folder, "merged"), catalogue)
        built = known.build(Path(folder, "built"), shards, catalogue)
        assert contents(merged) == contents(built)


def once(*events: dict[str, Any], **more: Any) -> Known:
    return Known([Load(events, **more)])


FIRST = (event(2, 10, "cart"), event(2, 20, "pay", 1), event(4, 10, "cart", 2))


def test_new_events_go_where_they_belong_in_time(tmp_path: Path) -> None:
    known = once(*FIRST)
    old = known.build(tmp_path)
    late, tie = event(2, 5, "pay", 1), event(2, 20, "cart", 0)
    known.loads.append(Load([tie, late, event(3, 1, "cart", 2)]))
    merged = known.merge(tmp_path)
    assert [step.touchpoint for step in merged.journey(2)] == ["Pay", "Cart", "Pay", "Cart"]
    assert names_of(merged, 3) == ["Cart"]
    assert (old.events, merged.events, merged.customers) == (3, 6, 3)
    assert names_of(old, 2) == ["Cart", "Pay"]  # who asks the old version is not disturbed


def test_a_smaller_identity_takes_the_journey_with_it(tmp_path: Path) -> None:
    known = once(*FIRST)
    known.build(tmp_path, shards=3)
    known.loads.append(Load([event(1, 15, "pay")], edges=[(1, 2), (2, 4)]))
    merged = known.merge(tmp_path)
    assert names_of(merged, 1) == ["Cart", "Cart", "Pay", "Pay"]
    assert (names_of(merged, 2), names_of(merged, 4), merged.customers) == ([], [], 1)


def test_shards_without_new_events_are_not_written_again(tmp_path: Path) -> None:
    known = once(*FIRST)
    old = known.build(tmp_path)
    known.loads.append(Load([event(1, 15, "pay")]))  # an odd key: the other shard
    merged = known.merge(tmp_path)
    assert old.version is not None
    assert merged.version is not None
    time = Path("shard-000", "time.npy")
    assert (merged.version / time).samefile(old.version / time)


def test_columns_grow_wider_when_new_values_come(tmp_path: Path) -> None:
    known = once(*FIRST)
    known.build(tmp_path / "merged")
    many = [event(2, 100 + n, "cart", n, device=f"d{n}", value=1.0, promised_at=7) for n in range(300)]
    known.loads.append(Load([*many, event(6, 1, "cart", 300)]))
    catalogue = Catalogue(touchpoints=(*RULES.touchpoints, *(Touchpoint(name=f"t{n}") for n in range(300))))
    merged = known.merge(tmp_path / "merged", catalogue)
    assert {shard.dimensions["device"].dtype for shard in merged.shards} == {np.dtype(np.uint16)}
    assert {shard.touchpoint.dtype for shard in merged.shards} == {np.dtype(np.uint16)}
    assert contents(merged) == contents(known.build(tmp_path / "built", catalogue=catalogue))


def test_a_new_dimension_is_empty_for_old_events(tmp_path: Path) -> None:
    known = once(*FIRST)
    known.build(tmp_path / "merged", dimensions=["device"])
    known.loads.append(Load([event(2, 15, "pay", device="phone", **{'a"/b': "x"})]))
    merged = known.merge(tmp_path / "merged", dimensions=["device", 'a"/b'])
    assert [step.dimensions.get('a"/b') for step in merged.journey(2)] == [None, "x", None]
    assert contents(merged) == contents(known.build(tmp_path / "built", dimensions=["device", 'a"/b']))


TWO_NAMES = (event(2, 10, "cart"), event(2, 20, "cart/2", 1), event(4, 10, "pay", 2), event(9, 1, "cart", 3))
MORE = Load([event(2, 30, "cart")])
SPLIT = Catalogue(touchpoints=(Touchpoint(name="A", names=("cart",)), Touchpoint(name="B", names=("cart/2", "pay"))))


@pytest.mark.parametrize(
    ("why", "loads", "more"),
    [
        ("taken back", [], {}),
        ("have found their customer", [Load(TWO_NAMES, [(2, 4)]), MORE], {"strangers": []}),
        ("are apart now", [Load(TWO_NAMES), MORE], {}),
        ('the dimension "device" is gone', [Load(TWO_NAMES, [(2, 4)]), MORE], {"dimensions": []}),
        ("mean different touchpoints now", [Load(TWO_NAMES, [(2, 4)]), MORE], {"catalogue": SPLIT}),
        ("was added to", [Load(TWO_NAMES, [(2, 4)]), Load([event(2, 9, "pay", batch="load-0")])], {}),
        ("more shards", [Load(TWO_NAMES, [(2, 4)]), Load([event(2, n, "pay", n) for n in range(51_000)])], {}),
    ],
)
def test_what_cannot_be_merged_says_why_and_changes_nothing(
    tmp_path: Path, why: str, loads: list[Load], more: dict[str, Any]
) -> None:
    index = once(*TWO_NAMES, edges=[(2, 4)]).build(tmp_path, shards=1, strangers=[9])
    with pytest.raises(CannotMergeError, match=why):
        Known(loads).merge(tmp_path, **{"strangers": [9], **more})
    assert current_version(tmp_path) == index.version
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "current", "v000001"]


def test_one_row_that_brought_events_of_two_who_are_one_now_cannot_be_told_apart(tmp_path: Path) -> None:
    known = once(event(2, 10, "cart"), event(4, 10, "pay"))  # the same row, the same instant
    known.build(tmp_path)
    known.loads.append(Load([], edges=[(2, 4)]))
    with pytest.raises(CannotMergeError, match="one row"):
        known.merge(tmp_path)


def test_touchpoints_that_become_one_can_be_merged(tmp_path: Path) -> None:
    known = once(*FIRST)
    known.build(tmp_path / "merged")
    known.loads.append(MORE)
    joined = Catalogue(touchpoints=(Touchpoint(name="Shop", names=("cart", "pay")),))
    assert contents(known.merge(tmp_path / "merged", joined)) == contents(known.build(tmp_path / "built", 2, joined))


def test_an_index_that_does_not_remember_where_it_comes_from_is_built(tmp_path: Path) -> None:
    known = once(*FIRST)
    with pytest.raises(CannotMergeError, match="no index"):
        known.merge(tmp_path)
    build(tmp_path, batch(event(1, 1, "Cart")))
    with pytest.raises(CannotMergeError, match="no index that remembers"):
        known.merge(tmp_path)


def test_only_names_that_no_event_had_are_new(tmp_path: Path) -> None:
    once(*FIRST).build(tmp_path)
    assert not brings_new_names(tmp_path, [batch(event(7, 1, "cart"))])
    assert brings_new_names(tmp_path, [batch(event(7, 1, "cart", source="shop"))])
    assert brings_new_names(tmp_path, [batch(event(7, 1, "cart"), event(7, 1, "Cart"))])
