"""What is known of what customers say, in a few figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from footpath.app.workspace import Workspace


@dataclass(frozen=True)
class HeardSoFar:
    """Counts of what was said, and how well it was understood.

    Attributes:
        feedback: all of it; ``texts`` has words, ``scores`` a figure.
        kinds, links, languages: how often each occurs.
        themes: the commonest, with texts and experience, as in the question "themes".
        notes: how figures came about, in sentences.
    """

    feedback: int
    texts: int
    scores: int
    kinds: dict[str, int]
    links: dict[str, int]
    languages: dict[str, int]
    themes: tuple[dict[str, Any], ...]
    notes: tuple[str, ...]


def heard_so_far(workspace: Workspace) -> HeardSoFar:
    """Listens, where that was not done yet."""
    import numpy as np

    from footpath.app.indexing import annotations_of

    index = workspace.heard_index
    feedback = workspace.lake.feedback()
    said = annotations_of(workspace, index, feedback)
    texts = [text for text in feedback["text"].to_pylist() if text and text.strip()]
    return HeardSoFar(
        feedback=feedback.num_rows,
        texts=len(texts),
        scores=int(np.isfinite(said.score01).sum()),
        kinds=dict(Counter(map(str, said.kind)).most_common()),
        links=dict(Counter(map(str, said.link)).most_common()),
        languages=dict(Counter(code for code in said.language if code).most_common()),
        themes=tuple(workspace.ask({"ask": "themes"}).dicts()[:10]),
        notes=said.notes,
    )
