"""What a company's own rated texts teach about how its customers put things, and how far that can be trusted."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from footpath.errors import SpecError
from footpath.voice.embedding import CachedEmbedder
from footpath.voice.own_head import OwnHead, classes_of, fit_own_head
from footpath.voice.sentiment import PLAIN, Tier, has_words, open_tier, shipped_head
from footpath.voice.softmax import Numbers, macro_f1
from footpath.voice.whole_and_parts import Heard, hear_twice

LEAST_TEXTS = 50
MOST_TEXTS = 1500
_FOLDS = 5
_STRENGTHS = (1.0, 3.0, 10.0)
_AT_ONCE = 4096  # texts whose vectors are held in memory together
_LEAST_MORE = 0.1  # of the rated texts, before it is worth to learn anew
_RAREST = 0.05  # a class is not made likelier than twenty times


@dataclass(frozen=True)
class Calibration:
    """A head fitted to rated texts, with its error on texts that it was not fitted on.

    Attributes:
        n: rated texts that it learned from.
        mae: mean distance between told and given experience (−1..1) on held-out texts.
        baseline_mae: the same if every text were told the usual (median) experience; a calibration is worth what lies between.
        accuracy: share of held-out texts whose class (negative, neutral, positive) is told right.
        baseline_accuracy: the same if every text were told the most frequent class.
        macro_f1: mean F1 of the classes on held-out texts.
        class_frequency: share of each class among the rated texts.
        class_experience: the mean experience that each class's texts were rated with.
        embedder: whose vectors the weights are for.
        known: rated texts that there were when it was learned; of many, it learned from some.
    """

    n: int
    mae: float
    baseline_mae: float
    accuracy: float
    baseline_accuracy: float
    macro_f1: float
    class_frequency: tuple[float, float, float]
    class_experience: tuple[float, float, float]
    embedder: str
    strength: float
    head: OwnHead = field(repr=False, compare=False)
    known: int = 0

    def still_serves(self, rated: int, embedder: str) -> bool:
        """Whether there are too few more (or fewer) rated texts by now for learning anew to tell anything else.

        All texts without a score are read again by a calibration that was learned anew, so it is not done for a handful.
        """
        return self.embedder == embedder and abs(rated - self.known) < _LEAST_MORE * self.known

    @cached_property
    def digest(self) -> str:
        """Differs where other ratings were learned from."""
        return hashlib.blake2b(self.to_json().encode(), digest_size=8).hexdigest()

    def shares(self, texts: Sequence[str], embedder: CachedEmbedder) -> Numbers:
        """Shares of negative, neutral and positive for each text, as the rated ones teach: n × 3."""
        return np.concatenate(
            [
                np.empty((0, 3)),
                *(
                    self.head.shares(hear_twice(texts[at : at + _AT_ONCE], embedder))
                    for at in range(0, len(texts), _AT_ONCE)
                ),
            ]
        )

    def elsewhere(self, shares: Numbers) -> Numbers:
        """Shares of the classes for texts of another occasion, where it is not known how often each class occurs.

        Those who answer a survey are mostly content, those who write a ticket are not: how often each class occurred among the rated
        texts is taken out again, so that a mere question stays neutral.

        Source: Saerens, Latinne & Decaestecker, "Adjusting the outputs of a classifier", Neural Computation 14 (2002).
        """
        level = shares / np.maximum(np.array(self.class_frequency), _RAREST)
        return np.asarray(level / level.sum(axis=1, keepdims=True))

    def to_json(self) -> str:
        """All of it, to the last digit."""
        plain = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "head"}
        head = {"weights": self.head.weights.tolist(), "low": self.head.low, "high": self.head.high}
        return json.dumps({**plain, "head": head})

    @staticmethod
    def from_json(text: str) -> "Calibration":
        """What `to_json` wrote."""
        plain = json.loads(text)
        head = plain.pop("head")
        for name in ("class_frequency", "class_experience"):
            plain[name] = tuple(plain[name])
        return Calibration(**plain, head=OwnHead(np.array(head["weights"]), head["low"], head["high"]))

    @staticmethod
    def fit(
        texts: Sequence[str],
        experience: ArrayLike,
        *,
        cache_dir: Path | None = None,
        embedder: CachedEmbedder | None = None,
        tier: Tier = "fast",
        seed: int = 0,
    ) -> "Calibration":
        """Learn from texts whose writers also gave a score.

        Starts from the head that ships with the package and moves away from it as far as the texts warrant
        (`footpath.voice.own_head`); how far, and the error that is reported, come from five-fold cross-validation. Of more than
        1,500 texts a sample is taken by the seed.

        Args:
            experience: −1..1 for each text; texts without words and those with NaN are left out.
            tier: whose vectors it learns over, see `footpath.voice.sentiment`; "auto" is careful for at most 1,000 rated texts.
            embedder: instead of the tier's.

        Raises:
            SpecError: fewer than 50 rated texts, or the careful tier is not installed.

        Examples:
            >>> Calibration.fit(["good"], [1.0])
            Traceback (most recent call last):
            ...
            footpath.errors.SpecError: Only 1 rated texts; a calibration needs at least 50. The shipped sentiment is used without one.
        """
        felt = np.asarray(experience, dtype=np.float64)
        places = [place for place, text in enumerate(texts) if has_words(text) and np.isfinite(felt[place])]
        if len(places) < LEAST_TEXTS:
            raise SpecError(
                f"Only {len(places)} rated texts; a calibration needs at least {LEAST_TEXTS}.",
                "The shipped sentiment is used without one.",
            )
        order = np.random.default_rng(seed).permutation(places)[:MOST_TEXTS]
        reader = embedder or open_tier(tier, len(order), cache_dir)
        learned = _fit(hear_twice([texts[place] for place in order], reader), felt[order], reader.name)
        return replace(learned, known=len(places))


def _fit(heard: Heard, felt: Numbers, embedder: str) -> Calibration:
    truth = classes_of(felt)
    shipped = shipped_head(embedder)
    folds = np.arange(len(felt)) % _FOLDS
    told = {strength: _held_out(heard, felt, folds, strength, shipped) for strength in _STRENGTHS}
    strength = min(_STRENGTHS, key=lambda each: told[each][2])
    classes, score, _ = told[strength]
    counts = np.bincount(truth, minlength=3)
    return Calibration(
        n=len(felt),
        mae=float(np.abs(score - felt).mean()),
        baseline_mae=float(np.abs(felt - np.median(felt)).mean()),
        accuracy=float((classes == truth).mean()),
        baseline_accuracy=float(counts.max() / counts.sum()),
        macro_f1=macro_f1(truth, classes),
        class_frequency=_shares(counts / len(felt)),
        class_experience=_worth(felt, truth),
        embedder=embedder,
        strength=strength,
        head=fit_own_head(heard, felt, strength, shipped),
    )


def _held_out(
    heard: Heard, felt: Numbers, folds: NDArray[np.int64], strength: float, shipped: Numbers | None
) -> tuple[NDArray[np.int64], Numbers, float]:
    """Class, experience and mean loss told for each text by a head that has not seen it."""
    truth = classes_of(felt)
    shares, score = np.empty((len(felt), 3)), np.empty(len(felt))
    for fold in range(_FOLDS):
        seen = folds != fold
        head = fit_own_head(heard[seen], felt[seen], strength, shipped)
        shares[~seen] = head.shares(heard[~seen])
        score[~seen] = shares[~seen] @ np.array(_worth(felt[seen], truth[seen]))
    loss = -np.log(np.maximum(shares[np.arange(len(felt)), truth], 1e-6)).mean()
    return shares.argmax(axis=1), score, float(loss)


def _worth(felt: Numbers, truth: NDArray[np.int64]) -> tuple[float, float, float]:
    """Mean experience of each class; the plain one for a class that does not occur."""
    found = [float(felt[truth == each].mean()) if (truth == each).any() else float(PLAIN[each]) for each in range(3)]
    return found[0], found[1], found[2]


def _shares(values: Numbers) -> tuple[float, float, float]:
    return float(values[0]), float(values[1]), float(values[2])
