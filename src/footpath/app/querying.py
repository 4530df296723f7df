"""Ad-hoc SQL over the records: DuckDB over the lake's tables, and who is who beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from footpath.errors import SpecError

if TYPE_CHECKING:
    import pyarrow as pa

    from footpath.app.workspace import Workspace

TABLES = ("events", "feedback", "profiles", "identifiers")


def run_sql(workspace: Workspace, text: str) -> pa.Table:
    """The result of one SELECT over events, feedback, profiles, identifiers, customers and touchpoints.

    ``customers`` has one row for each identity: ``identity_id``, ``customer`` (the key that journeys know the customer by).
    ``touchpoints`` says what recorded names mean: ``source``, ``name`` (as in ``events.touchpoint``), ``touchpoint``, ``channel``,
    ``stage``.
    The statement can read these tables and nothing else: no file, no network, no setting.

    Raises:
        SpecError: DuckDB does not understand it; its own words say why.

    Examples:
        >>> run_sql(workspace, "SELECT touchpoint, count(*) FROM events GROUP BY ALL")  # doctest: +SKIP
    """
    import duckdb

    with duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}) as con:
        for table in TABLES:
            workspace.lake.relation(con, table).create_view(table)
        con.register("customers", _customers(workspace))
        con.register("touchpoints", _touchpoints(workspace))
        _confine(con, workspace)
        try:
            statements = con.extract_statements(text)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise SpecError("That is not one SELECT statement.", 'Write for example "SELECT count(*) FROM events".')
            return con.sql(text).to_arrow_table()
        except duckdb.Error as error:
            first = str(error).splitlines()[0].removesuffix(".")
            raise SpecError(
                f"The SQL was refused: {first}.", f"The tables are {', '.join(TABLES)}, customers and touchpoints."
            ) from error


def _customers(workspace: Workspace) -> pa.Table:
    import pyarrow as pa

    components = workspace.components
    return pa.table({"identity_id": components.identity_ids, "customer": components.keys[components.customers]})


def _touchpoints(workspace: Workspace) -> pa.Table:
    import pyarrow as pa

    from footpath.journeys.recorded import Rules, with_remainder
    from footpath.model.catalogue import REMAINDER

    touchpoints = with_remainder(workspace.index.meta.catalogue)
    rules = Rules(touchpoints)
    remainder = next(code for code, touchpoint in enumerate(touchpoints) if touchpoint.name == REMAINDER)
    rows = []
    for named in workspace.lake.names().select(["source", "touchpoint"]).to_pylist():
        code = rules.code(named["source"], named["touchpoint"])
        meant = touchpoints[remainder if code is None else code]
        known = {"touchpoint": meant.name, "channel": meant.channel, "stage": meant.stage}
        rows.append({"source": named["source"], "name": named["touchpoint"], **known})
    fields = [(name, pa.string()) for name in ("source", "name", "touchpoint", "channel", "stage")]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def _confine(con: Any, workspace: Workspace) -> None:
    """From here on the connection reads the lake's folder only, and can no longer be told otherwise."""
    folder = str(workspace.lake.directory.resolve()).replace("'", "''")
    con.execute(f"SET allowed_directories = ['{folder}/']")
    con.execute("SET enable_external_access = false")
    con.execute("SET python_enable_replacements = false")  # else a Python variable could be read as a table
    con.execute("SET lock_configuration = true")
