"""Sessions: a customer's events without a longer pause than a given gap. One definition, used by every kernel.

A session is told from all events of a journey, before ``where`` and ``during`` choose among them: a filter changes what is
counted in a session, never where sessions begin and end. A pause of exactly the gap still belongs to the session.
"""

from datetime import timedelta

import numba

GAP = timedelta(minutes=30)


@numba.njit(nogil=True, cache=True, inline="always")
def begins_session(row: int, first_row: int, time_before: int, time_now: int, gap_us: int) -> bool:
    """Whether a row opens a session: it is its customer's first, or the pause before it was longer than the gap."""
    return row == first_row or time_now - time_before > gap_us
