"""How long does listening to many texts take, from nothing and when some more come?

python benchmarks/listening.py --shared ../shared/data [--texts 100000] [--more 1000 1000 1] [--keep DIR] [--careless]

The texts are real ones (women's reviews, Olist, banking77) and those of the made company, each once; where they do not suffice, sentences of
two of them are put together. Six in ten of those with stars keep them. They are loaded as one CSV file through the command line; then
`footpath voice themes` runs on a workspace that has read nothing. Then more are loaded, several times, and it runs again each time: what one
text costs is what starting and holding together what is known costs, and what a thousand cost beyond that is what they cost. Texts and parts
of texts that had to be read are counted in the cache. With ``--careless`` the packages of the extra ``english`` are not used, as where they are
not installed.
"""

import argparse
import csv
import gzip
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

import numpy as np

from footpath.simulate import simulate

RATED = (
    ("womens_reviews/womens_clothing_reviews.csv.gz", "Review Text", "Rating"),
    ("olist_sample15k/olist_order_reviews_dataset.csv.gz", "review_comment_message", "review_score"),
)
UNRATED = ("banking77/train.csv", "banking77/test.csv")
KEPT_STARS = 0.6
_WORDS = re.compile(r"[^\W\d_]{2,}")
_SITE = """
import footpath.voice.themes.english as english
english._english = lambda: None
from footpath.cli import main
main()
"""


class Said(NamedTuple):
    text: str
    stars: str


def real_texts(shared: Path) -> Iterator[Said]:
    for file, text, stars in RATED:
        with gzip.open(shared / file, "rt", encoding="utf-8", newline="") as stream:
            yield from (Said(row[text], row[stars]) for row in csv.DictReader(stream))
    for file in UNRATED:
        with (shared / file).open(encoding="utf-8", newline="") as stream:
            yield from (Said(row["text"], "") for row in csv.DictReader(stream))


def made_texts(folder: Path) -> Iterator[Said]:
    """Every cell of the made company's CSV exports that reads like a text: six words or more."""
    for export in simulate(folder).files:
        if export.path.suffix == ".csv":
            with export.path.open(encoding="utf-8", errors="replace", newline="") as stream:
                yield from (
                    Said(cell, "") for row in csv.reader(stream) for cell in row if len(_WORDS.findall(cell)) > 5
                )


def gathered(shared: Path, count: int, seed: int = 0) -> list[Said]:
    """So many different texts, in an order of chance."""
    rng = np.random.default_rng(seed)
    with TemporaryDirectory() as folder:
        found = {said.text.strip(): said for said in (*real_texts(shared), *made_texts(Path(folder)))}
    texts = [said for text, said in found.items() if _WORDS.search(text)]
    sys.stdout.write(f"{len(texts):,} different texts\n")
    real = len(texts)
    while len(texts) < count:
        one, other = (texts[place].text for place in rng.integers(real, size=2))
        half = one[: len(one) // 2].rsplit(" ", 1)[0] + ". " + other[len(other) // 2 :].split(" ", 1)[-1]
        if half not in found:
            texts.append(found.setdefault(half, Said(half, "")))
    return [texts[place] for place in rng.permutation(len(texts))[:count]]


def write_csv(path: Path, texts: list[Said], first: int) -> None:
    keep = np.random.default_rng(first).random(len(texts)) < KEPT_STARS
    began = datetime(2026, 1, 1, tzinfo=UTC)
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["customer_id", "created_at", "event", "comment", "rating"])
        for at, (said, kept) in enumerate(zip(texts, keep, strict=True), first):
            when = began + timedelta(minutes=3 * at)
            rows.writerow([f"c{at // 2}", when.isoformat(), "Review", said.text, said.stars if kept else ""])


def footpath(arguments: list[str], careless: bool) -> float:
    command = [sys.executable, *(["-c", _SITE] if careless else ["-m", "footpath"]), *arguments]
    start = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - start


def rows_read(workspace: Path) -> int:
    """Vectors in the cache: texts, parts of texts and what themes are found in."""
    vectors = (path for path in (workspace / "cache").rglob("*.npy") if "told" not in path.parts)
    return sum(len(np.load(path, mmap_mode="r")) for path in vectors)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder of real records")
    parser.add_argument("--texts", type=lambda text: int(float(text)), default=100_000)
    parser.add_argument("--more", type=int, nargs="+", default=[1_000, 1_000, 1])
    parser.add_argument("--keep", type=Path, help="folder for the workspace, which is not removed")
    parser.add_argument("--careless", action="store_true", help="without the extra `english`")
    options = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        workspace = folder / "workspace"
        texts = gathered(options.shared, options.texts + sum(options.more))
        sys.stdout.write(f"{np.mean([len(said.text) for said in texts]):.0f} letters each, {os.cpu_count()} cores\n")
        before = first = 0
        for number, count in enumerate([options.texts, *options.more]):
            file = folder / f"texts_{number}.csv"
            write_csv(file, texts[first : first + count], first)
            loading = footpath(["load", str(file), "-w", str(workspace)], options.careless)
            listening = footpath(["voice", "themes", "-w", str(workspace)], options.careless)
            read = rows_read(workspace)
            sys.stdout.write(
                f"{count:,} texts: loaded in {loading:.1f} s, listened to in {listening:.1f} s; {read - before:,} texts and parts read\n"
            )
            sys.stdout.flush()
            before, first = read, first + count


if __name__ == "__main__":
    main()
