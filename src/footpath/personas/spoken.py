"""What customers of each group speak of, in counts of customers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from footpath.journeys.index import Index
from footpath.journeys.voices import Speakers, speakers
from footpath.model.records import Aim
from footpath.model.significance import compare_rates, false_discovery_q

WANTED = (Aim.GOAL, Aim.NEED)
LEAST_HEARD = 30  # customers on either side


@dataclass(frozen=True)
class SpokenOf:
    """How many customers of a group, of those whose words were heard, speak of a theme, and how it sounds on the whole.

    Of the kind "aim" are those who state that they want or need something where they speak of it.
    """

    theme: str
    mood: float
    customers: int
    heard: int
    rest_customers: int
    rest_heard: int
    kind: Literal["theme", "aim"] = "theme"

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
    """Which themes the customers of each group speak of, and of which they want or need something; nothing where nobody listened."""
    if not index.heard or not index.themes:
        return {}
    spoken = speakers(index, keys, codes, groups)
    wanted = speakers(index, keys, codes, groups, WANTED)
    return {
        group: [*_of_group(index, spoken, group, "theme"), *_of_group(index, wanted, group, "aim")]
        for group in range(groups)
    }


def _of_group(index: Index, spoken: Speakers, group: int, kind: Literal["theme", "aim"]) -> list[SpokenOf]:
    heard, themes = spoken.heard, spoken.customers
    return [
        SpokenOf(
            theme=theme.name,
            mood=float(spoken.mood[at]),
            customers=int(themes[group, at]),
            heard=int(heard[group]),
            rest_customers=int(themes[:, at].sum() - themes[group, at]),
            rest_heard=int(heard.sum() - heard[group]),
            kind=kind,
        )
        for at, theme in enumerate(index.themes)
    ]


def compare_themes(spoken: Sequence[SpokenOf]) -> tuple[ComparedTheme, ...]:
    """The themes of one group that enough customers were heard of."""
    known = [one for one in spoken if min(one.heard, one.rest_heard) >= LEAST_HEARD and _is_said(one)]
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


def _is_said(one: SpokenOf) -> bool:
    """Themes of which nobody wants anything are not tried: they say nothing of anybody's goals."""
    return one.kind == "theme" or bool(one.customers or one.rest_customers)
