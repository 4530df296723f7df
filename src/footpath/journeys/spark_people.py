"""Who is whom, beside an index that a cluster builds: files that the workers of one machine share in memory."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.engine.lookup import positions_in, positions_table
from footpath.journeys.places import Places
from footpath.journeys.traits import Traits

_SMALL = 4_096  # bytes of a file that is read whole: one without a number cannot be mapped


class PlacesOfIdentities(Places):
    """The places of customers, by the position of one of their identities instead of by their number.

    Args:
        packed: shard and number in it, as `Places.packed` has them.
    """

    def __init__(self, packed: NDArray[Any], count: int, bits: int) -> None:
        self.packed = packed
        self.count = count
        self.bits = bits


@dataclass(frozen=True)
class People:
    """Where the files lie, and how they are to be read.

    Attributes:
        folder: reachable under this name from every worker.
        shards: number of shards.
        bits: of a packed place that hold the number in the shard.
        traits: the texts of each trait by code.
    """

    folder: Path
    shards: int
    bits: int
    traits: tuple[tuple[str, tuple[str, ...]], ...]

    @staticmethod
    def save(
        folder: Path, identities: NDArray[np.int64], customers: NDArray[np.int32], places: Places, traits: Traits
    ) -> "People":
        """Write down where the journey of each identity lies, and the keys and traits of each shard's customers.

        Args:
            customers: the number of the customer that each of the identities belongs to.
        """
        folder.mkdir()
        for name, values in {
            "slots": positions_table(identities),
            "identities": identities,
            "packed": places.packed[customers],
        }.items():
            np.save(folder / f"{name}.npy", values)
        for shard in range(places.count):
            members = places.members(shard)
            np.save(folder / f"key-{shard}.npy", places.keys[members])
            for number, codes in enumerate(traits.codes.values()):
                np.save(folder / f"trait-{shard}-{number}.npy", codes[members])
        return People(folder, places.count, places.bits, tuple(traits.values.items()))

    @property
    def places(self) -> Places:
        """By the position that `positions_of` gives."""
        return PlacesOfIdentities(_mapped(self.folder / "packed.npy"), self.shards, self.bits)

    def positions_of(self, identities: NDArray[np.int64]) -> NDArray[np.int32]:
        """Where each identity stands among the known ones, -1 for a stranger."""
        slots, known = (_mapped(self.folder / f"{name}.npy") for name in ("slots", "identities"))
        return positions_in(slots, known, identities).astype(np.int32)

    def of_shard(self, shard: int) -> tuple[Places, Traits]:
        """The customers of one shard, as if it were the only one."""
        keys = np.load(self.folder / f"key-{shard}.npy")
        codes = {
            name: np.load(self.folder / f"trait-{shard}-{number}.npy") for number, (name, _) in enumerate(self.traits)
        }
        return Places(keys, 1), Traits(codes, dict(self.traits))


@lru_cache(maxsize=6)
def _mapped(path: Path) -> NDArray[Any]:
    """A column that the processes of a machine share; of a plain type, which is what compiled loops know."""
    values: NDArray[Any] = np.load(path) if path.stat().st_size <= _SMALL else np.load(path, mmap_mode="c")
    return np.asarray(values)
