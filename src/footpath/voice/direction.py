"""Does a scale run the way its column seems to say? The customers' own words know.

"Effort 1 to 7" may be a question whose 7 is "very easy" or "very hard", and 1 may be the best mark or the worst. Where those who
gave a score also wrote something, good words must come with good scores.
"""

import numpy as np
from numpy.typing import NDArray

LEAST_TEXTS = 30
MOST_TEXTS = 150
_AGAINST = -0.25  # correlation from which words and scores contradict each other
_SURE = -3.0  # and Student's t of it: by chance once in about 700 scales


def runs_backwards(score01: NDArray[np.float64], sounds: NDArray[np.float64]) -> bool:
    """Whether the words of rated texts say that a scale's high end is its bad one.

    Args:
        score01: what was given, by the scale as it is believed to run.
        sounds: sentiment of the same people's texts, −1..1.

    Examples:
        >>> given = np.linspace(0, 1, 40)
        >>> runs_backwards(given, 1 - 2 * given), runs_backwards(given, given), runs_backwards(given[:9], -given[:9])
        (True, False, False)
    """
    if len(score01) < LEAST_TEXTS or np.ptp(score01) == 0 or np.ptp(sounds) == 0:
        return False
    r = float(np.corrcoef(score01, sounds)[0, 1])
    t = r * np.sqrt((len(score01) - 2) / max(1 - r * r, 1e-12))
    return r <= _AGAINST and bool(t <= _SURE)
