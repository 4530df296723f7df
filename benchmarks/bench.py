"""How fast is Footpath, beside DuckDB, chDB, Polars, retentioneering and pm4py, on the same log and the same questions?

    python benchmarks/bench.py [--sizes 1e6 20e6 100e6] [--peers DIR/bin/python] [--keep DIR] [--markdown FILE]

The log is made (`log.py`) and asked (`questions.py`) by each product in a process of its own, one after the other; answers are
compared before times are, and a difference ends the run with exit code 1. A product that runs out of time or memory is told as
such. The peers live in an environment of their own (the dependency group ``bench``). Times are of warm questions, the median of
five (of one beyond two seconds); memory is the most that the process ever held, loading included.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from log import write_log
from questions import GOALS, QUESTIONS, differs

HERE = Path(__file__).parent
OWN = "footpath_index"
PEERS = {
    "duckdb_sql": "DuckDB",
    "chdb_sql": "chDB",
    "polars_frames": "Polars",
    "retentioneering_tools": "retentioneering",
    "pm4py_log": "pm4py",
}
NAMES = {OWN: "Footpath", **PEERS}
MOST_GB = 20
SMALL = 25_000_000  # up to this size every peer is tried; beyond it those that can hold it
LARGE = ("duckdb_sql", "chdb_sql", "polars_frames")
LONG_AT_LARGE = ("transitions in full", "by device", "filtered")  # not asked of peers beyond SMALL events


@dataclass(frozen=True)
class Told:
    """What one product told of one question at one size."""

    product: str
    events: int
    what: str
    seconds: float
    peak_gb: float
    answer: Any = None
    trouble: str = ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--sizes", type=lambda text: int(float(text)), nargs="+", default=[1_000_000, 20_000_000, 100_000_000]
    )
    parser.add_argument("--peers", type=Path, help="interpreter that has the dependency group bench")
    parser.add_argument("--only", nargs="+", choices=tuple(NAMES), help="these products only")
    parser.add_argument("--limit", type=float, default=240, help="seconds a peer may take at one size")
    parser.add_argument("--growth", action="store_true", help="also how cost grows with customers and touchpoints")
    parser.add_argument("--keep", type=Path, help="folder for the logs, which is not removed")
    parser.add_argument("--markdown", type=Path, help="write the tables into this file, too")
    options = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        told: list[Told] = []
        for events in options.sizes:
            log = write_log(folder / f"log-{events}.parquet", events)
            for product in options.only or (OWN, *(PEERS if options.peers else ("duckdb_sql",))):
                if product == OWN or events <= SMALL or product in LARGE:
                    told += run(product, log, events, options.peers, options.limit if product != OWN else 3600)
        wrong = differences(told) + [f"Footpath: {t.trouble}" for t in told if t.product == OWN and t.trouble]
        lines = [*table(told)]
        if options.growth:
            lines += ["", *growth(folder)]
        sys.stdout.write("\n".join([*lines, "", *(wrong or ["All answers agree."])]) + "\n")
        if options.markdown:
            options.markdown.write_text("\n".join(lines) + "\n")
    return 1 if wrong else 0


def run(product: str, log: Path, events: int, peers: Path | None, limit: float) -> list[Told]:
    """One product at one size, in a process that is ended when it holds more than `MOST_GB`."""
    wanted = [
        what
        for what in QUESTIONS
        if product == OWN or events <= SMALL or not any(long in what for long in LONG_AT_LARGE)
    ]
    python = sys.executable if product == OWN or peers is None else str(peers)
    command = [python, str(HERE / "products" / f"{product}.py"), str(log), ",".join(wanted), "5"]
    environment = {**os.environ, "PYTHONPATH": str(HERE), "RETENTIONEERING_NO_TRACK": "1"}
    sys.stderr.write(f"{NAMES[product]}, {events:,} events\n")
    told: list[Told] = []

    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    trouble, out, errors, began = "", "", "", monotonic()
    while not trouble:
        try:
            out, errors = process.communicate(timeout=0.5)
            break
        except subprocess.TimeoutExpired:
            if monotonic() - began > limit:
                trouble = f"not within {limit:.0f} s"
            elif held_gb(process.pid) > MOST_GB:
                trouble = f"more than {MOST_GB} GB"
    if trouble:
        process.kill()
        out, errors = process.communicate()
    elif process.returncode:
        trouble = (errors.strip().splitlines()[-1:] or [f"ended with {process.returncode}"])[0][:120]
        sys.stderr.write(errors[-2000:] + "\n")
    for line in out.splitlines():
        if line.startswith("{"):
            found = json.loads(line)
            told.append(Told(product, events, found["what"], found["seconds"], found["peak_gb"], found.get("answer")))
            sys.stderr.write(f"  {found['what']}: {found['seconds']:.3f} s, {found['peak_gb']:.1f} GB\n")
    if trouble:
        told.append(Told(product, events, "", 0, 0, trouble=trouble))
    return told


def held_gb(process: int) -> float:
    """The memory that a process holds now."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e9


