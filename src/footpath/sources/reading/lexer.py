"""Is a delimited text well formed? One pass over its bytes, before anything is parsed."""

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

_NEWLINE, _RETURN = 10, 13
# places in the state
_QUOTED, _CLOSED, _FIELDS, _BYTES, _LAST = range(5)
_RECORDS, _RAGGED, _LONGEST, _BAD_QUOTES, _NULS, _LONE_RETURNS, _BLANKS, _RETURNED = range(5, 13)


class Survey(NamedTuple):
    """What a pass over a text found; ``records`` counts the header too."""

    records: int
    ragged: int
    longest: int
    bad_quotes: int
    nuls: int
    lone_returns: int
    blanks: int
    returned: int  # records that end in a carriage return and a newline

    @property
    def clean(self) -> bool:
        mixed = 0 < self.returned < self.records
        return not (self.ragged or self.bad_quotes or self.lone_returns or self.blanks or mixed)


class Lexer:
    """Counts records and what is wrong with them, over chunks of bytes fed in order.

    A field may be quoted; inside it a doubled quote is one quote and newlines are text (RFC 4180). A record is ragged
    when it has not ``fields`` fields.
    """

    def __init__(self, delimiter: str, fields: int, quote: str = '"') -> None:
        self._delimiter, self._quote, self._expected = ord(delimiter), ord(quote), fields
        self._state = np.zeros(13, dtype=np.int64)
        self._state[_LAST] = _NEWLINE

    def feed(self, chunk: bytes) -> None:
        data = np.frombuffer(chunk, dtype=np.uint8)
        _scan(data, self._state, self._delimiter, self._quote, self._expected)

    @property
    def record_bytes(self) -> int:
        """The length so far of the record that is being read, or of the longest before it."""
        return int(max(self._state[_BYTES], self._state[_LONGEST]))

    @property
    def nuls(self) -> int:
        return int(self._state[_NULS])

    @property
    def records(self) -> int:
        return int(self._state[_RECORDS])

    def close(self) -> Survey:
        state = self._state
        if state[_LAST] != _NEWLINE:
            self.feed(b"\r\n" if state[_RETURNED] else b"\n")
        return Survey(
            records=int(state[_RECORDS]),
            ragged=int(state[_RAGGED]),
            longest=int(state[_LONGEST]),
            bad_quotes=int(state[_BAD_QUOTES] + (state[_QUOTED] > 0)),
            nuls=int(state[_NULS]),
            lone_returns=int(state[_LONE_RETURNS]),
            blanks=int(state[_BLANKS]),
            returned=int(state[_RETURNED]),
        )


@numba.njit(nogil=True, cache=True)
def _scan(data: NDArray[np.uint8], state: NDArray[np.int64], delimiter: int, quote: int, expected: int) -> None:
    quoted, closed, fields, size = state[_QUOTED], state[_CLOSED], state[_FIELDS], state[_BYTES]
    last = state[_LAST]
    plain = np.ones(256, dtype=np.bool_)
    for special in (0, _NEWLINE, _RETURN, quote, delimiter):
        plain[special] = False
    at = 0
    while at < data.size:
        if not closed and last != _RETURN:
            start = at
            while at < data.size and plain[data[at]]:
                at += 1
            if at > start:
                size += at - start
                last = np.int64(data[at - 1])
                continue
        byte = np.int64(data[at])
        at += 1
        size += 1
        if byte == 0:
            state[_NULS] += 1
        if quoted:
            if byte == quote:
                quoted, closed = 0, 1
        elif byte == quote:
            if closed and last == quote:
                quoted, closed = 1, 0  # a doubled quote
            elif last in (delimiter, _NEWLINE):
                quoted = 1
            else:
                state[_BAD_QUOTES] += 1
        elif byte == delimiter:
            fields += 1
            closed = 0
        elif byte == _NEWLINE:
            if size == 1 or (size == 2 and last == _RETURN):
                state[_BLANKS] += 1
            else:
                state[_RECORDS] += 1
                state[_RETURNED] += last == _RETURN
                if fields + 1 != expected:
                    state[_RAGGED] += 1
            if size > state[_LONGEST]:
                state[_LONGEST] = size
            fields, size, closed = 0, 0, 0
        else:
            if last == _RETURN:
                state[_LONE_RETURNS] += 1
            if closed and byte != _RETURN:
                state[_BAD_QUOTES] += 1
                closed = 0
        last = byte
    state[_QUOTED], state[_CLOSED], state[_FIELDS], state[_BYTES], state[_LAST] = quoted, closed, fields, size, last
