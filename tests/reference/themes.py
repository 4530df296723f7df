"""What customers speak of, by plain loops."""

from collections import defaultdict
from collections.abc import Sequence
from statistics import mean
from typing import NamedTuple


class Text(NamedTuple):
    customer: int
    at: int  # hours
    about: str | None
    device: str | None
    moods: dict[str, float]  # by theme
    kind: str = "comment"
    score: float | None = None  # 0..1


Counted = tuple[int, int, int, float | None]


def themes(
    texts: Sequence[Text], parents: dict[str, str], *, per: bool, by: bool
) -> dict[tuple[str | None, str | None, str], Counted]:
    """By group, touchpoint and subject: texts, customers, texts of any subject, mean mood."""
    spoken = defaultdict(list)
    anything: dict[tuple[str | None, str | None], int] = defaultdict(int)
    for text in texts:
        if text.kind == "employee" or not text.moods or (per and text.about is None):
            continue
        cell = text.device if by else None, text.about if per else None
        anything[cell] += 1
        for subject in {parents[theme] for theme in text.moods}:
            mood = mean(mood for theme, mood in text.moods.items() if parents[theme] == subject)
            spoken[*cell, subject].append((text.customer, mood))
    return {
        cell: (len(said), len({who for who, _ in said}), anything[cell[:2]], mean(mood for _, mood in said))
        for cell, said in spoken.items()
    }
