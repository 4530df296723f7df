"""What the values of a column look like: one pass of SQL over a table's sample, and a look at some values in Python."""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from footpath.sources.tables import Table, literal
from footpath.sources.words import PLACEHOLDERS, tokens

_LOOKED_AT = 2_000
_EMAIL = re.compile(r"^[^@\s<>]+@[^@\s<>]+\.[A-Za-z]{2,}$")
_URL = re.compile(r"^(?:https?://|www\.|/[\w\-./?=&%#]*$)", re.IGNORECASE)
_PHONE = re.compile(r"^(?:\+|00)?[\d\s()/.\-]{7,20}$")
_CODE = re.compile(r"^(?=.*\d)[\w.\-:|+=/#]{1,80}$")
_HEX = re.compile(r"^[0-9a-f\-]{16,}$", re.IGNORECASE)


@dataclass(frozen=True)
class Column:
    """A column's figures over its table's sample.

    Attributes:
        filled: rows with a value that is no placeholder for none.
        distinct: distinct values; exact where it is near ``filled``, else an estimate.
        numbers: the share of filled values that are numbers; ``low`` and ``high`` bound them.
        values: some values, in the order of the file.
    """

    name: str
    type: str
    rows: int
    filled: int
    distinct: int
    numbers: float
    whole: bool
    low: float
    high: float
    length: float
    longest: int
    values: tuple[str, ...]

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        return tokens(self.name)

    @property
    def is_unique(self) -> bool:
        """Nearly every row has a value of its own: a few re-sent rows do not make a key less of a key."""
        return (
            self.filled > 0 and self.distinct >= 0.9 * self.filled and (self.rows < 2 or self.filled >= 0.5 * self.rows)
        )

    @property
    def is_native_time(self) -> bool:
        return self.type.startswith(("TIMESTAMP", "DATE"))

    @property
    def fill(self) -> float:
        return self.filled / max(self.rows, 1)

    @property
    def repeats(self) -> float:
        """Rows per distinct value."""
        return self.filled / max(self.distinct, 1)

    def share(self, test: Callable[[str], object]) -> float:
        """The share of the values looked at that pass a test."""
        return sum(bool(test(value)) for value in self.values) / max(len(self.values), 1)

    @cached_property
    def emails(self) -> float:
        return self.share(_EMAIL.match)

    @cached_property
    def urls(self) -> float:
        return self.share(_URL.match)

    @cached_property
    def phones(self) -> float:
        return self.share(lambda value: _PHONE.match(value) and 7 <= sum(c.isdigit() for c in value) <= 15)

    @cached_property
    def codes(self) -> float:
        """The share that could be written by a machine: no spaces, with a digit."""
        return self.share(_CODE.match)

    @cached_property
    def hashes(self) -> float:
        return self.share(_HEX.match)

    @cached_property
    def words_each(self) -> float:
        return sum(len(value.split()) for value in self.values) / max(len(self.values), 1)

    @cached_property
    def top(self) -> list[tuple[str, int]]:
        return Counter(self.values).most_common(60)

    @cached_property
    def lists(self) -> float:
        """The share that are JSON lists of objects: turns of a conversation."""
        return self.share(lambda value: value.startswith("[{") and _is_json(value))

    @property
    def example(self) -> str:
        return self.values[0] if self.values else ""


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def profile_table(table: Table) -> list[Column]:
    """The figures of every column of a table, from its sample."""
    connection = table.session.connection
    texts = [table.text(name) for name in table.columns]
    rows = connection.execute(f"SELECT count(*) FROM {table.sample}").fetchall()[0][0]
    parts = []
    for name, text in zip(table.columns, texts, strict=True):
        number = table.number(name)
        parts.append(
            f"count(*) FILTER ({_present(table, name)}), approx_count_distinct({table.sql(name)}), count({number}), min({number}), max({number}), "
            f"coalesce(bool_and({number} = trunc({number})), false), avg(length({text})), max(length({text}))"
        )
    figures = connection.execute(f"SELECT {', '.join(parts)} FROM {table.sample}").fetchall()[0]
    step = max(rows // _LOOKED_AT, 1)
    looked = connection.execute(
        f"SELECT {', '.join(texts)} FROM (SELECT *, row_number() OVER () AS place FROM {table.sample}) WHERE place % {step} = 0 ORDER BY place LIMIT {_LOOKED_AT}"
        if step > 1 else f"SELECT {', '.join(texts)} FROM {table.sample} ORDER BY row LIMIT {_LOOKED_AT}"
    ).fetchall()  # fmt: skip
    columns = []
    for at, name in enumerate(table.columns):
        count, distinct, numbers, low, high, whole, length, longest = figures[at * 8 : at * 8 + 8]
        values = tuple(row[at] for row in looked if row[at] is not None and row[at].lower() not in _NO_VALUE)
        if count and (distinct > 0.6 * count or distinct < 300):
            distinct = connection.execute(
                f"SELECT count(DISTINCT {table.sql(name)}) FROM {table.sample} WHERE {_present(table, name)}"
            ).fetchall()[0][0]
        columns.append(
            Column(
                name=name,
                type=table.types[at],
                rows=rows,
                filled=count,
                distinct=distinct,
                numbers=numbers / max(count, 1),
                whole=bool(whole) and numbers > 0,
                low=low if low is not None else 0.0,
                high=high if high is not None else 0.0,
                length=length or 0.0,
                longest=longest or 0,
                values=values,
            )
        )
    return columns


def _present(table: Table, name: str) -> str:
    """SQL that is true where a column has a value that is no placeholder for none."""
    text = table.text(name)
    if table.types[table.columns.index(name)] != "VARCHAR":
        return f"{text} IS NOT NULL"
    return f"{text} IS NOT NULL AND lower({text}) NOT IN ({', '.join(literal(word) for word in sorted(_NO_VALUE))})"


_NO_VALUE = PLACEHOLDERS - {"0", "-1", "test", "guest", "anonymous"}
