"""Themes of a sample: its groups, each with a name, a reach and examples."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from footpath.voice.embedding import Vectors
from footpath.voice.themes.broader import broader_names
from footpath.voice.themes.details import are_details
from footpath.voice.themes.grouping import find_groups, join_groups
from footpath.voice.themes.known import KnownTheme, Themes
from footpath.voice.themes.naming import name_themes
from footpath.voice.themes.neighbours import centres
from footpath.voice.themes.sample import Progress, Sample
from footpath.voice.themes.twins import join_twins

LEAST_PARTS = 24  # below that nothing is a recurring subject
LEAST_TEXTS = 4  # of a theme
LEAST_SHARE = 0.004  # of all distinct parts, that a theme has
_REACH_QUANTILE = 0.03  # of a theme's parts, those that are the least typical set how far it reaches
_SLACK = 1e-3  # centres are kept in half precision
_EXAMPLES = 5


def find_themes(
    sample: Sample, ids: NDArray[np.int64], embedder: str, count: int | None, seed: int, read: int, tell: Progress
) -> Themes:
    """Themes of a complete run; as many as ``count`` where that is given."""
    if len(sample.said) < (LEAST_PARTS if count is None else 1):
        return Themes(embedder, (), sample.vectors[:0], read=read, mask=sample.mask, level=sample.level)
    least = max(LEAST_TEXTS, round(LEAST_SHARE * len(sample.said)))
    groups = _subjects(sample, least) if count is None else find_groups(sample.vectors, count, seed).labels
    tell("Naming what people speak of", 0.85)
    labels = large_enough(groups, sample.text, 1 if count is not None else LEAST_TEXTS)
    themes = Themes(embedder, *describe(sample, labels, ids, detailed=count is None))
    tell("Naming what people speak of", 1.0)
    return replace(themes, read=read, mask=sample.mask, level=sample.level)


def _subjects(sample: Sample, least: int) -> NDArray[np.int64]:
    """Groups of the sample, twins joined. A detail has no twin."""
    labels = join_groups(sample.vectors, least, sample.text)
    detail = are_details(labels, sample.text)
    of_detail = (labels >= 0) & np.append(detail, False)[labels]
    return np.where(of_detail, labels, join_twins(sample.vectors, np.where(of_detail, -1, labels), sample.text))


def describe(
    sample: Sample, labels: NDArray[np.int64], ids: NDArray[np.int64], *, detailed: bool = True
) -> tuple[tuple[KnownTheme, ...], Vectors]:
    """The groups as themes, and their centres.

    Args:
        detailed: whether groups may be details, and have parts that are too far from their centre.
    """
    middles = centres(sample.vectors, labels, int(labels.max(initial=-1)) + 1)
    members = [np.flatnonzero(labels == theme) for theme in range(len(middles))]
    said = [[sample.said[row] for row in rows] for rows in members]
    named = name_themes(said)
    details = are_details(labels, sample.text) & detailed
    broader = _broader(middles, said, ~details)
    quantile = _REACH_QUANTILE if detailed else 0.0
    found = []
    for theme, rows in enumerate(members):
        likeness = sample.vectors[rows] @ middles[theme]
        found.append(
            KnownTheme(
                id=f"t{theme + 1}",
                name=named[theme].name,
                broader=broader[theme],
                reach=float(np.quantile(likeness, quantile)) - _SLACK,
                parts=len(rows),
                texts=len(np.unique(sample.text[rows])),
                examples=_typical(ids, sample.text[rows], likeness),
                language=named[theme].language,
                detail=bool(details[theme]),
            )
        )
    return tuple(found), middles


def _broader(middles: Vectors, said: Sequence[Sequence[str]], kept: NDArray[np.bool_]) -> list[str | None]:
    """The broader name of each theme that is kept, None for the others."""
    rows = np.flatnonzero(kept).tolist()
    found = broader_names(middles[rows], [len(said[row]) for row in rows], [said[row] for row in rows])
    names = dict(zip(rows, found, strict=True))
    return [names.get(row) for row in range(len(middles))]


def large_enough(labels: NDArray[np.int64], text: NDArray[np.int64], least: int) -> NDArray[np.int64]:
    """Labels without those of fewer texts; the largest theme is 0, the next 1."""
    sizes = {label: len(np.unique(text[labels == label])) for label in np.unique(labels[labels >= 0]).tolist()}
    order = sorted((label for label, size in sizes.items() if size >= least), key=lambda label: (-sizes[label], label))
    out = np.full(len(labels), -1, dtype=np.int64)
    for place, label in enumerate(order):
        out[labels == label] = place
    return out


def _typical(ids: NDArray[np.int64], text: NDArray[np.int64], likeness: Vectors) -> tuple[int, ...]:
    order = text[np.argsort(-likeness, kind="stable")]
    distinct = order[np.sort(np.unique(order, return_index=True)[1])]
    return tuple(int(ids[place]) for place in distinct[:_EXAMPLES])
