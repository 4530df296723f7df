"""Which groups of parts are details that go with any subject: "it was a present", "I live in Bonn", "the second time"?

A detail seldom stands by itself, and what it stands beside is anything. A subject mostly stands by itself, or beside few others.
Long texts say more of everything than short ones do, so a group is also held against those that it stands beside: a detail has
more company than they have, a subject that long texts are about has no more.
"""

import numpy as np
from numpy.typing import NDArray

_MORE_COMPANY = 1.7  # times as many other groups in the same text as groups have on average
_AS_THOSE = 1.0  # the same against those that it stands beside, below which a group of long texts is no detail
_MORE_THAN_THOSE = 1.3  # the same, for sure, from which a group of short texts is one
_LEAST_COMPANY = 0.4  # other groups in the same text, where most texts have one part and the average says nothing
_LEAST_SEEN = 15  # companions of all its texts, below which nothing is known
_ANYTHING = 1.0  # nats by which the company differs from that of chance, below which it may be anything


def are_details(labels: NDArray[np.int64], text: NDArray[np.int64]) -> NDArray[np.bool_]:
    """For each group whether it is a detail.

    Args:
        labels: the group of each part, −1 for none.
        text: the text of each part.

    Examples:
        >>> text = np.repeat(np.arange(200), 2)
        >>> labels = np.array([group for n in range(200) for group in (n % 4, 4 if n < 40 else -1)])
        >>> are_details(labels, text).tolist()
        [False, False, False, False, True]
    """
    count = int(labels.max(initial=-1)) + 1
    together, texts = _together(labels, text, count)
    company = together.sum(axis=1)
    each = company / np.maximum(texts, 1)
    usual = company.sum() / max(texts.sum(), 1)
    of_those = (together @ each) / np.maximum(company, 1)
    more = each / np.maximum(of_those, 1e-9)
    often = (each >= max(_MORE_COMPANY * usual, _LEAST_COMPANY)) & (more >= _AS_THOSE)
    surely = more * (1 - 1 / np.sqrt(np.maximum(company, 1))) >= _MORE_THAN_THOSE
    return np.asarray(
        (often | surely) & (company >= _LEAST_SEEN) & (_choosy(together, texts) < _ANYTHING),
        dtype=bool,
    )


def _together(
    labels: NDArray[np.int64], text: NDArray[np.int64], count: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """In how many texts each two groups stand together, 0 for one with itself, and in how many each stands."""
    rows = np.flatnonzero(labels >= 0)
    places, owner = np.unique(text[rows], return_inverse=True)
    stands = np.zeros((len(places), count), dtype=np.float32)
    stands[owner, labels[rows]] = 1
    both = (stands.T @ stands).astype(np.float64)
    texts = both.diagonal().copy()
    np.fill_diagonal(both, 0)
    return both, texts


def _choosy(together: NDArray[np.float64], texts: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far the company of each group is from one by chance: Kullback-Leibler divergence, less what few texts add to it.

    Source: the correction is that of G. Miller, "Note on the bias of information estimates" (1955).
    """
    count = len(texts)
    company = np.maximum(together.sum(axis=1, keepdims=True), 1)
    others = np.tile(texts, (count, 1))
    np.fill_diagonal(others, 0)
    chance = company * others / np.maximum(others.sum(axis=1, keepdims=True), 1)
    told = together * np.log(np.maximum(together, 1) / np.maximum(chance, 1e-9))
    return np.asarray((told.sum(axis=1) - (count - 1) / 2) / company[:, 0])
