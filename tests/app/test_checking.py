"""A map is checked against the records as they are now."""

from pathlib import Path

from footpath.app.checking import check
from footpath.app.loading import load_into, unload_batch
from footpath.app.mapping import draft
from footpath.app.workspace import Workspace


def log(kind: str, customers: int) -> str:
    rows = [
        f"{kind}{i},{name},2024-03-{1 + i % 27:02d}T{10 + at}:00:00Z\n"
        for i in range(customers)
        for at, name in enumerate(["look", "buy"])
    ]
    return "customer_id,event,time\n" + "".join(rows)


def test_claims_hold_until_the_records_behind_them_change(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(log("a", 60))
    (tmp_path / "more.csv").write_text(log("b", 20))
    (tmp_path / "most.csv").write_text(log("c", 240))
    load_into(tmp_path / "ws", [tmp_path / "log.csv"])
    workspace = Workspace(tmp_path / "ws")
    drawn = draft(workspace)
    assert {verdict.verdict for verdict in check(workspace, drawn)} == {"held"}
    load_into(tmp_path / "ws", [tmp_path / "more.csv"])
    assert {verdict.verdict for verdict in check(Workspace(tmp_path / "ws"), drawn)} <= {"held", "within", "moved"}
    most = load_into(tmp_path / "ws", [tmp_path / "most.csv"])
    workspace = Workspace(tmp_path / "ws")
    assert "broken" in {verdict.verdict for verdict in check(workspace, drawn)}
    unload_batch(workspace, most.batch)
    assert "broken" not in {verdict.verdict for verdict in check(workspace, drawn)}
