"""What differs between a sheet as it was written and as it came back, told apart into what may change and what may not."""

from collections.abc import Iterator
from dataclasses import dataclass

from footpath.maps.importing.kinds import OPTIONAL, Kind
from footpath.maps.importing.records import Change
from footpath.maps.importing.workbook import MADE_FROM, Row, Sheet, alike, said

_PICTURE = "This sheet is a picture of the others: edit the sheet of that name instead."


@dataclass(frozen=True)
class FieldEdit:
    """A cell that may be edited and was."""

    attribute: str
    heading: str
    was: str
    now: str


@dataclass(frozen=True)
class Delta:
    """What a person did to a sheet.

    Attributes:
        edits: by the row's id, its edited cells.
        removed: ids of rows that are gone.
        added: new rows, each its attributes with what they say.
        order: ids in the order in which they came back; an added row is its number in ``added`` after a "+".
        names: by id, what tells a row.
        refused: differences that cannot be taken over.
    """

    edits: dict[str, tuple[FieldEdit, ...]]
    removed: tuple[str, ...]
    added: tuple[dict[str, str], ...]
    order: tuple[str, ...]
    names: dict[str, str]
    refused: tuple[Change, ...]


def delta_of(kind: Kind, was: Sheet, now: Sheet | None) -> Delta:
    """Compare a sheet with what it was; a sheet that is gone, or has lost its headings, counts as untouched and is told."""
    names = {row.id: said(row.cells.get(kind.name)) for row in was.rows}
    if now is None or not now.headings:
        why = "The sheet is gone or has lost its headings, so nothing of it was changed: remove rows, not sheets."
        return Delta({}, (), (), tuple(names), names, (Change(kind.word, kind.sheet, "", "", "", False, why),))
    before = {row.id: row for row in was.rows}
    kept, new = _told_apart(before, now)
    refused = [*_lost_columns(kind, was, now), *_refused_edits(kind, was, kept, names)]
    edits = {name: found for name, row in kept.items() if (found := tuple(_edits(kind, before[name], row)))}
    gone = tuple(name for name in before if name not in kept)
    if gone and kind.no_removing:
        refused += [Change(kind.word, names[name], "", names[name], "", False, kind.no_removing) for name in gone]
        gone = ()
    added: list[dict[str, str]] = []
    order: list[str] = []
    for name, row in new:
        if row is None:
            order.append(name)
        elif why := _no_row(kind, row):
            label = said(row.cells.get(kind.name))
            refused.append(Change(kind.word, f"row {row.place}", "", "", label, False, why))
        else:
            order.append(f"+{len(added)}")
            added.append({a: said(row.cells.get(heading)) for heading, a in (kind.needs | kind.also).items()})
    return Delta(edits, gone, tuple(added), tuple(order), names, tuple(refused))


def drawn_over(was: Sheet | None, now: Sheet | None) -> Iterator[Change]:
    """Edits of the sheet that only shows the others."""
    if was is None or now is None:
        return
    for at, line in enumerate(was.grid):
        there = now.grid[at] if at < len(now.grid) else ()
        for column, cell in enumerate(line):
            other = there[column] if column < len(there) else None
            if not alike(cell, other):
                yield Change("map", f"row {at + 1}, column {column + 1}", "", said(cell), said(other), False, _PICTURE)


def _told_apart(before: dict[str, Row], now: Sheet) -> tuple[dict[str, Row], list[tuple[str, Row | None]]]:
    """Rows that were there by id, and all rows in their order, those that are new with their cells."""
    kept: dict[str, Row] = {}
    listed: list[tuple[str, Row | None]] = []
    for row in now.rows:
        if row.blank:
            continue
        if row.id in before and row.id not in kept:
            kept[row.id] = row
            listed.append((row.id, None))
        else:
            listed.append(("", row))
    return kept, listed


def _edits(kind: Kind, was: Row, now: Row) -> Iterator[FieldEdit]:
    if kind.only and was.id not in kind.only:
        return
    for heading, attribute in kind.fields.items():
        if heading in now.cells and not alike(was.cells.get(heading), now.cells[heading]):
            text = said(now.cells[heading])
            if text or (was.id if kind.only else attribute) in OPTIONAL:
                yield FieldEdit(attribute, heading, said(was.cells.get(heading)), text)


def _refused_edits(kind: Kind, was: Sheet, kept: dict[str, Row], names: dict[str, str]) -> Iterator[Change]:
    for row in was.rows:
        for heading, cell in row.cells.items():
            now = kept[row.id].cells if row.id in kept else {}
            if heading == "Id" or row.id == MADE_FROM or heading not in now or alike(cell, now[heading]):
                continue
            free = heading in kind.fields and (not kind.only or row.id in kind.only)
            if not free:
                yield Change(kind.word, names[row.id], heading, said(cell), said(now[heading]), False, kind.locked)
            elif not said(now[heading]) and (row.id if kind.only else kind.fields[heading]) not in OPTIONAL:
                why = "It cannot be empty; remove the row to take it out."
                yield Change(kind.word, names[row.id], heading, said(cell), "", False, why)


def _lost_columns(kind: Kind, was: Sheet, now: Sheet) -> Iterator[Change]:
    for heading in was.headings:
        if heading not in now.headings:
            why = "The column is gone, so nothing of it was changed."
            yield Change(kind.word, kind.sheet, heading, "", "", False, why)


def _no_row(kind: Kind, row: Row) -> str:
    """Why a row cannot be added; empty when it can."""
    if kind.no_adding:
        return kind.no_adding
    missing = [heading for heading in kind.needs if not said(row.cells.get(heading))]
    return f"A new row needs {' and '.join(missing)}." if missing else ""
