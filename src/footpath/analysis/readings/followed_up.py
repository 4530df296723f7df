"""How soon is bad feedback followed up, when some of it still waits?"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.kaplan_meier import curve_of, ranks_on
from footpath.model.follow_ups import FollowedUp
from footpath.model.intervals import wilson_rate

DAY_US, SECOND_US = 86_400_000_000, 1_000_000
_SOON = (2, 7)  # days


class Waits(NamedTuple):
    """One entry per bad feedback.

    Attributes:
        key: the customer's.
        touchpoint: that it speaks of, "" when unknown.
        in_contact, done: how it was followed up; neither where it still waits.
        took_us: until it was followed up; of no meaning where it still waits.
        known_us: until the end of the records. What was done after it still waited then.
    """

    key: NDArray[np.int64]
    touchpoint: NDArray[np.object_]
    in_contact: NDArray[np.bool_]
    done: NDArray[np.bool_]
    took_us: NDArray[np.int64]
    known_us: NDArray[np.int64]


def followed_up(waits: Waits) -> tuple[FollowedUp, ...]:
    """The row of all, then one per touchpoint, those with most bad feedback first.

    A share within days is of the feedback that was said at least so long ago: of the rest nobody knows yet.

    Examples:
        >>> day = DAY_US
        >>> yes, no = np.array([True, True, False]), np.zeros(3, bool)
        >>> took = np.array([day, 3 * day, 0])
        >>> waits = Waits(np.array([1, 1, 2]), np.array(["cart"] * 3, object), yes, no, took, np.full(3, 5 * day))
        >>> whole = followed_up(waits)[0]
        >>> whole.n, whole.customers, whole.n_2d, round(whole.share_2d, 2), whole.n_7d, whole.share_7d, whole.median_s / 86400
        (3, 2, 3, 0.33, 0, None, 3.0)
    """
    return tuple(_rows(waits))


def _rows(waits: Waits) -> Iterator[FollowedUp]:
    if not len(waits.key):
        return
    yield _row(None, waits)
    names, counts = np.unique(waits.touchpoint.astype(str), return_counts=True)
    for name, _ in sorted(zip(names.tolist(), counts.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0])):
        own = waits.touchpoint == name
        yield _row(name, Waits(*(column[own] for column in waits)))


def _row(touchpoint: str | None, waits: Waits) -> FollowedUp:
    over = (waits.in_contact | waits.done) & (waits.took_us <= waits.known_us)
    two, seven = (_within(waits, over, days * DAY_US) for days in _SOON)
    return FollowedUp(
        touchpoint,
        len(waits.key),
        len(np.unique(waits.key)),
        int(waits.in_contact.sum()),
        int(waits.done.sum()),
        int((~waits.in_contact & ~waits.done).sum()),
        *two,
        *seven,
        *_median_s(waits, over),
    )


def _within(
    waits: Waits, over: NDArray[np.bool_], limit_us: int
) -> tuple[int, float | None, float | None, float | None]:
    settled = waits.known_us >= limit_us
    n, soon = int(settled.sum()), int((settled & over & (waits.took_us <= limit_us)).sum())
    return (n, soon / n, *wilson_rate(soon, n)) if n else (0, None, None, None)


def _median_s(waits: Waits, over: NDArray[np.bool_]) -> tuple[float | None, float | None, float | None]:
    """Kaplan and Meier's median with its interval; whole seconds, rounded down."""
    waited_us = np.where(over, waits.took_us, waits.known_us)
    times, place = np.unique(waited_us // SECOND_US, return_inverse=True)
    reached = np.bincount(place[over], minlength=len(times))
    ranks = ranks_on(curve_of(reached, np.bincount(place[~over], minlength=len(times))), reached, 0.5)
    ordered = np.repeat(times, reached)
    found = [float(ordered[rank]) if rank >= 0 else None for rank in ranks]
    return found[0], found[1], found[2]
