"""Exact quantiles by sampled bounds: the path that only large indexes take, forced onto small ones."""

import numpy as np
import pytest

from footpath.analysis.readings import gaps as module
from footpath.analysis.readings.gaps import Cells, count_gaps
from footpath.journeys import Index
from footpath.journeys.selection import select
from footpath.model.questions import Question


@pytest.mark.parametrize("errors", [4.0, -2.0])  # bounds that fit, and bounds that all miss and are read again
@pytest.mark.parametrize("share", [0.0, 0.5, 0.95, 1.0])
def test_quantiles_are_exact_whatever_the_sample_says(
    monkeypatch: pytest.MonkeyPatch, errors: float, share: float
) -> None:
    monkeypatch.setattr(module, "_SAMPLED", 2_000)
    monkeypatch.setattr(module, "_ERRORS", errors)
    chance = np.random.default_rng(5)
    count = 20_000
    customer = np.repeat(np.arange(count // 20), 20)
    time = np.sort(chance.integers(0, 10**9, (count // 20, 20)) ** 2 // 10**6, axis=1).ravel()
    place = chance.choice(["a", "b", "c"], count, p=[0.6, 0.39, 0.01])
    index = Index.in_memory(customer.tolist(), time, place.tolist(), shards=3)
    seen = select(index, Question())
    width = len(index.names)
    cells = Cells(np.arange(width), np.arange(width), width, width, 1)
    counted = count_gaps(seen, cells, share)
    for cell in range(cells.count):
        start, end = (index.names[code] for code in divmod(cell, width))
        same = (customer[1:] == customer[:-1]) & (place[:-1] == start) & (place[1:] == end)
        own = np.diff(time)[same]
        assert counted.gaps[cell] == len(own)
        if len(own):
            assert counted.quantile_s[cell] == pytest.approx(np.quantile(own, share) / 1e6, abs=1e-9)
