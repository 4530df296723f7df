"""A workbook's sheets as rows of cells by heading."""

from dataclasses import dataclass
from io import BytesIO
from math import isclose
from typing import Any
from zipfile import BadZipFile, ZipFile, is_zipfile

from footpath.errors import MapError
from footpath.model.spreadsheets import neutral

_LARGEST = 64_000_000  # bytes; the workbook of a crowded map has a tenth of a million
_UNPACKED = 600_000_000  # bytes that all parts of it may be together
MADE_FROM = "made-from"  # the row of the head that `origin` reads; nobody edits it
_LOOK = 12  # rows among which the headings are looked for: somebody may have put a note above
Cell = str | float | None


@dataclass(frozen=True)
class Row:
    """``id`` is empty in a row that a person added; ``place`` is its row in the workbook, from 1."""

    id: str
    cells: dict[str, Cell]
    place: int

    @property
    def blank(self) -> bool:
        return not any(said(cell) for name, cell in self.cells.items() if name != "Id")


@dataclass(frozen=True)
class Sheet:
    """``headings`` are empty for a sheet that is no table; ``grid`` are all its cells."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    grid: tuple[tuple[Cell, ...], ...]


def read_sheets(workbook: bytes) -> dict[str, Sheet]:
    """The sheets by name.

    Raises:
        MapError: it is no workbook that could be read.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        if len(workbook) > _LARGEST or _unpacked(workbook) > _UNPACKED:
            raise MapError("This workbook is larger than any map's.", "Give one that `footpath map -o map.xlsx` wrote.")
        with CalamineWorkbook.from_filelike(BytesIO(workbook)) as book:
            names = book.sheet_names
            grids = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}
    except (CalamineError, BadZipFile, OSError, ValueError) as error:
        raise MapError(f"This file cannot be read as a workbook: {error}.", "Save it as .xlsx.") from None
    return {name: _sheet(grid) for name, grid in grids.items()}


def _unpacked(workbook: bytes) -> int:
    """How large the parts of a workbook say they are; 0 for what is no zip, which calamine refuses or reads as it is."""
    if not is_zipfile(BytesIO(workbook)):
        return 0
    with ZipFile(BytesIO(workbook)) as parts:
        return sum(part.file_size for part in parts.infolist())


def _sheet(grid: list[list[Any]]) -> Sheet:
    cells = tuple(tuple(_cell(value) for value in line) for line in grid)
    top = next((at for at, line in enumerate(cells[:_LOOK]) if line and line[0] == "Id"), None)
    if top is None:
        return Sheet((), (), cells)
    headings = tuple(said(cell) for cell in cells[top])
    rows = [
        Row(said(line[0]), {name: cell for name, cell in zip(headings, line, strict=False) if name}, place)
        for place, line in enumerate(cells[top + 1 :], start=top + 2)
    ]
    return Sheet(headings, tuple(row for row in rows if row.id or not row.blank), cells)


def _cell(value: Any) -> Cell:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return str(value)
    return float(value) if isinstance(value, int | float) else str(value)


def said(cell: Cell) -> str:
    """A cell as text: a whole number without a point, a text without the apostrophe that kept it from being a formula."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    text = " ".join(cell.split())
    return text[1:] if text.startswith("'") and neutral(text[1:]) == text else text


def alike(was: Cell, now: Cell) -> bool:
    """Whether two cells say the same: programs rewrite spaces, line ends and the last digits of numbers."""
    if isinstance(was, float) and isinstance(now, float):
        return isclose(was, now, rel_tol=1e-9, abs_tol=1e-12)
    return " ".join(str(was or "").split()) == " ".join(str(now or "").split()) or said(was) == said(now)
