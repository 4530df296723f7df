"""The loops of the sentence encoder that are no matrix product: sums over windows of tokens, compiled, a text's numbers never leaving the
memory next to the processor.

Imported when the encoder opens: the compiler takes a third of a second to load.
"""

import numba
import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Places = NDArray[np.int64]


@numba.njit(nogil=True, cache=True, fastmath={"reassoc", "contract"})
def window_inputs(tables: Matrix, windows: Places, centre: int, given: Matrix, bias: Matrix, out: Matrix) -> None:
    """The first layer of each different window: what its tokens say at their places in it, and what its own token is given.

    Args:
        tables: tokens × places × d: what a token says at each place of a window.
        windows: codes of the tokens of each window, n × places.
        centre: the place of the window's own token.
    """
    width = given.shape[1]
    for row in range(windows.shape[0]):
        for column in range(width):
            out[row, column] = bias[column]
        for place in range(windows.shape[1]):
            said = tables[windows[row, place], place]
            for column in range(width):
                out[row, column] += said[column]
        own = given[windows[row, centre]]
        for column in range(width):
            out[row, column] = max(out[row, column], np.float32(0)) + own[column]


@numba.njit(nogil=True, cache=True, fastmath={"reassoc", "contract"})
def add_windows(
    products: Matrix, inner: Matrix, window_of: Places, row: Places, before: int, bias: Matrix, out: Matrix, first: int
) -> None:
    """The second layer of each token: what the windows around it say at their places, and its own.

    Args:
        products: windows × places × d: what each window says at each place.
        window_of: by place in the row of all tokens, which window stands there.
        row: places of the tokens in that row.
        out: tokens × all kinds of windows; columns from ``first`` are written.
    """
    places, width = products.shape[1], products.shape[2]
    for at in range(row.size):
        told = out[at, first : first + width]  # a view: indexes that start at 0 make a loop of whole registers
        for column in range(width):
            told[column] = bias[column]
        for place in range(places):
            said = products[window_of[row[at] + place - before], place]
            for column in range(width):
                told[column] += said[column]
        own = inner[window_of[row[at]]]
        for column in range(width):
            told[column] = max(told[column], np.float32(0)) + own[column]


@numba.njit(nogil=True, cache=True, fastmath={"reassoc", "contract"})
def sum_levelled(raw: Matrix, code: Places, said: Matrix, starts: Places, eps: float, out: Matrix) -> None:
    """For each text the sum over its tokens of what each is and what is said of it, each brought to mean 0 and spread 1.

    Args:
        raw: what each different token is.
        code: which one each token is.
        said: tokens × what their windows say.
        starts: where the tokens of each text begin, and the end.
    """
    own, width = raw.shape[1], raw.shape[1] + said.shape[1]
    for text in range(starts.size - 1):
        taken = np.float32(0)
        for column in range(width):
            out[text, column] = 0
        for at in range(starts[text], starts[text + 1]):
            token = code[at]
            total, square = np.float32(0), np.float32(0)
            for column in range(own):
                value = raw[token, column]
                total += value
                square += value * value
            for column in range(width - own):
                value = said[at, column]
                total += value
                square += value * value
            mean = total / np.float32(width)
            spread = max(square / np.float32(width) - mean * mean, np.float32(0))
            weight = np.float32(1 / np.sqrt(spread + eps))
            for column in range(own):
                out[text, column] += weight * raw[token, column]
            for column in range(width - own):
                out[text, own + column] += weight * said[at, column]
            taken += weight * mean
        for column in range(width):
            out[text, column] -= taken
