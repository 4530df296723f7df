"""Which language is a text in?"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from footpath.voice.kept import Kept, Told, each_once

_RULES = 1  # raised when a text would be taken to be in another language
_LEAST_LETTERS = 8
_LEAST_CONFIDENCE = 0.8
_SURE_CONFIDENCE = 0.5  # enough for a language that most of the other texts are in
_LANGUAGES = "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nl no pl pt ro ru sk sl sr sv sw ta th tr uk ur vi zh"


def language(texts: Sequence[str], cache_dir: Path | None = None) -> list[str]:
    """The ISO 639-1 code of each text's language; empty where that is not sure.

    A short text that may be in several languages is taken to be in the one that most of the sure ones are in, if that is
    one of its two likeliest. Order plays no part.

    Args:
        cache_dir: where it is kept by content what each text may be in, so that no text is looked at twice.

    Examples:
        >>> language(["The parcel arrived two weeks late.", "Das Paket kam zwei Wochen zu spät.", "ok", ""])
        ['en', 'de', '', '']
    """
    kept = Kept(cache_dir, "languages", str(_RULES), (("code", "<U3", (2,)), ("share", "<f4", (2,))))
    told = kept.told(texts, lambda new: _guesses(new, kept.dtype)).records
    first, second, share = told["code"][:, 0], told["code"][:, 1], told["share"][:, 0]
    sure = (first != "") & (share >= _LEAST_CONFIDENCE)
    codes, counts = np.unique(first[sure], return_counts=True)
    if len(codes):
        usual = codes[counts.argmax()]
        found = np.where(sure, first, np.where((first == usual) | (second == usual), usual, ""))
    else:
        found = np.where(share >= _SURE_CONFIDENCE, first, "")
    return [str(code) for code in found.tolist()]


def _guesses(texts: Sequence[str], dtype: np.dtype[Any]) -> Told:
    records = np.zeros(len(texts), dtype=dtype)
    for record, text in zip(records, texts, strict=True):
        for place, (code, share) in enumerate(_guess(text)):
            record["code"][place], record["share"][place] = code, share
    return each_once(records)


def _guess(text: str) -> list[tuple[str, float]]:
    """The two likeliest languages with their probabilities, none for a text too short to say."""
    head = text[:300]
    if sum(character.isalpha() for character in head) < _LEAST_LETTERS:
        return []
    return [(str(code), float(share)) for code, share in _identifier().rank(head)[:2]]


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.labels)
    identifier.set_languages([code for code in _LANGUAGES.split() if code in known])
    return identifier
