"""Maps are kept: redrawn without losing edits, edited in a workbook, compared, brought back."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from footpath.cli.commands import app

runner = CliRunner()


def run(*words: Any) -> Any:
    result = runner.invoke(app, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    rows = ["customer_id,time,event"]
    for customer in range(60):
        steps = ("visit", "cart", "order") if customer % 3 else ("visit", "cart")
        rows += [f"C{customer},2025-03-{customer % 28 + 1:02d}T1{at}:00:00Z,{step}" for at, step in enumerate(steps)]
    (tmp_path / "events.csv").write_text("\n".join(rows) + "\n")
    run("load", tmp_path / "events.csv", "-w", tmp_path / "ws")
    return tmp_path / "ws"


def draw(workspace: Path, form: str) -> Path:
    path = workspace.parent / f"map.{form}"
    run("map", "-w", workspace, "-o", path, "--title", "Our map")
    return path


def test_edits_come_back_from_a_workbook_and_survive_new_records(workspace: Path) -> None:
    path = draw(workspace, "xlsx")
    book = openpyxl.load_workbook(path)
    stages = book["Stages"]
    names = [row[1].value for row in stages.iter_rows(min_row=3) if row[1].value]
    renamed = next(cell for row in stages.iter_rows() for cell in row if cell.value == names[-1])
    renamed.value = "What they came for"
    book.save(workspace.parent / "edited.xlsx")
    changes = json.loads(run("import", workspace.parent / "edited.xlsx", "-w", workspace, "--json"))
    assert [(change["was"], change["now"], change["taken"]) for change in changes] == [
        (names[-1], "What they came for", True)
    ]

    more = workspace.parent / "more.csv"
    more.write_text("customer_id,time,event\n" + "".join(f"D{n},2025-03-30T10:00:00Z,visit\n" for n in range(40)))
    run("load", more, "-w", workspace)
    drawn = json.loads(draw(workspace, "json").read_text())
    assert "What they came for" in {stage["name"] for stage in drawn["stages"]}
    assert drawn["claims"][drawn["figures"][0]["claim"]]["value"] == 100
    rows = json.loads(run("history", "-w", workspace, "--json"))
    assert [(row["revision"], row["edited"]) for row in rows] == [(3, True), (2, True), (1, False)]

    told = run("diff", "Our map@1", "Our map@3", "-w", workspace)
    assert "What they came for" in told
    svg = workspace.parent / "diff.svg"
    run("diff", "@1", "@3", "-w", workspace, "-o", svg)
    assert svg.read_text().startswith("<svg")
    run("restore", "Our map", "1", "-w", workspace)
    assert json.loads(run("history", "-w", workspace, "--json"))[0]["edited"] is False


@pytest.mark.parametrize("form", ["svg", "png", "pdf", "pptx", "csv", "md", "mmd", "cjml"])
def test_a_map_is_written_in_each_form(form: str, workspace: Path) -> None:
    begins = {
        "svg": b"<svg",
        "png": b"\x89PNG",
        "pdf": b"%PDF",
        "pptx": b"PK",
        "cjml": b"<?xml",
        "md": b"#",
        "mmd": b"journey",
    }
    drawn = draw(workspace, form).read_bytes()
    assert drawn.lstrip(b"\xef\xbb\xbf").startswith(begins.get(form, drawn[:4]))
    assert len(drawn) > 150


def test_what_cannot_be_is_refused_in_a_sentence(workspace: Path) -> None:
    other = openpyxl.Workbook()
    other.save(workspace.parent / "other.xlsx")
    draw(workspace, "json")
    for words in (
        ("import", workspace.parent / "other.xlsx"),
        ("import", workspace.parent / "gone.xlsx"),
        ("restore", "Our map", "9"),
        ("diff", "@1", "nothing@1"),
        ("history", "nobody"),
    ):
        result = runner.invoke(app, [*map(str, words), "-w", str(workspace)])
        assert result.exit_code != 0, words
