"""Which words of a text say what a feeling is about?"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

_REASON = re.compile(
    r"(?<!\w)(?:because(?:\s+of)?|due\s+to|the\s+reason\s+is|porque|por\s+causa\s+d[eoa]s?|pois|debido\s+a|ya\s+que|puesto\s+que|weil|wegen|da\s+ich|"
    r"parce\s+que?|parce\s+qu'|à\s+cause\s+d[eu]s?|perché|a\s+causa\s+d(?:i|el|ella)|omdat|потому\s+что|из-за)(?!\w)|因为|ので、?|から、",
    re.IGNORECASE,
)
_CARRIES = 0.2  # share of the feeling from which the part beside it speaks of it too
_FEELING_ALONE = 5  # words up to which a part may be no more than "I am furious."


def cause(text: str, spans: Sequence[tuple[int, int]], weight: ArrayLike | None = None) -> tuple[int, int]:
    """Start and end of the part that says what the feeling is about.

    That is what follows "because", in any of a dozen languages; else the part that carries the feeling most. A part of a few words that
    only names a feeling ("I am furious.") gives way to the part beside it that carries it next.

    Args:
        spans: the parts of the text, see `footpath.voice.clauses`.
        weight: how much of the feeling each part carries; without it the first part is taken.

    Examples:
        >>> said = "I am furious. The driver threw the parcel over the fence. It was Monday."
        >>> spans = [(0, 13), (14, 57), (58, 72)]
        >>> said[slice(*cause(said, spans, [0.9, 0.4, 0.1]))]
        'The driver threw the parcel over the fence.'
        >>> said = "I am worried because the reply took 9 days."
        >>> said[slice(*cause(said, [(0, 43)]))]
        'because the reply took 9 days.'
    """
    if not spans:
        return 0, len(text)
    weights = np.ones(len(spans)) if weight is None else np.asarray(weight, dtype=np.float64)
    best = int(weights.argmax())
    for place in [best, *[beside for beside in (best + 1, best - 1) if 0 <= beside < len(spans)]]:
        start, end = spans[place]
        given = [found.start() for found in _REASON.finditer(text, start, end) if end - found.end() >= 3]
        if given:
            return given[0], end
    beside = [place for place in (best - 1, best + 1) if 0 <= place < len(spans)]
    if beside and len(text[slice(*spans[best])].split()) <= _FEELING_ALONE and weights[best] < 1:
        other = max(beside, key=lambda place: float(weights[place]))
        if weights[other] >= _CARRIES and len(text[slice(*spans[other])].split()) > _FEELING_ALONE:
            return spans[other]
    return spans[best]
