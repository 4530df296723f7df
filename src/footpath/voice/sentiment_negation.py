"""What a "not" turns round: "not bad at all" praises, "not friendly" blames, "no complaints" is a compliment.

The encoder hears which words there are better than what a small word does to them; this is what it is told besides, in the languages
that it knows. A particle counts where it stands before a word of judgement with at most four small words between ("no lo recomiendo"),
or behind it where the language puts it there ("je n'aime pas", "gefällt mir nicht"); so does what denies without a "not" ("hardly",
"far from"), and phrases that only mean what they mean together ("couldn't be better", "never again"). "Not only", "no doubt" and
their like turn nothing round. The words stand in `sentiment_negation*.toml`.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from footpath.voice.sentiment_negation_cues import folded, spoken_in

WEIGHT = 4.0  # logits that one such phrase moves a short text by
_SHORT = 80  # characters; in a longer text the phrase is one among others
_READ = 2000
_SEARCHED = 10_000  # characters in which a phrase may stand: as far as a text is cut, and what is read of its last part
_UNDONE = -0.25  # "did not arrive": the encoder hears most of it, and ratings teach the rest
_SIDES = {"praise": 1.0, "blame": -1.0, "too_good": 1.0, "too_bad": -1.0, "undone": _UNDONE, None: 0.0}


def turns(text: str) -> bool:
    """Whether the text, or any part of it, has a phrase that `signs` counts.

    Examples:
        >>> turns("It is good. It is not good."), turns("It is good.")
        (True, False)
    """
    return any(side for _, _, side in _phrases(text[:_SEARCHED]))


def _apart(text: str) -> Iterator[tuple[int, int, float]]:
    """The phrases that share no letter: of two that do, the one that begins first, then the longer one."""
    end = 0
    for phrase in sorted(_phrases(text), key=lambda phrase: (phrase[0], -phrase[1])):
        if phrase[0] >= end:
            end = phrase[1]
            yield phrase


def _phrases(text: str) -> Iterator[tuple[int, int, float]]:
    """Where each phrase begins and ends in the folded text, and whether it praises (above 0), blames (below) or does neither."""
    read = folded(text)
    for language in spoken_in(read):
        for found in language.phrase.finditer(read):
            yield found.start(), found.end(), _SIDES[found.lastgroup]


def signs(texts: Sequence[str]) -> NDArray[np.float64]:
    """How far what a "not" turns round moves each text: 0 not at all, above to the good, below to the bad, at most 2.

    A phrase moves a short text by 1, twice as far where it is all that the text says, a long one by less.

    Examples:
        >>> signs(["Not bad.", "I was told that it is not bad.", "It is good."]).round(1).tolist()
        [1.9, 1.2, 0.0]
    """
    return np.array([_sign(text) for text in texts])


def _sign(text: str) -> float:
    said = sum(side * (1 + (end - start) / len(text)) for start, end, side in _apart(text[:_READ]))
    return float(np.clip(said, -2, 2)) * min(1.0, _SHORT / max(len(text), 1))


def moved(sign: NDArray[np.float64]) -> NDArray[np.float64]:
    """What `signs` adds to the logits of negative, neutral and positive: n × 3."""
    return WEIGHT / 2 * sign[:, None] * np.array([-1.0, 0.0, 1.0])


def with_negations(shares: NDArray[np.float64], texts: Sequence[str]) -> NDArray[np.float64]:
    """Shares of negative, neutral and positive, moved by what a "not" turns round in each text: n × 3."""
    raised = shares * np.exp(moved(signs(texts)))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))
