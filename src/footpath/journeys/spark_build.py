"""The index built by a cluster: the lake's files are read, parted, sorted and written by Spark's workers.

The functions are those of `journeys.build`, and so are the results, column by column. What this process does itself is small:
it lists files, numbers texts and names the version. Who is whom is resolved here too (`identity.resolve`), so all identifiers
must fit into its memory.
"""

import pickle
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from footpath.engine.spark import Spark
from footpath.engine.spark_exchange import Exchange
from footpath.journeys import storage
from footpath.journeys.arriving import Arrivals
from footpath.journeys.build import describe, measured
from footpath.journeys.index import Index, open_index
from footpath.journeys.lineage import Lineage, Origin, save_lineage
from footpath.journeys.places import Places, shards_for
from footpath.journeys.recorded import Resolver, with_remainder
from footpath.journeys.spark_gathering import Gathering, Meanings, joined
from footpath.journeys.spark_people import People
from footpath.journeys.spark_spreading import PART_ROWS, Spreading, Told, parts_of, row_groups
from footpath.journeys.traits import latest_traits
from footpath.model.catalogue import Catalogue

if TYPE_CHECKING:
    import pyarrow as pa

MOST_SHARDS = 4_096  # with more of them the parts of a batch are too small
_PEOPLE = "people"


def build_index_on_spark(
    engine: Spark,
    directory: Path | str,
    files: Sequence[Path | str],
    identities: NDArray[np.int64],
    customers: NDArray[np.int32],
    keys: NDArray[np.int64],
    catalogue: Catalogue,
    traits: "pa.Table | None" = None,
    lake_version: str = "",
    dimensions: Sequence[str] = (),
    shards: int = 0,
    progress: Callable[[int], None] | None = None,
    zone: str = "UTC",
    loaded_us: int | None = None,
    origin: Origin | None = None,
    part_rows: int = PART_ROWS,
) -> Index:
    """Sort all events into journeys on a cluster and make that the current version in ``directory``.

    Args:
        directory: like the files, reachable under its name from every worker.
        files: of the lake's events, in the order of loading: paths, or addresses such as ``s3://bucket/lake/events/…``.
        identities: ascending, and in ``customers`` the number of the customer that each belongs to.
        part_rows: of a file, that one task reads, about.

    All else is as for `build_index`, and so is the result.

    Raises:
        EngineError: the cluster is not there or gave up; the version that was current stays so.
    """
    directory = Path(directory).absolute()  # workers have working folders of their own
    paths = [file if isinstance(file, str) and "://" in file else str(Path(file).absolute()) for file in files]
    groups = engine.each(row_groups, paths)
    count = min(shards or shards_for(sum(map(sum, groups))), MOST_SHARDS)
    places = Places(keys, count)
    with storage.new_version(directory) as folder:
        known = latest_traits(traits, _finder(identities, customers), len(keys))
        people = People.save(folder / _PEOPLE, identities, customers, places, known)
        spreading = Spreading(people, with_remainder(catalogue), tuple(dimensions))
        exchange = Exchange(engine, parts_of(paths, groups, part_rows), spreading, count + 1)
        told = exchange.gather([count], _unpack)[0]
        meanings = joined(told, dimensions)
        arrivals = arrivals_of(told, meanings, spreading, places)
        if progress:
            progress(arrivals.resolver.events)
        extents = exchange.gather(range(count), Gathering(folder, people, arrivals.types, meanings))
        shutil.rmtree(folder / _PEOPLE)
        if origin is not None:
            strangers = np.unique(np.concatenate([np.empty(0, np.int64), *arrivals.strangers]))
            names = arrivals.resolver.counts
            arrived, present = int(meanings.starts[-1]), meanings.names & frozenset(arrivals.types)
            save_lineage(folder, Lineage(origin, names, meanings.loads, arrived, strangers, present))
        meta = describe(arrivals, catalogue, known, lake_version, zone)
        storage.save_meta(folder, {**measured(meta, extents, loaded_us).json(), "shards": count})
    index = open_index(directory)
    assert index is not None
    return index


def _unpack(_place: int, sent: list[bytes]) -> list[Told]:
    return [pickle.loads(told) for told in sent]


def _finder(
    identities: NDArray[np.int64], customers: NDArray[np.int32]
) -> Callable[[NDArray[np.int64]], NDArray[np.int32]]:
    def customer_of(ids: NDArray[np.int64]) -> NDArray[np.int32]:
        if not len(identities):
            return np.full(len(ids), -1, np.int32)
        at = np.minimum(np.searchsorted(identities, ids), len(identities) - 1)
        return np.where(identities[at] == ids, customers[at], -1).astype(np.int32)

    return customer_of


def arrivals_of(told: Sequence[Told], meanings: Meanings, spreading: Spreading, places: Places) -> Arrivals:
    """As if all events had arrived here."""
    counts: dict[tuple[str, str], int] = {}
    for part in sorted(told, key=lambda part: part.part):
        for name, events in part.counts.items():
            counts[name] = counts.get(name, 0) + events
    resolver = Resolver(spreading.touchpoints, counts)
    people = spreading.people
    arrivals = Arrivals(resolver, people.positions_of, places, spreading.dimensions, meanings.values)
    arrivals.strangers = [part.strangers for part in told if len(part.strangers)]
    return arrivals
