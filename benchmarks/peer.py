"""One peer's side of `peers.py`, run by the interpreter that has it: loads the log, asks, prints one line of JSON."""

import json
import os
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any


def timed(work: Callable[[], Any]) -> tuple[tuple[float, float], Any]:
    """Seconds by the clock and of processors, and the result."""
    start, used = perf_counter(), sum(os.times()[:4])
    result = work()
    return (perf_counter() - start, sum(os.times()[:4]) - used), result


def retentioneering(log: str, steps: list[str]) -> dict[str, Any]:
    from retentioneering import Eventstream

    load, stream = timed(lambda: Eventstream(log))
    counting, counts = timed(lambda: stream.transition_graph_data(edge_weight="count"))
    walking, funnel = timed(lambda: stream.funnel_data(steps))
    pairs = {
        f"{start}>{end}": [int(counts.loc[start, end])]
        for start in counts.index
        for end in counts.columns
        if counts.loc[start, end] > 0 and "path_" not in start + end
    }
    reached = [
        step["unique_paths"] for step in (funnel["steps"] if isinstance(funnel, dict) else funnel.to_dict("records"))
    ]
    return {
        "seconds": {"load": load, "counts only": counting, "funnel": walking},
        "answers": {"counts only": pairs, "funnel": reached},
    }


def pm4py(log: str, steps: list[str]) -> dict[str, Any]:
    import pandas as pd
    import pm4py as library

    def read() -> Any:
        frame = pd.read_csv(log, parse_dates=["timestamp"])
        return library.format_dataframe(frame, case_id="user_id", activity_key="event", timestamp_key="timestamp")

    load, frame = timed(read)
    counting, (pairs, _, _) = timed(lambda: library.discover_dfg(frame))
    return {
        "seconds": {"load": load, "counts only": counting},
        "answers": {"counts only": {f"{start}>{end}": [int(count)] for (start, end), count in pairs.items()}},
    }


if __name__ == "__main__":
    peer, log, *steps = sys.argv[1:]
    print(json.dumps({"retentioneering": retentioneering, "pm4py": pm4py}[peer](log, steps)))
