"""Which paths do customers take?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.paths import WhoTook, count_paths, most_frequent, touchpoints_of
from footpath.engine import each
from footpath.journeys.selection import Selection
from footpath.model.intervals import wilson


@dataclass(frozen=True)
class VariantRow:
    """A whole path, the journeys that are exactly it, their share of all, and how many different paths there are."""

    path: tuple[str, ...]
    journeys: int
    share: float
    low: float
    high: float
    variants: int
    group: str | None = None


class Variants(JourneyQuestion):
    """Which whole paths do customers take, and how often?

    A path is the sequence of touchpoints of all of a customer's events that meet ``where`` and ``during``, repeats included;
    customers without such an event have none. The most frequent first; equally frequent ones in the order of the map. Where
    ``top`` cuts through equally frequent ones it is arbitrary which are shown, but always the same ones. With ``by``, a
    journey belongs to the group of its first event.

    Paths are told apart by 128 bits of hash: among a billion of them the chance that two are mixed up is below 1 in 10¹⁸.

    Args:
        top: how many paths to show of each group.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="cart@0 pay@10", bob="cart@5 pay@6", eve="cart@0 cart@1")
        >>> [(row.path, row.journeys, round(row.share, 2)) for row in ask(index, Variants()).rows]
        [(('cart', 'pay'), 2, 0.67), (('cart', 'cart'), 1, 0.33)]
    """

    ask: ClassVar[str] = "variants"
    top: int = Field(1000, ge=1)

    def answer(self, seen: Selection) -> Sequence[VariantRow]:
        rows: list[VariantRow] = []
        by_group = count_paths(seen)
        shown = {group: most_frequent(by_group[group], self.top) for group in seen.order}
        decoded = iter(touchpoints_of(seen, np.concatenate([paths.key for paths in shown.values()])))
        for group, most in shown.items():
            journeys, variants = int(by_group[group].counts.sum()), len(by_group[group].counts)
            shares = zip(most.counts / journeys, *wilson(most.counts, journeys), strict=True)
            found = [(-count, next(decoded), *known) for count, known in zip(most.counts.tolist(), shares, strict=True)]
            for less, codes, share, low, high in sorted(found):
                path = tuple(seen.index.names[code] for code in codes)
                rows.append(
                    VariantRow(path, -less, float(share), float(low), float(high), variants, seen.labels[group])
                )
        return rows

    def members(self, seen: Selection, row: VariantRow) -> Sequence[NDArray[np.uint8]]:
        path = tuple(seen.index.names.index(name) for name in row.path)
        return each(WhoTook(path, seen.labels.index(row.group)), seen.views)
