"""How fast are load, index, transitions and funnel, against DuckDB, retentioneering and pm4py on the same events?

    python benchmarks/peers.py [--events 20000000] [--peer-python DIR/bin/python] [--peer-events 2000000] [--keep DIR]

One log is made and written as one CSV file: a customer, a time, one of forty names; about thirty events a customer, in the
order of time, no customer with two events in one microsecond. Footpath loads it through its command line, builds its index
from the lake and is asked; DuckDB reads the same file into memory and is asked in SQL. The other peers live in an
environment of their own (the dependency group ``bench``), and read the log's first ``--peer-events`` rows of the customers
that fit, for they need far more memory and time: their speed in events a second is what is compared.

Answers are compared before times are (wall clock, and seconds of processor: a busy machine shows in the difference): counts, distinct customers and medians of all transitions, and the customers at each
step of a funnel of four steps, within seven days and without a limit. A difference ends the run with exit code 1.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from pyarrow import csv

_WORDS = """
advert landing catalogue search product reviews compare wishlist basket voucher checkout address shipping payment
confirmation invoice parcel delivery unboxing setup tutorial forum newsletter survey complaint refund return exchange
warranty repair callback chat hotline store webinar referral loyalty renewal upgrade cancellation
"""
NAMES = tuple(_WORDS.split())
STEPS = ("product", "basket", "payment", "delivery")
WITHIN = "7d"
DAY_US = 86_400_000_000
BLOCK = 1_000_000  # events made at a time
GOALS = {"load": 0.7e6, "index": 4e6, "transitions": 100e6, "funnel within": 100e6}

Answers = dict[str, Any]


@dataclass(frozen=True)
class Timed:
    """Seconds that one thing took one product, for how many events."""

    product: str
    what: str
    seconds: float
    cpu: float
    events: int

    @property
    def speed(self) -> float:
        return self.events / self.seconds


def timed(work: Callable[[], Any], times: int = 1) -> tuple[tuple[float, float], Any]:
    """The best of several times, by the clock and of processors (children included), and the result."""
    best, result = (float("inf"), float("inf")), None
    for _ in range(times):
        start, used = perf_counter(), sum(os.times()[:4])
        result = work()
        best = min(best, (perf_counter() - start, sum(os.times()[:4]) - used))
    return best, result


def write_log(path: Path, events: int, seed: int = 11) -> None:
    """The log as CSV, in the order of time."""
    chance = np.random.default_rng(seed)
    customers, weights = max(1, events // 31), chance.dirichlet(np.full(len(NAMES), 0.8))
    columns = [(name, pa.string()) for name in ("user_id", "timestamp", "event")]
    span = 180 * DAY_US // -(-events // BLOCK)  # blocks follow one another in time
    with csv.CSVWriter(path, pa.schema(columns)) as out:
        for first in range(0, events, BLOCK):
            count = min(BLOCK, events - first)
            at = np.unique(chance.integers(0, span, count + count // 8))[:count] + first // BLOCK * span
            what = pa.array(chance.choice(len(NAMES), count, p=weights))
            who = np.char.add("u", np.char.zfill(chance.integers(0, customers, count).astype(str), 8))
            when = np.datetime_as_string(np.datetime64("2024-01-01", "us") + at.astype("timedelta64[us]"))
            texts = (
                pa.array(who),
                pa.array(when),
                pa.DictionaryArray.from_arrays(what, pa.array(NAMES)).cast(pa.string()),
            )
            out.write_table(pa.table(dict(zip(("user_id", "timestamp", "event"), texts, strict=True))))


def footpath_run(log: Path, events: int, folder: Path) -> tuple[list[Timed], Answers]:
    """Footpath: its command line to load, its rooms to build the index, its questions."""
    workspace = folder / "workspace"
    command = [sys.executable, "-m", "footpath", "load", str(log), "-w", str(workspace)]
    load, _ = timed(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    print(f"Footpath loaded {events:,} rows in {load[0]:.1f} s, {peak:.1f} GB at most", flush=True)
    import footpath
    from footpath.app.indexing import refresh_catalogue
    from footpath.journeys import build_index, event_columns

    opened = footpath.open(workspace)
    resolving, who = timed(lambda: opened.components)
    naming, catalogue = timed(lambda: refresh_catalogue(opened))

    def build() -> Any:
        batches = opened.lake.events(event_columns(opened.lake.dimensions))
        return build_index(
            folder / "index",
            batches,
            who.customer_of,
            who.count,
            who.keys,
            catalogue,
            dimensions=opened.lake.dimensions,
        )

    build_index(folder / "index", [], who.customer_of, who.count, who.keys, catalogue)  # compiles what is compiled once
    building, index = timed(build)
    print(
        f"Footpath resolved customers in {resolving[0]:.1f} s, names in {naming[0]:.1f} s, built its index in {building[0]:.1f} s"
    )
    ask = _asker(index)
    ask("transitions"), ask("funnel within")
    times = [Timed("Footpath", "load", *load, events), Timed("Footpath", "index", *building, events)]
    answers = {}
    for what in ("transitions", "funnel within", "funnel"):
        seconds, answers[what] = timed(lambda what=what: ask(what), 5)  # type: ignore[misc]
        times.append(Timed("Footpath", what, *seconds, events))
    return times, answers


def _asker(index: Any) -> Callable[[str], Any]:
    from footpath.analysis import ask

    known = {names[0].casefold(): t.name for t in index.touchpoints if (names := t.names or (t.name,))}
    back = {place: name for name, place in known.items()}
    if sorted(name for name in back.values() if name in NAMES) != sorted(NAMES):
        raise SystemExit("The catalogue folded some of the forty names: the answers could not be compared.")

    def run(what: str) -> Any:
        if what == "transitions":
            rows = ask(index, {"ask": "transitions"}).rows
            return {f"{back[r.from_]}>{back[r.to]}": [r.count, r.customers, round(r.median_s, 3)] for r in rows}
        limit = {"within": WITHIN} if what == "funnel within" else {}
        return [row.customers for row in ask(index, {"ask": "funnel", "steps": list(STEPS), **limit}).rows]

    return run


def duckdb_run(log: Path, events: int) -> tuple[list[Timed], Answers]:
    """DuckDB: the file into a table in memory, then SQL with window functions."""
    con = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    con.execute(f"SET threads = {len(os.sched_getaffinity(0))}")

    def load() -> None:
        con.execute("CREATE OR REPLACE TABLE log AS SELECT * FROM read_csv(?)", [str(log)])

    times, answers = [Timed("DuckDB", "load", *timed(load)[0], events)], {}
    queries = {
        "transitions": _TRANSITIONS,
        "counts only": _COUNTS,
        "funnel within": _funnel(WITHIN),
        "funnel": _funnel(None),
    }
    for what, sql in queries.items():
        seconds, rows = timed(lambda sql=sql: con.execute(sql).fetchall())  # type: ignore[misc]
        times.append(Timed("DuckDB", what, *seconds, events))
        pairs = {f"{start}>{end}": [*numbers] for start, end, *numbers in rows} if "funnel" not in what else {}
        answers[what] = pairs or list(rows[0])
    return times, answers


_TRANSITIONS = """
WITH steps AS (
    SELECT user_id, event, timestamp, lead(event) OVER w AS following, lead(timestamp) OVER w AS later
    FROM log WINDOW w AS (PARTITION BY user_id ORDER BY timestamp)
)
SELECT event, following, count(*), count(DISTINCT user_id), median(epoch_us(later) - epoch_us(timestamp)) / 1e6
FROM steps WHERE following IS NOT NULL GROUP BY ALL
"""

_COUNTS = """
WITH steps AS (
    SELECT event, lead(event) OVER (PARTITION BY user_id ORDER BY timestamp) AS following FROM log
)
SELECT event, following, count(*) FROM steps WHERE following IS NOT NULL GROUP BY ALL
"""


def _funnel(within: str | None) -> str:
    """The latest first event from which a walk has reached each step, carried from event to event."""
    limit = f"epoch_us(timestamp) - opened <= {int(within[:-1]) * DAY_US}" if within else "true"
    chain = [f"s1 AS (SELECT *, CASE WHEN event = '{STEPS[0]}' THEN epoch_us(timestamp) END AS at1 FROM log)"]
    for k, step in enumerate(STEPS[1:], 2):
        window = "OVER (PARTITION BY user_id ORDER BY timestamp ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
        chain.append(f"w{k} AS (SELECT *, max(at{k - 1}) {window} AS opened FROM s{k - 1})")
        reached = f"CASE WHEN event = '{step}' AND opened IS NOT NULL AND {limit} THEN opened END"
        chain.append(f"s{k} AS (SELECT * EXCLUDE (opened), {reached} AS at{k} FROM w{k})")
    chain[0] = chain[0].replace("FROM log)", f"FROM log WHERE event IN {STEPS})")
    counts = ", ".join(
        f"count(DISTINCT CASE WHEN at{k} IS NOT NULL THEN user_id END)" for k in range(1, len(STEPS) + 1)
    )
    return f"WITH {', '.join(chain)} SELECT {counts} FROM s{len(STEPS)}"


def peer_run(python: Path, peer: str, log: Path, events: int) -> tuple[list[Timed], Answers]:
    """Another peer in its own interpreter; see `peer.py`."""
    command = [str(python), str(Path(__file__).with_name("peer.py")), peer, str(log), *STEPS]
    environment = {**os.environ, "RETENTIONEERING_NO_TRACK": "1"}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    report = json.loads(done.stdout.splitlines()[-1])
    return [Timed(peer, what, *seconds, events) for what, seconds in report["seconds"].items()], report["answers"]


def first_customers(log: Path, wanted: int, events: int, path: Path) -> int:
    """Whole journeys of the customers whose numbers fit into ``wanted`` events, as a log of its own; its events."""
    share = min(1.0, wanted / events)
    limit = f"u{int(max(1, events // 31) * share):08d}"
    kept = f"SELECT * FROM read_csv('{log}', all_varchar = true) WHERE user_id < '{limit}'"
    (count,) = duckdb.execute(f"COPY ({kept}) TO '{path}' (HEADER)").fetchall()[0]
    return int(count)


def differences(own: Answers, other: Answers) -> list[str]:
    """What the other product answers otherwise; it may leave out distinct customers and medians."""
    wrong = []
    own = {**own, "counts only": own["transitions"]}
    for what, answer in other.items():
        if "funnel" not in what:
            if answer.keys() != own[what].keys():
                wrong.append("other transitions occur")
                continue
            columns = min(len(value) for value in answer.values())
            off = [
                key
                for key, value in answer.items()
                if any(abs(a - b) > 2e-3 for a, b in zip(value, own[what][key][:columns], strict=True))
            ]
            wrong += (
                [f"{len(off)} transitions, e.g. {off[0]}: {answer[off[0]]}, not {own[what][off[0]]}"] if off else []
            )
        elif answer != own[what]:
            wrong.append(f"{what}: {answer}, not {own[what]}")
    return wrong


def show(times: Sequence[Timed]) -> None:
    own = {t.what: t for t in times if t.product == "Footpath"}
    own["counts only"] = own["transitions"]  # one answer has it all
    print(f"\n{'':16}{'':16}{'events':>12}{'seconds':>10}{'cpu s':>10}{'events/s':>12}{'Footpath is':>14}")
    for t in times:
        if t.product == "Footpath":
            goal = GOALS.get(t.what)
            said = "" if goal is None else f"goal {'met' if t.speed >= goal else 'MISSED'}"
        else:
            said = f"{own[t.what].speed / t.speed:,.1f}×" if t.what in own else ""
        print(
            f"{t.product:16}{t.what:16}{t.events:>12,}{t.seconds:>10.3f}{t.cpu:>10.3f}{t.speed / 1e6:>10.2f} M{said:>14}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=lambda text: int(float(text)), default=20_000_000)
    parser.add_argument("--peer-events", type=lambda text: int(float(text)), default=2_000_000)
    parser.add_argument("--peer-python", type=Path, help="interpreter that has retentioneering and pm4py")
    parser.add_argument("--keep", type=Path, help="folder to work in, which is not removed")
    options = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        log = folder / f"log-{options.events}.csv"
        if not log.exists():
            print(f"Writing {options.events:,} events …", flush=True)
            write_log(log, options.events)
        times, own = footpath_run(log, options.events, folder)
        found, answers = duckdb_run(log, options.events)
        times += found
        wrong = [f"DuckDB: {text}" for text in differences(own, answers)]
        if options.peer_python:
            small = folder / "small.csv"
            count = first_customers(log, options.peer_events, options.events, small)
            _, expected = duckdb_run(small, count)
            for peer in ("retentioneering", "pm4py"):
                found, answers = peer_run(options.peer_python, peer, small, count)
                times += found
                wrong += [f"{peer}: {text}" for text in differences(expected, answers)]
        print("\n".join(wrong) or "All answers agree.")
        show(times)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
