"""How alike are groups of parts in where they are from: the kind of feedback, the touchpoint that it is about?

Two ways to say one thing are heard in the same places; what is asked before an order and what is told after a delivery seldom
are, however many words they share.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from footpath.model.records import FeedbackKind, LinkKind

_USUAL = 5.0  # parts as they are on average, that each group is thought to have besides its own
_MOST = 32.0  # to one: odds against so much likeness by chance that count as all that there can be


def from_where(
    kind: Sequence[FeedbackKind], about: Sequence[str | None], link: Sequence[LinkKind]
) -> list[tuple[str, str]]:
    """Where each feedback is from: its kind, and the touchpoint that its record states; one that was found otherwise counts as none.

    Examples:
        >>> from_where([FeedbackKind.CSAT, FeedbackKind.NPS], ["Cart", "Cart"], [LinkKind.STATED, LinkKind.NEAREST])
        [('csat', 'Cart'), ('nps', '')]
    """
    return [
        (str(one), (touchpoint or "") if how == LinkKind.STATED else "")
        for one, touchpoint, how in zip(kind, about, link, strict=True)
    ]


def told_where(labels: NDArray[np.int64], origins: NDArray[np.int64]) -> NDArray[np.float64]:
    """How many parts of each group are from each place.

    Args:
        labels: the group of each part, −1 for none.
        origins: a number for where each is from, −1 where not known.
    """
    told = np.zeros((int(labels.max(initial=-1)) + 1, int(origins.max(initial=0)) + 1))
    rows = np.flatnonzero((labels >= 0) & (origins >= 0))
    np.add.at(told, (labels[rows], origins[rows]), 1.0)
    return told


def from_one_place(told: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much each two groups are from the same places, against what other groups are: −1 unlike, 0 as usual, 1 as hardly any others.

    Likeness is how much likelier the parts of one group are at places of the other than of all. What counts is how few of the other
    groups are as like to one of two: where all feedback is from two places, half of the groups are, and nothing follows.

    Args:
        told: parts of each group by place; see `told_where`. Groups without any are like none.

    Examples:
        >>> told = np.array([[20, 0, 0, 0], [20, 0, 0, 0], *[[0, 20, 0, 0]] * 7, *[[0, 0, 20, 0]] * 7])
        >>> from_one_place(told)[0, 1] > 0.9, from_one_place(told)[0, 3] < 0, from_one_place(told[:, 3:])[0, 1]
        (np.True_, np.True_, np.float64(0.0))
    """
    total = told.sum(axis=1, keepdims=True)
    lives = total[:, 0] > 0
    if lives.sum() < 3:
        return np.zeros((len(told), len(told)))
    usual = np.maximum(told.sum(axis=0) / max(told.sum(), 1), 1e-9)
    likelier = np.log((told + _USUAL * usual) / (total + _USUAL) / usual)
    alike = (told / np.maximum(total, 1)) @ likelier.T
    share = _share_as_alike((alike + alike.T) / 2, lives)
    bits = np.log2((1 - share) / share) / np.log2(_MOST)
    return np.asarray(np.where(lives & lives[:, None], np.clip((bits + bits.T) / 2, -1, 1), 0.0))


def _share_as_alike(alike: NDArray[np.float64], lives: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Of the other groups, the share that is more like to each group than another is, and half of those as like; never 0 nor 1."""
    count = int(lives.sum())
    compared = np.where(lives, alike, -np.inf)
    np.fill_diagonal(compared, -np.inf)
    ordered = np.sort(compared, axis=1)
    share = np.empty_like(alike)
    for row, values in enumerate(alike):
        fewer = np.searchsorted(ordered[row], values - 1e-9, "left")
        least = np.searchsorted(ordered[row], values + 1e-9, "right")
        share[row] = (len(alike) - (fewer + least) / 2) / (count - 1)
    edge = 0.5 / count
    return np.clip(share, edge, 1 - edge)
