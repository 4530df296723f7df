"""What is known of what customers say, in a few figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from footpath.app.annotations import annotations_of
from footpath.app.themes import theme_named

if TYPE_CHECKING:
    from typing import Literal

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


def quotes(
    workspace: Workspace, count: int, theme: str | None, touchpoint: str | None, mood: Literal["low", "high"] | None
) -> list[dict[str, Any]]:
    """Customers' own words: those that stand for most, and the opposing view; scrubbed, never paraphrased.

    Raises:
        SpecError: there is no such theme or touchpoint.
    """
    from footpath.journeys.feedback import heard_in
    from footpath.journeys.steps import match_step
    from footpath.voice import Quotes

    index = workspace.heard_index
    feedback = workspace.lake.feedback()
    said = annotations_of(workspace, index, feedback)
    about = index.names[match_step(index, touchpoint)[1][0]] if touchpoint else None
    book = Quotes(feedback, said, heard=heard_in(index, said.event_id), cache_dir=workspace.cache_directory)
    chosen = book.choose(
        about,
        count,
        mood=mood,
        theme=theme_named(workspace, theme) if theme else None,
    )
    return [
        {
            "text": quote.text,
            "source": quote.source,
            "experience": quote.experience,
            "touchpoint": quote.touchpoint,
            "said_at": quote.said_at.isoformat() if quote.said_at else None,
            "opposing": quote.opposing,
            "feedback_id": quote.feedback_id,
        }
        for quote in chosen
    ]


def why_no_quotes(workspace: Workspace, theme: str | None, touchpoint: str | None, mood: str | None) -> str:
    """Why `quotes` found none, and what to do."""
    texts = [text for text in workspace.lake.feedback()["text"].to_pylist() if text and text.strip()]
    if not texts:
        return "There are no quotes: no record holds words of a customer. Load reviews, tickets, chats or the like."
    asked = [f'speaks of "{theme}"'] if theme else []
    asked += [f'is about "{touchpoint}"'] if touchpoint else []
    asked += [f"tells a {'bad' if mood == 'low' else 'good'} experience"] if mood else []
    if not asked:
        return f"There are no quotes: none of the {len(texts):,} texts is long enough to stand alone, or said by a customer."
    both = "" if len(asked) == 1 else " at once"
    return f"There are no quotes: none of the {len(texts):,} texts {' and '.join(asked)}{both}. Leave out a condition."


def heard_so_far(workspace: Workspace) -> HeardSoFar:
    """Listens, where that was not done yet."""
    import numpy as np

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
