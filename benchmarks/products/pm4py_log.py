"""pm4py: a formatted frame, its directly-follows graph and its variants."""

import sys
from typing import Any

import pandas as pd
import pm4py

from products.running import answer_all, clocked, tell
from questions import TOP


def main(log: str, wanted: list[str], times: int) -> None:
    state: dict[str, Any] = {}

    def load() -> None:
        frame = pd.read_parquet(log, columns=["customer", "occurred_at", "event"])
        frame["customer"] = frame["customer"].astype(str)
        state["log"] = pm4py.format_dataframe(
            frame, case_id="customer", activity_key="event", timestamp_key="occurred_at"
        )

    seconds, cpu, _ = clocked(load)
    tell("load", seconds=seconds, cpu=cpu)
    questions = {"transitions": lambda: transitions(state["log"]), "variants": lambda: variants(state["log"])}
    answer_all(questions, wanted, times)


def transitions(log: Any) -> Any:
    pairs, _, _ = pm4py.discover_dfg(log)
    return {f"{start}>{end}": int(count) for (start, end), count in pairs.items()}


def variants(log: Any) -> Any:
    counts = sorted(pm4py.get_variants(log).values(), reverse=True)
    return {"all": [len(counts), [int(count) for count in counts[:TOP]]]}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2].split(","), int(sys.argv[3]))
