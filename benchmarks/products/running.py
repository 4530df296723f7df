"""What every product's script has in common: it loads the log, is asked, and prints one line of JSON a step."""

import json
import os
import resource
import statistics
import sys
from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any

Ask = Callable[[], Any]
LONG = 2.0  # seconds beyond which once is enough


def clocked(work: Ask) -> tuple[float, float, Any]:
    """Seconds by the clock, of processors, and the result."""
    start, used = perf_counter(), sum(os.times()[:4])
    result = work()
    return perf_counter() - start, sum(os.times()[:4]) - used, result


def tell(what: str, **facts: Any) -> None:
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1e6
    sys.stdout.write(json.dumps({"what": what, "peak_gb": round(peak, 2), **facts}) + "\n")
    sys.stdout.flush()


def answer_all(questions: Mapping[str, Ask], wanted: list[str], times: int) -> None:
    """Each question once to warm up, then ``times`` times: the median counts."""
    for what in wanted:
        if what not in questions:
            continue
        first = clocked(questions[what])
        rounds = [clocked(questions[what]) for _ in range(times if first[0] < LONG else 0)] or [first]
        seconds = statistics.median(found[0] for found in rounds)
        cpu = statistics.median(found[1] for found in rounds)
        tell(what, seconds=seconds, cpu=cpu, rounds=len(rounds), answer=first[2])
