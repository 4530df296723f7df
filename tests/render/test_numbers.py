"""Numbers: one way to write each unit, intervals beside them."""

from datetime import datetime

import pytest

from footpath.model.claims import Claim
from footpath.render.numbers import amount, count, interval_of, money, period, points, score, seconds, share, value_of


def claim(value: float, unit: str, low: float | None = None, high: float | None = None) -> Claim:
    return Claim.model_validate(
        {
            "id": "c",
            "text": "t",
            "question": {},
            "field": "f",
            "value": value,
            "low": low,
            "high": high,
            "n": 9,
            "unit": unit,
        }
    )


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (claim(0.69, "share", 0.68, 0.70), "± 1"),
        (claim(0.02, "share", 0.005, 0.071), "0.5% to 7%"),
        (claim(0.5, "share", 0.4999, 0.5001), ""),
        (claim(12, "nps", 10, 14), "± 2"),
        (claim(640, "count", 410, 870), "410 to 870"),
        (claim(4.084, "score", 4.064, 4.104), "± 0.02"),
        (claim(86400 * 3, "seconds", 86400 * 2, 86400 * 5), "2 days to 5 days"),
        (claim(19842, "count"), ""),
        (claim(1, "score", float("-inf"), float("inf")), ""),
    ],
)
def test_intervals(given: Claim, shown: str) -> None:
    assert interval_of(given) == shown


def test_values_of_every_unit() -> None:
    assert [value_of(claim(v, u)) for v, u in ((0.38, "share"), (19842, "count"), (4.1, "score"), (-12, "nps"))] == [
        "38%",
        "19,842",
        "4.10",
        "−12",
    ]
    assert value_of(claim(96_000, "money"), "EUR") == "€96k"
    assert amount(float("nan"), "share") == "no figure"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.4, "0 seconds"),
        (59, "59 seconds"),
        (90, "1.5 minutes"),
        (3600 * 31, "31 hours"),
        (86400 * 40, "40 days"),
        (86400 * 730, "2 years"),
        (-7200, "−2 hours"),
    ],
)
def test_durations_take_the_unit_that_reads_best(value: float, shown: str) -> None:
    assert seconds(value) == shown


def test_edges_of_rounding_do_not_lie() -> None:
    assert share(0.999) == "99.9%"
    assert share(0) == "0%"
    assert share(0.0094) == "0.9%"
    assert share(-0.05) == "−5%"
    assert score(4.0) == "4"
    assert points(0.5) == "+0.5 points"
    assert count(0.0) == "0"
    assert money(-1_500_000, "USD") == "−$1.5m"


def test_periods() -> None:
    assert period(None, None) == ""
    assert period(datetime(2017, 1, 1), None) == "1 January 2017"
    assert period(datetime(2026, 1, 3), datetime(2026, 1, 3, 12)) == "3 January 2026"
    assert period(datetime(2025, 12, 30), datetime(2026, 1, 9)) == "30 December 2025 to 9 January 2026"
