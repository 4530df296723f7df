"""Stretches of days: what is left out unlooked at is never the best."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from footpath.analysis.readings.daily_rates import Grounds, fit_each, fit_rates, grounds, likelihood, likelihoods_beside
from footpath.analysis.readings.scanning import LEAST_TELLING, stands_out
from footpath.analysis.readings.stretches import LEAST, best_of_each_part, stretches, tellings

DAYS = 110
WEEKDAY = np.arange(DAYS) % 7


def drawn(seed: int, more: float) -> tuple[np.ndarray, np.ndarray]:
    """Counts with a rise of 12 days, and what they are a part of."""
    draw = np.random.default_rng(seed)
    exposure = draw.uniform(5, 20, DAYS)
    rise = np.where((np.arange(DAYS) >= 60) & (np.arange(DAYS) < 72), more, 0.0)
    return draw.poisson(exposure * 0.1 + rise), exposure


def plainly(counts: np.ndarray, exposure: np.ndarray) -> float:
    """Of all stretches the most telling, each looked at."""
    whole, best = counts.sum(), 0.0
    for start, end in zip(stretches(DAYS).starts, stretches(DAYS).ends, strict=True):
        inside, due = counts[start:end].sum(), exposure[start:end].sum() / exposure.sum()
        outside = whole - inside
        if inside < LEAST or inside <= due * whole:
            continue
        tells = inside * np.log(inside / (due * whole))
        tells += outside * np.log(outside / ((1 - due) * whole)) if outside else 0.0
        best = max(best, float(tells))
    return best


@given(st.integers(0, 1000), st.floats(0, 6))
def test_the_most_telling_stretch_of_many_series_is_that_of_each(seed: int, more: float) -> None:
    series = [drawn(seed + number, more) for number in range(3)]
    found = tellings(np.array([counts for counts, _ in series]), np.array([own for _, own in series]), LEAST_TELLING)
    for tells, (counts, exposure) in zip(found.tolist(), series, strict=True):
        plain = plainly(counts, exposure)
        assert np.isclose(tells, plain if plain >= LEAST_TELLING else 0.0, rtol=1e-9)
        assert tells == stands_out(counts, exposure)


@given(st.integers(0, 1000))
def test_the_best_of_each_length_is_the_first_of_the_best(seed: int) -> None:
    tried, draw = stretches(DAYS), np.random.default_rng(seed)
    score = np.maximum(draw.integers(-20, 6, len(tried.starts)), 0).astype(np.float64)
    lengths = np.where(tried.ends == DAYS, 0, tried.ends - tried.starts)
    best = [max(np.flatnonzero(lengths == length), key=lambda at: (score[at], -at)) for length in np.unique(lengths)]
    best.sort(key=lambda at: -score[at])
    assert best_of_each_part(score, tried, 5).tolist() == [at for at in best[:5] if score[at] > 0]


@given(st.integers(0, 1000), st.booleans())
def test_many_fits_are_those_of_each(seed: int, part: bool) -> None:
    series = [drawn(seed + number, 3.0) for number in range(3)]
    held = [grounds(WEEKDAY, exposure, part=part) for _, exposure in series]
    counts = np.array([own for own, _ in series], dtype=np.float64)
    expected, parameters = fit_each(counts, held)
    for row, own, one in zip(expected, counts, held, strict=True):
        fit = fit_rates(own, one)
        np.testing.assert_allclose(row, fit.expected, rtol=1e-12)
        assert parameters == len(fit.coefficients)


def beside(held: Grounds, first: int, end: int) -> Grounds:
    column = np.zeros(DAYS)
    column[first:end] = 1
    return held.beside(column)


@given(st.integers(0, 1000), st.integers(28, 90), st.integers(1, 20))
def test_likelihoods_beside_stretches_are_those_of_the_fits(seed: int, first: int, length: int) -> None:
    counts, exposure = drawn(seed, 3.0)
    y, held = counts.astype(np.float64), grounds(WEEKDAY, exposure, part=True)
    firsts, ends = np.array([first, 60]), np.array([first + length, 72])
    found = likelihoods_beside(y, held, fit_rates(y, held), firsts, ends)
    plain = [likelihood(y, fit_rates(y, beside(held, *days))) for days in zip(firsts, ends, strict=True)]
    np.testing.assert_allclose(found, plain, rtol=1e-9)
