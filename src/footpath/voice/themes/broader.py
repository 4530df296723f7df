"""Themes that are near each other, under one broader name."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from footpath.voice.themes.naming import name_themes

_READ = 400  # parts of a broader theme that are read for its name


def broader_names(
    groups: NDArray[np.int64],
    members: Sequence[Sequence[str]],
    spoken: Sequence[Sequence[str]] | None = None,
    others: Collection[str] = (),
) -> list[str | None]:
    """For each theme the name of the broader one that it belongs to, None where it is near no other.

    Args:
        groups: of each theme a number, the same for those that are near each other; −1 for one that is left out.
        members: the parts of texts of each.
        spoken: the language of each part.
        others: names of the themes; a broader one is called otherwise.

    Examples:
        >>> late, lost = ["the parcel came late", "late parcel", "my late parcel"], ["parcel lost", "lost my parcel"]
        >>> broader_names(np.array([0, 1, 0, -1]), [late, ["no lamp"], lost, late])
        ['Parcel, late', None, 'Parcel, late', None]
    """
    kept = [label for label in np.unique(groups[groups >= 0]) if (groups == label).sum() > 1]
    texts, codes = [], []
    for label in kept:
        themes = np.flatnonzero(groups == label).tolist()
        places = [(theme, row) for theme in themes for row in _spread(len(members[theme]), _READ // len(themes))]
        texts.append([members[theme][row] for theme, row in places])
        codes.append([spoken[theme][row] for theme, row in places] if spoken is not None else [])
    named = name_themes(texts, codes if spoken is not None else None, others, phrases=False)
    names = {int(label): one.name for label, one in zip(kept, named, strict=True) if one.tells}
    return [names.get(int(label)) for label in groups]


def _spread(count: int, most: int) -> list[int]:
    """So many places from everywhere: each theme is heard alike, a large one no more than a small one."""
    places: list[int] = np.unique(np.linspace(0, count - 1, min(count, max(most, 1))).astype(int)).tolist()
    return places
