"""Rules in words, as data, and for what is unknown."""

import json

import numpy as np

from footpath.personas.features import Feature, FeatureTable
from footpath.personas.rules import Rules
from footpath.personas.rules_learnt import DEPTH, learn_rules

APP = Feature("channel:app", "share of events in the app", "channel", "share", ("app",))
EVENTS = Feature("events", "events", "tempo", "count", ("events",))


def table_of(*rows: tuple[float, float], times: int = 40) -> FeatureTable:
    values = np.repeat(np.array(rows, np.float32), times, axis=0)
    return FeatureTable(np.arange(len(values)), (APP, EVENTS), values)


def test_two_conditions_part_three_groups() -> None:
    table = table_of((0.0, 5.0), (0.8, 5.0), (0.8, 50.0))
    rules = learn_rules(table, np.repeat([0, 1, 2], 40).astype(np.uint8), 3)
    assert len(rules.leaves()) == 3
    assert rules.assign(table)[0].tolist() == [0] * 40 + [1] * 40 + [2] * 40
    assert all("in the app" in str(leaf) or "events" in str(leaf) for leaf in rules.leaves())


def test_the_probability_is_that_of_the_leaf_with_one_more_of_each_group() -> None:
    table = table_of((0.0, 5.0), (0.8, 5.0))
    rules = learn_rules(table, np.repeat([0, 1], 40).astype(np.uint8), 2)
    assert np.allclose(rules.assign(table)[1], 41 / 42)


def test_groups_without_a_difference_have_one_rule_for_everybody() -> None:
    table = table_of((0.5, 5.0))
    rules = learn_rules(table, (np.arange(40) % 2).astype(np.uint8), 2)
    assert [str(leaf) for leaf in rules.leaves()] == ["everybody"]


def test_what_is_unknown_goes_where_it_belongs() -> None:
    table = table_of((0.1, 5.0), (np.nan, 5.0), (0.9, 5.0))
    rules = learn_rules(table, np.repeat([0, 1, 1], 40).astype(np.uint8), 2)
    assert rules.assign(table)[0].tolist() == [0] * 40 + [1] * 80
    nobody_knows = FeatureTable(np.arange(3), (), np.empty((3, 0), np.float32))
    assert rules.assign(nobody_knows)[0].tolist() == [1, 1, 1]


def test_they_can_be_written_and_read() -> None:
    table = table_of((0.0, 5.0), (0.8, 5.0), (0.8, 50.0))
    rules = learn_rules(table, np.repeat([0, 1, 2], 40).astype(np.uint8), 3)
    assert Rules.read(json.loads(json.dumps(rules.json()))) == rules


def test_no_rule_has_more_conditions_than_a_person_reads() -> None:
    rng = np.random.default_rng(1)
    values = rng.random((2000, 2)).astype(np.float32)
    codes = ((values[:, 0] * 6).astype(int) + (values[:, 1] * 6).astype(int)) % 4
    rules = learn_rules(FeatureTable(np.arange(2000), (APP, EVENTS), values), codes.astype(np.uint8), 4)
    assert max(len(leaf.conditions) for leaf in rules.leaves()) <= DEPTH
    assert sum(leaf.n for leaf in rules.leaves()) == 2000
