"""Rows that could not be loaded, written where a person will look at them, inert in every spreadsheet."""

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def neutral(text: str) -> str:
    """Text that no spreadsheet takes for a formula: what begins like one gets an apostrophe in front.

    Examples:
        >>> neutral("=cmd|'/c calc'!A0"), neutral("  @SUM(A1)"), neutral("42;Ann")
        ("'=cmd|'/c calc'!A0", "'  @SUM(A1)", '42;Ann')
    """
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


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
