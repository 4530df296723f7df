"""A plan in a file against the records of a workspace, and what is written of it."""

from pathlib import Path

import pytest

from footpath.app.checking import check
from footpath.app.loading import load_into
from footpath.app.mapping import read_map
from footpath.app.plans import compare_plan, plan_rows, write_plan
from footpath.app.scopes import Scope
from footpath.app.workspace import Workspace
from footpath.errors import MapError, SpecError


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("plans")
    ways = [("look", "cart", "buy")] * 30 + [("look", "cart", "look", "buy")] * 20 + [("cart", "buy")] * 10
    rows = [
        f"c{i},{name},2024-03-{1 + i % 27:02d}T{10 + at}:00:00Z,{'north' if i % 2 else 'south'}\n"
        for i, way in enumerate(ways)
        for at, name in enumerate(way)
    ]
    (folder / "log.csv").write_text("customer_id,event,time,region\n" + "".join(rows))
    load_into(folder / "ws", [folder / "log.csv"])
    return Workspace(folder / "ws")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.txt"
    file.write_text("# Our plan\nlook > cart > buy\n", encoding="utf-8")
    return file


def test_a_plan_is_compared_and_written(workspace: Workspace, plan: Path, tmp_path: Path) -> None:
    found = compare_plan(workspace, plan, outcome="buy")
    rows = plan_rows(found)
    assert [round(row["share"] * 60) for row in rows] == [30, 20, 10]
    assert [row["outcome_rate"] for row in rows] == [1.0, 1.0, 1.0]
    assert rows[0]["median_s"] == 7200.0
    for name in ("a.svg", "a.png", "a.json"):
        write_plan(found, tmp_path / name)
        assert (tmp_path / name).stat().st_size > 1_000
    again = read_map(tmp_path / "a.json")
    assert again == found
    assert {verdict.verdict for verdict in check(workspace, again)} == {"held"}
    with pytest.raises(MapError, match="cannot be written"):
        write_plan(found, tmp_path / "a.docx")


def test_a_plan_of_some_customers(workspace: Workspace, plan: Path) -> None:
    found = compare_plan(workspace, plan, scope=Scope(where={"region": "north"}))
    assert found.plan is not None
    assert found.claims[found.plan.conforms or ""].n == 30
    assert found.scope == "region north"


def test_what_is_not_there_is_said(workspace: Workspace, plan: Path, tmp_path: Path) -> None:
    with pytest.raises(MapError, match="cannot be read"):
        compare_plan(workspace, tmp_path / "nowhere.txt")
    with pytest.raises(SpecError, match="Teleport"):
        compare_plan(workspace, plan, outcome="Teleport")
    with pytest.raises(SpecError):
        compare_plan(workspace, plan, scope=Scope(during="soon"))
