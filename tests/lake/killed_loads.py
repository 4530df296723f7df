"""Kills loads and unloads with SIGKILL at one moment each; run as a script with a directory and the moments.

One process imports everything once and forks a child for each moment; the child works on ``<directory>/<moment>``.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import deltalake
import lake_records
import numpy as np
import pyarrow.parquet

from footpath.lake import Lake, commits, loading, staging, state, tables, tally


def die(*_args: Any, **_kwargs: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying(real: Callable[..., Any], call: int, after: bool) -> Callable[..., Any]:
    """The function, but its ``call``-th call kills the process before or after doing its work."""
    calls = [0]

    def called(*args: Any, **kwargs: Any) -> Any:
        calls[0] += 1
        if calls[0] == call and not after:
            die()
        result = real(*args, **kwargs)
        if calls[0] == call:
            die()
        return result

    return called


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
    setattr(module, name, dying(getattr(module, name), int(call), when == "after"))


def work(directory: Path, moment: str) -> None:
    lake = Lake(directory)
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
    for moment in moments:
        child = os.fork()
        if child == 0:
            arm(moment)
            work(directory / moment, moment)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            sys.exit(f"{moment}: the child was not killed, it ended with {status}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
