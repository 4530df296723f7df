"""Exact quantiles from brackets, whatever the sample said: forced onto few values."""

from itertools import pairwise

import numpy as np
import pytest

from footpath.analysis.readings import brackets as module
from footpath.analysis.readings.brackets import brackets_from, everything, join_values, quantiles_of, reduce_values
from footpath.model.intervals import quantile_interval


@pytest.mark.parametrize("alike", [1, 1_000])  # all different, or so that many are equal
@pytest.mark.parametrize("errors", [4.0, 0.05])  # brackets that fit, and brackets that miss
def test_quantiles_are_exact_or_known_to_be_missing(monkeypatch: pytest.MonkeyPatch, errors: float, alike: int) -> None:
    monkeypatch.setattr(module, "ERRORS", errors)
    chance = np.random.default_rng(3)
    cell = chance.choice(5, 20_000, p=[0.5, 0.3, 0.19, 0.01, 0.0]).astype(np.int32)
    value = chance.exponential(2_000, 20_000).astype(np.int64) // alike * alike
    sample = reduce_values(cell[::20], value[::20], everything(5))
    bounds = brackets_from(sample)
    halves = [reduce_values(cell[a:b], value[a:b], bounds) for a, b in pairwise((0, 7_000, 20_000))]
    read = join_values(halves)
    assert len(read.value) < len(value) * 3 // 4
    found, missed = quantiles_of(read, bounds)
    assert errors < 1 or not missed.any()
    again, none = quantiles_of(reduce_values(cell, value, everything(5)), everything(5))
    assert not none.any()
    for at in range(5):
        own = np.sort(value[cell == at])
        for quantiles in [again] if missed[at] else [found, again]:
            known = [quantiles.median[at], quantiles.median_low[at], quantiles.median_high[at], quantiles.p90[at]]
            if len(own):
                expected = [np.median(own), *quantile_interval(own), np.quantile(own, 0.9)]
                assert known == pytest.approx(expected)
            else:
                assert np.isnan(known).all()
