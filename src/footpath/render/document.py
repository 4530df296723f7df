"""The map as text that can be read back: JSON alone, or JSON inside a page."""

import json
from html.parser import HTMLParser
from math import isfinite

from pydantic import ValidationError

from footpath.errors import MapError
from footpath.model.few import without_few
from footpath.model.maps import SCHEMA_VERSION, JourneyMap

ELEMENT = "footpath-map"
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def require_finite(journey: JourneyMap) -> None:
    """Refuse a map with a claim that is no number: it could be neither drawn nor written."""
    for name, claim in journey.claims.items():
        if not isfinite(claim.value):
            raise MapError(f'Claim "{name}" of the map holds no finite number.', "Leave it out, and the cell empty.")


def write_json(journey: JourneyMap, indent: int | None = 2) -> str:
    require_finite(journey)
    data = without_few(journey).model_dump(mode="json")
    between = (",", ": ") if indent else (",", ":")
    return (
        json.dumps(data, ensure_ascii=False, sort_keys=True, indent=indent, separators=between, allow_nan=False) + "\n"
    )


def read_json(text: str) -> JourneyMap:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise MapError(f"This is not a map: {error}.", "Give a file that `footpath map` wrote.") from None
    version = data.get("schema_version", SCHEMA_VERSION) if isinstance(data, dict) else None
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise MapError(f"This map is of version {version}, newer than this Footpath knows.", "Update Footpath.")
    try:
        return JourneyMap.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the document"
        raise MapError(
            f"This is not a map: {place}: {first['msg']}.", "Give a file that `footpath map` wrote."
        ) from None


def embedded(journey: JourneyMap) -> str:
    """The map as a data block of a page: no character in it can end the block."""
    return f'<script type="application/json" id="{ELEMENT}">{write_json(journey, None).strip().translate(_ESCAPES)}</script>'


def quoted(text: str) -> str:
    """A text as a quoted string of a script: no character in it can end the string or the script."""
    return json.dumps(text, ensure_ascii=False).translate(_ESCAPES)


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._inside = False
        self._seen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and not self._seen and dict(attrs).get("id") == ELEMENT:
            self._inside = self._seen = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found.append(data)


def map_in_page(text: str) -> str:
    """The JSON of the map that a page carries."""
    finder = _Finder()
    finder.feed(text)
    if not finder.found:
        raise MapError("This page holds no map.", "Give a page that `footpath map -o map.html` wrote.")
    return "".join(finder.found)
