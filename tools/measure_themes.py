"""How well do themes agree with what people filed the same texts under? Prints the table of docs/themes.md.

    python tools/measure_themes.py [--shared ../shared/data] [--cache DIR]

Truth: the intents of banking77's test set, which nothing here is fitted to.
"""

import argparse
import csv
import sys
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from footpath.voice.embedding import CachedEmbedder, best_installed
from footpath.voice.themes import discover_themes, theme_embedder


def table_of(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
    """How often each label of the one meets each of the other; labels from 0."""
    counts = np.zeros((int(one.max()) + 1, int(other.max()) + 1))
    np.add.at(counts, (one, other), 1)
    return counts


def adjusted_rand_index(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """Agreement on pairs beyond chance: 1 the same groups, 0 what chance gives. Source: Hubert & Arabie (1985)."""

    def pairs(counts: NDArray[np.float64]) -> float:
        return float((counts * (counts - 1) / 2).sum())

    counts = table_of(one, other)
    both, rows, columns = pairs(counts), pairs(counts.sum(axis=1)), pairs(counts.sum(axis=0))
    expected = rows * columns / (len(one) * (len(one) - 1) / 2)
    return (both - expected) / ((rows + columns) / 2 - expected)


def normalised_information(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """Shared information of two labellings over the mean of their own (arithmetic)."""
    shares = table_of(one, other) / len(one)

    def entropy(values: NDArray[np.float64]) -> float:
        return float(-(values[values > 0] * np.log(values[values > 0])).sum())

    rows, columns = entropy(shares.sum(axis=1)), entropy(shares.sum(axis=0))
    return 2 * (rows + columns - entropy(shares.ravel())) / (rows + columns)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path)
    options = parser.parse_args()
    with (options.shared / "banking77" / "test.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = [row["text"] for row in rows]
    truth = np.unique([row["category"] for row in rows], return_inverse=True)[1].astype(np.int64)
    readers = {
        reader.name: reader
        for reader in (CachedEmbedder(best_installed(), options.cache), theme_embedder(texts, options.cache))
    }
    sys.stdout.write("reader, themes asked for, found, ARI, NMI, without a theme, seconds" + "\n")
    for reader in readers.values():
        for count in (int(truth.max()) + 1, None):
            began = time.perf_counter()
            themes = discover_themes(texts, reader, count=count)
            first = themes.assign(texts, reader).first()
            agreed = adjusted_rand_index(truth, first + 1), normalised_information(truth, first + 1)
            figures = f"{agreed[0]:.3f}, {agreed[1]:.3f}, {(first < 0).mean():.3f}, {time.perf_counter() - began:.0f}"
            sys.stdout.write(f"{reader.name}, {count}, {len(themes.themes)}, {figures}\n")


if __name__ == "__main__":
    main()
