"""What a workbook was made from, as it says itself: which map, in which layout of sheets, in which language."""

from collections.abc import Mapping
from dataclasses import dataclass

from footpath.errors import MapError
from footpath.maps.importing.workbook import MADE_FROM, Sheet, read_sheets, said

_OLDEST = 2  # the first layout that can be read back


@dataclass(frozen=True)
class Origin:
    """What stands in a workbook's head.

    Attributes:
        map: the fingerprint of the map.
        layout: of sheets and columns.
        language: in which it was drawn; empty in a workbook of a Footpath that did not keep it, which wrote the map's own.
    """

    map: str
    layout: int
    language: str = ""


def origin_of(workbook: bytes) -> Origin:
    """What a workbook was made from.

    Raises:
        MapError: it cannot be read, or holds no map.
    """
    return origin_in(read_sheets(workbook))


def origin_in(sheets: Mapping[str, Sheet]) -> Origin:
    """The same of sheets that are read already."""
    about = sheets.get("About")
    told = next((said(row.cells.get("Value")) for row in about.rows if row.id == MADE_FROM), "") if about else ""
    if not told:
        raise MapError("This workbook holds no map.", "Give one that `footpath map -o map.xlsx` wrote.")
    name, *rest = told.split(" ")
    words = dict(zip(rest[::2], rest[1::2], strict=False))
    layout = words.get("layout", "")
    return Origin(name, int(layout) if layout.isdecimal() else 1, words.get("language", ""))


def require_same(origin: Origin, drawn: Origin) -> None:
    """Refuse a workbook that was not made from the map that was drawn, or whose sheets mean something else.

    Raises:
        MapError: it was made from another map, or by a Footpath too old or too new.
    """
    if origin.layout > drawn.layout:
        raise MapError(
            f"This workbook was written by a newer Footpath (layout {origin.layout}; this one reads up to {drawn.layout}).",
            "Update Footpath, and import it then.",
        )
    if origin.layout < _OLDEST:
        raise MapError(
            f"This workbook was written by an older Footpath (layout {origin.layout}), whose sheets meant something else.",
            "Draw the map again with footpath map -o map.xlsx, and repeat the edits there.",
        )
    if origin.map != drawn.map:
        raise MapError(
            "This workbook was made from another map, or from another revision of it.",
            "Name the map that it was made from, or export it again.",
        )
