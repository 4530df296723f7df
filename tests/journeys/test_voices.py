"""Who speaks: employees apart, and customers by what they speak of."""

import numpy as np

from footpath.journeys import journeys
from footpath.journeys.voices import employees, speakers
from footpath.model.records import Aim

WRITTEN = {
    "ann": "visit@0 review@1|theme=late:-1+staff:1 review@2|theme=late:-0.5",
    "bob": "visit@0",
    "eve": "review@3|theme=staff:0",
    "ida": "survey@1|kind=employee|score=0.5 survey@2|kind=employee|score=0.4",
    "kim": "visit@0 survey@1|kind=employee|score=0.5",
}


def test_employees_are_those_who_are_there_for_nothing_else() -> None:
    for shards in (1, 2, 3):
        assert sorted(employees(journeys(WRITTEN, shards=shards)).tolist()) == [3]


def test_customers_are_counted_once_for_each_theme() -> None:
    keys, codes = np.arange(5), np.array([0, 0, 1, 255, 1], np.uint8)
    for shards in (1, 3):
        index = journeys(WRITTEN, shards=shards)
        found = speakers(index, keys, codes, 2)
        assert [theme.name for theme in index.themes] == ["late", "staff"]
        assert found.customers.tolist() == [[1, 1], [0, 1]]
        assert found.heard.tolist() == [1, 1]
        assert found.mood.round(3).tolist() == [-0.75, 0.5]


def test_nobody_speaks_where_nothing_was_said() -> None:
    found = speakers(journeys(ann="visit@0"), np.arange(1), np.zeros(1, np.uint8), 2)
    assert (found.heard.tolist(), found.customers.shape) == ([0, 0], (2, 0))


def test_who_wants_something_of_a_theme_is_counted_apart_and_heard_with_the_others() -> None:
    written = {
        "ann": "review@1|theme=late|aim=need review@2|theme=late|aim=goal",
        "bob": "review@1|theme=late+staff|aim=obstacle",
        "eve": "review@1|theme=staff|aim=goal",
    }
    for shards in (1, 2):
        index = journeys(written, shards=shards)
        found = speakers(index, np.arange(3), np.array([0, 0, 1], np.uint8), 2, (Aim.GOAL, Aim.NEED))
        assert (found.customers.tolist(), found.heard.tolist()) == ([[1, 0], [0, 1]], [2, 1])
