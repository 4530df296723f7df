"""What texts of one code (an emotion, an aim) about one place come to, beside those about the rest."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from footpath.analysis.readings.feelings import Felts
from footpath.analysis.readings.money import Mean
from footpath.analysis.readings.places import Places, rest_of
from footpath.model.intervals import wilson_rate

At = tuple[int, int, int]  # place, code, group


class Coded(NamedTuple):
    """The fields that such rows share, in their order; what each means: `footpath.analysis.emotions.EmotionRow`."""

    touchpoint: str | None
    stage: str | None
    n: int
    texts: int
    share: float
    low: float
    high: float
    customers: int
    rest_n: int
    rest_texts: int
    rest_share: float
    rest_low: float
    rest_high: float
    n_experience: int
    experience: float
    experience_low: float
    experience_high: float


def coded(found: Felts, here: Places, groups: Sequence[int], *, split: bool) -> Iterator[tuple[At, Coded]]:
    """Every place, code and group that has texts, group by group.

    Args:
        split: whether groups are told apart, so that the rest is that of each group.
    """
    texts = found.texts.sum(axis=1)
    rest_texts = rest_of(texts, here.peers, split=split)
    rest = [rest_of(found.texts[:, code], here.peers, split=split) for code in range(found.texts.shape[1])]
    for group in groups:
        for place, code in np.argwhere(found.texts[:, :, group]).tolist():
            at = place, code, group
            felt = Mean(int(found.known[at]), *(int(total) for total in found.sums[at]))
            yield (
                at,
                Coded(
                    here.touchpoints[place],
                    here.stages[place],
                    *_share(int(found.texts[at]), int(texts[place, group])),
                    int(found.customers[at]),
                    *_share(int(rest[code][place, group]), int(rest_texts[place, group])),
                    felt.n,
                    felt.value,
                    *felt.interval,
                ),
            )


def _share(part: int, whole: int) -> tuple[int, int, float, float, float]:
    return part, whole, part / whole if whole else float("nan"), *wilson_rate(part, whole)
