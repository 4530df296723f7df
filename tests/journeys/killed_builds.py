"""Kills builds and merges with SIGKILL at one moment each; run as a script with a directory and the moments.

One process imports everything once and forks a child for each moment; the child works on ``<directory>/<moment>``.
"""

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))

import made_batches
import numpy as np

import killing
from footpath.engine import Threads, using
from footpath.journeys import Origin, build_index, merge_index, merging, merging_columns, storage
from footpath.journeys import build as building

PLACES: dict[str, tuple[Any, str]] = {
    "spread": (building, "spread"),
    "column": (storage, "save_column"),
    "shard": (storage, "save_shard"),
    "lineage": (building, "save_lineage"),
    "meta": (storage, "save_meta"),
    "version": (storage.Path, "rename"),
    "current": (storage.Path, "replace"),
    "sweep": (storage.shutil, "rmtree"),
    "merged": (merging, "save_merged"),
    "linked": (merging_columns.os, "link"),
}
EVENTS = [made_batches.event(1, 1, "Cart"), made_batches.event(2, 1, "Cart"), made_batches.event(3, 5, "Cart")]
PEOPLE = (np.array([1, 2, 3]), np.arange(3, dtype=np.int32))


def build(directory: Path, events: int = 2, version: str = "1") -> None:
    """An index of the first events, two shards of it."""
    origin = Origin(*PEOPLE, {"first": "x"})
    batch = made_batches.batch(*EVENTS[:events])
    build_index(
        directory,
        iter([batch]),
        made_batches.customer_of,
        3,
        PEOPLE[0],
        made_batches.CATALOGUE,
        shards=2,
        lake_version=version,
        origin=origin,
    )


def merge(directory: Path) -> None:
    origin = Origin(*PEOPLE, {"first": "x", "second": "y"})
    batch = made_batches.batch({**EVENTS[2], "batch": "second"})
    catalogue = made_batches.CATALOGUE
    merge_index(directory, iter([batch]), made_batches.customer_of, PEOPLE[0], catalogue, origin, lake_version="2")


def work(directory: Path, moment: str) -> None:
    how, place, call, when = moment.split("-")
    killing.arm(*PLACES[place], call, when)
    (merge if how == "merge" else lambda at: build(at, 3, "2"))(directory / moment)


def main(directory: Path, moments: list[str]) -> None:
    build(directory / "warm")  # loads the libraries and the compiled loops
    with using(Threads(1)):  # a fork has no other threads
        killing.kill_at(moments, lambda moment: work(directory, moment))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
