"""Texts as themes are held against them, kept so that a text is cut and read once, however often themes change."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.voice.embedding import Embedder, Vectors, beside, unit
from footpath.voice.kept import Kept, Told, each_once
from footpath.voice.keys import Keys, content_keys
from footpath.voice.themes.levelling import Level
from footpath.voice.themes.masking import Mask
from footpath.voice.themes.parts import Parts, read_parts

_RULES = 2  # raised when a text would be cut, or read, otherwise
_CHUNK = 4096  # texts read at once
_STEPS = 127  # between 0 and the largest number of a vector, each way: eight bits


def kept_parts(texts: Sequence[str], embedder: Embedder, mask: Mask, level: Level) -> Parts:
    """The parts of texts without what they say, from what was kept where the texts were read before.

    The vectors have eight bits a number, also the first time: a first and a later answer agree.
    """
    kept, ever, keys = _kept(embedder, mask, level), _ever_read(embedder, mask, level), content_keys(texts)
    ever.told(texts, lambda new: each_once(np.ones(len(new), dtype=ever.dtype)), keys)
    told = kept.told(texts, lambda new: _records(read_parts(new, embedder, mask, level), kept.dtype), keys)
    part = told.after_first()
    return Parts(
        part.starts,
        part.records["span"],
        [],
        _vectors(part.records["vector"]),
        _vectors(told.records["vector"][told.starts[:-1]]),
        part.records["speaks"],
    )


def read_in_chunks(texts: Sequence[str], embedder: Embedder, mask: Mask, level: Level) -> Iterator[Parts]:
    """`kept_parts` of some texts after the other: what is in memory does not grow with their number."""
    for at in range(0, len(texts), _CHUNK):
        yield kept_parts(texts[at : at + _CHUNK], embedder, mask, level)


def were_read(keys: Keys, embedder: Embedder, mask: Mask, level: Level) -> NDArray[np.bool_]:
    """Which of the texts that keys stand for were ever read so, whether or not their parts, which are large, are still kept."""
    return _ever_read(embedder, mask, level).known((), keys)


def _ever_read(embedder: Embedder, mask: Mask, level: Level) -> Kept:
    return beside(embedder, "read", version_of(embedder, mask, level), (("read", "?"),))


def _kept(embedder: Embedder, mask: Mask, level: Level) -> Kept:
    fields = (("span", "<i4", (2,)), ("speaks", "?"), ("vector", "i1", (embedder.dimensions,)))
    return beside(embedder, "parts", version_of(embedder, mask, level), fields)


def _records(parts: Parts, dtype: np.dtype[Any]) -> Told:
    """For each text a record of the whole, and then one of each part."""
    counts = np.diff(parts.starts) + 1
    records = np.zeros(int(counts.sum()), dtype=dtype)
    whole = np.cumsum(counts) - counts
    part = np.ones(len(records), dtype=bool)
    part[whole] = False
    records["vector"][whole] = _steps(parts.around)
    records["vector"][part] = _steps(parts.alone)
    records["span"][part] = parts.spans
    records["speaks"][part] = parts.speaks
    return Told(counts, records)


def _steps(vectors: Vectors) -> NDArray[np.int8]:
    largest = np.abs(vectors).max(axis=1, keepdims=True, initial=1e-9)
    return np.asarray(np.rint(vectors * (_STEPS / largest)), dtype=np.int8)


def _vectors(steps: NDArray[np.int8]) -> Vectors:
    return unit(steps.astype(np.float32))


def version_of(embedder: Embedder, mask: Mask, level: Level, *more: str | NDArray[Any]) -> str:
    """Changes with how texts are cut and read, and with ``more`` that something depends on."""
    told = hashlib.blake2b("\n".join([str(_RULES), embedder.name, *sorted(mask.names)]).encode(), digest_size=8)
    told.update(level.rows.astype("<f2").tobytes())
    for one in more:
        told.update(one.encode() if isinstance(one, str) else np.ascontiguousarray(one).tobytes())
    return told.hexdigest()
