"""What customers' words tell: themes and emotions in a bad mood, more often at one touchpoint, or in one segment, than elsewhere.

Only asked where somebody has listened already: reading every text takes its time.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from footpath.maps.pains.cells import WORDS, Cell, Signal, is_no_group
from footpath.maps.scene import Scene
from footpath.model.questions import Answer

BAD_MOOD = -0.15  # of what is said of a theme: its interval lies below
BAD_EMOTIONS = ("frustration", "anger", "disappointment", "confusion")
LEAST_TEXTS = 10  # that say it
THEMES = Signal(WORDS, {"ask": "themes", "per": "touchpoint"})
EMOTIONS = Signal(WORDS, {"ask": "emotions", "per": "touchpoint"})


def word_signals(scene: Scene) -> tuple[Signal, ...]:
    """Themes and emotions, where words were heard."""
    return (THEMES, EMOTIONS) if scene.evidence.heard else ()


def word_cells(
    scene: Scene, signal: Signal, by: str | None = None, told: Callable[[Mapping[str, Any]], bool] | None = None
) -> list[Cell]:
    """A cell for each complaint at each touchpoint, with ``by`` in each group, beside the others there (or elsewhere).

    Args:
        told: which rows are looked at instead of complaints.
    """
    wanted = told or is_complaint
    answer = scene.book.ask(signal.asked(by))
    texts, said = _texts(answer.rows), _said(answer.rows, by)
    everywhere = sum(texts.values())
    found = []
    for at, one in enumerate(answer.rows):  # thousands, of which few are said often enough
        if not one.touchpoint or one.n < LEAST_TEXTS or (by and is_no_group(one.group)):
            continue
        row = answer.dict_of(at)
        if not wanted(row):
            continue
        place, group = str(row["touchpoint"]), None if by is None else str(row.get("group"))
        rest_n = texts[place] - row["texts"] if by else everywhere - texts[place]
        rest_hits = said[_subject(row), place if by else ""] - row["n"]
        found.append(_cell(signal, answer, row, group, float(rest_n), float(max(rest_hits, 0))))
    return found


def is_complaint(row: Mapping[str, Any]) -> bool:
    """Is it said in a bad mood?"""
    if "emotion" in row:
        return row["emotion"] in BAD_EMOTIONS
    high = row.get("experience_high")
    return high is not None and high < BAD_MOOD


def _subject(row: Mapping[str, Any]) -> str:
    return str(row.get("id") or row.get("emotion"))


def _texts(rows: Iterable[Any]) -> dict[str, int]:
    """By touchpoint, the texts that tell anything, those of all groups together."""
    by_group = {(row.touchpoint, row.group): row.texts for row in rows if row.touchpoint}
    found: dict[str, int] = defaultdict(int)
    for (place, _), count in by_group.items():
        found[place] += count
    return found


def _said(rows: Sequence[Any], by: str | None) -> dict[tuple[str, str], int]:
    """How often a subject is told: at each touchpoint in all groups, or, undivided, at all touchpoints."""
    subject = attrgetter("id" if rows and hasattr(rows[0], "id") else "emotion")
    found: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        if row.touchpoint:
            found[subject(row), row.touchpoint if by else ""] += row.n
    return found


def _cell(
    signal: Signal, answer: Answer, row: Mapping[str, Any], group: str | None, rest_n: float, rest_hits: float
) -> Cell:
    return Cell(
        signal=signal,
        touchpoint=str(row["touchpoint"]),
        group=group,
        n=float(row["texts"]),
        rest_n=rest_n,
        value=float(row["share"]),
        rest_value=rest_hits / rest_n if rest_n else 0.0,
        answer=answer,
        row=row,
        hits=float(row["n"]),
        rest_hits=rest_hits,
    )
