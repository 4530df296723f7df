"""From batches to an index: names, order, dimensions, traits, spilling, versions and crashes."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from made_batches import CATALOGUE, batch, build, customer_of, event, names_of

from footpath.errors import WorkspaceError
from footpath.journeys import build_index, open_index, sharding
from footpath.model.catalogue import REMAINDER, Catalogue, Touchpoint


@pytest.mark.parametrize("coded", [False, True])
def test_names_become_touchpoints_and_the_rest_is_counted(tmp_path: Path, coded: bool) -> None:
    index = build(
        tmp_path,
        batch(
            event(1, 1, "/CART"),
            event(1, 2, "/cart/2"),
            event(1, 3, "note", source="crm"),
            event(1, 4, "note", source="web"),  # its own name, though no rule of this source
            event(2, 5, "<script>"),
            event(2, 6, None),
            coded=coded,
        ),
    )
    assert names_of(index, 11) == ["Cart", "Cart", "Note", "Note"]
    assert names_of(index, 12) == [REMAINDER, REMAINDER]
    assert index.coverage == pytest.approx(4 / 6)
    assert index.meta.unexplained == (("<script>", 1), ("", 1)) or index.meta.unexplained == (("", 1), ("<script>", 1))
    assert (index.names, index.channels[0], index.stages) == (("Cart", "Note", REMAINDER), "web", ("buy",))


def test_ties_stand_by_load_then_by_row_whatever_the_order_of_the_batches_rows(tmp_path: Path) -> None:
    index = build(
        tmp_path,
        batch(
            event(1, 5, "Cart", source="b", batch="first", sequence=2),
            event(1, 5, "Note", source="b", batch="first", sequence=1),
            event(1, 5, "x", source="a", batch="second", sequence=0),
            event(1, 4, "Cart", source="z", batch="third", sequence=9),
        ),
    )
    assert names_of(index, 11) == ["Cart", "Note", "Cart", REMAINDER]


def test_columns_are_kept(tmp_path: Path) -> None:
    hostile = "'; DROP TABLE x --\u202e"
    second = 1_000_000
    index = build(
        tmp_path,
        batch(
            event(
                3, 2 * second, "Cart", value=9.5, record_id=77, promised_at=second, device="phone", **{'a"/b': hostile}
            ),
            event(3, 3 * second, "Cart", value=None, promised_at=3 * second),
        ),
        dimensions=["device", 'a"/b'],
    )
    first, second_event = index.journey(13)
    assert (first.value, first.promise, first.late_s) == (9.5, "broken", 1.0)
    assert first.dimensions == {"device": "phone", 'a"/b': hostile}
    assert (second_event.value, second_event.promise, second_event.dimensions) == (None, "kept", {})
    assert [shard.record.tolist() for shard in index.shards] == [[77, -1]]


def test_the_latest_value_of_a_trait_wins(tmp_path: Path) -> None:
    traits = pa.table(
        {
            "identity_id": [1, 1, 2, 0],
            "trait": ["city", "city", "city", "city"],
            "value": ["new", "old", None, "nobody's"],
            "valid_from": pa.array([20, 10, 5, 1], pa.timestamp("us", tz="UTC")),
        }
    )
    index = build(tmp_path, batch(event(1, 1, "Cart")), traits=traits)
    assert [index.traits["city"][code] for code in index.shards[0].traits["city"]] == ["new", "", ""]


def test_events_of_nobody_are_left_out_and_counted(tmp_path: Path) -> None:
    index = build(tmp_path, batch(event(0, 1, "Cart"), event(1, 1, "Cart")))
    assert (index.events, index.customers, index.meta.unresolved) == (1, 1, 1)


def test_an_index_of_nothing_opens(tmp_path: Path) -> None:
    index = build(tmp_path)
    assert (index.events, index.customers, index.as_of, index.coverage) == (0, 0, None, 1.0)


def test_spilling_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(3)
    batches = [
        batch(
            *(
                event(int(who), int(at), "Cart", value=float(at), device=f"d{who}")
                for who, at in chance.integers(1, 4, (40, 2))
            )
        )
        for _ in range(5)
    ]
    kept = build(tmp_path / "kept", *batches, dimensions=["device"], shards=2)
    monkeypatch.setattr(sharding, "to_hold", lambda: 3_000)  # some chunks are kept, some are not
    spilled = build(tmp_path / "spilled", *batches, dimensions=["device"], shards=2)
    for one, two in zip(kept.shards, spilled.shards, strict=True):
        for name in ("offsets", "key", "time", "touchpoint", "event_id", "value"):
            assert getattr(one, name).tolist() == getattr(two, name).tolist()
        assert one.dimensions["device"].tolist() == two.dimensions["device"].tolist()


def test_a_new_version_replaces_the_old_one(tmp_path: Path) -> None:
    old = build(tmp_path, batch(event(1, 1, "Cart")), lake_version="1")
    build(tmp_path, batch(event(1, 1, "Cart"), event(2, 1, "Cart")), lake_version="2")
    opened = open_index(tmp_path)
    assert opened is not None
    assert (opened.lake_version, opened.customers) == ("2", 2)
    assert names_of(old, 11) == ["Cart"]  # who still has the old one open reads on
    assert len(list(tmp_path.glob("v*"))) == 2  # others may read the old one yet
    build(tmp_path, batch(event(1, 1, "Cart")), lake_version="3")
    assert len(list(tmp_path.glob("v*"))) == 2


def test_a_build_that_fails_leaves_the_old_version(tmp_path: Path) -> None:
    def broken() -> Iterator[pa.RecordBatch]:
        yield batch(event(1, 1, "Cart"))
        raise OSError("No space left on device")

    build(tmp_path, batch(event(1, 1, "Cart")), lake_version="1")
    with pytest.raises(OSError, match="No space"):
        build_index(tmp_path, broken(), customer_of, 3, np.array([1, 2, 3]), CATALOGUE, lake_version="2")
    opened = open_index(tmp_path)
    assert opened is not None
    assert opened.lake_version == "1"
    assert not list(tmp_path.glob("building-*"))


def test_what_is_no_index_is_none_and_a_newer_format_is_refused(tmp_path: Path) -> None:
    assert open_index(tmp_path) is None
    build(tmp_path, batch(event(1, 1, "Cart")))
    (meta,) = tmp_path.glob("v*/meta.json")
    meta.write_text(meta.read_text().replace('"format": 1', '"format": 2'))
    with pytest.raises(WorkspaceError, match="newer version"):
        open_index(tmp_path)
    meta.write_text("{")
    with pytest.raises(WorkspaceError, match="broken"):
        open_index(tmp_path)


def test_a_pattern_of_names_is_not_one_of_sources(tmp_path: Path) -> None:
    rules = Catalogue(
        touchpoints=(
            Touchpoint(name="W", names=("web*",)),
            Touchpoint(name="Shop pages", names=("shop:/*",)),
            Touchpoint(name="Pages", names=("/*", "/(+")),
        )
    )
    events = [event(1, 1, "/a", source="web"), event(1, 2, "/b", source="SHOP"), event(1, 3, "Webinar", source="x")]
    index = build_index(tmp_path, [batch(*events, event(1, 4, "/(+"))], customer_of, 3, np.array([11, 12, 13]), rules)
    assert names_of(index, 11) == ["Pages", "Shop pages", "W", "Pages"]
