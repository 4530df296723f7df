"""Answers weighted so that those who gave them stand for all: inverse probabilities of answering, by logistic regression.

Sources: P. R. Rosenbaum and D. B. Rubin, "The central role of the propensity score", Biometrika 70 (1983); K. Hirano, G. W.
Imbens and G. Ridder, "Efficient estimation of average treatment effects using the estimated propensity score", Econometrica 71
(2003), for the variance, which takes into account that the probabilities are estimated.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from footpath.model.intervals import Z95

TRIMMED = 0.99  # weights beyond this quantile count as that
RIDGE = 1.0  # on standardised columns: what nobody would notice, but finite where a column parts the sides
_STEPS, _NEAR = 50, 1e-10
Floats = NDArray[np.float64]


class Answered(Protocol):
    """What is weighed, an entry for each customer."""

    @property
    def answers(self) -> NDArray[np.int64]: ...
    @property
    def total(self) -> Floats: ...


@dataclass(frozen=True)
class Weighed:
    """Attributes:
    mean, error: of the answers, weighted, and its standard error.
    weights: of those who answered, 0 for the others.
    effective: so many answering customers of equal weight would be as sure.
    unlike: the part of the others to whom hardly anybody who answered is alike.
    """

    mean: float
    error: float
    weights: Floats
    effective: float
    unlike: float

    @property
    def ends(self) -> tuple[float, float]:
        return self.mean - Z95 * self.error, self.mean + Z95 * self.error


def reweigh(facts: Floats, responded: NDArray[np.bool_], counts: Floats, lines: Answered) -> Weighed:
    """The mean of all answers as if everybody had answered as those do who are like them.

    Args:
        facts: by customer and feature; constant features do no harm.
        responded: who answered.
        counts: for how many customers each line stands, for of many only some are looked at.
    """
    columns = _columns(facts, counts)
    chance = _chances(columns, responded, counts)
    weights = np.where(responded, counts / chance, 0.0)
    weights = np.minimum(weights, np.quantile(weights[responded], TRIMMED))
    mean = float(weights @ lines.total / (weights @ lines.answers))
    beyond = weights * (lines.total - mean * lines.answers)
    slopes = columns * (counts * (responded - chance))[:, None]
    fitted = slopes @ np.linalg.lstsq(slopes, beyond, rcond=None)[0]
    error = float(np.sqrt(np.square(beyond - fitted).sum()) / (weights @ lines.answers))
    effective = float(weights.sum() ** 2 / np.square(weights).sum())
    least = np.quantile(chance[responded], 0.005)
    unlike = float(counts[~responded & (chance < least)].sum() / counts[~responded].sum())
    return Weighed(mean, error, weights, effective, unlike)


def moments(facts: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Weighted mean and variance of each feature."""
    mean = weights @ facts / weights.sum()
    return mean, weights @ np.square(facts - mean) / weights.sum()


def _columns(facts: Floats, counts: Floats) -> Floats:
    """Standardised, with the squares of those that are amounts, and a constant."""
    mean, variance = moments(facts, counts)
    varied = facts[:, variance > 1e-12]
    scaled = (varied - mean[variance > 1e-12]) / np.sqrt(variance[variance > 1e-12])
    amounts = [column for column in scaled.T if ((column > column.min()) & (column < column.max())).any()]
    squares = [np.square(column) - 1 for column in amounts]
    return np.column_stack([np.ones(len(facts)), scaled, *squares])


def _chances(columns: Floats, responded: NDArray[np.bool_], counts: Floats) -> Floats:
    """Each one's probability of answering, by Newton's method with halved steps."""
    ridge = np.full(columns.shape[1], RIDGE)
    ridge[0] = 0.0
    beta = np.zeros(columns.shape[1])
    share = counts @ responded / counts.sum()
    beta[0] = np.log(share / (1 - share))

    def loss(at: Floats) -> float:
        line = columns @ at
        return float(counts @ (np.logaddexp(0, line) - responded * line) + ridge @ np.square(at) / 2)

    now = loss(beta)
    for _ in range(_STEPS):
        chance = _logistic(columns @ beta)
        slope = columns.T @ (counts * (responded - chance)) - ridge * beta
        curve = (columns * (counts * chance * (1 - chance))[:, None]).T @ columns + np.diag(ridge + 1e-9)
        step = np.linalg.solve(curve, slope)
        while (then := loss(beta + step)) > now and np.abs(step).max() > _NEAR:
            step /= 2
        beta, done = beta + step, now - then < _NEAR * abs(now)
        now = then
        if done:
            break
    return np.maximum(_logistic(columns @ beta), 1e-6)


def _logistic(line: Floats) -> Floats:
    return np.asarray(0.5 * (1 + np.tanh(line / 2)), dtype=np.float64)
