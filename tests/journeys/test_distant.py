"""An index in an object store gives the answers of the one it was published from, and fetches only what is asked for."""

import os
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from footpath.analysis import ask, customers_of
from footpath.errors import WorkspaceError
from footpath.journeys import Index, build_index
from footpath.journeys.addresses import Address
from footpath.journeys.distant import open_distant_index, publish_index
from footpath.journeys.nearby import bring_near
from footpath.model.catalogue import Catalogue, Touchpoint

QUESTIONS: list[dict[str, Any]] = [
    {"ask": "overview"},
    {"ask": "transitions", "by": "device"},
    {"ask": "funnel", "steps": ["cart", "pay"], "where": {"device": "phone"}},
    {"ask": "touchpoints", "where": {"tier": "gold"}},
    {"ask": "experience", "per": "touchpoint"},
]


@pytest.fixture(autouse=True)
def near(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOOTPATH_NEAR", str(tmp_path / "near"))
    return tmp_path / "near"


@pytest.fixture
def index(tmp_path: Path) -> Index:
    rows = 60
    at = pa.array(range(1, rows + 1), pa.timestamp("us", tz="UTC"))
    events = {
        "event_id": list(range(rows)),
        "identity_id": [row % 7 for row in range(rows)],
        "occurred_at": at,
        "touchpoint": [["cart", "pay", "help"][row % 3] for row in range(rows)],
        "device": [["phone", None, "desk"][row % 4 % 3] for row in range(rows)],
    }
    tiers = {"identity_id": [1, 2], "trait": ["tier", "tier"], "value": ["gold", "plain"]}
    catalogue = Catalogue(touchpoints=tuple(Touchpoint(name=name) for name in ("cart", "pay", "help")))
    made = build_index(
        tmp_path / "journeys",
        [pa.RecordBatch.from_pydict(events)],
        lambda ids: ids.astype(np.int32),
        7,
        np.arange(7) + 100,
        catalogue,
        pa.table(tiers),
        dimensions=["device"],
        shards=2,
    )
    return made.attach_feedback([3, 4], ["cart", "pay"], ["rating"] * 2, [0.5, 1.0], [0.0, 1.0], ["stated"] * 2)


def address_in(folder: Path) -> str:
    return (folder / "store").as_uri()


def test_the_same_answers(index: Index, tmp_path: Path) -> None:
    published = publish_index(index, address_in(tmp_path))
    travelled = pickle.loads(pickle.dumps(published.shards))
    assert [shard.events for shard in travelled] == [shard.events for shard in index.shards]
    for question in QUESTIONS:
        assert ask(published, question).json() == ask(index, question).json()
        assert ask(published, question).n > 0
    np.testing.assert_array_equal(customers_of(published, QUESTIONS[1], 0), customers_of(index, QUESTIONS[1], 0))
    assert published.has_feedback
    assert published.journey(101) == index.journey(101)


def test_only_what_a_question_reads_is_fetched(index: Index, near: Path, tmp_path: Path) -> None:
    published = publish_index(index, address_in(tmp_path))
    assert (published.events, published.as_of) == (index.events, index.as_of)
    assert not near.exists()
    ask(published, {"ask": "transitions", "medians": False})
    first = {path.name: path.stat().st_mtime_ns for path in near.iterdir()}
    assert 0 < len(first) < 2 * 4  # of fifteen columns a shard: offsets and touchpoint, perhaps time and key
    ask(open_distant_index(address_in(tmp_path)) or index, {"ask": "transitions", "medians": False})
    assert {path.name for path in near.iterdir()} == set(first)


def test_a_new_version_is_another_place(index: Index, tmp_path: Path) -> None:
    first = publish_index(index, address_in(tmp_path))
    second = publish_index(index, address_in(tmp_path))
    assert first.shards[0].home != second.shards[0].home
    assert ask(first, QUESTIONS[0]).json() == ask(second, QUESTIONS[0]).json()


def test_what_is_near_is_bounded(near: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        np.save(tmp_path / f"{number}.npy", np.full(1000, number))
    monkeypatch.setenv("FOOTPATH_NEAR_BYTES", "20000")  # two of them
    columns = []
    for number in range(4):
        columns.append(bring_near(Address(tmp_path.as_uri()) / f"{number}.npy"))
        for age, path in enumerate(sorted(near.iterdir(), key=lambda path: -path.stat().st_mtime_ns)):
            os.utime(path, ns=(10**9 - age, 10**9 - age))  # older than what comes next
    assert len(list(near.iterdir())) == 2
    assert [int(column.sum()) for column in columns] == [0, 1000, 2000, 3000]  # what is mapped stays
    assert bring_near(Address(tmp_path.as_uri()) / "0.npy").sum() == 0


def test_nothing_there(tmp_path: Path) -> None:
    assert open_distant_index(address_in(tmp_path)) is None


@pytest.mark.parametrize("address", ["nowhere://x/y", "s3:", "file://", "\0"])
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(WorkspaceError, match="cannot be used"):
        open_distant_index(address)


@pytest.mark.parametrize("told", ["", "{", "[]", '{"format": 1}', '{"shards": 3}'])
def test_a_broken_version(told: str, tmp_path: Path) -> None:
    root = Address(address_in(tmp_path))
    (root / "current").write_text("v1")
    with pytest.raises(WorkspaceError, match="is incomplete"):
        open_distant_index(address_in(tmp_path))
    (root / "v1" / "meta.json").write_text(told)
    with pytest.raises(WorkspaceError, match="is broken"):
        open_distant_index(address_in(tmp_path))


def test_a_newer_version_is_not_guessed_at(tmp_path: Path) -> None:
    root = Address(address_in(tmp_path))
    (root / "current").write_text("v1")
    (root / "v1" / "meta.json").write_text('{"format": 99, "shards": 1}')
    with pytest.raises(WorkspaceError, match="newer version"):
        open_distant_index(address_in(tmp_path))


def test_a_column_that_is_missing(index: Index, tmp_path: Path) -> None:
    published = publish_index(index, address_in(tmp_path))
    for path in (tmp_path / "store").rglob("touchpoint.npy"):
        path.unlink()
    with pytest.raises(WorkspaceError, match=r"touchpoint\.npy cannot be used"):
        ask(published, {"ask": "transitions"})


def test_it_cannot_be_changed(index: Index, tmp_path: Path) -> None:
    published = publish_index(index, address_in(tmp_path))
    with pytest.raises(WorkspaceError, match="cannot be changed"):
        published.attach_feedback([], [], [], [], [], [])
    with pytest.raises(WorkspaceError, match="only in memory"):
        publish_index(published, address_in(tmp_path))


def test_a_folder_of_somebody_else(near: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    with pytest.raises(WorkspaceError, match="is not yours"):
        bring_near(Address(tmp_path.as_uri()) / "x.npy")
