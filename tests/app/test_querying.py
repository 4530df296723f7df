"""SQL over the records reads them and nothing else."""

from pathlib import Path

import pytest

from footpath import SpecError, open
from footpath.app.loading import load_files
from footpath.app.querying import run_sql
from footpath.app.workspace import Workspace

ROWS = "customer,at,event\nann,2024-01-01T10:00:00Z,cart\nann,2024-01-01T10:05:00Z,pay\nbob,2024-01-02T10:00:00Z,cart\n"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("it's a workspace")
    export = folder / "events.csv"
    export.write_text(ROWS)
    load_files(Workspace(folder / "shop", create=True), [export])
    return open(folder / "shop")


def test_records_customers_and_touchpoints(workspace: Workspace) -> None:
    asked = """
        SELECT t.touchpoint, count(DISTINCT c.customer) AS customers FROM events e
        JOIN customers c USING (identity_id) JOIN touchpoints t ON t.source = e.source AND t.name = e.touchpoint
        GROUP BY ALL ORDER BY 2 DESC
    """
    assert [row["customers"] for row in run_sql(workspace, asked).to_pylist()] == [2, 1]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM read_csv('/etc/hostname')",
        "SELECT * FROM '{outside}'",
        "COPY events TO '{outside}'",
        "ATTACH '{outside}'",
        "SET enable_external_access = true",
        "SELECT 1; SELECT 2",
        "DROP VIEW events",
        "SELECT * FROM workspace",
        "SELEC",
        "",
    ],
)
def test_nothing_else_can_be_reached(workspace: Workspace, tmp_path: Path, text: str) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("a\n1\n")
    with pytest.raises(SpecError):
        run_sql(workspace, text.format(outside=outside))
    assert outside.read_text() == "a\n1\n"
