"""A workspace keeps its future maps: redraws leave them alone, later loads tell how far they have come."""

import json
from pathlib import Path

import pytest

from footpath.app.differences import compare, told
from footpath.app.futures import gap_rows, keep_future, plan, progress, rebase, wishes_of
from footpath.app.loading import load_into
from footpath.app.mapping import draft
from footpath.app.revisions import keep_drawn
from footpath.app.workspace import Workspace
from footpath.errors import MapError


def log(kind: str, month: int, helped: int, bought: int, customers: int = 60) -> str:
    rows = [
        f"{kind}{i},{name},2024-{month:02d}-{1 + i % 27:02d}T{10 + at}:00:00Z\n"
        for i in range(customers)
        for at, name in enumerate(["look", *(["help"] if i < helped else []), *(["buy"] if i < bought else [])])
    ]
    return "customer_id,event,time\n" + "".join(rows)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "first.csv").write_text(log("a", 3, 30, 20))
    load_into(tmp_path / "ws", [tmp_path / "first.csv"])
    workspace = Workspace(tmp_path / "ws")
    keep_drawn(workspace, draft(workspace, title="Shop"))
    return workspace


def grown(workspace: Workspace) -> Workspace:
    later = workspace.directory.parent / "later.csv"
    later.write_text(log("b", 6, 6, 40))
    load_into(workspace.directory, [later])
    return Workspace(workspace.directory)


def name_like(workspace: Workspace, text: str) -> str:
    return next(card.name for card in workspace.documents.revision("Shop").touchpoints if text in card.name.lower())


def test_a_future_is_planned_kept_and_held_against_later_records(workspace: Workspace, tmp_path: Path) -> None:
    helped = name_like(workspace, "help")
    file = tmp_path / "plan.toml"
    file.write_text(f'[[remove]]\ntouchpoint = "{helped}"\nwhy = "nobody should need it"\n', encoding="utf-8")
    stage = workspace.documents.revision("Shop").stages[0].name
    future = plan(workspace, wishes_of(file, add=[f"Chat@{stage}/chat"]))
    keep_future(workspace, future)
    assert workspace.documents.names() == ("Shop", "Shop (future)")
    with pytest.raises(MapError, match="no records later"):
        progress(workspace)
    workspace = grown(workspace)
    removed, added = gap_rows(progress(workspace))
    assert (removed["was"], removed["now"], removed["target"]) == (0.5, 0.1, 0.0)
    assert removed["closed"] == pytest.approx(0.8)
    assert (added["change"], added["why"]) == ("add", "No record of it yet.")
    assert json.dumps([removed, added])


def test_a_redraw_of_the_current_map_leaves_the_future_alone_and_it_is_planned_again_on_that(
    workspace: Workspace,
) -> None:
    helped = name_like(workspace, "help")
    keep_future(workspace, plan(workspace, wishes_of(remove=[helped])))
    edited = workspace.documents.revision("Shop (future)").model_copy(update={"title": "Where we go"})
    workspace.documents.save(edited, "A better title", name="Shop (future)")
    workspace = grown(workspace)
    keep_drawn(workspace, draft(workspace, title="Shop"))
    assert workspace.documents.revision("Shop (future)") == edited
    again = rebase(workspace)
    assert again.lost == ()
    assert again.map.title == "Where we go"
    assert again.map.as_of == workspace.documents.revision("Shop").as_of
    assert [change.touchpoint for change in again.map.planned_changes] == [helped]
    assert workspace.documents.revision("Shop (future)") == again.map


def test_a_map_and_its_future_are_compared(workspace: Workspace) -> None:
    helped = name_like(workspace, "help")
    keep_future(workspace, plan(workspace, wishes_of(remove=[helped])))
    assert f"- touchpoint: {helped}" in told(compare(workspace, "Shop", "Shop (future)"))


def test_what_is_not_there_is_said(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(MapError, match="no map of the future"):
        progress(workspace)
    with pytest.raises(MapError, match="cannot be read"):
        wishes_of(tmp_path / "nowhere.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(MapError, match="not text in UTF-8"):
        wishes_of(tmp_path / "binary.toml")
    workspace.documents.save(workspace.documents.revision("Shop"), "Another", name="Other")
    with pytest.raises(MapError, match="several maps"):
        plan(workspace, ())
