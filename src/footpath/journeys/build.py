"""From records to the index: name, spread, sort, write."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from footpath.engine import Threads, cores, each, in_use, using
from footpath.journeys import storage
from footpath.journeys.arriving import Arrivals, CustomerOf
from footpath.journeys.columns import DIMENSION, EVENT_TYPES, Shard, frozen, nothing
from footpath.journeys.extent import Days, Extent, as_of_us, extent_of
from footpath.journeys.gathering import gather
from footpath.journeys.index import Index, Meta, open_index
from footpath.journeys.lineage import Origin, lineage_of, save_lineage
from footpath.journeys.places import BIG, Places, shards_for
from footpath.journeys.recorded import Resolver, with_remainder
from footpath.journeys.sharding import Chunk, Chunks
from footpath.journeys.sorting import sort_rows
from footpath.journeys.traits import Traits, latest_traits
from footpath.model.catalogue import Catalogue

Progress = Callable[[int], None]


def build_index(
    directory: Path | str,
    batches: Iterable[pa.RecordBatch],
    customer_of: CustomerOf,
    customers: int,
    keys: NDArray[np.int64],
    catalogue: Catalogue,
    traits: pa.Table | None = None,
    lake_version: str = "",
    dimensions: Sequence[str] = (),
    shards: int = 0,
    progress: Progress | None = None,
    zone: str = "UTC",
    loaded_us: int | None = None,
    origin: Origin | None = None,
) -> Index:
    """Sort all events into journeys and make that the current version in ``directory``.

    Args:
        batches: events with columns of `model.records.events_schema`; texts may be dictionary-encoded.
        customer_of: identity ids → customer numbers 0 to ``customers - 1``, or -1: such events are left out and counted.
            Several threads call it at once.
        keys: by customer number, the id that stands for the customer outside; it also tells the customer's shard.
        catalogue: which recorded names are which touchpoint.
        traits: rows of `model.records.profiles_schema`; the latest value wins.
        dimensions: names of the columns to keep for ``where`` and ``by``.
        shards: how many; 0 decides by the number of events.
        progress: told the events read so far.
        zone: in which days, weeks and months are counted.
        loaded_us: when the last of the events were loaded, in microseconds; later ones cannot have happened.
        origin: where the events come from; without it nothing can be merged into this index.
    """
    with storage.new_version(Path(directory)) as folder:
        count, batches = (shards, batches) if shards else _counted(batches)
        places = Places(keys[:customers], count)
        arrivals = Arrivals(Resolver(with_remainder(catalogue)), customer_of, places, dimensions)
        chunks = Chunks(count, folder)
        try:
            spread(arrivals, batches, chunks, progress)
            known = latest_traits(traits, customer_of, customers)
            layout = layout_of(arrivals, chunks, known)

            def write(number: int) -> Extent:
                shard, arrival = sorted_shard(chunks, number, layout)
                storage.save_shard(folder / storage.shard_name(number), shard, arrival)
                return extent_of(shard.time, shard.offsets)

            with using(here()):
                extents = each(write, range(count))
        finally:
            chunks.remove()
        if origin is not None:
            save_lineage(folder, lineage_of(arrivals, layout.present, origin))
        meta = describe(arrivals, catalogue, known, lake_version, zone)
        storage.save_meta(folder, {**measured(meta, extents, loaded_us).json(), "shards": count})
    index = open_index(directory)
    assert index is not None
    return index


def here() -> Threads:
    """The engine of this machine, whatever is in use: what is in memory here cannot be read elsewhere."""
    engine = in_use()
    return engine if isinstance(engine, Threads) else Threads()


def _counted(batches: Iterable[pa.RecordBatch]) -> tuple[int, Iterable[pa.RecordBatch]]:
    """The number of shards for as many events as come, and the same batches; a few are read ahead to know it."""
    ahead, rows, left = [], 0, iter(batches)
    for batch in left:
        ahead.append(batch)
        rows += batch.num_rows
        if rows >= BIG:
            break
    return shards_for(rows), chain(ahead, left)


def spread(
    arrivals: Arrivals, batches: Iterable[pa.RecordBatch], chunks: Chunks, progress: Progress | None = None
) -> None:
    """Read all batches into chunks: their texts in the order given, everything else on threads."""

    def settle(work: Callable[[], Chunk]) -> Chunk:
        return chunks.settled(work())

    for chunk in _ahead(settle, arrivals.read(batches)):
        chunks.add(arrivals.note(chunk))
        if progress:
            progress(arrivals.resolver.events)


def _ahead(settle: Callable[[Callable[[], Chunk]], Chunk], works: Iterator[Callable[[], Chunk]]) -> Iterator[Chunk]:
    """The results of all works in their order, a few of them being worked on while the consumer waits."""
    with ThreadPoolExecutor(cores(), thread_name_prefix="footpath-reading") as pool:
        waiting: deque[Future[Chunk]] = deque()
        for work in works:
            waiting.append(pool.submit(settle, work))
            if len(waiting) > cores():
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@dataclass(frozen=True)
class Layout:
    """What all shards of an index in the making share.

    Attributes:
        types: of the columns, dimensions among them under `arriving.DIMENSION` and their name.
        present: the columns in which some event has a value; the others are one number long.
        starts: where each load begins to count its arrivals.
    """

    places: Places
    types: Mapping[str, type[np.generic]]
    present: frozenset[str]
    starts: NDArray[np.int64]
    traits: Traits


def layout_of(arrivals: Arrivals, chunks: Chunks, traits: Traits) -> Layout:
    types = arrivals.types
    return Layout(arrivals.places, types, frozenset(chunks.names & types.keys()), arrivals.starts, traits)


def sorted_shard(chunks: Chunks, number: int, layout: Layout) -> tuple[Shard, NDArray[Any]]:
    """The events that were spread to a shard, as journeys, and the arrival of each."""
    members = layout.places.members(number)
    customer = chunks.take("customer", number, np.int32)
    order, time, arrival, offsets = sort_rows(
        customer, chunks.take("time", number, np.int64), chunks.arrivals(number, layout.starts), len(members)
    )
    del customer

    def column(name: str) -> Any:
        kind = layout.types[name]
        if name not in layout.present:
            return frozen(np.broadcast_to(nothing(name, kind), len(order)))
        return frozen(time if name == "time" else gather(chunks.take(name, number, kind), order))

    shard = Shard(
        offsets=_frozen(offsets),
        key=_frozen(layout.places.keys[members]),
        **{name: column(name) for name in EVENT_TYPES},
        dimensions={name.removeprefix(DIMENSION): column(name) for name in layout.types if name not in EVENT_TYPES},
        traits={name: _frozen(codes[members]) for name, codes in layout.traits.codes.items()},
    )
    return shard, arrival.astype(np.uint32 if layout.starts[-1] < 1 << 32 else np.uint64)


def _frozen(values: NDArray[Any]) -> Any:
    return frozen(values)


def describe(
    arrivals: Arrivals, catalogue: Catalogue, traits: Traits, lake_version: str = "", zone: str = "UTC"
) -> Meta:
    """The words of an index that was just read."""
    resolver = arrivals.resolver
    commonest = sorted(resolver.unexplained.items(), key=lambda item: (-item[1], item[0]))[:100]
    return Meta(
        catalogue=catalogue,
        dimensions={name: tuple(known.values) for name, known in arrivals.dictionaries.items()},
        traits=traits.values,
        lake_version=lake_version,
        zone=zone,
        coverage=resolver.coverage,
        unexplained=tuple((name, events) for (_, name), events in commonest),
        unresolved=arrivals.unresolved,
    )


def measured(meta: Meta, extents: Sequence[Extent], loaded_us: int | None = None) -> Meta:
    """The words with what the shards hold, so that nobody has to read columns to know it."""
    days = Days.joined(extent.days for extent in extents)
    return replace(meta, extents=tuple(extent.size for extent in extents), as_of_us=as_of_us(days, loaded_us))