def differences(told: Sequence[Told]) -> list[str]:
    """What any product answers otherwise than Footpath."""
    own = {(t.events, t.what): t.answer for t in told if t.product == OWN}
    found = []
    for t in told:
        if t.product != OWN and t.answer is not None and (t.events, t.what) in own:
            difference = differs(own[t.events, t.what], t.answer)
            if difference:
                found.append(f"DIFFERENT: {NAMES[t.product]}, {t.events:,} events, {t.what}: {difference}")
    return found


def table(told: Sequence[Told]) -> Iterator[str]:
    """One Markdown table: a row a question and size, a column a product: seconds, and how many times Footpath's."""
    products = list(dict.fromkeys(t.product for t in told))
    yield "| events | question | " + " | ".join(NAMES[product] for product in products) + " |"
    yield "|---|---|" + "---|" * len(products)
    at = {(t.events, t.what, t.product): t for t in told}
    for events in dict.fromkeys(t.events for t in told):
        for what in ("load", *QUESTIONS):
            if (events, what, OWN) in at or any((events, what, product) in at for product in products):
                cells = [_cell(at, events, what, product) for product in products]
                yield f"| {events / 1e6:g} M | {what}{_goal(events, what)} | " + " | ".join(cells) + " |"
        peaks = [max((t.peak_gb for t in told if t.product == p and t.events == events), default=0) for p in products]
        yield f"| {events / 1e6:g} M | most memory, GB | " + " | ".join(f"{p:.1f}" if p else "–" for p in peaks) + " |"
        for t in told:
            if t.events == events and t.trouble:
                yield f"| {events / 1e6:g} M | {NAMES[t.product]}: {t.trouble} |" + " |" * len(products)


def _cell(at: dict[Any, Told], events: int, what: str, product: str) -> str:
    t = at.get((events, what, product))
    if t is None:
        return "–"
    own = at.get((events, what, OWN))
    seconds = f"{t.seconds:.3f} s" if t.seconds < 10 else f"{t.seconds:.0f} s"
    if product == OWN or own is None:
        return f"{seconds} ({events / t.seconds / 1e6:,.0f} M/s)"
    return f"{seconds} ({t.seconds / own.seconds:,.1f}×)"


def _goal(events: int, what: str) -> str:
    plain = what.removesuffix(" filtered").removesuffix(" by device")
    if events != 100_000_000 or plain not in GOALS:
        return ""
    return f" (goal {GOALS[plain] * (1 if plain == what else 2):g} s)"


def growth(folder: Path) -> Iterator[str]:
    """How the cost of a question grows with events, customers and touchpoints."""
    asked = ("transitions", "transitions in full", "funnel", "flows", "retention", "variants", "pattern")
    yield "| events | customers | touchpoints | index | " + " | ".join(asked) + " |"
    yield "|---|---|---|---|" + "---|" * len(asked)
    shapes = [(1, 31, 40), (5, 31, 40), (20, 31, 40), (20, 5, 40), (20, 500, 40), (20, 31, 200), (20, 31, 1000)]
    for millions, each, touchpoints in shapes:
        events = millions * 1_000_000
        log = write_log(folder / f"log-{events}-{each}-{touchpoints}.parquet", events, events // each, touchpoints)
        seconds = {t.what: t.seconds for t in run(OWN, log, events, None, 3600)}
        cells = " | ".join(f"{seconds.get(what, float('nan')):.3f} s" for what in asked)
        yield f"| {millions} M | {events // each:,} | {touchpoints:,} | {seconds['load']:.1f} s | {cells} |"
        log.unlink()


if __name__ == "__main__":
    sys.exit(main())
