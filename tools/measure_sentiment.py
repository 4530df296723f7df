"""How well are sentiment and emotions told? A table for docs/sentiment.md, on records that no head was fitted on.

    python tools/measure_sentiment.py --shared ../shared/data [--texts 3000] [--skip 3000] [--tier careful] [--cache DIRECTORY]

Stars are the truth: 1–2 bad, 3 neither, 4–5 good. The first ``--skip`` reviews of a fixed shuffle were looked at while the mix of
the training sentences was chosen; those after them were not. Emotions are measured on tests/data/emotions.tsv, which we wrote.
"""

import argparse
import csv
import gzip
import sys
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from footpath.model.records import Emotion
from footpath.voice import Calibration
from footpath.voice.embedding import CachedEmbedder, open_careful_embedder, open_embedder
from footpath.voice.emotions import EMOTIONS, read_emotions
from footpath.voice.sentiment import has_words, sentiment_shares
from footpath.voice.softmax import macro_f1
from footpath.voice.whole_and_parts import hear_twice

SETS = (
    ("women's reviews", "womens_reviews/womens_clothing_reviews.csv.gz", "Review Text", "Rating"),
    ("Olist", "olist_sample15k/olist_order_reviews_dataset.csv.gz", "review_comment_message", "review_score"),
)
LABELS, DRAWS, FOLDS = (50, 100), 20, 5
MADE = Path(__file__).parents[1] / "tests" / "data" / "emotions.tsv"
Classes = NDArray[np.int64]


def rated_texts(path: Path, text: str, stars: str, skip: int, most: int) -> tuple[list[str], NDArray[np.float64]]:
    """Texts with the experience that their stars tell, −1 to 1."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row[text].strip()]
    rows = [rows[place] for place in np.random.default_rng(0).permutation(len(rows))[skip : skip + most]]
    return [row[text] for row in rows], np.array([(int(row[stars]) - 3) / 2 for row in rows])


def classes(experience: NDArray[np.float64]) -> Classes:
    return np.sign(experience).astype(np.int64) + 1


def line(name: str, truth: Classes, shares: NDArray[np.float64]) -> str:
    told = shares.argmax(axis=1)
    sided = truth != 1
    good = shares[:, 2] > shares[:, 0]
    both = np.mean([(good[truth == side] == (side == 2)).mean() for side in (0, 2)])
    usual = np.bincount(truth).max() / len(truth)
    return (
        f"| {name} | {len(truth):,} | {np.mean(told == truth):.3f} | {usual:.3f} | {macro_f1(truth, told):.3f} "
        f"| {(good == (truth == 2))[sided].mean():.3f} | {both:.3f} |"
    )


def measure(name: str, texts: list[str], felt: NDArray[np.float64], reader: CachedEmbedder) -> None:
    truth = classes(felt)
    say(line(f"{name}, no labels", truth, sentiment_shares(texts, reader)))
    heard = hear_twice(texts, reader)
    for count in LABELS:
        rng = np.random.default_rng(0)
        found, of, right = [], [], []
        for _ in range(DRAWS):
            order = rng.permutation(len(texts))
            rated = [row for row in order if has_words(texts[row])][:count]
            rest = np.setdiff1d(order, rated)
            learned = Calibration.fit([texts[row] for row in rated], felt[rated], embedder=reader)
            found.append(learned.head.shares(heard[rest]))
            of.append(truth[rest])
            right.append(float(np.mean(found[-1].argmax(axis=1) == of[-1])))
        spread = f"{DRAWS} draws, ± {np.std(right):.3f}"
        say(line(f"{name}, {count} labels ({spread})", np.concatenate(of), np.concatenate(found)))
    shares = np.empty((len(texts), 3))
    folds = np.random.default_rng(0).permutation(len(texts)) % FOLDS
    for fold in range(FOLDS):
        rated, rest = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        learned = Calibration.fit([texts[row] for row in rated], felt[rated], embedder=reader)
        shares[rest] = learned.head.shares(heard[rest])
    say(line(f"{name}, all labels ({FOLDS}-fold)", truth, shares))


def measure_emotions() -> None:
    with MADE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = read_emotions([row["text"] for row in rows])
    truth = np.array([EMOTIONS.index(Emotion(row["emotion"])) for row in rows])
    told = np.array([EMOTIONS.index(felt.emotion) if felt else 0 for felt in found])
    pointed = [
        row["cause"].casefold() in row["text"][felt.start : felt.end].casefold()
        for row, felt in zip(rows, found, strict=True)
        if felt and row["cause"]
    ]
    say(
        f"\nEmotions, {len(rows)} made sentences in 6 languages: accuracy {np.mean(truth == told):.3f}, macro-F1 {macro_f1(truth, told):.3f}, "
        f"right where one is told {np.mean((truth == told)[told > 0]):.3f}, none where there is none {np.mean(told[truth == 0] == 0):.3f}, "
        f"cause pointed at {np.mean(pointed):.3f}"
    )


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder of real records to measure on")
    parser.add_argument("--texts", type=int, default=3000)
    parser.add_argument("--skip", type=int, default=3000)
    parser.add_argument("--tier", choices=("fast", "careful"), default="fast")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--set", type=int, choices=range(len(SETS)), help="only one of the sets")
    options = parser.parse_args()
    reader = open_embedder(options.cache) if options.tier == "fast" else open_careful_embedder(options.cache)
    say(
        "| | n | accuracy | most frequent | macro-F1 | bad against good | … both counting the same |\n|---|---|---|---|---|---|---|"
    )
    for name, file, text, stars in SETS if options.set is None else SETS[options.set : options.set + 1]:
        texts, felt = rated_texts(options.shared / file, text, stars, options.skip, options.texts)
        spent = time.process_time()
        sentiment_shares(texts, reader)
        spent, read = time.process_time() - spent, reader.computed
        measure(name, texts, felt, reader)
        if read == len(texts):
            say(
                f"<!-- {len(texts) / spent:.0f} texts a second of one processor, {np.mean([len(t) for t in texts]):.0f} characters -->"
            )
    if options.tier == "fast":
        measure_emotions()


if __name__ == "__main__":
    main()
