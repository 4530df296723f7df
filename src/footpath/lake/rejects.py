"""Rows that could not be loaded, written where a person will look at them, inert in every spreadsheet."""

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

from footpath.model.spreadsheets import neutral

if TYPE_CHECKING:
    import pyarrow as pa


def rejects_path(directory: Path, batch: str, source: str) -> Path:
    """Where a source's rejected rows go; whatever the names hold, it is a file right in the directory."""
    name = re.sub(r"[^\w.-]+", "_", f"{batch}-{source}").strip("._") or "rejects"
    return directory / f"{name[:120]}.csv"


def write_rejects(path: Path, rejects: "pa.Table") -> None:
    """Write row, reason and raw text as CSV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "reason", "raw"])
        for batch in rejects.select(["row", "reason", "raw"]).to_batches(max_chunksize=10_000):
            rows, reasons, raws = (column.to_pylist() for column in batch.columns)
            writer.writerows(
                [row, neutral(str(reason or "")), neutral(str(raw or ""))]
                for row, reason, raw in zip(rows, reasons, raws, strict=True)
            )
