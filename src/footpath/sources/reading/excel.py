"""Excel workbooks: each sheet that holds a table is one."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from footpath.errors import SourceError
from footpath.sources.tables import Session, Table, keep, unique_names


def read_excel(session: Session, path: Path, name: str) -> list[Table]:
    """Every sheet with a header and a row below it; titles above the header are skipped.

    Raises:
        SourceError: the workbook cannot be read, or none of its sheets holds a table.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            sheets = [(title, workbook.get_sheet_by_name(title).to_python()) for title in workbook.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        raise SourceError(f"{path} cannot be read as a workbook: {error}.", "Save it as .xlsx or CSV.") from None
    full = [(title, rows) for title, rows in sheets if len([row for row in rows if any(map(_filled, row))]) > 1]
    if not full:
        raise SourceError(f"{path} holds no sheet with a header and a row.", "Export it again, with its rows.")
    return [
        _read_sheet(
            session, path, name if len(full) == 1 else f"{name}_{title.strip().lower().replace(' ', '_')}", rows
        )
        for title, rows in full
    ]


def _read_sheet(session: Session, path: Path, name: str, rows: list[list[Any]]) -> Table:
    import pyarrow as pa

    widths = [sum(map(_filled, row)) for row in rows]
    widest = max(widths)
    top = next(at for at, width in enumerate(widths) if width >= max(0.6 * widest, 1))
    used = [n for n in range(len(rows[top])) if any(_filled(row[n]) for row in rows[top:])]
    columns, notes = unique_names([_text(rows[top][n]) or "" for n in used])
    body = [(number, row) for number, row in enumerate(rows[top + 1 :], start=1) if any(map(_filled, row))]
    arrays = [pa.array([number for number, _ in body], pa.int64())]
    arrays += [pa.array([_text(row[n]) for _, row in body], pa.string()) for n in used]
    sheet = pa.table(arrays, names=["row", *(f"c{n}" for n in range(len(used)))])
    session.connection.register("sheet", sheet)
    relation, sample = keep(session, "SELECT * FROM sheet", ("VARCHAR",) * len(columns), 0)
    session.connection.unregister("sheet")
    return Table(
        name=name, stem=name, path=path, format="xlsx", columns=columns, types=("VARCHAR",) * len(columns), rows=len(body),
        relation=relation, sample=sample, session=session, notes=notes,
    )  # fmt: skip


def _filled(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""


def _text(cell: Any) -> str | None:
    """A cell as text: whole numbers without a point, times as ISO."""
    if not _filled(cell):
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)
