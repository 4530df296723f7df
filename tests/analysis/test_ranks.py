"""Exact ranks and sums on any number of shards: the paths that only large indexes take, forced onto small ones."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from footpath.analysis.readings import ranks as module
from footpath.analysis.readings.exact_sums import PLACES, add_exactly, amounts, bounded, whole
from footpath.analysis.readings.ranks import rank
from footpath.journeys.index import Index
from footpath.journeys.selection import View, select
from footpath.model.questions import Question


@dataclass(frozen=True)
class Values:
    """Measures the recorded values, by touchpoint."""

    def __call__(self, view: View) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        return view.shard.touchpoint.astype(np.int64), view.shard.value


@pytest.mark.parametrize("few", [0, 10**9])
def test_ranks_are_those_of_all_values_together(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(module, "_FEW", few)
    chance = np.random.default_rng(3)
    value = np.concatenate([chance.normal(0, 1e6, 3000), chance.integers(0, 3, 2000), [0.0, -0.0, 5e-324, 1e300]])
    place = chance.choice(["a", "b", "c"], len(value), p=[0.7, 0.29, 0.01])
    index = Index.in_memory(range(len(value)), np.arange(len(value)), place.tolist(), value=value.tolist(), shards=3)
    seen = select(index, Question())
    found = rank(Values(), seen.views, len(index.names))
    for code, name in enumerate(index.names):
        own = np.sort(value[place == name])
        assert found.n[code] == len(own)
        if len(own):
            spread = found.spread(code)
            assert spread.median == pytest.approx(np.median(own))
            assert spread.p90 == pytest.approx(np.quantile(own, 0.9))
            middle = found.at(code, len(own) // 2)
            assert (middle.value, middle.below) == (own[len(own) // 2], np.searchsorted(own, middle.value))
            assert middle.equal == np.count_nonzero(own == middle.value)
        else:
            assert np.isnan(found.spread(code).median)


@given(st.lists(st.floats(-1e28, 1e28), max_size=30))
def test_sums_are_exact_but_for_what_lies_below_their_unit(values: list[float]) -> None:
    places = np.zeros((1, PLACES), dtype=np.int64)
    for value in values:
        add_exactly(places[0], value)
    unit = 1 << 64
    exact = sum(int(Fraction(abs(value)) * unit) * (1 if value >= 0 else -1) for value in values)
    assert whole(places).tolist() == [exact]
    assert amounts(whole(places)).tolist() == [exact / unit]


def test_what_has_no_amount_is_nothing_and_the_endless_is_bounded() -> None:
    assert [bounded(amount) for amount in (float("nan"), float("inf"), -1.5)] == [0.0, 2.0**95, -1.5]
