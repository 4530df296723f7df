"""In what customers who answer differ from those who do not, before and after weighting."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.differences import ALPHA
from footpath.analysis.readings.inviting import asks
from footpath.analysis.readings.respondents import PACE, Features
from footpath.analysis.readings.reweighing import Weighed, moments
from footpath.analysis.readings.spoken import means_contact
from footpath.journeys.index import Index
from footpath.model.intervals import Z95
from footpath.model.records import Channel
from footpath.model.significance import compare_means, false_discovery_q

MOST_VALUES = 12  # a trait with more values is left out
_ANSWERING = (Channel.SURVEY, Channel.REVIEW)


def features_of_customers(index: Index) -> Features:
    """What is looked at: nothing that belongs to asking and answering."""
    skip = np.array([asks(name) for name in index.names], dtype=np.uint8)
    contact = np.array([means_contact(touchpoint) for touchpoint in index.touchpoints], dtype=np.uint8)
    channels = tuple(sorted(set(index.channels) - set(_ANSWERING)))
    number = {name: place for place, name in enumerate(channels)}
    of = np.array([number.get(channel, -1) for channel in index.channels], dtype=np.int64)
    traits = tuple(
        (name, len(values) - 1) for name, values in index.traits.items() if 2 < len(values) <= MOST_VALUES + 1
    )
    return Features(skip, contact, of, channels, traits)


def names_of(index: Index, features: Features) -> tuple[str, ...]:
    """What the columns of facts are called."""
    channels = (f"channel: {name}" for name in features.channels)
    traits = (f"{name}: {value}" for name, count in features.traits for value in index.traits[name][1 : count + 1])
    return (*PACE, *channels, *traits)


@dataclass(frozen=True)
class Differing:
    """One feature, as in the row."""

    feature: str
    responders_mean: float
    others_mean: float
    difference: float
    low: float
    high: float
    weighted_difference: float | None
    p: float
    q: float


def in_what_they_differ(
    facts: NDArray[np.float64],
    responded: NDArray[np.bool_],
    counts: NDArray[np.float64],
    weighed: Weighed | None,
    names: Sequence[str],
) -> list[Differing]:
    """In each feature that varies, how far apart the sides are, before and after weighting."""
    if weighed is None:
        return []
    sides = [moments(facts[side], counts[side]) for side in (responded, ~responded)]
    n = [int(np.count_nonzero(side)) for side in (responded, ~responded)]
    (mean1, variance1), (mean0, variance0) = sides
    mean, variance = moments(facts, counts)
    varied = np.flatnonzero(variance > 1e-12)
    columns = [np.asarray(x)[:, None] for x in (mean1[varied], variance1[varied], mean0[varied], variance0[varied])]
    told = compare_means(n[0], columns[0], columns[1], n[1], columns[2], columns[3])
    within = (variance1 + variance0)[varied] / 2
    spread = np.sqrt(np.where(within > 1e-12, within, variance[varied]))  # where nobody differs from their own: of all
    difference = (mean1 - mean0)[varied] / spread
    error = np.sqrt((n[0] + n[1]) / (n[0] * n[1]) + np.square(difference) / (2 * (n[0] + n[1])))
    left = (moments(facts[responded], weighed.weights[responded])[0] - mean)[varied] / spread
    q = false_discovery_q(told.p)
    found = [
        Differing(
            names[at],
            _shown(at, mean1[at]),
            _shown(at, mean0[at]),
            float(difference[place]),
            float(difference[place] - Z95 * error[place]),
            float(difference[place] + Z95 * error[place]),
            float(left[place]),
            float(told.p[place]),
            float(q[place]),
        )
        for place, at in enumerate(varied.tolist())
    ]
    return sorted(found, key=lambda one: (one.q > ALPHA, -abs(one.difference), one.feature))


def _shown(feature: int, mean: float) -> float:
    """Amounts are averaged as logarithms of one more; shares as they are."""
    return float(np.copysign(np.expm1(abs(mean)), mean)) if feature < len(PACE) else float(mean)
