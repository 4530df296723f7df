"""Daily rates: a search that begins near ends where it would have ended, and chance is scanned as stretches are."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from footpath.analysis.readings.daily_rates import fit_rates, grounds
from footpath.analysis.readings.stretches import best_by_chance, excess_of, roots

DAYS = 120
WEEKDAY = np.arange(DAYS) % 7


def drawn(seed: int, usual: float) -> tuple[np.ndarray, np.ndarray]:
    """Counts with a rise of 20 days, and what they are a part of."""
    draw = np.random.default_rng(seed)
    exposure = 50.0 + draw.poisson(50, DAYS)
    rate = np.where((np.arange(DAYS) >= 60) & (np.arange(DAYS) < 80), 3 * usual, usual)
    return draw.poisson(exposure * rate).astype(np.float64), exposure


def rise() -> np.ndarray:
    column = np.zeros(DAYS)
    column[60:80] = 1
    return column


@given(seed=st.integers(0, 1000), usual=st.floats(0.002, 0.3))
def test_the_slope_of_the_penalised_likelihood_is_nothing_where_the_search_ends(seed: int, usual: float) -> None:
    counts, exposure = drawn(seed, usual)
    held = grounds(WEEKDAY, exposure, part=True).beside(rise())
    fit = fit_rates(counts, held)
    penalty = np.full(held.columns.shape[1], 0.05)
    penalty[0], penalty[1:3], penalty[3:4] = 1e-6, held.steady, 0.1
    off = fit.coefficients.copy()
    off[0] -= np.log(max(counts.sum(), 1e-6) / held.exposure.sum())
    assert np.abs(held.columns.T @ (counts - fit.expected) - penalty * off).max() < 1e-4 * max(counts.sum(), 1)


@given(seed=st.integers(0, 1000), usual=st.floats(0.002, 0.3))
def test_beginning_near_changes_nothing(seed: int, usual: float) -> None:
    counts, exposure = drawn(seed, usual)
    held = grounds(WEEKDAY, exposure, part=True)
    afresh, near = (fit_rates(counts, held.beside(rise()), first) for first in (None, fit_rates(counts, held)))
    np.testing.assert_allclose(near.expected, afresh.expected, rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(near.coefficients, afresh.coefficients, rtol=1e-7, atol=1e-8)


@given(seed=st.integers(0, 1000), usual=st.floats(0.002, 0.3))
def test_the_best_stretch_of_chance_is_the_best_of_all_and_variances_are_those_of_the_formula(
    seed: int, usual: float
) -> None:
    counts, exposure = drawn(seed, usual)
    held = grounds(WEEKDAY, exposure, part=True)
    fit = fit_rates(counts, held)
    found = excess_of(counts, fit, held.columns)
    starts, ends, spread = found.tried.starts, found.tried.ends, found.spread
    weighted = held.columns * fit.expected[:, None]
    for at in range(0, len(starts), 97):
        taken = weighted[starts[at] : ends[at]].sum(axis=0)
        left = taken[0] - taken @ fit.inverse @ taken
        enough = left > 0.03 * min(taken[0], fit.expected.sum() - taken[0])
        assert np.isclose(spread[at], left if enough else 0.0, rtol=1e-6, atol=1e-9)
    drawn_counts = np.random.default_rng(seed).poisson(fit.expected, (3, DAYS))
    best = best_by_chance(drawn_counts, fit, held.columns, spread, found.tried)
    for row, own in enumerate(drawn_counts - fit.expected):
        off = own - (own @ held.columns) @ fit.inverse @ held.columns.T * fit.expected
        sums = np.concatenate([[0.0], np.cumsum(off)])
        plain = roots(sums[ends] - sums[starts], spread).max() ** 2 / 2
        assert np.isclose(best[row], plain, rtol=1e-9)
