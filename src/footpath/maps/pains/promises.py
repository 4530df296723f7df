"""Promises broken, and what that does to what customers say: no rest to compare with is needed but the promises kept."""

import math
from typing import Any

from footpath.maps.pains.finding import BrokenPromise
from footpath.maps.scene import Scene

LEAST_PROMISED = 50
LEAST_BROKEN_SHARE = 0.03
LEAST_SCORES = 20  # scores on either side
LEAST_GAP = 0.4  # of a scale of 1 to 5
LEAST_Z = 4.0
DREADFUL_GAP = 2.0
SCALE = (1.0, 5.0)
UNSCORED_SHARE = 0.10  # broken promises that nobody has rated are a pain from this share on


def broken_promises(scene: Scene) -> dict[str, BrokenPromise]:
    """Touchpoints where promises are broken often enough, and where that shows in the scores if there are scores."""
    answer = scene.book.ask({"ask": "promises"})
    found = {}
    for row in answer.dicts():
        if (row.get("promised") or 0) < LEAST_PROMISED or (row.get("rate") or 0.0) < LEAST_BROKEN_SHARE:
            continue
        gap, z = score_gap(row)
        if gap is None and row["rate"] >= UNSCORED_SHARE:
            found[row["touchpoint"]] = BrokenPromise(answer, row, size=min(row["rate"], 1.0), z=LEAST_Z, scored=False)
        elif gap is not None and gap >= LEAST_GAP and z >= LEAST_Z:
            found[row["touchpoint"]] = BrokenPromise(answer, row, size=min(gap / DREADFUL_GAP, 1.0), z=z)
    return {name: promise for name, promise in found.items() if scene.stage_of(name)}


def score_gap(row: dict[str, Any]) -> tuple[float | None, float]:
    """How much lower the scores are after a broken promise, and the z of that; (None, 0) where too few are scored.

    The rows hold no variances, so each is taken at its largest for its mean on the scale, (m − 1)(5 − m): the test errs on
    the safe side (Bhatia and Davis, "A better bound on the variance", 2000).

    Examples:
        >>> gap, z = score_gap({"score_broken": 2.6, "n_broken": 1000, "score_kept": 4.3, "n_kept": 9000})
        >>> round(gap, 1), round(z)
        (1.7, 27)
    """
    broken, kept, n_broken, n_kept = (row.get(k) for k in ("score_broken", "score_kept", "n_broken", "n_kept"))
    if broken is None or kept is None or (n_broken or 0) < LEAST_SCORES or (n_kept or 0) < LEAST_SCORES:
        return None, 0.0
    variances = [max((m - SCALE[0]) * (SCALE[1] - m), 0.05) for m in (broken, kept)]
    error = math.sqrt(variances[0] / float(n_broken or 1) + variances[1] / float(n_kept or 1))
    return kept - broken, (kept - broken) / error
