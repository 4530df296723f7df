"""How much counts vary: what many series share steadies what one shows."""

import numpy as np
import pytest
from numpy.typing import NDArray

from footpath.analysis.readings.daily_rates import Fit, fit_rates, grounds
from footpath.analysis.readings.unrest import ALONE, dispersion, unrest, usual_unrest

DAYS, SERIES = 300, 60
Floats = NDArray[np.float64]


def fitted(counts: Floats) -> Fit:
    return fit_rates(counts, grounds(np.arange(DAYS) % 7, np.full(DAYS, 10.0), part=True))


def company(seed: int, level: float, weekly: float = 0.0) -> list[Floats]:
    """Series of one level, whose weeks vary by so much more."""
    draw = np.random.default_rng(seed)
    weeks = 1 + weekly * draw.standard_normal((SERIES, DAYS // 7 + 1))
    return list(draw.poisson(level * np.repeat(weeks.clip(0.05), 7, axis=1)[:, :DAYS]).astype(np.float64))


def found_in(series: list[Floats]) -> list[list[tuple[float, int]]]:
    return [unrest(counts, fitted(counts)) for counts in series]


@pytest.mark.parametrize("level", [0.3, 2.0, 9.0])
def test_series_that_vary_as_poissons_do_are_taken_for_that(level: float) -> None:
    series = company(1, level)
    usual = usual_unrest(found_in(series))
    assert np.abs(np.log(usual.levels)).max() < 0.25
    steadied = [dispersion(counts, fitted(counts), usual) for counts in series]
    alone = [dispersion(counts, fitted(counts)) for counts in series]
    assert np.median(steadied) < 1.3
    assert max(steadied) < np.quantile(alone, 0.9)


def test_series_that_vary_more_stay_so() -> None:
    usual = usual_unrest(found_in(company(2, 5.0, weekly=0.5)))
    assert usual.levels[1] > 4
    quiet = company(3, 5.0)[0]
    assert dispersion(quiet, fitted(quiet), usual) > 3  # one quiet series among wild ones is luck


def test_one_wild_series_among_quiet_ones_is_seen() -> None:
    wild = company(4, 9.0, weekly=0.6)[0]
    usual = usual_unrest(found_in([*company(5, 9.0), wild]))
    assert dispersion(wild, fitted(wild), usual) > 1.8


def test_few_series_show_nothing_usual() -> None:
    series = company(6, 3.0)[:5]
    assert usual_unrest(found_in(series)) == ALONE
    assert usual_unrest([]) == ALONE


def test_alone_the_largest_of_the_three_counts() -> None:
    counts = company(7, 4.0, weekly=0.4)[0]
    assert dispersion(counts, fitted(counts)) == max(1.0, *(own for own, _ in unrest(counts, fitted(counts))))
