"""Write identifiers as text, for tests and examples."""

from typing import TYPE_CHECKING

from footpath.model.ids import stable_id

if TYPE_CHECKING:
    import pyarrow as pa


def identifiers(*told: str, source: str = "shop") -> "pa.Table":
    """Rows of `lake.identifiers()`: "kind:value" introduces an identifier, "kind:value - kind:value" is an edge.

    Examples:
        >>> identifiers("email:a@x.org", "email:a@x.org - order_id:7").column("other_value").to_pylist()
        [None, '7']
    """
    import pyarrow as pa

    from footpath.model.records import identifiers_schema

    return pa.Table.from_pylist([_row(text, source) for text in told], schema=identifiers_schema())


def _row(text: str, source: str) -> dict[str, object]:
    here, _, there = text.partition(" - ")
    kind, _, value = here.partition(":")
    row: dict[str, object] = {"identity_id": stable_id(kind, value), "kind": kind, "value": value, "source": source}
    if there:
        other_kind, _, other_value = there.partition(":")
        row |= {"other_id": stable_id(other_kind, other_value), "other_kind": other_kind, "other_value": other_value}
    return row
