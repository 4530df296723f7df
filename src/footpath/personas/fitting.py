"""Groups of points: centres by k-means from many starts, then a mixture of normal clouds around them.

Sources: D. Arthur and S. Vassilvitskii, "k-means++", SODA (2007); S. Lloyd, "Least squares quantization in PCM", IEEE Transactions on
Information Theory 28 (1982); G. McLachlan and D. Peel, Finite Mixture Models (2000).
"""

from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
ROUNDS = 40
LEAST_VARIANCE = 0.05  # of a cloud along an axis, as a part of everybody's: no cloud is a point


@dataclass(frozen=True, eq=False)
class Clouds:
    """Groups as normal clouds: k centres in m axes, their covariances (all of one cloud's size and turn), their shares.

    Attributes:
        roots: of each group, what makes its cloud round: the inverse of the Cholesky factor of its covariance.
    """

    centres: Floats
    roots: Floats
    shares: Floats

    @property
    def count(self) -> int:
        return len(self.centres)

    def reordered(self, order: Codes) -> "Clouds":
        """The same groups in another order."""
        return Clouds(self.centres[order], self.roots[order], self.shares[order])

    def log_densities(self, places: Floats) -> Floats:
        """The logarithm of each group's share times its density, but for what all groups have in common."""
        found = np.empty((len(places), self.count))
        for group in range(self.count):
            away = (places - self.centres[group]) @ self.roots[group].T
            size = np.log(np.diag(self.roots[group])).sum()
            found[:, group] = np.log(self.shares[group]) + size - 0.5 * (away**2).sum(axis=1)
        return found

    def probabilities(self, places: Floats) -> Floats:
        """How likely each group is, by point; each row adds up to 1."""
        logs = self.log_densities(places)
        odds = np.exp(logs - logs.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def fit_centres(places: Floats, count: int, seed: int, starts: int = 8) -> Floats:
    """The centres for which points are nearest to theirs, of several starts the best."""
    return _best_centres(np.ascontiguousarray(places), count, starts, seed, ROUNDS)


def nearest(places: Floats, centres: Floats) -> Codes:
    """The nearest centre of each point, of equally near ones the first."""
    return _nearest(np.ascontiguousarray(places), centres)


def fit_clouds(places: Floats, centres: Floats, rounds: int = 0) -> Clouds:
    """A cloud around each centre, of the points that are nearest to it, then ``rounds`` times of those likely in it."""
    count = len(centres)
    belongs = np.eye(count)[nearest(places, centres)]
    clouds = _clouds(places, belongs)
    for _ in range(rounds):
        clouds = _clouds(places, clouds.probabilities(places))
    return clouds


def _clouds(places: Floats, belongs: Floats) -> Clouds:
    n, axes = places.shape
    size = belongs.sum(axis=0) + 1e-9
    centres = belongs.T @ places / size[:, None]
    floor = np.diag(places.var(axis=0) * LEAST_VARIANCE + 1e-9)
    drawn = axes + 2.0  # points of an average cloud that are added to everyone's own
    own = [
        ((places - centre) * part[:, None]).T @ (places - centre)
        for centre, part in zip(centres, belongs.T, strict=True)
    ]
    common = sum(own) / n
    roots = [
        np.linalg.inv(np.linalg.cholesky((one + drawn * common) / (weight + drawn) + floor))
        for one, weight in zip(own, size, strict=True)
    ]
    return Clouds(centres, np.array(roots), (size + 1) / (size + 1).sum())


@numba.njit(nogil=True, cache=True)
def _nearest(places: Floats, centres: Floats) -> Codes:
    found = np.empty(places.shape[0], np.int64)
    for i in range(places.shape[0]):
        best, at = np.inf, 0
        for g in range(centres.shape[0]):
            away = 0.0
            for a in range(places.shape[1]):
                step = places[i, a] - centres[g, a]
                away += step * step
            if away < best:
                best, at = away, g
        found[i] = at
    return found


@numba.njit(nogil=True, cache=True)
def _best_centres(places: Floats, count: int, starts: int, seed: int, rounds: int) -> Floats:
    np.random.seed(seed)
    best, found = np.inf, np.empty((count, places.shape[1]))
    for _ in range(starts):
        centres = _scattered(places, count)
        for _ in range(rounds):
            moved = _moved(places, centres)
            change = np.abs(moved - centres).max()
            centres = moved
            if change < 1e-4:
                break
        away = _spent(places, centres)
        if away < best:
            best, found = away, centres
    return found


@numba.njit(nogil=True, cache=True)
def _scattered(places: Floats, count: int) -> Floats:
    """k-means++: each further centre is a point, the likelier the farther it is from all that are chosen."""
    n, axes = places.shape
    centres = np.empty((count, axes))
    away = np.full(n, np.inf)
    at = np.random.randint(n)
    for g in range(count):
        centres[g] = places[at]
        total = 0.0
        for i in range(n):
            d = 0.0
            for a in range(axes):
                step = places[i, a] - centres[g, a]
                d += step * step
            away[i] = min(away[i], d)
            total += away[i]
        wanted, at = np.random.random() * total, 0
        while at < n - 1 and wanted > away[at]:
            wanted -= away[at]
            at += 1
    return centres


@numba.njit(nogil=True, cache=True)
def _moved(places: Floats, centres: Floats) -> Floats:
    """The mean of the points nearest to each centre; a centre without a point stays."""
    total, n = np.zeros(centres.shape), np.zeros(centres.shape[0])
    codes = _nearest(places, centres)
    for i in range(places.shape[0]):
        n[codes[i]] += 1
        for a in range(places.shape[1]):
            total[codes[i], a] += places[i, a]
    for g in range(centres.shape[0]):
        for a in range(centres.shape[1]):
            total[g, a] = total[g, a] / n[g] if n[g] > 0 else centres[g, a]
    return total


@numba.njit(nogil=True, cache=True)
def _spent(places: Floats, centres: Floats) -> float:
    codes, total = _nearest(places, centres), 0.0
    for i in range(places.shape[0]):
        for a in range(places.shape[1]):
            step = places[i, a] - centres[codes[i], a]
            total += step * step
    return total
