"""Are groups more than their traits? What customers do must tell each of them as well, or it is no kind of customers but a line of a register."""

import numpy as np
from numpy.typing import NDArray

from footpath.personas.features import FeatureTable
from footpath.personas.rules_learnt import HELD_OUT, learn_rules

LEAST_TOLD = 0.5  # of a group's customers, whom rules of behaviour alone must find


def found_by_behaviour(table: FeatureTable, codes: NDArray[np.uint8], count: int, seed: int) -> tuple[float, ...]:
    """Which share of each group do rules find that know what customers do and not who they are, learnt from other customers?

    1 for a group of which no customer is among those asked.

    Args:
        table: with the features that groups were looked for in; traits are left out.
    """
    behaviour = table.without("demographic")
    order = np.random.default_rng(seed).permutation(len(table))
    held = max(int(HELD_OUT * len(table)), 1)
    out, inside = np.sort(order[:held]), np.sort(order[held:])
    told = learn_rules(behaviour.rows(inside), codes[inside], count, seed).assign(behaviour.rows(out))[0]
    asked = np.bincount(codes[out], minlength=count)
    right = np.bincount(codes[out][told == codes[out]], minlength=count)
    return tuple((np.where(asked > 0, right, 1) / np.maximum(asked, 1)).tolist())


def rests_on_traits(table: FeatureTable, codes: NDArray[np.uint8], count: int, seed: int) -> bool:
    """Whether a group is told by traits alone."""
    return min(found_by_behaviour(table, codes, count, seed)) < LEAST_TOLD
