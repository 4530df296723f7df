"""SQL for the values of identifiers: one writing for one thing, and nothing for placeholders."""

from footpath.sources.tables import Table, literal
from footpath.sources.words import PLACEHOLDERS

_ALWAYS = sorted(PLACEHOLDERS - {"0", "-1"})


def identifier_sql(text: str, kind: str, *, also_none: tuple[str, ...] = ()) -> str:
    """The identifier in a text (SQL), null where it is a placeholder.

    E-mail addresses are written in lower case, phone numbers without signs, whole numbers without ``.0``.
    """
    none = ", ".join(literal(value) for value in (*_ALWAYS, *also_none))
    if kind == "email":
        written = f"lower({text})"
    elif kind == "phone":
        written = f"nullif(regexp_replace({text}, '[^0-9+]', '', 'g'), '')"
    else:
        whole = f"ends_with({text}, '.0') AND try_cast({text} AS DOUBLE) IS NOT NULL"
        return f"CASE WHEN lower({text}) IN ({none}) THEN NULL WHEN {whole} THEN {text}[:-3] ELSE {text} END"
    return f"CASE WHEN lower({text}) NOT IN ({none}) THEN {written} END"


def crowded_placeholders(table: Table, column: str) -> tuple[str, ...]:
    """Those of "0" and "-1" that stand for nobody: far more frequent than an identifier is, or the only negative one."""
    text = table.text(column)
    zeros, minus, filled, distinct = table.session.connection.execute(
        f"SELECT count(*) FILTER ({text} = '0'), count(*) FILTER ({text} = '-1'), count({text}), approx_count_distinct({text}) FROM {table.sample}"
    ).fetchall()[0]
    usual = filled / max(distinct, 1)
    found = [value for value, count in (("0", zeros), ("-1", minus)) if count > 5 * usual and count > 0.01 * filled]
    return tuple(found if minus == 0 or "-1" in found else [*found, "-1"])
