"""Themes that are near each other, under one broader name."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from footpath.voice.themes.naming import name_themes


def broader_names(groups: NDArray[np.int64], members: Sequence[Sequence[str]]) -> list[str | None]:
    """For each theme the name of the broader one that it belongs to, None where it is near no other.

    Args:
        groups: of each theme a number, the same for those that are near each other; −1 for one that is left out.
        members: the parts of texts of each.

    Examples:
        >>> late, lost = ["the parcel came late", "late parcel", "my late parcel"], ["parcel lost", "lost my parcel"]
        >>> broader_names(np.array([0, 1, 0, -1]), [late, ["no lamp"], lost, late])
        ['Parcel, late', None, 'Parcel, late', None]
    """
    kept = [label for label in np.unique(groups[groups >= 0]) if (groups == label).sum() > 1]
    texts = [[part for theme in np.flatnonzero(groups == label).tolist() for part in members[theme]] for label in kept]
    names = {int(label): named.name for label, named in zip(kept, name_themes(texts), strict=True) if named.tells}
    return [names.get(int(label)) for label in groups]
