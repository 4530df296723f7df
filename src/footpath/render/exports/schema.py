"""The schema of the map's JSON, for whoever reads or writes maps with other tools."""

import json

from footpath.model.maps import SCHEMA_VERSION, JourneyMap

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def render_schema() -> str:
    """The JSON Schema of what `render_json` writes, keys sorted; it is published as ``docs/schema/map.schema.json``."""
    schema = JourneyMap.model_json_schema(mode="validation")
    head = {"$schema": DIALECT, "$id": f"urn:footpath:map:{SCHEMA_VERSION}", "title": "Footpath journey map"}
    return json.dumps({**schema, **head}, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
