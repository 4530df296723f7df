"""Whose journeys and of when, as people type it and as a map's head says it."""

import pytest

from footpath.app.scopes import Scope, read_conditions, scope_of
from footpath.errors import SpecError


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        (["region=north"], {"region": "north"}),
        ([" region = north = south "], {"region": "north = south"}),
        (['{"device": {"not": "phone"}}', "region=<b>‮"], {"device": {"not": "phone"}, "region": "<b>‮"}),
        (["region=north", "region=south"], {"region": "south"}),  # the last word counts
        ([], {}),
    ],
)
def test_conditions_as_they_are_typed(typed: list[str], where: dict[str, object]) -> None:
    assert scope_of("", typed, None).where == where


@pytest.mark.parametrize("typed", ["region", "=north", "region=", '{"region"', "{}]"])
def test_what_is_no_condition_is_told(typed: str) -> None:
    with pytest.raises(SpecError):
        scope_of("", [typed], None)


def test_only_objects_are_conditions() -> None:
    assert read_conditions("") == {}
    with pytest.raises(SpecError, match="JSON object"):
        read_conditions("[1]")


def test_a_scope_in_words() -> None:
    where = {"region": ["north", "east"], "value": {"at_least": 50, "below": 100}}
    assert Scope("Owls", where, "2024").words == "Owls, region north or east, value at least 50, below 100, 2024"
    assert Scope().words == ""
