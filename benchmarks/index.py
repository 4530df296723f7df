"""How fast is the index built and merged, how much memory does that take, and how much do questions keep?

    python benchmarks/index.py [--events 20000000] [--keep DIR]

A lake is made with one load of so many events and a second one of 1% more: about thirty events a customer, in the order of
time, forty names, three dimensions, a value on one event of twenty. Each figure comes from a process of its own: building
from both loads, building from the first, merging the second, and each question on the merged index, whose resident memory
is compared with the bytes of the columns that it reads. That the merged index is the built one, file by file, is checked.
"""

import argparse
import filecmp
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from footpath.model.records import events_schema, feedback_schema, identifiers_schema, profiles_schema

DAY_US = 86_400_000_000
BLOCK = 1 << 20
NAMES = [f"place {number}" for number in range(40)]
LOADS = ("first", "second")
QUESTIONS: dict[str, dict[str, Any]] = {
    "transitions": {"ask": "transitions", "medians": False},
    "transitions, medians": {"ask": "transitions"},
    "funnel, 7 days": {"ask": "funnel", "steps": NAMES[:4], "within": "7d"},
    "funnel, one device": {"ask": "funnel", "steps": NAMES[:4], "within": "7d", "where": {"device": "a"}},
}
READS = {"transitions": ["touchpoint"], "funnel, one device": ["touchpoint", "time", "device"]}


@dataclass
class Records:
    """What a load asks for."""

    events: Iterator[pa.RecordBatch]
    rows_read: int
    identifiers: pa.Table
    source: str = "web"
    feedback: pa.Table = field(default_factory=feedback_schema().empty_table)
    profiles: pa.Table = field(default_factory=profiles_schema().empty_table)
    rejects: pa.Table = field(
        default_factory=pa.schema([("row", pa.int64()), ("reason", pa.string()), ("raw", pa.string())]).empty_table
    )


def made_events(count: int, people: Any, chance: np.random.Generator, first_day: int, days: int) -> Iterator[Any]:
    weights = np.random.default_rng(1).dirichlet(np.full(len(NAMES), 0.8))
    schema = events_schema(("device", "country"))

    def coded(values: list[str], rows: int, p: Any = None) -> pa.Array:
        codes = chance.choice(len(values), rows, p=p).astype(np.int32)
        return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(values))

    for first in range(0, count, BLOCK):
        rows = min(BLOCK, count - first)
        span = days * DAY_US * BLOCK // max(count, BLOCK)
        at = (19_700 + first_day) * DAY_US + first // BLOCK * span + np.sort(chance.integers(0, span, rows))
        columns = {name.name: pa.nulls(rows, name.type) for name in schema}
        columns |= {
            "event_id": pa.array(chance.integers(0, 1 << 62, rows)),
            "identity_id": pa.array(people[chance.integers(0, len(people), rows)]),
            "occurred_at": pa.array(at).cast(pa.timestamp("us", tz="UTC")),
            "touchpoint": coded(NAMES, rows, weights),
            "source": coded(["web"], rows),
            "value": pa.array(chance.random(rows) * 100, mask=chance.random(rows) > 0.05),
            "sequence": pa.array(np.arange(first, first + rows)),
            "device": coded(["a", "b", "c"], rows),
            "country": coded([f"c{n}" for n in range(30)], rows),
        }
        yield pa.RecordBatch.from_pydict(columns)


