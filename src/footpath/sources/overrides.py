"""What the flags of the command line say about the columns."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, fields

from footpath.errors import SourceError
from footpath.sources.tables import Table


@dataclass(frozen=True)
class Overrides:
    """``kind`` is what every table is; the others name the column that plays a role. A flag wins over what is configured or inferred."""

    kind: str | None = None
    customer: str | None = None
    touchpoint: str | None = None
    time: str | None = None
    channel: str | None = None
    value: str | None = None
    score: str | None = None
    text: str | None = None

    def columns(self) -> dict[str, str]:
        """Role → column, for the flags that were given."""
        given = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "kind"}
        return {role: column for role, column in given.items() if column}

    def of(self, table: Table) -> dict[str, str]:
        """Role → the table's own spelling of the column, for the flags that it has a column for."""
        return {role: found for role, column in self.columns().items() if (found := _find(table, column)) is not None}

    def check(self, tables: Sequence[Table]) -> None:
        """Raise when a flag names a column that no table has."""
        for role, column in self.columns().items():
            if any(_find(table, column) is not None for table in tables):
                continue
            names = sorted({name for table in tables for name in table.columns})
            close = difflib.get_close_matches(column, names, n=1, cutoff=0.6)
            where = tables[0].path.name if len(tables) == 1 else "None of the files"
            sentence = (
                f'{where} has no column "{column}" (--{role}).'
                if len(tables) == 1
                else f'{where} has a column "{column}" (--{role}).'
            )
            hint = f'Did you mean "{close[0]}"?' if close else f"Columns are: {', '.join(names[:30])}."
            raise SourceError(sentence, hint)


def _find(table: Table, column: str) -> str | None:
    if column in table.columns:
        return column
    return next((name for name in table.columns if name.strip().lower() == column.strip().lower()), None)
