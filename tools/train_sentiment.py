"""Fit the two heads that ship in the package, of sentiment and of emotions. How good they are: tools/measure_sentiment.py.

    python tools/train_sentiment.py VADER_SDIST.tar.gz [--careful] [--dry-run]

The sdist is what ``pip download --no-deps --no-binary :all: vaderSentiment==3.3.2`` gives. See docs/sentiment.md.
"""

import argparse
import csv
import io
import sys
import tarfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
from negations import negations
from numpy.typing import NDArray
from scipy.stats import norm

from footpath.model.records import Emotion
from footpath.voice.embedding import CarefulEncoder, Embedder, SentenceEncoder
from footpath.voice.softmax import fit_head

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "src" / "footpath" / "voice" / "weights"
NESTED = "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"
DOMAINS = ("tweets", "amazonReviewSnippets", "movieReviewSnippets", "nytEditorialSnippets")
LANGUAGES = ("en", "pt", "es", "de", "fr")
NEUTRAL_WITHIN, RATER_SPREAD = 0.5, 0.6  # on VADER's −4..4
STRENGTH, DOUBT, FELT_WEIGHT, DENIED_WEIGHT = 2e-3, 0.02, 0.3, 1.0
OURS = 1.5  # what our own sentences count beside those of the VADER paper
SHARPER = 2.5  # the penalty makes a head hesitant; so sharp it is as sure as it is right
CAREFUL_STRENGTH, CAREFUL_SHARPER, CAREFUL_MOST = 3e-4, 1.5, 1000  # texts of each domain: this encoder is slow
EMOTION_STRENGTH, EMOTION_DOUBT = 3e-4, 0.1
BAD = (Emotion.FRUSTRATION, Emotion.CONFUSION, Emotion.DISAPPOINTMENT, Emotion.ANGER, Emotion.WORRY)
GOOD = (Emotion.TRUST, Emotion.DELIGHT, Emotion.GRATITUDE)


class Texts(NamedTuple):
    texts: list[str]
    shares: NDArray[np.float64]
    total: float  # what all of them together count


def vader_texts(sdist: Path) -> list[Texts]:
    """The rated texts of the VADER paper; a mean rating becomes the shares of three classes, for raters disagree."""
    with tarfile.open(sdist) as outer, tarfile.open(fileobj=io.BytesIO(_member(outer, NESTED))) as inner:
        found = []
        for domain in DOMAINS:
            lines = _member(inner, f"hutto_ICWSM_2014/{domain}_GroundTruth.txt").decode("utf-8", "replace").splitlines()
            rows = [row for line in lines if len(row := line.split("\t", 2)) == 3]
            found.append(
                Texts([row[2] for row in rows], rating_shares(np.array([float(row[1]) for row in rows])), len(rows))
            )
    return found


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    if file is None:
        raise SystemExit(f"{name} is not in the archive")
    return file.read()


def rating_shares(ratings: NDArray[np.float64]) -> NDArray[np.float64]:
    negative = norm.cdf((-NEUTRAL_WITHIN - ratings) / RATER_SPREAD)
    positive = 1 - norm.cdf((NEUTRAL_WITHIN - ratings) / RATER_SPREAD)
    return np.column_stack([negative, 1 - negative - positive, positive])


