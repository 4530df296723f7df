"""The doors of maps: how they look, what is planned, what was planned against what is, claims checked, a journey walked."""

import json
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from footpath.cli.commands import app

runner = CliRunner()


def run(*words: Any, code: int = 0) -> str:
    result = runner.invoke(app, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result.stdout


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred customers of two regions; two thirds order."""
    folder = tmp_path_factory.mktemp("maps")
    rows = ["customer_id,time,event,region"]
    for customer in range(100):
        steps = ("visit", "cart", "order") if customer % 3 else ("visit", "cart", "visit")
        region = "north" if customer % 2 else "south"
        rows += [f"C{customer},2025-03-{customer % 28 + 1:02d}T1{at}:00:00Z,{s},{region}" for at, s in enumerate(steps)]
    (folder / "events.csv").write_text("\n".join(rows) + "\n")
    run("load", folder / "events.csv", "-w", folder / "ws")
    run("map", "-w", folder / "ws", "-o", folder / "map.json", "--title", "Shop")
    return folder / "ws"


@pytest.mark.parametrize("form", ["poster", "flow", "circle", "swimlane", "matrix"])
@pytest.mark.parametrize("ending", ["svg", "html", "png", "pdf"])
def test_every_form_is_written_in_every_kind_of_file(workspace: Path, tmp_path: Path, form: str, ending: str) -> None:
    path = tmp_path / f"map.{ending}"
    run("map", "-w", workspace, "-o", path, "--form", form, "--detail", "full")
    assert path.read_bytes()[:5] in (b"<svg ", b"<!doc", b"\x89PNG\r", b"%PDF-")


def test_a_map_is_drawn_in_a_language_and_a_theme(workspace: Path, tmp_path: Path) -> None:
    theme = tmp_path / "theme.toml"
    theme.write_text('[light]\nstructure = "#0b4f6c"\n', encoding="utf-8")
    path = tmp_path / "map.svg"
    run("map", "-w", workspace, "-o", path, "--language", "de", "--theme", theme)
    drawn = path.read_text(encoding="utf-8")
    assert "Kontaktpunkte" in drawn
    assert "#0b4f6c" in drawn
    theme.write_text('[light]\nink = "#fafafa"\n', encoding="utf-8")
    refused = runner.invoke(app, ["map", "-w", str(workspace), "-o", str(path), "--theme", str(theme)])
    assert refused.exit_code != 0


@pytest.mark.parametrize(("option", "value"), [("--form", "globe"), ("--detail", "tiny"), ("--lanes", "moon")])
def test_a_look_that_there_is_not_is_refused(workspace: Path, tmp_path: Path, option: str, value: str) -> None:
    words = ["map", "-w", str(workspace), "-o", str(tmp_path / "map.svg"), "--form", "swimlane", option, value]
    assert "Choose" in getattr(runner.invoke(app, words).exception, "hint", "") or str(
        runner.invoke(app, words).exception
    )
    assert runner.invoke(app, words).exit_code != 0


def test_a_map_of_some_customers_says_whose_it_is(workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "north.json"
    run("map", "-w", workspace, "-o", path, "--where", "region=north", "--during", "2025-03", "--title", "Parts")
    drawn = json.loads(path.read_text())
    assert drawn["scope"] == "region north, 2025-03"
    assert drawn["claims"][drawn["figures"][0]["claim"]]["value"] == 50
    told = run("diff", "region=north", "region=south", "-w", workspace)
    assert "region north" in told
    assert "region south" in told


def test_a_future_is_planned_kept_and_measured(workspace: Path, tmp_path: Path) -> None:
    path, own = tmp_path / "future.json", tmp_path / "ws"
    shutil.copytree(workspace, own)
    stage = json.loads((workspace.parent / "map.json").read_text())["stages"][-1]["name"]
    words = ("--from", "Shop", "--remove", "visit", "--add", f"Chat help@{stage}/chat")
    said = run("map", "future", "-w", own, "-o", path, *words)
    assert "2 planned changes" in said
    assert json.loads(path.read_text())["state"] == "future"
    rows = json.loads(run("map", "gap", "-w", own, "--json"))
    assert [(row["change"], row["closed"]) for row in rows] == [("remove", None), ("add", None)]

    later = ["customer_id,time,event,region"]
    later += [f"D{n},2025-04-{n % 27 + 1:02d}T10:00:00Z,product page,north" for n in range(90)]
    (tmp_path / "later.csv").write_text("\n".join(later) + "\n")
    run("load", tmp_path / "later.csv", "-w", own)
    removed = json.loads(run("map", "reached", "-w", own, "--json"))[0]
    assert removed["now"] == 0
    assert removed["closed"] == 1


def test_a_planned_journey_is_held_against_the_real_ones(workspace: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("visit > cart > order\n", encoding="utf-8")
    rows = json.loads(run("plan", plan, "-w", workspace, "--outcome", "order", "--json"))
    assert rows
    run("plan", plan, "-w", workspace, "-o", tmp_path / "plan.svg")
    assert (tmp_path / "plan.svg").read_text().startswith("<svg")


def test_claims_are_checked_for_a_build_server(workspace: Path, tmp_path: Path) -> None:
    drawn = workspace.parent / "map.json"
    run("check", drawn, "-w", workspace, "--junit", tmp_path / "junit.xml")
    suite = ElementTree.parse(tmp_path / "junit.xml").getroot()
    cases = list(suite.iter("testcase"))
    document = json.loads(drawn.read_text())
    assert len(cases) == len(document["claims"])
    first = document["figures"][0]["claim"]
    document["claims"][first] |= {"value": 1e6, "low": None, "high": None}
    (tmp_path / "wrong.json").write_text(json.dumps(document))
    run("check", tmp_path / "wrong.json", "-w", workspace, "--junit", tmp_path / "wrong.xml", code=1)
    assert list(ElementTree.parse(tmp_path / "wrong.xml").getroot().iter("failure"))


def test_a_journey_is_walked(workspace: Path) -> None:
    assert "Day 1" in run("walk", "C1", "-w", workspace)
    walked = json.loads(run("walk", "customer_id:C2", "-w", workspace, "--json"))
    assert [step["touchpoint"] for step in walked["steps"]] == ["Visit", "Cart", "Order"]
    assert runner.invoke(app, ["walk", "nobody", "-w", str(workspace)]).exit_code != 0


def test_drawing_a_map_does_not_listen(tmp_path: Path) -> None:
    """Words are listened to when somebody asks what they say, not whenever a map is drawn (decision 0010)."""
    rows = ["customer_id,time,rating,review_text"]
    rows += [
        f"C{n},2025-03-{n % 28 + 1:02d}T20:00:00Z,{n % 5 + 1},It was number {n} and quite good." for n in range(60)
    ]
    (tmp_path / "reviews.csv").write_text("\n".join(rows) + "\n")
    events = ["customer_id,time,event"]
    events += [
        f"C{n},2025-03-{n % 28 + 1:02d}T1{at}:00:00Z,{s}"
        for n in range(60)
        for at, s in enumerate(("visit", "cart", "order", "help", "pay"))
    ]
    (tmp_path / "events.csv").write_text("\n".join(events) + "\n")
    run("load", tmp_path / "events.csv", tmp_path / "reviews.csv", "-w", tmp_path / "ws")
    run("map", "-w", tmp_path / "ws", "-o", tmp_path / "map.json")
    assert json.loads((tmp_path / "map.json").read_text())["walk"]["steps"]
    assert not (tmp_path / "ws" / "themes.json").exists()
