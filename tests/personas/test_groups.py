"""Kinds of customers are found where they are, and refused where they are not."""

from dataclasses import replace

import numpy as np
import pytest
from tests.personas.made import ALIKE, KINDS, WEB, made_index

from footpath.errors import SpecError
from footpath.journeys import journeys
from footpath.personas.features import Feature, FeatureTable, read_features
from footpath.personas.groups import Groups, NoStructure, find_groups
from footpath.personas.null import shuffled
from footpath.personas.stability import adjusted_rand


@pytest.fixture(scope="module")
def found() -> tuple[Groups, np.ndarray]:
    index, kinds = made_index(KINDS, 450)
    groups = find_groups(index)
    assert isinstance(groups, Groups)
    return groups, kinds


def test_kinds_with_habits_of_their_own_are_found(found: tuple[Groups, np.ndarray]) -> None:
    groups, kinds = found
    assert groups.count == 3
    assert adjusted_rand(groups.codes, kinds[groups.keys]) > 0.95
    assert groups.sizes[0] == max(groups.sizes)


def test_how_sure_it_is_lies_between_chance_and_certainty(found: tuple[Groups, np.ndarray]) -> None:
    groups, _ = found
    assert groups.probability.min() >= 1 / 3
    assert groups.probability.max() <= 1
    assert [one.count for one in groups.tried] == list(range(2, 9))


def test_rules_put_customers_where_they_are_and_say_why(found: tuple[Groups, np.ndarray]) -> None:
    groups, kinds = found
    codes, probability = groups.rules.assign(groups.table)
    assert groups.agreement > 0.95
    assert adjusted_rand(codes, kinds[groups.keys]) > 0.9
    assert probability.min() > 1 / 3
    told = " ".join(str(leaf) for leaf in groups.rules.leaves())
    assert "in the app" in told or "app" in told


def test_rules_know_customers_whom_they_have_never_seen(found: tuple[Groups, np.ndarray]) -> None:
    groups, _kinds = found
    others, kinds_of_others = made_index(KINDS, 90, seed=77)
    table = read_features(others)
    assert adjusted_rand(groups.rules.assign(table)[0], kinds_of_others[table.keys]) > 0.85


@pytest.mark.parametrize("events", [2, 6, 20])
def test_customers_of_one_kind_are_refused_whether_they_come_seldom_or_often(events: int) -> None:
    found = find_groups(made_index([replace(ALIKE, events=events)], 400)[0])
    assert isinstance(found, NoStructure)
    assert found.reason.endswith(".")


def test_what_goes_together_no_more_is_refused() -> None:
    table = read_features(made_index(KINDS, 400)[0])
    mixed = shuffled(table.values, np.random.default_rng(5))
    assert isinstance(find_groups(FeatureTable(table.keys, table.features, mixed)), NoStructure)


def test_few_customers_tell_nothing() -> None:
    found = find_groups(made_index(KINDS, 60)[0])
    assert isinstance(found, NoStructure)
    assert "60 customers" in found.reason


def test_as_many_groups_as_asked_for(found: tuple[Groups, np.ndarray]) -> None:
    groups, _ = found
    two = find_groups(groups.table, count=2)
    assert isinstance(two, Groups)
    assert two.count == 2
    assert "as asked for" in two.reason


def test_one_group_is_no_grouping(found: tuple[Groups, np.ndarray]) -> None:
    with pytest.raises(SpecError, match="1 groups"):
        find_groups(found[0].table, count=1)


def test_the_same_again_whatever_the_shards() -> None:
    one, many = (find_groups(made_index(KINDS, 150, shards=count)[0], seed=3) for count in (1, 4))
    assert isinstance(one, Groups)
    assert isinstance(many, Groups)
    np.testing.assert_array_equal(one.codes, many.codes)
    np.testing.assert_array_equal(one.probability, many.probability)
    assert one.tried == many.tried
    assert one.rules == many.rules


def test_progress_goes_forward_to_its_end() -> None:
    told: list[float] = []
    find_groups(made_index([WEB, KINDS[1]], 120)[0], progress=lambda _what, share: told.append(share))
    assert told == sorted(told)
    assert told[0] >= 0
    assert told[-1] <= 1


def test_traits_count_unless_behaviour_alone_is_looked_at_and_it_is_told() -> None:
    index, kinds = made_index(KINDS, 300)
    table = read_features(index)
    tier = [
        Feature(f"trait:tier={value}", f"tier is {value}", "demographic", "category", ("tier", value))
        for value in ("gold", "plain")
    ]
    gold = (table.keys % 2 == 0).astype(table.values.dtype)
    wider = FeatureTable(table.keys, (*table.features, *tier), np.column_stack([table.values, gold, 1 - gold]))
    with_traits, without = (find_groups(wider, count=3, use_traits=use) for use in (True, False))
    assert isinstance(with_traits, Groups)
    assert isinstance(without, Groups)
    assert with_traits.reason.endswith("Traits counted, too (tier): that groups differ in them is how they were found.")
    assert "Traits" not in without.reason
    assert adjusted_rand(without.codes, kinds[without.keys]) > 0.95


def test_groups_that_only_traits_tell_are_looked_for_in_behaviour_alone() -> None:
    """Two ways to behave; traits that have nothing to do with them part customers who behave alike."""
    index, kinds = made_index(KINDS[:2], 600)
    table = read_features(index)
    values = np.arange(len(table)) // 2 % 2
    homes = [
        Feature(f"trait:{name}={value}", f"{name} is {value}", "demographic", "category", (name, str(value)))
        for name in ("household", "rooms", "cars")
        for value in range(2)
    ]
    told = np.stack([values == value for _ in range(3) for value in range(2)], axis=1).astype(np.float32)
    wider = FeatureTable(table.keys, (*table.features, *homes), np.column_stack([table.values, told]))
    forced, found = find_groups(wider, count=4, use_traits=True), find_groups(wider, count=4)
    assert isinstance(forced, Groups)
    assert isinstance(found, Groups)
    assert "told by traits alone" in found.reason
    both = kinds[found.keys] * 2 + values
    assert adjusted_rand(forced.codes, both) > 0.9
    assert adjusted_rand(found.codes, values) < 0.05
    assert all(
        np.bincount(kinds[found.keys[found.codes == code]]).max() >= 0.9 * size for code, size in enumerate(found.sizes)
    )


def test_where_traits_go_with_behaviour_they_count() -> None:
    index, kinds = made_index(KINDS, 300)
    table = read_features(index)
    tier = Feature("trait:tier=gold", "tier is gold", "demographic", "category", ("tier", "gold"))
    gold = (kinds[table.keys] == 1).astype(np.float32)
    found = find_groups(FeatureTable(table.keys, (*table.features, tier), np.column_stack([table.values, gold])))
    assert isinstance(found, Groups)
    assert "Traits counted, too (tier)" in found.reason


def test_where_little_was_recorded_the_refusal_says_so_and_claims_no_more() -> None:
    index = journeys({f"c{n}": "visit@0" for n in range(150)})
    found = find_groups(index)
    assert isinstance(found, NoStructure)
    assert found.reason.startswith("Too little was recorded to tell kinds apart: 1 touchpoint, ")
