"""The people behind all rows of an answer, asked for at once."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from footpath.analysis import parse_question
from footpath.journeys import Index
from footpath.journeys.selection import select


def everybody(index: Index, question: Mapping[str, Any]) -> list[tuple[Any, list[int]]]:
    """Each row, and the keys of the customers behind it."""
    asked = parse_question(question)
    seen = select(index, asked, anchored=asked.anchored)
    return [
        (row, sorted(key for view, who in zip(seen.views, masks, strict=True) for key in _keys(view, who)))
        for row in asked.answer(seen)
        for masks in [asked.members(seen, row)]
    ]


def _keys(view: Any, who: Any) -> list[int]:
    found: list[int] = view.shard.key[np.flatnonzero(who)].tolist()
    return found
