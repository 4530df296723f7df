"""What stability and separation would be where no groups are: measured on customers who have none.

Two kinds of such customers are made, and a finding must be beyond both. In the first each feature's values are those of the
data and are dealt out anew, each feature by itself: nothing goes together, but what is peculiar to single features (many zeros, a
few values) is as it was. In the second customers lie in one normal cloud with the spread and slant of the data's: things go together,
but there is only one kind of customers. What few events do to
anybody's features was taken off before (`footpath.personas.dealing`).

Source: R. Tibshirani, G. Walther and T. Hastie, "Estimating the number of clusters in a data set via the gap statistic", JRSS B 63 (2001);
Y. Liu, D. N. Hayes, A. Nobel and J. S. Marron, "Statistical significance of clustering", JASA 103 (2008).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from footpath.personas.features_prepared import Axes, balanced, eigen, shuffled
from footpath.personas.fitting import Floats, fit_centres
from footpath.personas.stability import separation_of, stability_of

ROUNDS = 20


@dataclass(frozen=True)
class Figures:
    """Stability and separation, by number of groups."""

    stability: tuple[float, ...]
    separation: tuple[float, ...]


def figures_of(places: Floats, counts: Sequence[int], seed: int, halvings: int = 6) -> Figures:
    """Both figures for each number of groups."""
    rng = np.random.default_rng(seed)
    stability = tuple(stability_of(places, count, rng, halvings) for count in counts)
    separation = tuple(separation_of(places, fit_centres(places, count, seed, starts=4)) for count in counts)
    return Figures(stability, separation)


def null_figures(
    axes: Axes,
    numbers: Floats,
    counts: Sequence[int],
    seed: int,
    tell: Callable[[float], None] | None = None,
) -> Figures:
    """The 95th percentile of both figures where no groups are, the highest of the kinds of customers made up.

    Args:
        numbers: of the customers in whom groups are looked for.
    """
    rng = np.random.default_rng(seed)
    spread = (numbers @ axes.turn).std(axis=0)
    found: list[list[Figures]] = []
    for number in range(ROUNDS):
        made = [_turned(axes, shuffled(numbers, rng), rng), rng.normal(size=(len(numbers), axes.count)) * spread]
        found.append([figures_of(places, counts, int(rng.integers(1 << 31)), halvings=3) for places in made])
        if tell:
            tell((number + 1) / ROUNDS)
    kinds = list(zip(*found, strict=True))
    return Figures(
        _highest([one.stability for one in kind] for kind in kinds),
        _highest([one.separation for one in kind] for kind in kinds),
    )


def _highest(kinds: Iterable[list[tuple[float, ...]]]) -> tuple[float, ...]:
    return tuple(np.max([np.quantile(np.array(kind), 0.95, axis=0) for kind in kinds], axis=0).tolist())


def _turned(axes: Axes, numbers: Floats, rng: np.random.Generator) -> Floats:
    """As many axes as those of the data, found in these numbers as those were in theirs."""
    placed = numbers @ balanced(axes.columns, numbers, int(rng.integers(1 << 31)))
    return np.asarray(placed @ eigen(placed)[1][:, : axes.count])
