"""What has changed, and what has not."""

import numpy as np
import pytest

from footpath.errors import SpecError
from footpath.personas.drift import Snapshot, drift
from footpath.personas.features import Feature, FeatureTable

APP = Feature("channel:app", "share of events in the app", "channel", "share", ("app",))
MONEY = Feature("event_value", "mean value of an event that has one", "value", "money", ("event_value",))
GOLD = Feature("trait:tier=gold", "tier is gold", "demographic", "category", ("tier", "gold"))


def snapshot(seed: int, app: float = 0.5, money: float = 100.0, gold: float = 0.3, large: float = 0.5) -> Snapshot:
    rng = np.random.default_rng(seed)
    n = 800
    columns = rng.normal(app, 0.1, n), rng.lognormal(np.log(money), 0.5, n), rng.random(n) < gold
    table = FeatureTable(np.arange(n), (APP, MONEY, GOLD), np.stack(columns, axis=1).astype(np.float32))
    return Snapshot(table, (rng.random(n) >= large).astype(np.uint8))


def test_nothing_is_told_to_change_where_nothing_does() -> None:
    false = [any(row.q < 0.05 for row in drift(snapshot(2 * n), snapshot(2 * n + 1), 2)) for n in range(40)]
    assert sum(false) <= 6  # 5% of them by chance


def test_shares_that_moved_come_first_with_their_interval() -> None:
    first, second, *_ = drift(snapshot(1), snapshot(2, large=0.7), 2)
    assert (first.kind, first.code, second.code) == ("share", 0, 1)
    assert first.low < first.after - first.before < first.high
    assert first.q < 0.001
    assert first.difference == pytest.approx(-second.difference)


def test_features_are_told_in_their_unit() -> None:
    rows = {
        (row.feature.name, row.code): row
        for row in drift(snapshot(1), snapshot(2, money=200, app=0.6), 2)
        if row.feature
    }
    money, app, gold = rows["event_value", 0], rows["channel:app", 0], rows["trait:tier=gold", 0]
    assert money.low < 1.0 < money.high  # doubled: as much again
    assert 80 < money.before < 120
    assert 160 < money.after < 240
    assert app.low < 0.1 < app.high
    assert app.q < 0.001
    assert gold.q > 0.05


def test_few_customers_are_not_compared() -> None:
    small = snapshot(1)
    table = small.table.rows(np.arange(40))
    assert {row.kind for row in drift(Snapshot(table, small.codes[:40]), small, 2)} == {"share"}


def test_what_says_when_they_came_is_not_compared() -> None:
    """Newcomers have fewer events, later quarters and younger dates of necessity: that is no drift."""
    of_time = (
        Feature("time:July–September", "", "time", "share", ("July–September",)),
        Feature("span", "", "tempo", "seconds", ("span",)),
        Feature("events", "", "tempo", "count", ("events",)),
        Feature("value", "", "value", "money", ("value",)),
        Feature("trait:days_since_signup", "", "demographic", "score", ("days_since_signup",)),
    )
    sides = []
    for seed, mean in ((1, 50.0), (2, 5.0)):
        rng = np.random.default_rng(seed)
        gold = rng.random(400) < (0.2 if seed == 1 else 0.6)
        columns = [rng.normal(mean, 1, 400) for _ in of_time]
        app = rng.normal(0.1 if seed == 1 else 0.9, 0.05, 400)
        values = np.stack([*columns, app, gold], axis=1).astype(np.float32)
        sides.append(Snapshot(FeatureTable(np.arange(400), (*of_time, APP, GOLD), values), np.zeros(400, np.uint8)))
    rows = drift(*sides, 1)
    assert [row.feature.name if row.feature else "share" for row in rows] == [
        "share", "trait:tier=gold", "channel:app",
    ]  # fmt: skip


def test_groups_of_other_customers_are_refused() -> None:
    with pytest.raises(SpecError, match="800 customers"):
        Snapshot(snapshot(1).table, np.zeros(3, np.uint8))
