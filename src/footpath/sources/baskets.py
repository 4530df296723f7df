"""Lines of baskets as baskets: one row each, its values added up and its lines counted."""

from footpath.sources.query import Rows


def grouped(rows: Rows) -> str:
    """The query with one row for each basket: the first value of each field, the values summed; rejected rows stay as they are."""
    names = [field for field in rows.fields if field not in ("row", "value", "properties")]
    firsts = ", ".join(f"arg_min({name}, row) AS {name}" for name in names)
    good = (
        f"SELECT min(row) AS row, {firsts}, sum(value) AS value, json_object('items', count(*))::VARCHAR AS properties, "
        "NULL::VARCHAR AS reason, NULL::VARCHAR AS raw FROM base WHERE reason IS NULL GROUP BY coalesce(own, 'row ' || row), id0"
    )
    order = ", ".join(("row", *names, "value", "properties", "reason", "raw"))
    return (
        f"WITH base AS MATERIALIZED ({rows.sql}) SELECT {order} FROM ({good}) "
        f"UNION ALL SELECT {order} FROM base WHERE reason IS NOT NULL ORDER BY row"
    )
