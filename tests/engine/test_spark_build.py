"""An index that Spark built is, byte by byte, the one that this machine builds."""

import pickle
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from made_log import CATALOGUE, MadeLog

from footpath.analysis import ask
from footpath.app.workspace import Workspace
from footpath.engine import using
from footpath.engine.spark import Spark
from footpath.errors import FootpathError
from footpath.identity import Components, resolve
from footpath.journeys import Index, build_index, event_columns, open_index, spark_build, spark_gathering
from footpath.journeys.places import Places
from footpath.journeys.recorded import with_remainder
from footpath.journeys.spark_build import build_index_on_spark
from footpath.journeys.spark_people import People
from footpath.journeys.spark_spreading import Spreading, parts_of, row_groups
from footpath.journeys.traits import latest_traits
from footpath.lake import Lake
from footpath.lake.tables import EVENTS, files_of


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """Small row groups, so that a file is several parts."""
    return MadeLog(events=4_000, files=3, people=150, group=400).write(tmp_path_factory.mktemp("made") / "lake")


def build_here(lake: Lake, directory: Path, who: Components) -> Index:
    events = lake.events(event_columns(lake.dimensions))
    told = (who.customer_of, who.count, who.keys, CATALOGUE, lake.profiles(), "v", lake.dimensions)
    return build_index(directory, events, *told, shards=3, zone="Europe/Berlin", loaded_us=1_709_000_000_000_000)


def build_there(spark: Spark, lake: Lake, directory: Path, who: Components, files: list[Any] | None = None) -> Index:
    return build_index_on_spark(
        spark,
        directory,
        files_of(lake.directory, lake.state.tables, EVENTS) if files is None else files,
        who.identity_ids,
        who.customers,
        who.keys,
        CATALOGUE,
        lake.profiles(),
        "v",
        lake.dimensions,
        shards=3,
        zone="Europe/Berlin",
        loaded_us=1_709_000_000_000_000,
        part_rows=500,
    )


def files_in(index: Index) -> dict[str, bytes]:
    assert index.version
    return {
        str(path.relative_to(index.version)): path.read_bytes() for path in index.version.rglob("*") if path.is_file()
    }


def test_the_same_files(spark: Spark, lake: Lake, tmp_path: Path) -> None:
    who = resolve(lake.identifiers())
    addresses = [path.as_uri() for path in files_of(lake.directory, lake.state.tables, EVENTS)]
    here, there = build_here(lake, tmp_path / "here", who), build_there(spark, lake, tmp_path / "there", who, addresses)
    assert files_in(here) == files_in(there)
    assert here.events > 3_900
    assert 0 < here.coverage < 1
    assert here.meta.unresolved


def test_the_index_of_a_workspace(spark: Spark, lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the workspace is told by a path from here, which the workers are not."""
    monkeypatch.chdir(tmp_path)
    for name in ("here", "there"):
        shutil.copytree(lake.directory, tmp_path / name / "lake")
    here = Workspace("here", create=True).index
    with using(spark):
        there = Workspace("there", create=True).index
        assert ask(there, {"ask": "overview"}).json() == ask(here, {"ask": "overview"}).json()
    assert files_in(here) == files_in(there)
    assert here.events > 3_900


def test_a_lake_without_events(spark: Spark, lake: Lake, tmp_path: Path) -> None:
    index = build_there(spark, lake, tmp_path / "there", resolve(lake.identifiers()), [])
    assert (index.events, index.coverage, index.as_of) == (0, 1.0, None)


def test_a_build_that_fails_leaves_the_index_that_was(spark: Spark, lake: Lake, tmp_path: Path) -> None:
    who = resolve(lake.identifiers())
    before = build_there(spark, lake, tmp_path, who)
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 no parquet PAR1")
    with pytest.raises(FootpathError, match=r"Spark gave up: .*Parquet"):
        build_there(spark, lake, tmp_path, who, [broken])
    left = open_index(tmp_path)
    assert left
    assert left.version == before.version
    assert files_in(left) == files_in(before)


def test_a_shard_that_two_attempts_write_is_whole(lake: Lake, tmp_path: Path) -> None:
    """As when Spark starts a slow task a second time, or does one again whose answer was lost."""
    who = resolve(lake.identifiers())
    files = [str(path) for path in files_of(lake.directory, lake.state.tables, EVENTS)]
    places = Places(who.keys, 2)
    known = latest_traits(lake.profiles(), who.customer_of, who.count)
    people = People.save(tmp_path / "people", who.identity_ids, who.customers, places, known)
    spreading = Spreading(people, with_remainder(CATALOGUE), lake.dimensions)
    sent = [piece for part in parts_of(files, [row_groups(file) for file in files], 500) for piece in spreading(part)]
    told = [pickle.loads(what) for place, what in sent if place == 2]
    meanings = spark_gathering.joined(told, lake.dimensions)
    types = spark_build.arrivals_of(told, meanings, spreading, places).types
    write = spark_gathering.Gathering(tmp_path, people, types, meanings)
    pieces = [what for place, what in sent if place == 1]
    first = write(1, list(pieces))
    written = {path.name: path.read_bytes() for path in (tmp_path / "shard-001").iterdir()}
    np.random.default_rng(1).shuffle(pieces)
    second = write(1, list(pieces))
    assert (first.size, written) == (second.size, {p.name: p.read_bytes() for p in (tmp_path / "shard-001").iterdir()})
    assert {path.name for path in tmp_path.iterdir()} == {"people", "shard-001"}
    shutil.rmtree(tmp_path / "people")
