"""The set of ids agrees with Python's own sets, and the tally with a plain count."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.lake.counts import Counts
from footpath.lake.seen import KNOWN, NEW, REPEATED, SeenIds
from footpath.lake.tally import RowTally

# Few low bits: many ids want the same slot.
ids = st.integers(0, 40).map(lambda n: n << 55 | n % 3)


@settings(deadline=None)
@given(st.lists(st.lists(st.lists(ids, max_size=30), max_size=3), max_size=4))
def test_admit_agrees_with_sets(loads: list[list[list[int]]]) -> None:
    seen, before, now = SeenIds(), set[int](), set[int]()
    for load in loads:
        for batch in load:
            found = []
            for one in batch:
                found.append(KNOWN if one in before else REPEATED if one in now else NEW)
                now |= {one} - before
            assert seen.admit(np.array(batch, dtype=np.int64)).tolist() == found
        asked = [n << 55 | n % 3 for n in range(41)]
        assert seen.came_now(np.array(asked)).tolist() == [one in now for one in asked]
        seen.settle()
        before, now = before | now, set()
        assert len(seen) == len(before)


def test_a_set_grows_and_forgets_nothing() -> None:
    seen = SeenIds()
    many = np.random.default_rng(1).integers(0, 2**63 - 1, 50_000)
    assert (seen.admit(many[:30_000]) == NEW).all()
    seen.settle()
    assert (seen.admit(many) == KNOWN).sum() == 30_000
    assert seen.came_now(many).sum() == 20_000


def test_negative_ids_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="never negative"):
        SeenIds().admit(np.array([-1]))


@settings(deadline=None)
@given(st.lists(st.sampled_from(["new", "known", "both", "none", "rejected"]), max_size=30), st.integers(0, 3))
def test_the_tally_adds_up_and_counts_each_row_once(rows: list[str], after: int) -> None:
    """Against a walk over the rows: one without an event goes with the last one before it that has one."""
    tally, fates, last = RowTally(), [], ""
    rows = rows + ["none"] * after
    for number, row in enumerate(rows):
        found = {"new": [NEW], "known": [KNOWN], "both": [KNOWN, NEW]}.get(row, [])
        tally.note(np.full(len(found), number), np.array(found, dtype=np.uint8))
        if row == "rejected":
            tally.reject(np.array([number]))
            fates.append("rejected")
            continue
        last = "loaded" if NEW in found else "duplicate" if found else last
        fates.append(last)
    counts = tally.counts(len(rows))
    assert counts.loaded + counts.duplicate + counts.rejected == counts.read == len(rows)
    assert counts.rejected == fates.count("rejected")
    if "" not in fates:  # rows before the first event go with the last one: nothing says whose they are
        assert (counts.loaded, counts.duplicate) == (fates.count("loaded"), fates.count("duplicate"))


def test_a_rejected_row_that_gave_an_event_is_loaded() -> None:
    tally = RowTally()
    tally.note(np.array([0, 1]), np.array([NEW, KNOWN], dtype=np.uint8))
    tally.reject(np.array([1, 2]))
    assert tally.counts(3) == Counts(3, 1, 1, 1)
