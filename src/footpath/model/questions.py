"""What every question and every answer has in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from importlib import import_module
from typing import Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from footpath.errors import SpecError

Condition = str | float | bool | None | list[str | float | bool | None] | dict[str, Any]


class Question(BaseModel):
    """A frozen spec. Concrete questions add their fields, ``partial`` and ``combine``.

    ``where`` keeps the events that meet all its conditions, before anything else is computed, as SQL's WHERE would:
    ``{"device": "mobile"}``, ``{"region": ["north", "east"]}``, ``{"device": {"not": "mobile"}}``, ``{"coupon": {"any": True}}``,
    ``{"url": {"contains": "shoes"}}``, ``{"value": {"at_least": 50, "below": 100}}`` (also ``above`` and ``at_most``), on
    dimensions of events, traits of customers, the value and calendar units alike; ``{"matches": pattern}`` keeps all events
    of the customers whose journey has a match. ``during`` keeps the events of a period, first instant included, last
    excluded: "2024", "2024-03", "2024-03-05", or "2024-01-01..2024-04-01". ``by`` splits the rows by a dimension, a trait
    or a calendar unit (day, week, month, weekday, weekend, hour) of the event that a row counts.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    ask: ClassVar[str]
    of_words: ClassVar[bool] = False  # whether somebody has to have listened to what customers wrote
    where: dict[str, Condition] = {}
    during: str | None = None
    by: str | None = None

    def spec(self) -> dict[str, Any]:
        """The question as data: what ``footpath ask`` reads, with nothing that is a default."""
        return {"ask": self.ask, **self.model_dump(mode="json", exclude_defaults=True)}

    @classmethod
    def of_fields(cls, fields: Mapping[str, Any]) -> Self:
        """The question from its fields as data.

        Raises:
            SpecError: a field is not one of its fields, or a value cannot be read.
        """
        for name in fields:
            if name not in cls.model_fields:
                raise SpecError(
                    f'"{name}" is not a field of {cls.ask}.', f"Its fields are: {', '.join(cls.model_fields)}."
                )
        try:
            return cls(**fields)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"][:2]) or cls.ask
            raise SpecError(f'The field "{place}" of {cls.ask} is not well formed: {first["msg"]}.') from None


def parse_period(text: str) -> tuple[datetime, datetime]:
    """First instant and the instant after the last of a period, in UTC.

    Examples:
        >>> [at.date().isoformat() for at in parse_period("2024-02")]
        ['2024-02-01', '2024-03-01']
        >>> [at.date().isoformat() for at in parse_period("2024-01-01..2024-04-01")]
        ['2024-01-01', '2024-04-01']
    """
    try:
        if ".." in text:
            first, last = (datetime.fromisoformat(part.strip()) for part in text.split(".."))
            return tuple(at if at.tzinfo else at.replace(tzinfo=UTC) for at in (first, last))  # type: ignore[return-value]
        parts = [int(part) for part in text.split("-")]
        start = date(*[*parts, 1, 1][:3])
        end = {
            1: lambda: start.replace(year=start.year + 1),
            2: lambda: (start + timedelta(days=32)).replace(day=1),
            3: lambda: start + timedelta(days=1),
        }[len(parts)]()
    except (ValueError, KeyError, TypeError):
        raise SpecError(
            f'"{text}" is not a period.', 'Write "2024", "2024-03", "2024-03-05" or "2024-01-01..2024-04-01".'
        ) from None
    return tuple(datetime(d.year, d.month, d.day, tzinfo=UTC) for d in (start, end))  # type: ignore[return-value]


def row_as_dict(row: Any) -> dict[str, Any]:
    """A row's plain fields. A trailing underscore (``from_``) is dropped: it only dodges a Python keyword."""
    return {name: _plain(getattr(row, field)) for field, name in _names_of(row.__class__)}


@cache
def _names_of(kind: type) -> tuple[tuple[str, str], ...]:
    """The fields of a type of rows, and what they are called outside."""
    if not is_dataclass(kind):
        raise TypeError(f"{kind.__name__} is not a row")
    return tuple((field.name, field.name.rstrip("_")) for field in fields(kind))


_PLAIN_ALREADY = frozenset((str, int, bool, type(None)))


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind in _PLAIN_ALREADY or (kind is float and value - value == 0.0):  # of infinity and NaN it is NaN
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return None
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


@dataclass(frozen=True)
class Answer:
    """A frozen result.

    Attributes:
        question: the question, as data.
        as_of: the time of the last event that the index knew.
        n: the customers that the question looked at.
        rows: frozen dataclasses, all of one type.
        note: where there are no rows: why, and what to do.
    """

    question: Mapping[str, Any]
    as_of: datetime | None
    n: int
    rows: tuple[Any, ...]
    note: str = field(default="", kw_only=True)

    def json(self) -> dict[str, Any]:
        """``{"question", "as_of", "n", "rows"}`` with plain values, and ``note`` where there are no rows; NaN and infinity become null."""
        told = {"note": self.note} if self.note else {}
        return {
            "question": dict(self.question),
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "n": self.n,
            "rows": self.dicts(),
            **told,
        }

    def dicts(self) -> list[dict[str, Any]]:
        """The rows' plain fields; ``group`` only where the question has a ``by``. Whoever asks may change them."""
        return [dict(row) for row in self._plain_rows]

    def dict_of(self, row: int) -> dict[str, Any]:
        """The same of one row, by its number from 0: quicker than all of them, where few of many are looked at."""
        plain = row_as_dict(self.rows[row])
        if "by" not in self.question:
            plain.pop("group", None)
        return plain

    @cached_property
    def _plain_rows(self) -> tuple[dict[str, Any], ...]:
        return tuple(map(self.dict_of, range(len(self.rows))))

    def table(self, kind: Literal["arrow", "pandas", "polars"] = "arrow") -> Any:
        """The rows as a table: PyArrow's, pandas' or Polars'.

        Any library that reads Arrow's C stream takes the answer itself: ``polars.DataFrame(answer)``,
        ``narwhals.from_arrow(answer, backend=…)``, ``pyarrow.table(answer)``.

        Raises:
            SpecError: there is no such kind, or its library is not installed.
        """
        import pyarrow as pa

        table = pa.Table.from_pylist(self.dicts())
        if kind == "arrow":
            return table
        try:
            if kind == "pandas":
                return table.to_pandas()
            if kind == "polars":
                return import_module("polars").from_arrow(table)
        except ModuleNotFoundError as error:
            raise SpecError(f"{kind} is not installed.", f"Install it: pip install {kind}.") from error
        raise SpecError(f'There is no kind of table "{kind}".', "There are arrow, pandas and polars.")

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self.table().__arrow_c_stream__(requested_schema)

    def pick(self, keys: Mapping[str, Any]) -> dict[str, Any] | None:
        """The first row whose fields equal ``keys``, or None."""
        wanted = keys.items()
        return next((dict(row) for row in self._plain_rows if all(row.get(k) == v for k, v in wanted)), None)

    def _repr_html_(self) -> str:
        from html import escape

        rows: Sequence[dict[str, Any]] = self.dicts()
        head = "".join(f"<th>{escape(str(key))}</th>" for key in (rows[0] if rows else {}))
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(_cell(v))}</td>" for v in row.values()) + "</tr>" for row in rows[:50]
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{f'{escape(self.note)} ' if self.note else ''}n = {self.n:,}</p>"


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
