"""What goes with a score, by least squares over every subset and every order."""

from collections.abc import Sequence
from itertools import permutations
from statistics import mean

import numpy as np
from numpy.typing import NDArray

from reference.themes import Text

Floats = NDArray[np.float64]


def columns(texts: Sequence[Text], kind: str) -> tuple[list[float], dict[tuple[str, str], dict[int, float]]]:
    """The outcome by scored customer, and by driver what each of them had said."""
    ordered = sorted((text for text in texts if text.kind != "employee"), key=lambda text: text.at)
    last = {text.customer: text for text in ordered if text.kind == kind and text.score is not None}
    said: dict[tuple[str, str], dict[int, list[float]]] = {}
    for text in ordered:
        if text.customer not in last or text.at > last[text.customer].at:
            continue
        if text is not last[text.customer] and text.about is not None and text.score is not None:
            driver = said.setdefault(("touchpoint", text.about), {})
            driver.setdefault(text.customer, []).append(2 * text.score - 1)
        for theme, mood in text.moods.items():
            said.setdefault(("theme", theme), {}).setdefault(text.customer, []).append(mood)
    people = list(last)
    means = {
        driver: {people.index(who): mean(moods) for who, moods in of.items()} for driver, of in sorted(said.items())
    }
    return [10 * (last[who].score or 0.0) for who in people], means


def r_squared(outcome: Floats, table: Floats) -> float:
    """Of the linear model with these columns."""
    full = np.column_stack([np.ones(len(outcome)), table])
    residual = outcome - full @ np.linalg.lstsq(full, outcome, rcond=1e-7)[0]
    return float(1 - (residual**2).sum() / ((outcome - outcome.mean()) ** 2).sum())


def shapley(outcome: Floats, blocks: Sequence[Floats]) -> list[float]:
    """What each block adds to R², the mean over all orders."""
    added: list[list[float]] = [[] for _ in blocks]
    for order in permutations(range(len(blocks))):
        before, table = 0.0, np.empty((len(outcome), 0))
        for block in order:
            table = np.column_stack([table, blocks[block]])
            after = r_squared(outcome, table)
            added[block].append(after - before)
            before = after
    return [mean(parts) for parts in added]


def pair(values: dict[int, float], n: int) -> Floats:
    """Whether it is known, and the figure."""
    table = np.zeros((n, 2))
    for row, value in values.items():
        table[row] = 1, value
    return table
