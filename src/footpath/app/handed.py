"""Journeys handed over as a table, for the data scientist: no workspace, no files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from footpath.app.answers import Asked, ask_index
from footpath.errors import SourceError
from footpath.model.catalogue import Catalogue, Stage, Touchpoint
from footpath.model.questions import Question

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from footpath.journeys import Index


class Journeys:
    """Journeys in memory, to be asked the same questions as a workspace.

    Made by `from_arrow`, `from_pandas` or `from_polars`; any table that speaks Arrow's C stream will do (pandas, Polars, DuckDB,
    narwhals, PyArrow …).

    Args:
        index: the journeys.
        names: of the customers, by number.

    Examples:
        >>> import pyarrow as pa
        >>> events = pa.table({"user": ["ann", "ann", "bob"], "when": [0, 600_000_000, 5], "page": ["cart", "pay", "cart"]})
        >>> j = Journeys.from_arrow(events, customer="user", at="when", touchpoint="page")
        >>> [row.customers for row in j.ask({"ask": "funnel", "steps": ["cart", "pay"]}).rows]
        [2, 1]
        >>> j.ask({"ask": "funnel", "steps": ["cart", "pay"]}).customers(1)
        ['ann']
    """

    def __init__(self, index: Index, names: pa.Array) -> None:
        self.index = index
        self._names = names

    def __repr__(self) -> str:
        return f"<Journeys of {self.index.customers:,} customers, {self.index.events:,} events, {len(self.index.names)} touchpoints>"

    @staticmethod
    def from_arrow(
        data: Any,
        *,
        customer: str = "customer",
        at: str = "at",
        touchpoint: str = "touchpoint",
        value: str | None = None,
        record: str | None = None,
        dimensions: Sequence[str] = (),
        stages: Mapping[str, str] | None = None,
        channels: Mapping[str, str] | None = None,
        zone: str = "UTC",
    ) -> Journeys:
        """Journeys of a table of events, one row each.

        Rows without a customer or a time are left out. Events of one customer at one time stay in the order of the rows.

        Args:
            data: a PyArrow table, or anything with ``__arrow_c_stream__``.
            customer: the column that says whose event it is, of any type.
            at: instants (without a zone they are UTC), dates, ISO texts, or integers that count microseconds since 1970.
            touchpoint: the name of what happened or where.
            value: money.
            record: the order, ticket or case that the event belongs to.
            dimensions: further columns for ``where`` and ``by``.
            stages: stage by touchpoint, in the order of the map.
            channels: channel by touchpoint.
            zone: in which days, weeks and months are counted.

        Raises:
            SourceError: it is no table, a column is not there, or ``at`` does not hold times.
        """
        from footpath.journeys.tabular import Columns, index_of_table

        table = _as_table(data)
        columns = Columns(customer, at, touchpoint, value, record, tuple(dimensions))
        catalogue = _catalogue(table, touchpoint, stages or {}, channels or {})
        return Journeys(*index_of_table(table, columns, catalogue, zone=zone))

    from_pandas = from_arrow
    from_polars = from_arrow

    def ask(self, question: Question | Mapping[str, Any]) -> Asked:
        """Ask a question: its class, or the same as a dictionary.

        Raises:
            SpecError: the question is not well formed, or names what is not there.
        """
        return ask_index(self.index, question, self._label)

    def _label(self, keys: NDArray[np.int64]) -> list[Any]:
        return [self._names[key].as_py() for key in keys.tolist()]


def _as_table(data: Any) -> pa.Table:
    import pyarrow as pa

    try:
        return pa.table(data)
    except (TypeError, ValueError, pa.ArrowInvalid) as error:
        raise SourceError(
            f"A {type(data).__name__} is not a table that can be read.", "Give a PyArrow, pandas or Polars table."
        ) from error


def _catalogue(
    table: pa.Table, touchpoint: str, stages: Mapping[str, str], channels: Mapping[str, str]
) -> Catalogue | None:
    """Touchpoints as they are named; those with a stage first, in the order given."""
    import pyarrow as pa

    if touchpoint not in table.column_names or not (stages or channels):
        return None
    found = [name for name in table[touchpoint].cast(pa.string()).unique().to_pylist() if name]
    ordered = dict.fromkeys([*(name for name in stages if name in set(found)), *found])
    return Catalogue(
        stages=tuple(Stage(name=name) for name in dict.fromkeys(stages.values())),
        touchpoints=tuple(
            Touchpoint(name=name, stage=stages.get(name), **({"channel": channels[name]} if name in channels else {}))
            for name in ordered
        ),
    )
