"""Fit the sentiment head that ships in the package, and print how good it is on records it has never seen.

    python tools/train_sentiment.py VADER_SDIST.tar.gz [--shared ../shared/data] [--dry-run]

The sdist is what ``pip download --no-deps --no-binary :all: vaderSentiment==3.3.2`` gives. See docs/sentiment.md.
"""

import argparse
import csv
import gzip
import io
import sys
import tarfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from footpath.voice.embedding import SentenceEncoder
from footpath.voice.softmax import class_shares, fit_head, macro_f1

HERE = Path(__file__).parent
TARGET = HERE.parent / "src" / "footpath" / "voice" / "weights" / "sentiment-use-multilingual-3.npz"
NESTED = "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"
DOMAINS = ("tweets", "amazonReviewSnippets", "movieReviewSnippets", "nytEditorialSnippets")
LANGUAGES = ("en", "pt", "es", "de", "fr")
NEUTRAL_WITHIN, RATER_SPREAD = 0.5, 0.6  # on VADER's −4..4
STRENGTH, SENTENCE_SHARE, DOUBT = 1e-3, 0.5, 0.02


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


def star_texts(path: Path, text: str, stars: str, most: int) -> tuple[list[str], NDArray[np.int64]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row[text].strip()]
    rng = np.random.default_rng(0)
    rows = [rows[place] for place in rng.permutation(len(rows))[:most]]
    given = np.array([int(row[stars]) for row in rows])
    return [row[text] for row in rows], np.where(given <= 2, 0, np.where(given == 3, 1, 2))


def report(
    name: str, weights: NDArray[np.float64], encoder: SentenceEncoder, path: Path, text: str, stars: str
) -> None:
    texts, truth = star_texts(path, text, stars, 3000)
    shares = class_shares(encoder.embed(texts), weights)
    told = shares.argmax(axis=1)
    clear = truth != 1
    sides = ((shares[:, 2] > shares[:, 0]) == (truth == 2))[clear].mean()
    sys.stdout.write(
        f"{name}: n {len(truth)}, accuracy {np.mean(told == truth):.3f} (always the most frequent: "
        f"{np.bincount(truth).max() / len(truth):.3f}), macro-F1 {macro_f1(truth, told):.3f}, negative against positive {sides:.3f}\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sdist", type=Path)
    parser.add_argument("--shared", type=Path, help="folder of real records to measure on; none of it is fitted on")
    parser.add_argument("--dry-run", action="store_true", help="measure, write nothing")
    options = parser.parse_args()
    rated = vader_texts(options.sdist)
    parts = [*rated, own_sentences(SENTENCE_SHARE * sum(part.total for part in rated))]
    encoder = SentenceEncoder()
    vectors = encoder.embed([text for part in parts for text in part.texts]).astype(np.float16).astype(np.float32)
    importance = np.concatenate([np.full(len(part.texts), part.total / len(part.texts)) for part in parts])
    weights = fit_head(vectors, np.concatenate([part.shares for part in parts]), STRENGTH, importance=importance)
    if options.shared:
        report(
            "women's reviews",
            weights,
            encoder,
            options.shared / "womens_reviews/womens_clothing_reviews.csv.gz",
            "Review Text",
            "Rating",
        )
        olist = options.shared / "olist_sample15k/olist_order_reviews_dataset.csv.gz"
        report("Olist (Portuguese)", weights, encoder, olist, "review_comment_message", "review_score")
    if not options.dry_run:
        np.savez_compressed(TARGET, weights=weights.astype(np.float32))


if __name__ == "__main__":
    main()
