"""Tests, intervals and effect sizes, against figures of their sources, scipy and plain definitions."""

from math import erf, inf, sqrt

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import ttest_ind_from_stats

from footpath.model.significance import (
    below_false_discovery_rate,
    cohens_d,
    cohens_h,
    compare_means,
    compare_rates,
    false_discovery_q,
)

counts = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: (min(pair), max(pair)))
few = settings(max_examples=60)


@pytest.mark.parametrize(
    ("k1", "n1", "k0", "n0", "low", "high"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),  # Newcombe (1998), table II, method 10
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0),
        (10, 10, 0, 10, 0.6075, 1.0),
    ],
)
def test_one_stratum_has_newcombes_interval(k1: int, n1: int, k0: int, n0: int, low: float, high: float) -> None:
    found = compare_rates([k1], [n1], [k0], [n0])
    assert (round(float(found.low), 4), round(float(found.high), 4)) == (low, high)


@pytest.mark.parametrize(("first", "second"), [(0.05, 0.05), (0.3, 0.3), (0.5, 0.2), (0.9, 0.8)])
def test_the_interval_holds_the_truth_as_often_as_it_says(first: float, second: float) -> None:
    chance = np.random.default_rng(3)
    n1 = np.array([20, 15, 12, 9, 7, 6, 5, 4, 3, 2])
    n0 = np.array([100, 150, 200, 250, 250, 200, 150, 120, 90, 63])
    found = compare_rates(chance.binomial(n1, first, (2_000, 10)), n1, chance.binomial(n0, second, (2_000, 10)), n0)
    holds = (found.low <= first - second) & (first - second <= found.high)
    assert 0.93 <= holds.mean() <= 0.98
    if first == second:
        assert 0.03 <= (found.p < 0.05).mean() <= 0.07


def test_strata_take_away_what_only_their_mix_makes() -> None:
    raw = compare_rates([8 + 2], [10 + 20], [20 + 1], [25 + 10])
    within = compare_rates([8, 2], [10, 20], [20, 1], [25, 10])
    assert raw.p < 0.05
    assert (round(float(within.difference), 9), float(within.p)) == (0.0, 1.0)


def test_the_mantel_haenszel_test_by_hand() -> None:
    # strata (a of m1, c of m0) = (3 of 5, 1 of 5) and (2 of 4, 1 of 8): expected 2 and 1, variances 2/3 and 6/11
    found = compare_rates([3, 2], [5, 4], [1, 1], [5, 8])
    z = (3 - 2 + 2 - 1) / sqrt(5 * 5 * 4 * 6 / (100 * 9) + 4 * 8 * 3 * 9 / (144 * 11))
    assert float(found.p) == pytest.approx(2 * (1 - 0.5 * (1 + erf(z / sqrt(2)))), abs=1e-12)
    weights = 5 * 5 / 10, 4 * 8 / 12
    by = (weights[0] * (3 / 5 - 1 / 5) + weights[1] * (2 / 4 - 1 / 8)) / sum(weights)
    assert float(found.difference) == pytest.approx(by, abs=1e-12)


@few
@given(st.lists(st.tuples(counts, counts), min_size=1, max_size=4))
def test_rates_are_bounded_antisymmetric_and_known_where_both_sides_are(
    strata: list[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    k1, n1, k0, n0 = (np.array([pair[side][at] for pair in strata]) for side in (0, 1) for at in (0, 1))
    one, two = compare_rates(k1, n1, k0, n0), compare_rates(k0, n0, k1, n1)
    if not np.any((n1 > 0) & (n0 > 0)):
        assert np.isnan(one.difference)
        assert np.isnan(one.p)
        return
    assert -1 <= one.low <= one.difference + 1e-12
    assert one.difference - 1e-12 <= one.high <= 1
    assert one.difference == pytest.approx(float(one.first - one.second))
    assert (float(one.low), float(one.p)) == pytest.approx((-float(two.high), float(two.p)))
    assert 0 <= one.p <= 1
    assert np.sign(one.effect.round(9)) == np.sign(one.difference.round(9))


@few
@given(
    *(st.integers(2, 50) for _ in range(2)),
    *(st.floats(-100, 100) for _ in range(2)),
    *(st.floats(0.01, 50) for _ in range(2)),
)
def test_one_stratum_of_means_is_welchs_test(
    n1: int, n0: int, mean1: float, mean0: float, sd1: float, sd0: float
) -> None:
    found = compare_means([n1], [mean1], [sd1**2], [n0], [mean0], [sd0**2])
    known = ttest_ind_from_stats(mean1, sd1, n1, mean0, sd0, n0, equal_var=False)
    assert float(found.p) == pytest.approx(float(known.pvalue), rel=1e-9, abs=1e-300)
    assert float(found.low) <= mean1 - mean0 <= float(found.high)
    assert (found.p < 0.05) == (found.low > 0 or found.high < 0)


def test_means_of_constants_and_of_too_few() -> None:
    assert float(compare_means([5], [2.0], [0.0], [5], [1.0], [0.0]).p) == 0.0
    assert float(compare_means([5], [2.0], [0.0], [5], [2.0], [0.0]).p) == 1.0
    assert np.isnan(compare_means([1], [2.0], [0.0], [5], [1.0], [1.0]).difference)
    assert float(cohens_d(2.0, 0.0)) == inf
    assert float(cohens_d(0.0, 0.0)) == 0.0


def test_effects_of_rates_are_larger_at_the_ends() -> None:
    assert cohens_h(0.02, 0.0) > cohens_h(0.52, 0.5)


def reference_of_benjamini_hochberg(chances: list[float], rate: float) -> list[bool]:
    n = len(chances)
    limits = [c for rank, c in enumerate(sorted(chances), 1) if c <= rate * rank / n]
    return [bool(limits) and c <= max(limits) for c in chances]


@few
@given(st.lists(st.floats(0, 1), max_size=40))
def test_the_false_discovery_rate_is_that_of_its_definition(chances: list[float]) -> None:
    kept = reference_of_benjamini_hochberg(chances, 0.05)
    assert below_false_discovery_rate(chances) == kept
    assume(all(abs(q - 0.05) > 1e-12 for q in false_discovery_q(chances)))
    assert (false_discovery_q(chances) <= 0.05).tolist() == kept


def test_what_is_not_known_is_not_counted_among_the_comparisons() -> None:
    assert np.array_equal(false_discovery_q([0.01, np.nan, 0.02]), [0.02, np.nan, 0.02], equal_nan=True)
