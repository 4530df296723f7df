"""Reads an edited workbook back into its map.

What a person may change in a workbook that `render_xlsx` wrote (names, wordings, the order of stages, rows) is taken over. A
figure is not, for it stands in a claim, and a claim is only ever asked. Everything that differs is told.

The workbook is compared with itself as it was written, cell by cell, so what was left alone cannot change, whatever a
spreadsheet program did to it on the way. It keeps the language in which it was drawn and the layout of its sheets, so nobody
needs to tell either.
"""

from collections.abc import Callable

from footpath.maps.importing.applying import apply_deltas
from footpath.maps.importing.deltas import Delta, delta_of, drawn_over
from footpath.maps.importing.kinds import KINDS
from footpath.maps.importing.origin import Origin, origin_in, origin_of, require_same
from footpath.maps.importing.records import Change, Edited
from footpath.maps.importing.workbook import read_sheets
from footpath.model.few import without_few
from footpath.model.maps import JourneyMap

__all__ = ["Change", "Edited", "Origin", "origin_of", "read_xlsx"]


def read_xlsx(workbook: bytes, base: JourneyMap, draw: Callable[[JourneyMap], bytes]) -> Edited:
    """What does a map say after a person edited its workbook, and what did they change?

    A row that is gone is removed; a row without an id, or with one that another row above has, is added. A cell that was
    emptied is an edit, a row of which only the hidden id is left is removed. Rows may be sorted: only the order of stages
    means anything. A stage goes only when nothing stands in it any more. Claims that nothing shows any more go with the last
    row that showed them. The map keeps its own language, whatever the one in which the workbook was drawn. Sheets that the
    Footpath of an older workbook did not write are left as they are.

    Args:
        workbook: the edited workbook.
        base: the map it was made from.
        draw: `render_xlsx`, to compare with what was written.

    Returns:
        The new map and every difference; one with ``taken`` false changed nothing. A workbook that nobody edited gives
        ``base`` itself and no change.

    Raises:
        MapError: it is no workbook of a map, or one of another map or another revision of it, or of a Footpath too old or too new.
    """
    now = read_sheets(workbook)
    origin = origin_in(now)
    was = read_sheets(draw(base.model_copy(update={"language": origin.language or base.language})))
    require_same(origin, origin_in(was))
    deltas: dict[str, Delta] = {
        kind.sheet: delta_of(kind, was[kind.sheet], now.get(kind.sheet))
        for kind in KINDS
        if kind.sheet in was and kind.since <= origin.layout
    }
    edited = apply_deltas(without_few(base), deltas)
    drawn = drawn_over(was.get("Map"), now.get("Map")) if origin.layout == origin_in(was).layout else ()
    changed = any(change.taken for change in edited.changes)
    return Edited(edited.map if changed else base, (*edited.changes, *drawn))
