"""Polars: the log as a frame sorted by customer and time, questions in expressions."""

import sys
from typing import Any

import polars as pl

from products.running import answer_all, clocked, tell
from questions import DEVICE, FLOW_DEPTH, FLOW_START, PATTERN, TOP

State = dict[str, pl.DataFrame]


def main(log: str, wanted: list[str], times: int) -> None:
    state: State = {}

    def load() -> None:
        frame = pl.read_parquet(log).with_columns(pl.col("event", "device").cast(pl.Categorical))
        state["log"] = frame.sort("customer", "occurred_at")

    seconds, cpu, _ = clocked(load)
    tell("load", seconds=seconds, cpu=cpu)
    questions = {}
    for suffix, kept in (("", True), (" filtered", False)):
        for what, ask in (
            ("transitions", transitions),
            ("flows", flows),
            ("retention", retention),
            ("variants", variants),
            ("pattern", pattern),
        ):
            questions[what + suffix] = lambda ask=ask, kept=kept: ask(
                state["log"] if kept else state["log"].filter(pl.col("device") == DEVICE)
            )
    answer_all(questions, wanted, times)


def transitions(log: pl.DataFrame) -> Any:
    steps = log.lazy().select(
        "customer", "event", following=pl.col("event").shift(-1), next_one=pl.col("customer").shift(-1)
    )
    counts = steps.filter(pl.col("customer") == pl.col("next_one")).group_by("event", "following").len().collect()
    return {f"{start}>{end}": count for start, end, count in counts.iter_rows()}


def flows(log: pl.DataFrame) -> Any:
    begun = (pl.col("event") == FLOW_START).cum_sum().over("customer") > 0
    after = log.lazy().filter(begun).with_columns(place=pl.int_range(pl.len()).over("customer"))
    steps = after.filter(pl.col("place") <= FLOW_DEPTH).select(
        "customer", "place", "event", following=pl.col("event").shift(-1), next_one=pl.col("customer").shift(-1)
    )
    inside = (pl.col("customer") == pl.col("next_one")) & (pl.col("place") < FLOW_DEPTH)
    counts = steps.filter(inside).group_by("place", "event", "following").len().collect()
    return {f"{place}>{start}>{end}": count for place, start, end, count in counts.iter_rows()}


def retention(log: pl.DataFrame) -> Any:
    last = log.select(pl.col("occurred_at").max().dt.truncate("1w").dt.date()).item()
    weeks = log.lazy().select("customer", week=pl.col("occurred_at").dt.truncate("1w").dt.date()).unique()
    weeks = weeks.with_columns(cohort=pl.col("week").min().over("customer"))
    weeks = weeks.filter(pl.col("week") < last)  # the last week is not over
    counts = weeks.group_by("cohort", period=(pl.col("week") - pl.col("cohort")).dt.total_days() // 7).len().collect()
    return {f"{cohort}>{period}": count for cohort, period, count in counts.iter_rows()}


def variants(log: pl.DataFrame) -> Any:
    paths = log.lazy().group_by("customer").agg(path=pl.col("event").cast(pl.String).str.join(">"))
    counts = paths.group_by("path").len().select("len").collect()["len"].sort(descending=True)
    return {"all": [len(counts), counts.head(TOP).to_list()]}


def pattern(log: pl.DataFrame) -> Any:
    letters = dict(zip(PATTERN, "abcde", strict=True))
    kept = log.lazy().filter(pl.col("event").is_in(list(PATTERN)))
    paths = kept.group_by("customer").agg(
        path=pl.col("event").cast(pl.String).replace_strict(letters, default="").str.join("")
    )
    return paths.select(pl.col("path").str.contains(".*".join(letters.values())).sum()).collect().item()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2].split(","), int(sys.argv[3]))
