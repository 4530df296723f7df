"""The Markov model of attribution: what would be lost without a channel?"""

import numpy as np
from numpy.typing import NDArray


def removal_effects(moves: NDArray[np.int64]) -> NDArray[np.float64]:
    """By channel, the share of conversions that would be lost if whoever came to it went no further.

    The first-order chain over start, channels, conversion and none is absorbing, so its fundamental matrix
    N = (I − Q)⁻¹ says all: the chance ever to come to channel c is N[start, c] / N[c, c], and what is lost with c is
    that times the chance of converting from c. Coming to the same channel twice in a row changes nothing.

    Source: E. Anderl et al., "Mapping the customer journey", IJRM 33 (2016).

    Args:
        moves: from start (0) and each channel, to each channel, to conversion and to none: how often.

    Examples:
        >>> moves = np.zeros((3, 5), dtype=int)  # start, a, b; to conversion, to none
        >>> moves[0, 1], moves[1, 2], moves[1, 4], moves[2, 3] = 2, 1, 1, 1  # a b: converted; a: not
        >>> moves[0, 2], moves[2, 4] = 2, 2  # b, twice: not
        >>> removal_effects(moves).round(3).tolist()
        [0.0, 0.333, 1.0]
    """
    channels = len(moves)
    effects = np.zeros(channels)
    known = np.flatnonzero(moves.sum(axis=1))
    if not moves[:, channels].any():
        return effects
    shares = moves[known] / moves[known].sum(axis=1, keepdims=True)
    reach = np.linalg.inv(np.eye(len(known)) - shares[:, known])
    converts = reach @ shares[:, channels]
    effects[known] = reach[0] / np.diag(reach) * converts / converts[0]
    effects[0] = 0.0
    return effects
