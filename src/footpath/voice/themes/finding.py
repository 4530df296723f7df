"""Themes of a sample: its groups, each with a name, a reach and examples."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from footpath.model.themes import LEAST_PARTS
from footpath.voice.embedding import Vectors
from footpath.voice.themes.broader import broader_names
from footpath.voice.themes.courtesies import are_courtesies
from footpath.voice.themes.details import are_details
from footpath.voice.themes.grouping import find_groups, tight_groups
from footpath.voice.themes.known import KnownTheme, Themes
from footpath.voice.themes.naming import name_themes
from footpath.voice.themes.neighbours import centres
from footpath.voice.themes.sample import Progress, Sample
from footpath.voice.themes.twins import broader_groups, join_twins

LEAST_TEXTS = 4  # of a theme
LEAST_SHARE = 0.004  # of all distinct parts, that a theme has
_LEAST_TIGHT = 0.25  # of that, which a group of nearly the same words has
_REACH_QUANTILE = 0.03  # of a theme's parts, those that are the least typical set how far it reaches
_SLACK = 1e-3  # centres are kept in half precision
_EXAMPLES = 5


def find_themes(
    sample: Sample, ids: NDArray[np.int64], embedder: str, count: int | None, seed: int, read: int, tell: Progress
) -> Themes:
    """Themes of a complete run; as many as ``count`` where that is given."""
    if len(sample.said) < (LEAST_PARTS if count is None else 1):
        return Themes(embedder, (), sample.vectors[:0], read=read, looked=read, mask=sample.mask, level=sample.level)
    least = max(LEAST_TEXTS, round(LEAST_SHARE * len(sample.said)))
    groups, detail = _subjects(sample, least) if count is None else _as_many(sample, count, seed)
    tell("Naming what people speak of", 0.85)
    labels = large_enough(groups, sample.text, 1 if count is not None else LEAST_TEXTS)
    themes = Themes(embedder, *describe(sample, labels, ids, detailed=count is None, detail=detail))
    tell("Naming what people speak of", 1.0)
    return replace(themes, read=read, looked=read, mask=sample.mask, level=sample.level)


def _as_many(sample: Sample, count: int, seed: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    return find_groups(sample.vectors, count, seed).labels, np.zeros(len(sample.said), dtype=bool)


def _subjects(sample: Sample, least: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Groups of the sample, and which of its parts are details.

    Small groups of nearly the same words come first. Those that are details stay by themselves; of the others, those that are one
    subject are joined, and what is then too small is no subject.
    """
    labels = tight_groups(sample.vectors, max(LEAST_TEXTS, round(_LEAST_TIGHT * least)))
    of_detail = (labels >= 0) & np.append(_say_nothing(sample, labels), False)[labels]
    joined = join_twins(sample.vectors, np.where(of_detail, -1, labels), sample.text, sample.origins, least=least)
    sizes = np.bincount(joined[joined >= 0], minlength=1)
    large = (joined >= 0) & (sizes[joined] >= least)
    return np.where(of_detail, labels, np.where(large, joined, -1)), of_detail


def _say_nothing(sample: Sample, labels: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which groups are no subject: details that go with any, and courtesies."""
    found = are_details(labels, sample.text)
    return found if sample.courtesy is None else found | are_courtesies(labels, sample.courtesy)


def describe(
    sample: Sample,
    labels: NDArray[np.int64],
    ids: NDArray[np.int64],
    *,
    detailed: bool = True,
    detail: NDArray[np.bool_] | None = None,
) -> tuple[tuple[KnownTheme, ...], Vectors]:
    """The groups as themes, and their centres.

    Args:
        detailed: whether groups may be details, and have parts that are too far from their centre. What has no telling word in
            common is no more of a subject than a detail.
        detail: which parts are known to be of a detail.
    """
    middles = centres(sample.vectors, labels, int(labels.max(initial=-1)) + 1)
    members = [np.flatnonzero(labels == theme) for theme in range(len(middles))]
    said = [[sample.said[row] for row in rows] for rows in members]
    spoken = [[sample.spoken[row] for row in rows.tolist()] for rows in members] if len(sample.spoken) else None
    named = name_themes(said, spoken)
    details = (_say_nothing(sample, labels) | [not name.tells for name in named]) & detailed
    if detail is not None:
        details |= np.array([bool(detail[rows[0]]) for rows in members], dtype=bool)
    broader = broader_names(_broader(sample, labels, details), said, spoken, [name.name for name in named])
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


def _broader(sample: Sample, labels: NDArray[np.int64], details: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Of each theme the number of the broader one, −1 for details."""
    shown = np.where((labels >= 0) & ~np.append(details, True)[labels], labels, -1)
    groups = broader_groups(sample.vectors, shown, sample.text, sample.origins)
    return np.where(details, -1, np.append(groups, np.arange(len(groups), len(details))))


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
