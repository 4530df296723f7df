"""What customers of each group speak of, in counts of customers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footpath.journeys.index import Index
from footpath.journeys.voices import speakers
from footpath.model.significance import compare_rates, false_discovery_q

LEAST_HEARD = 30  # customers on either side


@dataclass(frozen=True)
class SpokenOf:
    """How many customers of a group, of those whose words were heard, speak of a theme, and how it sounds on the whole."""

    theme: str
    mood: float
    customers: int
    heard: int
    rest_customers: int
    rest_heard: int

    @property
    def share(self) -> float:
        return self.customers / self.heard

    @property
    def rest_share(self) -> float:
        return self.rest_customers / self.rest_heard


@dataclass(frozen=True)
class ComparedTheme:
    """A theme that a group speaks of, against all others, q being corrected over the group's themes."""

    spoken: SpokenOf
    difference: float
    low: float
    high: float
    effect: float
    p: float
    q: float


def spoken_of(
    index: Index, keys: NDArray[np.int64], codes: NDArray[np.uint8], groups: int
) -> Mapping[int, Sequence[SpokenOf]]:
    """Which themes the customers of each group speak of; nothing where nobody has listened to their words."""
    if not index.heard or not index.themes:
        return {}
    spoken = speakers(index, keys, codes, groups)
    heard, themes = spoken.heard, spoken.customers
    return {
        group: [
            SpokenOf(
                theme=theme.name,
                mood=float(spoken.mood[at]),
                customers=int(themes[group, at]),
                heard=int(heard[group]),
                rest_customers=int(themes[:, at].sum() - themes[group, at]),
                rest_heard=int(heard.sum() - heard[group]),
            )
            for at, theme in enumerate(index.themes)
        ]
        for group in range(groups)
    }


def compare_themes(spoken: Sequence[SpokenOf]) -> tuple[ComparedTheme, ...]:
    """The themes of one group that enough customers were heard of."""
    known = [one for one in spoken if min(one.heard, one.rest_heard) >= LEAST_HEARD]
    tests = [compare_rates([o.customers], [o.heard], [o.rest_customers], [o.rest_heard]) for o in known]
    q = false_discovery_q([float(test.p) for test in tests]).tolist()
    return tuple(
        ComparedTheme(
            one,
            float(test.difference),
            float(test.low),
            float(test.high),
            float(test.effect),
            float(test.p),
            chance,
        )
        for one, test, chance in zip(known, tests, q, strict=True)
    )
