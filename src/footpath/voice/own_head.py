"""A head of a company's own, from few ratings: two views of one text, each held to what the shipped head says.

One view gives each class weights of its own, the other puts texts on a line from worst to best and cuts it (`footpath.voice.ordered`): the first
knows that neither good nor bad has words of its own, the second that four stars are less than five. Their shares are averaged as
logarithms. Both start from the shipped head, heard in the whole text and in its parts; how much either counts is learned with little
restraint (few numbers), what single directions of the vectors mean with more.

What was tried and how much each step brought: docs/sentiment.md.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from footpath.voice.ordered import fit_line, line_shares
from footpath.voice.sentiment_negation import WEIGHT, moved
from footpath.voice.softmax import Numbers, fit_head
from footpath.voice.threads import one_blas_thread
from footpath.voice.whole_and_parts import Heard

_PARTS = 0.6  # how much the parts count where nothing is learned, beside the whole
_SPREAD = 1.4  # a mean of two is tamer than either
_HELD = 3.0  # how firmly it is held how much the shipped head counts
_REACH = 2.0  # length of the vectors, which are 1 long otherwise
_BOUND = 1 / 3  # experience beyond which a rating is good or bad; stars 1–2, 3, 4–5
_BANDS = (-0.75, -_BOUND, _BOUND, 0.75)  # five levels: the stars of a scale of five
_FAR = 1e3
_LEAST = 1e-9
_ITERATIONS = 60
_SIDES = np.array([-1.0, 0.0, 1.0])


@dataclass(frozen=True)
class OwnHead:
    """Weights over whole and parts.

    Attributes:
        weights: (2 × d + 1) × 4: the three classes, then the line; the last row is the intercept.
        low: place on the line below which a text is bad.
        high: place beyond which it is good.
    """

    weights: Numbers = field(repr=False)
    low: float
    high: float

    def shares(self, heard: Heard) -> Numbers:
        """Shares of negative, neutral and positive for each text: n × 3."""
        width = heard.whole.shape[1]
        with one_blas_thread():
            told = heard.whole.astype(np.float64) @ self.weights[:width]
            told += heard.parts.astype(np.float64) @ self.weights[width:-1] + self.weights[-1]
        sign = _sign(heard)
        logits = told[:, :3] + moved(sign)
        logits -= logits.max(axis=1, keepdims=True)
        of_line = np.maximum(line_shares(told[:, 3] + WEIGHT * sign, self.low, self.high), _LEAST)
        logits -= np.log(np.exp(logits).sum(axis=1, keepdims=True))
        both = np.exp((np.maximum(logits, np.log(_LEAST)) + np.log(of_line)) / 2)
        return np.asarray(both / both.sum(axis=1, keepdims=True))


def classes_of(experience: NDArray[np.float64]) -> NDArray[np.int64]:
    """0 negative, 1 neutral, 2 positive.

    Examples:
        >>> classes_of(np.array([-1, -0.5, 0, 0.5, 1])).tolist()
        [0, 0, 1, 2, 2]
    """
    return (experience > -_BOUND).astype(np.int64) + (experience > _BOUND)


def fit_own_head(heard: Heard, felt: Numbers, strength: float, shipped: Numbers | None) -> OwnHead:
    """The head that the ratings make likeliest.

    Args:
        felt: experience that each text was rated with, −1 to 1.
        strength: how firmly each direction of the vectors is held to what the shipped head says of it.
        shipped: the shipped head, None for vectors that have none.
    """
    width, sign = heard.whole.shape[1], _sign(heard)
    guess = np.zeros((width + 1, 0)) if shipped is None else shipped - shipped.mean(axis=1, keepdims=True)
    views = [_SPREAD * (1 - _PARTS) * _told(heard.whole, guess), _SPREAD * _PARTS * _told(heard.parts, guess)]
    vectors = _REACH * ((1 - _PARTS) * heard.whole + _PARTS * heard.parts).astype(np.float64)
    known = guess.shape[1]

    features = np.column_stack([*views, vectors])
    penalty = np.concatenate([np.full(2 * known, _HELD), np.full(width, strength)])
    prior = np.zeros((2 * known + width + 1, 3))
    prior[: 2 * known] = np.tile(np.eye(known, 3), (2, 1))
    classes = fit_head(
        features,
        np.eye(3)[classes_of(felt)],
        penalty / len(felt),
        prior=prior,
        offset=moved(sign),
        iterations=_ITERATIONS,
    )

    sides = [view @ _SIDES[:, None] for view in views] if known else []
    ahead = np.ones(len(sides))
    line, low, high = _fit_levels(
        np.column_stack([*sides, vectors]),
        felt,
        np.concatenate([ahead, np.zeros(width)]),
        np.concatenate([_HELD * ahead, np.full(width, strength)]),
        WEIGHT * sign,
    )
    spread = np.concatenate([np.outer(_SIDES, each) for each in line[: len(sides)]]) if known else np.empty((0, 1))
    both = np.column_stack([classes[:-1], np.concatenate([spread.reshape(2 * known, 1), line[len(sides) :, None]])])
    return OwnHead(_over_vectors(both, np.append(classes[-1], 0.0), guess), low, high)


def _told(vectors: NDArray[np.float32], head: Numbers) -> Numbers:
    with one_blas_thread():
        return np.asarray(vectors.astype(np.float64) @ head[:-1] + head[-1])


def _sign(heard: Heard) -> Numbers:
    return np.asarray((1 - _PARTS) * heard.whole_turned + _PARTS * heard.parts_turned)


def _fit_levels(
    features: Numbers, felt: Numbers, prior: Numbers, penalty: Numbers, offset: Numbers
) -> tuple[Numbers, float, float]:
    """The line, and where on it bad ends and good begins: far off for a side that nobody rated."""
    bands, levels = np.unique(np.digitize(felt, _BANDS, right=True), return_inverse=True)
    line, cuts = fit_line(features, levels, prior, penalty, offset)
    ends = np.concatenate([[-_FAR], cuts, [_FAR]])
    return line, float(ends[np.sum(bands < 2)]), float(ends[np.sum(bands < 3)])  # band 2 is that of the neutral


def _over_vectors(both: Numbers, intercept: Numbers, guess: Numbers) -> Numbers:
    """Weights over what the shipped head says and over the vectors, as weights over the vectors alone."""
    known = guess.shape[1]
    of_whole, of_parts, rest = both[:known], both[known : 2 * known], _REACH * both[2 * known :]
    whole = _SPREAD * (1 - _PARTS) * guess @ of_whole
    parts = _SPREAD * _PARTS * guess @ of_parts
    return np.concatenate(
        [whole[:-1] + (1 - _PARTS) * rest, parts[:-1] + _PARTS * rest, [whole[-1] + parts[-1] + intercept]]
    )