def make_lake(folder: Path, events: int) -> None:
    from footpath.lake import Lake

    chance = np.random.default_rng(11)
    people = np.unique(chance.integers(0, 1 << 62, max(2, events // 31)))
    chance.shuffle(people)
    old = people[: max(1, len(people) * 99 // 100)]
    for load, count, who, days in zip(
        LOADS, (events, events // 100), ((old, old), (people, people[len(old) :])), ((0, 180), (180, 2)), strict=True
    ):
        everyone, introduced = who
        told = {
            "identity_id": pa.array(introduced),
            "kind": pa.repeat("customer_id", len(introduced)),
            "value": pa.array(introduced).cast(pa.string()),
        }
        empty = {name: pa.nulls(len(introduced), kind) for name, kind in _types().items() if name not in told}
        with Lake(folder / "lake").load(load) as loading:
            made = made_events(count, everyone, chance, *days)
            loading.append(Records(made, count, pa.table({**told, **empty}).select(identifiers_schema().names)))


def _types() -> dict[str, pa.DataType]:
    return {column.name: column.type for column in identifiers_schema()}


def in_a_process(name: str, *arguments: object) -> list[str]:
    """The words that a function of this file prints, called in a process of its own."""
    command = [sys.executable, __file__, "--part", name, *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()


def sorted_or_merged(folder: Path, how: str, place: str) -> None:
    """Prints seconds of the clock, of processors, and the highest memory before and after, in MB."""
    from footpath.identity import resolve
    from footpath.journeys import Origin, build_index, event_columns, merge_index
    from footpath.journeys.places import shards_for
    from footpath.lake import Lake
    from footpath.model.catalogue import Catalogue, Touchpoint

    lake = Lake(folder / "lake")
    loads = LOADS[:1] if how == "first" else LOADS
    known = lake.identifiers()
    who = resolve(known.filter(pc.is_in(known["batch"], pa.array(loads))))
    who.customer_of(np.zeros(1, np.int64))
    told: dict[str, Any] = {
        "customer_of": who.customer_of,
        "keys": who.keys,
        "catalogue": Catalogue(touchpoints=tuple(Touchpoint(name=name) for name in NAMES)),
        "dimensions": lake.dimensions,
        "origin": Origin(who.identity_ids, who.customers, dict.fromkeys(loads, "as made")),
    }
    columns = event_columns(lake.dimensions)
    read = LOADS[1:] if how == "merge" else loads
    _compile(folder / "compiled", lake, columns, told)
    before, began, used = _peak_mb(), perf_counter(), sum(os.times()[:4])
    batches = lake.events(columns, batches=read)
    if how == "merge":
        merge_index(folder / place, batches, **told)
    else:
        shards = shards_for(sum(batch.total.loaded for batch in lake.batches()))
        build_index(folder / place, batches, customers=who.count, shards=shards, **told)
    print(perf_counter() - began, sum(os.times()[:4]) - used, before, _peak_mb())


def _compile(place: Path, lake: Any, columns: list[str], told: dict[str, Any]) -> None:
    """Build and merge a thousand events, so that all loops are there: they are compiled once on a machine."""
    from footpath.journeys import Origin, build_index, merge_index

    one, two = (next(lake.events(columns, batches=[load])).slice(0, 1000) for load in LOADS)
    people = told["origin"].identities, told["origin"].customers
    build_index(place, [one], **{**told, "customers": len(told["keys"]), "origin": Origin(*people, {"first": ""})})
    merge_index(place, [two], **{**told, "origin": Origin(*people, {"first": "", "second": ""})})


def _peak_mb() -> float:
    """The highest resident memory of this process alone: what `getrusage` tells has the parent's in it."""
    (told,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(told.split()[1]) / 1e3


def asked(folder: Path, name: str) -> None:
    """Prints the seconds of the second time, and the megabytes that the first one left resident."""
    from footpath.analysis import ask
    from footpath.journeys import open_index

    question = QUESTIONS[name]
    small, index = open_index(folder / "compiled"), open_index(folder / "merged")
    assert small is not None
    assert index is not None
    ask(small, question)  # compiles
    before = _resident()
    ask(index, question)
    kept = _resident() - before
    began = perf_counter()
    ask(index, question)
    print(perf_counter() - began, kept / 1e6)


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def column_bytes(version: Path, name: str) -> int:
    """The bytes of the columns that a question reads, offsets among them."""
    from footpath.journeys import open_index

    index = open_index(version.parent)
    assert index is not None
    total = 0
    for shard in index.shards:
        for column in ("offsets", *READS.get(name, ["touchpoint", "time"])):
            total += (shard.dimensions[column] if column in shard.dimensions else getattr(shard, column)).nbytes
    return total


def same_files(one: Path, two: Path) -> bool:
    names = [sorted(str(path.relative_to(at)) for path in at.rglob("*") if path.is_file()) for at in (one, two)]
    return names[0] == names[1] and filecmp.cmpfiles(one, two, names[0], shallow=False)[1:] == ([], [])


def measure(folder: Path, events: int) -> int:
    from footpath.journeys.storage import current_version

    if not (folder / "lake").exists():
        make_lake(folder, events)
    total, figures = events + events // 100, {}
    print(f"\n{'':10}{'events':>14}{'seconds':>10}{'cpu s':>10}{'events/s':>12}{'peak MB':>10}{'of that before':>16}")
    for label, how, place, rows in (
        ("all sorted", "all", "built", total),
        ("the first", "first", "merged", events),
        ("1% merged", "merge", "merged", total),
    ):
        seconds, cpu, before, peak = figures[how] = [float(word) for word in in_a_process("sorted", folder, how, place)]
        print(
            f"{label:10}{rows:>14,}{seconds:>10.2f}{cpu:>10.2f}{rows / seconds / 1e6:>10.1f} M{peak:>10,.0f}{before:>16,.0f}"
        )
    built, merged = (current_version(folder / place) for place in ("built", "merged"))
    assert built is not None
    assert merged is not None
    same = same_files(built, merged)
    share, cpu_share = (figures["merge"][at] / figures["all"][at] for at in (0, 1))
    print(f"A merge takes {share:.1%} of the time of sorting all ({cpu_share:.1%} of the processor's).")
    print("The merged index is the sorted one, file by file." if same else "THE MERGED INDEX DIFFERS.")
    print(f"\n{'':24}{'seconds':>10}{'resident MB':>14}{'columns MB':>12}{'ratio':>8}")
    for name in QUESTIONS:
        seconds, kept = (float(word) for word in in_a_process("asked", folder, name))
        read = column_bytes(merged, name) / 1e6
        print(f"{name:24}{seconds:>10.3f}{kept:>14,.0f}{read:>12,.0f}{kept / read:>8.2f}")
    return 0 if same else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=lambda text: int(float(text)), default=20_000_000)
    parser.add_argument(
        "--keep", type=Path, help="a folder to work in, and to leave everything in; its lake is used again"
    )
    parser.add_argument("--part", nargs="+", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.part:
        name, folder, *more = chosen.part
        parts: dict[str, Callable[..., None]] = {"sorted": sorted_or_merged, "asked": asked}
        parts[name](Path(folder), *more)
        return 0
    if chosen.keep:
        chosen.keep.mkdir(parents=True, exist_ok=True)
        return measure(chosen.keep, chosen.events)
    with TemporaryDirectory() as folder:
        return measure(Path(folder), chosen.events)


if __name__ == "__main__":
    sys.exit(main())
