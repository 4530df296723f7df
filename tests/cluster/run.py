"""Builds and asks on a real cluster: a master and two workers on the loopback address, of which one is killed.

    make test-cluster            10 million events
    .venv/bin/python tests/cluster/run.py --events 200000

It ends with 1 when an answer or a byte of the index differs from what this machine finds by itself.
"""

import argparse
import hashlib
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "analysis"), str(TESTS / "cluster"), str(TESTS), str(TESTS.parent / "tools")]

from clocks import Report  # noqa: E402
from find_java import java_home  # noqa: E402
from loopback import HERE, Cluster, loopback_cluster  # noqa: E402
from made_log import CATALOGUE, MadeLog  # noqa: E402
from object_store import object_store  # noqa: E402
from test_laws import QUESTIONS  # noqa: E402

from footpath.analysis import ask  # noqa: E402
from footpath.engine import using  # noqa: E402
from footpath.engine.opening import open_engine  # noqa: E402
from footpath.engine.spark import Spark  # noqa: E402
from footpath.identity import Components, resolve  # noqa: E402
from footpath.journeys import Index, build_index, event_columns  # noqa: E402
from footpath.journeys.distant import publish_index  # noqa: E402
from footpath.journeys.spark_build import build_index_on_spark  # noqa: E402
from footpath.lake import Lake  # noqa: E402
from footpath.lake.tables import EVENTS, files_of  # noqa: E402

NARROWED = {"where": {"device": ["phone", "desk"]}, "by": "tier"}
SHARDS = 16


def build_here(lake: Lake, who: Components, directory: Path) -> Index:
    events = lake.events(event_columns(lake.dimensions))
    told = (who.customer_of, who.count, who.keys, CATALOGUE, lake.profiles(), lake.version, lake.dimensions)
    return build_index(directory, events, *told, shards=SHARDS)


def build_there(spark: Spark, lake: Lake, who: Components, directory: Path) -> Index:
    files = files_of(lake.directory, lake.state.tables, EVENTS)
    told = (who.identity_ids, who.customers, who.keys, CATALOGUE, lake.profiles(), lake.version, lake.dimensions)
    return build_index_on_spark(spark, directory, files, *told, shards=SHARDS, part_rows=1_000_000)


def contents(index: Index) -> dict[str, str]:
    """Every file of the version, by its digest."""
    assert index.version
    found = {}
    for path in sorted(path for path in index.version.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            found[str(path.relative_to(index.version))] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def answers(index: Index, report: Report, engine: str) -> dict[str, Any]:
    """All questions, plain and with a filter and a breakdown: once to load what is needed, and once to see how long."""
    asked = [question for plain in QUESTIONS for question in (plain, {**plain, **NARROWED})]
    first = report.timed(
        f"{engine}: {len(asked)} questions", lambda: [ask(index, question).json() for question in asked]
    )
    for question, known in zip(asked, first, strict=True):
        began = time.perf_counter()
        again = ask(index, question).json()
        name = f"{question['ask']}{', filtered, by tier' if 'by' in question else ''}"
        report.answers.setdefault(name, {})[engine] = time.perf_counter() - began
        report.same(f"{engine}: {name}, asked again", again, known)
    return {json.dumps(question): known for question, known in zip(asked, first, strict=True)}


def killed_while(cluster: Cluster, begun: Callable[[], bool]) -> threading.Thread:
    """Kills a worker as soon as something has begun."""

    def watch() -> None:
        while not begun():
            time.sleep(0.02)
        cluster.kill_a_worker()
        print("… a worker was killed", flush=True)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    return thread


def run(events: int, folder: Path, home: str) -> list[str]:
    report = Report()
    log = MadeLog(events, files=max(4, events // 1_000_000), people=max(100, events // 20))
    lake = report.timed(f"made {events:,} events", lambda: log.write(folder / "lake"))
    who = report.timed("resolved who is who", lambda: resolve(lake.identifiers()))
    here = report.timed("threads: build", lambda: build_here(lake, who, folder / "here"))
    wanted, known = contents(here), answers(here, report, "threads")

    with object_store() as store, loopback_cluster(home, folder) as cluster:
        spark = open_engine(cluster.engine)
        assert isinstance(spark, Spark)
        report.timed("Spark: connected", lambda: spark.each(len, ["a"] * 4))
        try:
            there = report.timed("Spark: build", lambda: build_there(spark, lake, who, folder / "there"))
            report.same("the index", contents(there), wanted)
            with using(spark):
                report.same("answers", answers(there, report, "Spark"), known)
                published = report.timed("Spark: copied to an object store", lambda: publish_index(there, store))
                report.same("answers from an object store", answers(published, report, "store"), known)
            ask_under_fire(cluster, spark, there, report, known)
            report.timed("a new worker", cluster.start_a_worker)
            building = folder / "under fire"
            watch = killed_while(cluster, lambda: any(building.glob("building-*/shard-*")))
            last = report.timed("Spark: build, a worker killed", lambda: build_there(spark, lake, who, building))
            watch.join()
            report.same("the index built while a worker was killed", contents(last), wanted)
        finally:
            spark.stop()
    report.print_answers()
    return report.differences


def ask_under_fire(cluster: Cluster, spark: Spark, index: Index, report: Report, known: dict[str, Any]) -> None:
    """All questions, and a worker is killed as the third one is being worked on."""
    asked: list[str] = []
    watch = killed_while(cluster, lambda: len(asked) == 3)

    class Watched:
        def each(self, work: Any, shards: Any) -> Any:
            asked.append("")
            return spark.each(work, shards)

    with using(Watched()):
        found = {}
        for question in known:
            found[question] = ask(index, json.loads(question)).json()
    watch.join()
    report.same("answers while a worker was killed", found, known)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000_000)
    home = java_home()
    if home is None:
        print("no Java: tools/find_java.py says what was looked for")
        return 1
    paths = [*sys.path[:4], os.environ.get("PYTHONPATH", "")]
    os.environ.update(JAVA_HOME=home, SPARK_LOCAL_IP=HERE, PYTHONPATH=os.pathsep.join(paths))
    with tempfile.TemporaryDirectory(prefix="footpath-cluster-") as folder:
        os.environ["FOOTPATH_NEAR"] = str(Path(folder) / "near")
        differences = run(parser.parse_args().events, Path(folder), home)
    print(f"{len(differences)} differences" if differences else "all the same")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