def own_sentences(total: float) -> Texts:
    """The sentences that we wrote ourselves: what customers say, in five languages."""
    with (HERE / "sentiment_sentences.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    texts = [row[language] for row in rows for language in LANGUAGES]
    classes = np.array([int(row["experience"]) + 1 for row in rows for _ in LANGUAGES])
    return Texts(texts, np.eye(3)[classes] * (1 - 3 * DOUBT) + DOUBT, total)


def emotion_texts(total: float) -> Texts:
    """The sentences of feeling that we wrote, as good, bad or neither; a surprise may be either and is left out."""
    texts, feelings = emotion_sentences()
    kept = [place for place, feeling in enumerate(feelings) if feeling is not Emotion.SURPRISE]
    classes = np.array([_side(feelings[place]) for place in kept])
    return Texts([texts[place] for place in kept], np.eye(3)[classes] * (1 - 3 * DOUBT) + DOUBT, total)


def emotion_sentences() -> tuple[list[str], list[Emotion]]:
    with (HERE / "emotion_sentences.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row[language] for row in rows for language in LANGUAGES], [
        Emotion(row["emotion"]) for row in rows for _ in LANGUAGES
    ]


def denied_texts(total: float) -> Texts:
    texts, sides = zip(*negations(), strict=True)
    return Texts(list(texts), np.eye(3)[np.array(sides) + 1] * (1 - 3 * DOUBT) + DOUBT, total)


def _side(feeling: Emotion) -> int:
    return 0 if feeling in BAD else 2 if feeling in GOOD else 1


def sentiment_head(
    sdist: Path, encoder: Embedder, most: int | None, strength: float, sharper: float
) -> NDArray[np.float64]:
    rated = [Texts(part.texts[:most], part.shares[:most], len(part.texts[:most])) for part in vader_texts(sdist)]
    total = sum(part.total for part in rated)
    ours = [own_sentences(1.0), emotion_texts(FELT_WEIGHT), denied_texts(DENIED_WEIGHT)]
    counts = [len(ours[0].texts), FELT_WEIGHT * len(ours[1].texts), DENIED_WEIGHT * len(ours[0].texts)]
    ours = [part._replace(total=OURS * total * count / sum(counts)) for part, count in zip(ours, counts, strict=True)]
    parts = [*rated, *ours]
    vectors = as_kept(encoder, [text for part in parts for text in part.texts])
    importance = np.concatenate([np.full(len(part.texts), part.total / len(part.texts)) for part in parts])
    shares = np.concatenate([part.shares for part in parts])
    return sharper * fit_head(vectors, shares, strength, importance=importance)


def emotion_head(encoder: Embedder) -> NDArray[np.float64]:
    """Over the order of `Emotion`; "none" is also what is neither good nor bad."""
    texts, feelings = emotion_sentences()
    own = own_sentences(1.0)
    neutral = [text for text, shares in zip(own.texts, own.shares, strict=True) if shares.argmax() == 1]
    order = list(Emotion)
    places = np.array([order.index(feeling) for feeling in feelings] + [order.index(Emotion.NONE)] * len(neutral))
    doubt = EMOTION_DOUBT / len(order)
    return fit_head(
        as_kept(encoder, texts + neutral), np.eye(len(order))[places] * (1 - EMOTION_DOUBT) + doubt, EMOTION_STRENGTH
    )


def as_kept(encoder: Embedder, texts: list[str]) -> NDArray[np.float32]:
    """Vectors with the precision that a workspace keeps."""
    return encoder.embed(texts).astype(np.float16).astype(np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sdist", type=Path)
    parser.add_argument(
        "--careful", action="store_true", help="fit the head of the slower encoder, which takes some minutes"
    )
    parser.add_argument("--dry-run", action="store_true", help="fit, write nothing")
    options = parser.parse_args()
    if options.careful:
        encoder: Embedder = CarefulEncoder()
        heads = {"sentiment": sentiment_head(options.sdist, encoder, CAREFUL_MOST, CAREFUL_STRENGTH, CAREFUL_SHARPER)}
    else:
        encoder = SentenceEncoder()
        heads = {
            "sentiment": sentiment_head(options.sdist, encoder, None, STRENGTH, SHARPER),
            "emotions": emotion_head(encoder),
        }
    for name, weights in heads.items():
        path = WEIGHTS / f"{name}-{encoder.name}.npz"
        sys.stdout.write(f"{path.name}: {weights.shape[0]} × {weights.shape[1]}\n")
        if not options.dry_run:
            np.savez_compressed(path, weights=weights.astype(np.float32))


if __name__ == "__main__":
    main()
