"""A document as bytes, and its hash: equal documents are kept once."""

import hashlib
import json
import zlib

from pydantic import ValidationError

from footpath.errors import MapError
from footpath.model.maps import SCHEMA_VERSION, JourneyMap


def packed(journey: JourneyMap) -> tuple[str, bytes]:
    """The hash of a map's JSON (its keys sorted), and the JSON compressed.

    Raises:
        MapError: the map holds a number that is not finite, which JSON cannot say.
    """
    try:
        data = json.dumps(journey.model_dump(mode="json"), ensure_ascii=True, sort_keys=True, allow_nan=False)
    except ValueError as error:
        raise MapError("The map holds a number that is not finite.", "Leave it out, and the cell empty.") from error
    text = data.encode("ascii")
    return hashlib.sha256(text).hexdigest(), zlib.compress(text, 6)


def unpacked(identifier: str, kept: bytes) -> JourneyMap:
    """The map that `packed` packed.

    Raises:
        MapError: the bytes are damaged, or a newer version wrote them.
    """
    try:
        text = zlib.decompress(kept)
    except zlib.error as error:
        raise _damaged(identifier) from error
    if hashlib.sha256(text).hexdigest() != identifier:
        raise _damaged(identifier)
    data = json.loads(text)
    if data.get("schema_version", SCHEMA_VERSION) > SCHEMA_VERSION:
        raise MapError(
            f"This map is of version {data['schema_version']}, newer than this Footpath.", "Update Footpath."
        )
    try:
        return JourneyMap.model_validate_json(text)
    except ValidationError as error:
        raise MapError(
            f"Document {identifier[:12]} is of a form that this Footpath does not know.", "Update Footpath."
        ) from error


def _damaged(identifier: str) -> MapError:
    return MapError(f"Document {identifier[:12]} is damaged on disk.", "Restore footpath.db from a backup.")
