"""Are the subjects that are planted in the demo company found as themes? Seed by seed.

    python benchmarks/themes.py [--seeds 1 2 3 4 5] [--customers 20000] [--cache DIR] [--words-alone]

Every text that the simulation writes is kept with the subject it was written about; the themes are found in the texts, and in what
any record tells: the kind of feedback and, for surveys about a touchpoint, its name. Planted
are the subjects of the pains (`truth.json`) of which at least 30 texts speak. A theme *is of* a subject when at least 60% of the
texts that it is found in were written about that subject. Two figures per planted subject, the stricter one first:

- *one*: a single theme, or a single broader theme, is of the subject and holds at least 60% of its texts;
- *several*: all themes that are of the subject together hold at least 60% of its texts (what a person would merge).

Precision is the share of the texts in the themes of planted subjects that were written about the theme's subject.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from footpath.simulate import simulate
from footpath.simulate.exports import voice as exports
from footpath.simulate.ledger import SurveyAnswer
from footpath.simulate.texts import Occasion, Writer
from footpath.voice.themes import Assigned, Themes, discover_themes, theme_embedder

LEAST_TEXTS, LEAST_PURE, LEAST_HELD = 30, 0.6, 0.6


Origin = tuple[str, str]


@dataclass(frozen=True)
class Company:
    """The texts of a company, the subject of each, where its record is from, and the subjects of the company's pains."""

    texts: list[str]
    subjects: NDArray[np.str_]
    origins: list[Origin]
    pains: list[str]


@dataclass(frozen=True)
class Score:
    """What was found of one company's planted subjects."""

    seed: int
    planted: tuple[str, ...]
    one: tuple[str, ...]
    several: tuple[str, ...]
    precision: float
    themes: int
    seconds: float


def written(directory: Path, seed: int, customers: int) -> Company:
    """What the customers of a company write, and where the exports file it."""
    said: list[tuple[str, str, Origin]] = []
    comment, ticket, file = Writer.comment, Writer.ticket, Filing()

    def kept_comment(self: Writer, occasion: Occasion) -> str:
        text = comment(self, occasion)
        said.append((text, occasion.theme, file.now))
        return text

    def kept_ticket(self: Writer, occasion: Occasion) -> tuple[str, str]:
        subject, text = ticket(self, occasion)
        said.append((text, occasion.theme, file.now))
        return subject, text

    with ExitStack() as stack:
        stack.enter_context(patch.object(Writer, "comment", kept_comment))
        stack.enter_context(patch.object(Writer, "ticket", kept_ticket))
        for name, kind in (
            ("_ticket_row", "ticket"),
            ("_turns", "chat"),
            ("write_reviews", "review"),
            ("_comment", ""),
        ):
            stack.enter_context(patch.object(exports, name, file.told(getattr(exports, name), kind)))
        company = simulate(directory, customers=customers, seed=seed)
    truth = json.loads(company.truth.read_text(encoding="utf-8"))
    pains = sorted({pain["effect"]["theme"] for pain in truth["pains"]})
    texts, subjects, origins = zip(*said, strict=True)
    return Company(list(texts), np.array(subjects), list(origins), pains)


class Filing:
    """The file that is being written, and the touchpoint that its record names there; nothing of what the text is about."""

    now: Origin = ("", "")

    def told(self, write: Callable[..., Any], kind: str) -> Callable[..., Any]:
        def writes(*given: Any) -> Any:
            self.now = (kind, "") if kind else of_survey(given[0])
            return write(*given)

        return writes


def of_survey(survey: SurveyAnswer) -> Origin:
    return survey.kind, survey.about if survey.kind in ("csat", "ces") else ""


def score(
    seed: int, subjects: NDArray[np.str_], pains: Sequence[str], themes: Themes, said: Assigned, took: float
) -> Score:
    """Hold the themes against what is planted."""
    counts = Counter(subjects.tolist())
    planted = tuple(pain for pain in pains if counts[pain] >= LEAST_TEXTS)
    single = [np.unique(said.text_of[said.theme == place]) for place in range(len(themes.themes))]
    names = sorted({theme.parent for theme in themes.themes if theme.parent})
    places = {name: [at for at, theme in enumerate(themes.themes) if theme.parent == name] for name in names}
    broader = [np.unique(said.text_of[np.isin(said.theme, places[name])]) for name in names]
    one, several, right, total = [], [], 0, 0
    for pain in planted:
        mine = subjects == pain
        of_it = [rows for rows in single if len(rows) and mine[rows].mean() >= LEAST_PURE]
        wide = [rows for rows in broader if len(rows) and mine[rows].mean() >= LEAST_PURE]
        together = np.unique(np.concatenate([*of_it, np.empty(0, np.int64)]))
        right, total = right + int(mine[together].sum()), total + len(together)
        if any(mine[rows].sum() >= LEAST_HELD * mine.sum() for rows in (*of_it, *wide)):
            one.append(pain)
        if mine[together].sum() >= LEAST_HELD * mine.sum():
            several.append(pain)
    return Score(seed, planted, tuple(one), tuple(several), right / max(total, 1), len(single), took)


def main() -> None:
    parser = argparse.ArgumentParser(description="Planted subjects that are found as themes.")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--customers", type=int, default=20_000)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--words-alone", action="store_true", help="as if nobody knew where a text is from")
    options = parser.parse_args()
    for seed in options.seeds:
        with TemporaryDirectory(prefix="footpath-themes-") as temporary:
            company = written(Path(temporary), seed, options.customers)
        texts, origins = company.texts, None if options.words_alone else company.origins
        began = perf_counter()
        embedder = theme_embedder(texts, options.cache)
        themes = discover_themes(texts, embedder, origins=origins)
        said = themes.assign(texts, embedder)
        found = score(seed, company.subjects, company.pains, themes, said, perf_counter() - began)
        print(
            f"seed {seed}: {len(texts)} texts, {found.themes} themes in {found.seconds:.0f} s; planted {', '.join(found.planted)}; "
            f"found as one {', '.join(found.one) or 'none'}; as several {', '.join(found.several) or 'none'}; "
            f"precision {found.precision:.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
