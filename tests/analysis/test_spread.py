"""Exact order statistics of numbers on several shards, whatever their size and however often they repeat."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.analysis.readings import spread as module
from footpath.analysis.readings.spread import Numbers, bin_of, bins_for, quantiles_of, spread_of
from footpath.errors import SpecError
from footpath.model.intervals import quantile_interval

numbers = st.one_of(
    st.integers(0, 5), st.integers(0, 3).map(lambda n: n * 60_000_000), st.integers(0, 10_000), st.integers(0, 2**51)
)


class Given:
    """A sample whose shards hold their numbers, one a customer."""

    def numbers(self, view: Any, first: int, last: int) -> Numbers:
        return Numbers(view.cells[first:last], view.values[first:last])


class Holding(Numbers):
    @property
    def shard(self) -> Any:
        return SimpleNamespace(customers=len(self.cells), events=len(self.cells))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), numbers)), st.integers(1, 3), st.sampled_from([0, 13]), st.integers(1, 9))
def test_quantiles_and_their_interval(pairs: list[tuple[int, int]], shards: int, floor: int, block: int) -> None:
    cells = np.array([cell for cell, _ in pairs], dtype=np.int32)
    values = np.array([value for _, value in pairs], dtype=np.int64)
    views: Any = [Holding(cells[at::shards], values[at::shards]) for at in range(shards)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BLOCK", block)
        found = quantiles_of(spread_of(Given(), views, bins_for(3, floor)), views, (0.5, 0.9))
    for cell in range(3):
        own = np.sort(values[cells == cell])
        assert found.n[cell] == len(own)
        if len(own):
            assert found.values[cell] == pytest.approx(np.quantile(own, [0.5, 0.9]), rel=1e-12)
            assert (found.low[cell], found.high[cell]) == quantile_interval(own)
        else:
            assert np.isnan(found.values[cell]).all()


@settings(max_examples=60, deadline=None)
@given(numbers, st.integers(0, 7), st.sampled_from([0, 13]))
def test_a_number_lies_between_the_edges_of_its_bin(value: int, bits: int, floor: int) -> None:
    bins = module.Bins(1, bits, floor)
    edges, at = bins.edges(), bin_of(value, bits, floor)
    assert len(edges) == bins.count + 1
    assert edges[at] <= value < edges[at + 1]


def test_the_scale_grows_coarser_with_more_cells_until_there_are_too_many() -> None:
    assert [bins_for(cells).bits for cells in (1, 1_000, 10_000, 100_000)] == [7, 6, 3, 0]
    with pytest.raises(SpecError, match="room for"):
        bins_for(1_000_000)
