"""Kills loads and unloads with SIGKILL at one moment each; run as a script with a directory and the moments.

One process imports everything once and forks a child for each moment; the child works on ``<directory>/<moment>``.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))

import deltalake
import lake_records
import numpy as np
import pyarrow.parquet

import killing
from footpath.lake import Lake, commits, loading, staging, state, tables, tally


def arm(moment: str) -> None:
    """``place-call-before|after``: where the child dies."""
    place, call, when = moment.rsplit("-", 2)
    module, name = {
        "rows": (staging.StagedFile, "_write"),
        "commit": (loading, "commit"),
        "table": (commits, "add_files"),
        "removal": (commits, "remove_files"),
        "columns": (tables, "_add_columns"),
        "state": (commits, "write_state"),
        "rename": (state.Path, "replace"),
        "sweep": (commits, "sweep"),
    }[place]
    killing.arm(module, name, call, when)


def work(directory: Path, moment: str) -> None:
    arm(moment)
    lake = Lake(directory / moment)
    if moment.startswith(("removal", "sweep", "rename-1-after")):
        lake.unload("b1")
        return
    with lake.load("b2") as load:
        records = lake_records.events("b", "c", "d", device=["phone", "phone", None])
        records.feedback = lake_records.feedback_rows("c")
        load.append(records)
        load.append(lake_records.traits(("c", "city", "Bergen")))


def warm_up() -> None:
    """Load the libraries and the compiled loops, and start no thread: a fork would lose it."""
    assert deltalake.DeltaTable
    assert pyarrow.parquet.ParquetWriter
    rows, found = np.zeros(1, dtype=np.int64), loading.SeenIds().admit(np.zeros(1, dtype=np.int64))
    counted = tally.RowTally()
    counted.note(rows, found)
    counted.counts(1)


def main(directory: Path, moments: list[str]) -> None:
    warm_up()
    killing.kill_at(moments, lambda moment: work(directory, moment))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
