"""How soon bad feedback is followed up: shares of what is known, and a median that counts who waits."""

import numpy as np
import pytest

from footpath.analysis.readings.followed_up import DAY_US, Waits, followed_up
from footpath.model.intervals import wilson_rate


def waits(*told: tuple[str, float | None, float]) -> Waits:
    """Touchpoint, days until it was followed up (None: it waits), and days until the end of the records."""
    names, took, known = zip(*told, strict=True)
    over = np.array([one is not None for one in took])
    return Waits(
        key=np.arange(len(told)),
        touchpoint=np.array(names, dtype=object),
        in_contact=over,
        done=np.zeros(len(told), bool),
        took_us=np.array([int((one or 0) * DAY_US) for one in took]),
        known_us=np.array([int(one * DAY_US) for one in known]),
    )


def test_shares_are_of_what_was_said_long_enough_ago() -> None:
    whole, *_ = followed_up(
        waits(("a", 1, 10), ("a", 2, 10), ("a", None, 10), ("a", 1, 1.5), ("a", None, 1.9), ("a", 9, 10))
    )
    assert (whole.n, whole.n_2d, whole.share_2d) == (6, 4, 0.5)  # within two days includes the last moment of them
    assert (whole.low_2d, whole.high_2d) == tuple(wilson_rate(2, 4))
    assert (whole.n_7d, whole.share_7d, whole.waiting) == (4, 0.5, 2)


def test_the_median_counts_those_who_still_wait() -> None:
    answered = [("a", 1, 10), ("a", 2, 10), ("a", 3, 10)]
    assert followed_up(waits(*answered))[0].median_s == 2 * 86_400
    assert followed_up(waits(*answered, *[("a", None, 10)] * 3))[0].median_s == 3 * 86_400
    assert followed_up(waits(*answered, *[("a", None, 10)] * 4))[0].median_s is None


def test_what_was_done_after_the_records_end_still_waited_then() -> None:
    row = followed_up(waits(("a", 400, 10), ("a", None, 10)))[0]
    assert (row.in_contact, row.share_7d, row.median_s) == (1, 0.0, None)


def test_touchpoints_follow_all_and_the_busiest_comes_first() -> None:
    rows = followed_up(waits(("b", 1, 9), ("a", 1, 9), ("", None, 9), ("b", None, 9)))
    assert [row.touchpoint for row in rows] == [None, "b", "", "a"]
    assert [row.n for row in rows] == [4, 2, 1, 1]
    assert sum(row.in_contact for row in rows[1:]) == rows[0].in_contact == 2


def test_nothing_gives_no_row_and_too_new_gives_no_share() -> None:
    assert followed_up(Waits(*(column[:0] for column in waits(("a", 1, 1))))) == ()
    row = followed_up(waits(("a", None, 0)))[0]
    assert (row.n_2d, row.share_2d, row.low_2d, row.n_7d, row.median_s) == (0, None, None, 0, None)


@pytest.mark.parametrize("done", [True, False])
def test_what_is_done_is_told_apart_from_talks(done: bool) -> None:
    one = waits(("a", 1, 9))
    row = followed_up(one._replace(done=np.array([done]), in_contact=np.array([not done])))[0]
    assert (row.done, row.in_contact, row.waiting) == (int(done), int(not done), 0)
