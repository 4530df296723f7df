"""The published schema is the schema of the map as it is, and what is written keeps to it."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from made_maps import HARD_CASES, rich_map

from footpath.render import render_json
from footpath.render.exports.schema import render_schema

PUBLISHED = Path(__file__).parents[3] / "docs" / "schema" / "map.schema.json"


def test_the_published_schema_is_current() -> None:
    hint = (
        "write it anew: python -c 'from footpath.render.exports.schema import render_schema as r; print(r(), end=\"\")'"
    )
    assert PUBLISHED.read_text(encoding="utf-8") == render_schema(), f"{hint} > docs/schema/map.schema.json"


@pytest.mark.parametrize("name", HARD_CASES)
def test_what_is_written_keeps_to_it(name: str) -> None:
    schema = json.loads(render_schema())
    Draft202012Validator.check_schema(schema)
    assert not list(Draft202012Validator(schema).iter_errors(json.loads(render_json(HARD_CASES[name]()))))


def test_what_is_no_map_does_not() -> None:
    data = json.loads(render_json(rich_map()))
    reader = Draft202012Validator(json.loads(render_schema()))
    assert not reader.is_valid({**data, "colour": "red"})
    assert not reader.is_valid({key: value for key, value in data.items() if key != "title"})
