"""What stands in a cell of the workbook, and which columns and rows a sheet has."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from footpath.model.claims import Claim
from footpath.model.findings import Worth
from footpath.model.spreadsheets import neutral
from footpath.render.exports.figures import Figures
from footpath.render.text import clean

LONGEST = 32_000  # characters; a cell holds 32,767
Edit = Literal["no", "yes", "new"]  # "new": only in rows that a person adds


@dataclass(frozen=True)
class Number:
    """A figure of a cell, in the unit of its claim."""

    value: float
    unit: str


Cell = str | Number | None


@dataclass(frozen=True)
class Column:
    heading: str
    width: int
    edit: Edit = "no"
    choices: str = ""  # "stages", "channels", "ownership" or "effort"


@dataclass(frozen=True)
class Table:
    """A sheet. The first cell of a row is its id, which ties it to the map when the workbook comes back."""

    name: str
    hint: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


ID, STAGE, TOUCHPOINT = Column("Id", 10), Column("Stage", 18), Column("Touchpoint", 26)
LOW, HIGH, N, CLAIMS = Column("Low", 10), Column("High", 10), Column("n", 10), Column("Claims", 16)


def written(text: str) -> str:
    """An outside string as a cell has it: one line, no formula, not too long."""
    return neutral(clean(text))[:LONGEST]


def value_cell(claim: Claim | None) -> Cell:
    return None if claim is None else Number(claim.value, claim.unit)


def ends_of(claim: Claim | None) -> tuple[Cell, Cell]:
    if claim is None:
        return None, None
    low, high = (None if end is None else Number(end, claim.unit) for end in (claim.low, claim.high))
    return low, high


def count_of(claim: Claim | None) -> Cell:
    return None if claim is None else Number(claim.n, "count")


def ids_of(figures: Figures, *names: str | None) -> Cell:
    return written(", ".join(dict.fromkeys(figures.known(*names))))


def texts_of(*parts: str) -> tuple[Cell, ...]:
    return tuple(written(part) for part in parts)


def number_cell(value: float | None, unit: str) -> Cell:
    return None if value is None else Number(value, unit)


def day_cell(on: date | None) -> str:
    """A day as everybody writes it, whatever the language: "2026-12-31"."""
    return "" if on is None else on.isoformat()[:10]


def worth_cells(worth: Worth | None) -> tuple[Cell, ...]:
    """A worth's number with its interval, what it says, and what was assumed."""
    if worth is None:
        return None, None, None, "", ""
    low, high = (number_cell(end, worth.unit) for end in (worth.low, worth.high))
    return Number(worth.value, worth.unit), low, high, written(worth.text), written(" ".join(worth.assumptions))
