"""Reads an edited workbook back into its map.

What a person may change in a workbook that `render_xlsx` wrote (names, wordings, the order of stages, rows) is taken over. A
figure is not, for it stands in a claim, and a claim is only ever asked. Everything that differs is told.

The workbook is compared with itself as it was written, cell by cell, so what was left alone cannot change, whatever a
spreadsheet program did to it on the way.
"""

from footpath.errors import MapError
from footpath.maps.importing.applying import apply_deltas
from footpath.maps.importing.deltas import Delta, delta_of, drawn_over
from footpath.maps.importing.kinds import KINDS
from footpath.maps.importing.records import Change, Edited
from footpath.maps.importing.workbook import Sheet, read_sheets
from footpath.model.maps import JourneyMap

__all__ = ["Change", "Edited", "read_xlsx"]


def read_xlsx(workbook: bytes, base: JourneyMap, written: bytes) -> Edited:
    """What does a map say after a person edited its workbook, and what did they change?

    A row that is gone is removed; a row without an id, or with one that another row above has, is added. A cell that was
    emptied is an edit, a row of which only the hidden id is left is removed. Rows may be sorted: only the order of stages
    means anything. A stage goes only when nothing stands in it any more. Claims that nothing shows any more go with the last
    row that showed them.

    Args:
        workbook: the edited workbook.
        base: the map it was made from.
        written: `render_xlsx` of that map, to compare with.

    Returns:
        The new map and every difference; one with ``taken`` false changed nothing. A workbook that nobody edited gives
        ``base`` itself and no change.

    Raises:
        MapError: it is no workbook of a map, or one of another map or another revision of it.
    """
    was, now = read_sheets(written), read_sheets(workbook)
    _require_same_origin(was, now)
    deltas: dict[str, Delta] = {
        kind.sheet: delta_of(kind, was[kind.sheet], now.get(kind.sheet)) for kind in KINDS if kind.sheet in was
    }
    edited = apply_deltas(base, deltas)
    return Edited(edited.map, (*edited.changes, *drawn_over(was.get("Map"), now.get("Map"))))


def _require_same_origin(was: dict[str, Sheet], now: dict[str, Sheet]) -> None:
    origin = _origin(now)
    if origin is None:
        raise MapError("This workbook holds no map.", "Give one that `footpath map -o map.xlsx` wrote.")
    if origin != _origin(was):
        raise MapError(
            "This workbook was made from another map, or from another revision of it.",
            "Name the map that it was made from, or export it again.",
        )


def _origin(sheets: dict[str, Sheet]) -> str | None:
    about = sheets.get("About")
    found = [row.cells.get("Value") for row in about.rows if row.id == "made-from"] if about else []
    return str(found[0]) if found and found[0] else None
