"""retentioneering: an Eventstream of the log, and its tools' headless twins."""

import os
import sys
from typing import Any

os.environ["RETENTIONEERING_NO_TRACK"] = "1"

import pandas as pd
from retentioneering import Eventstream

from products.running import answer_all, clocked, tell


def main(log: str, wanted: list[str], times: int) -> None:
    state: dict[str, Any] = {}

    def load() -> None:
        frame = pd.read_parquet(log, columns=["customer", "occurred_at", "event"])
        frame.columns = ["user_id", "timestamp", "event"]
        state["stream"] = Eventstream(frame)

    seconds, cpu, _ = clocked(load)
    tell("load", seconds=seconds, cpu=cpu)
    answer_all({"transitions": lambda: transitions(state["stream"])}, wanted, times)


def transitions(stream: Any) -> Any:
    counts = stream.transition_graph_data(edge_weight="count")
    return {
        f"{start}>{end}": int(counts.loc[start, end])
        for start in counts.index
        for end in counts.columns
        if counts.loc[start, end] > 0 and "path_" not in start + end
    }


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2].split(","), int(sys.argv[3]))
