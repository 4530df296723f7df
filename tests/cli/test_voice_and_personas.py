"""What customers say and who they are, from the command line: asked, edited, kept, checked."""

import csv
import json
import random
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from footpath.cli.commands import app

runner = CliRunner()
COMPLAINTS = ("The parcel came far too late", "My parcel was delivered a week late", "The delivery was late again")
PRAISE = ("The staff in the shop were very kind", "Friendly people helped me in the shop", "Lovely staff, great advice")
MORE = (
    "and I told my sister.",
    "as my neighbour will tell you.",
    "on a Monday.",
    "believe it or not.",
    "once more.",
    "this time.",
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop of which half the customers come by app in the evening, half by web in the morning."""
    folder = tmp_path_factory.mktemp("shop")
    chance = random.Random(4)
    with (folder / "events.csv").open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["customer_id", "time", "event", "channel", "value"])
        for customer in range(300):
            app_user = customer % 2
            for _ in range(chance.randint(6, 24)):
                hour = chance.randint(18, 23) if app_user else chance.randint(8, 11)
                at = f"2025-{chance.randint(1, 6):02d}-{chance.randint(1, 28):02d} {hour:02d}:{chance.randint(0, 59):02d}:00"
                event = chance.choice(
                    ["search", "product", "cart"] if app_user else ["home", "category", "help", "cart"]
                )
                out.writerow(
                    [f"C{customer}", at, f"{'app' if app_user else 'web'} {event}", "app" if app_user else "web", ""]
                )
    with (folder / "reviews.csv").open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["review_id", "customer_id", "created_at", "stars", "review_text"])
        for number in range(240):
            bad = number % 2
            said, more = chance.choice(COMPLAINTS if bad else PRAISE), chance.choice(MORE)
            text = f"{said} {more} You promised 3 days. It took {number + 4} days."
            out.writerow([number, f"C{number}", f"2025-06-{number % 28 + 1:02d} 12:00:00", 1 + bad if bad else 5, text])
    assert run("load", folder / "events.csv", folder / "reviews.csv", "-w", folder / "ws").exit_code == 0
    return folder / "ws"


def run(*words: Any) -> Any:
    return runner.invoke(app, [str(word) for word in words])


def told(*words: Any) -> Any:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_themes_are_told_renamed_merged_and_stay_so(workspace: Path) -> None:
    rows = told("voice", "themes", "-w", workspace)["rows"]
    late = next(row for row in rows if "late" in row["theme"].lower() or row["experience"] < 0)
    assert late["n"] >= 30
    assert run("voice", "rename", late["theme"], "Late parcels", "-w", workspace).exit_code == 0
    again = {row["id"]: row for row in told("voice", "themes", "-w", workspace)["rows"]}
    assert again[late["id"]]["theme"] == "Late parcels"
    assert again[late["id"]]["n"] == late["n"]
    said = told("voice", "quotes", "--theme", "late parcels", "--mood", "low", "-w", workspace)
    assert said
    assert all(any(text.split(" ")[-1] in one["text"] for text in COMPLAINTS) for one in said)
    other = next((row["theme"] for row in again.values() if row["id"] != late["id"]), None)
    if other:
        assert "Another theme is called" in str(
            run("voice", "rename", other, "late PARCELS", "-w", workspace).exception
        )
        assert run("voice", "merge", other, "Late parcels", "-w", workspace).exit_code == 0
        assert other not in {row["theme"] for row in told("voice", "themes", "-w", workspace)["rows"]}
    refused = run("voice", "rename", "no such theme", "x", "-w", workspace)
    assert refused.exit_code != 0


def test_the_overview_counts_what_was_said(workspace: Path) -> None:
    found = told("voice", "-w", workspace)
    assert (found["feedback"], found["texts"], found["scores"]) == (240, 240, 240)
    assert found["languages"].get("en", 0) > 200


@pytest.mark.parametrize("question", ["scores", "drivers", "spikes", "emotions", "nonresponse", "expectations"])
def test_each_command_is_the_question_of_its_name(question: str, workspace: Path) -> None:
    assert told("voice", question, "-w", workspace) == told("ask", question, "-w", workspace)


@pytest.mark.parametrize("words", [("voice", "themes"), ("voice", "spikes"), ("ask", "touchpoints")])
def test_what_a_chart_is_called_is_checked_before_anything_is_asked(words: tuple[str, ...], workspace: Path) -> None:
    refused = run(*words, "-w", workspace, "--chart", workspace / "x.bmp")
    assert refused.exit_code != 0
    assert refused.stdout == ""
    assert ".svg, .png, .html, .json" in str(refused.exception)
    nowhere = run(*words, "-w", workspace, "--chart", workspace / "no such folder" / "x.svg")
    assert nowhere.exit_code != 0
    assert nowhere.stdout == ""
    assert "there is no folder" in str(nowhere.exception)


def test_an_answer_without_rows_says_why(workspace: Path) -> None:
    spikes = run("voice", "spikes", "--during", "2025-06", "-w", workspace)
    assert spikes.output.startswith("No rows. A spike takes 35 whole days of records")
    assert "35 whole days" in told("voice", "spikes", "--during", "2025-06", "-w", workspace)["note"]
    themes = run("voice", "themes", "--during", "1999", "-w", workspace)
    assert themes.output.startswith("No rows. Nothing happened in 1999: records run from 2025-01-0")


def test_where_there_are_no_quotes_it_says_what_none_of_the_texts_is(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text(
        "customer_id,time,event\nA,2025-01-01 10:00:00,cart\nB,2025-01-02 10:00:00,home\n"
    )
    assert run("load", tmp_path / "events.csv", "-w", tmp_path / "ws").exit_code == 0
    assert "no record holds words of a customer" in run("voice", "quotes", "-w", tmp_path / "ws").output
    (tmp_path / "reviews.csv").write_text(
        "review_id,customer_id,created_at,stars,review_text\n1,A,2025-01-03 12:00:00,1,The parcel came far too late and the box was torn\n"
    )
    assert run("load", tmp_path / "reviews.csv", "-w", tmp_path / "ws").exit_code == 0
    assert "far too late" in run("voice", "quotes", "-w", tmp_path / "ws").output
    none = run("voice", "quotes", "--touchpoint", "cart", "--mood", "high", "-w", tmp_path / "ws")
    assert none.exit_code == 0
    assert none.output == (
        'There are no quotes: none of the 1 texts is about "cart" and tells a good experience at once. Leave out a condition.\n'
    )


def test_scores_can_be_asked_for_all_and_by_what_they_are_about(workspace: Path) -> None:
    question = '{"ask": "scores", "per": "all", "relation": "apart"}'
    rows = told("voice", "scores", "--per", "all", "--relation", "apart", "-w", workspace)["rows"]
    assert rows == told("ask", question, "-w", workspace)["rows"]
    assert {row["relation"] for row in rows} == {"transactional", "relational"}


def test_times_that_texts_state_can_be_asked(workspace: Path) -> None:
    rows = told("ask", '{"ask": "expectations", "per": "all"}', "-w", workspace)["rows"]
    stated = next(row for row in rows if row["basis"] == "stated")
    assert (stated["clock"], stated["n"], stated["over"]) == ("words", 240, 240)
    assert stated["median_stated_s"] == 3 * 86_400


def test_personas_are_found_named_by_people_and_drawn(workspace: Path, tmp_path: Path) -> None:
    assert "footpath personas find" in run("personas", "-w", workspace).output
    assert run("map", "-w", workspace, "--persona", "anybody", "-o", tmp_path / "x.html").exit_code != 0
    found = told("personas", "find", "--count", "2", "-w", workspace)
    by_app = next(one for one in found["personas"] if "app" in one["name"].lower())
    assert by_app["customers"] == 150
    assert run("personas", "rename", by_app["name"], "Night owls", "-w", workspace).exit_code == 0
    assert (
        run("personas", "note", "Night owls", "Shift workers <script>alert(1)</script>", "-w", workspace).exit_code == 0
    )
    counted = told("ask", '{"ask": "overview", "by": "persona"}', "-w", workspace)["rows"]
    assert {row["group"]: row["customers"] for row in counted}["Night owls"] == 150
    again = told("personas", "find", "--count", "2", "--seed", "3", "-w", workspace)
    assert {one["id"]: one["name"] for one in again["personas"]}[by_app["id"]] == "Night owls"
    other = next(one["name"] for one in again["personas"] if one["name"] != "Night owls")
    taken = run("personas", "rename", other, "night OWLS", "-w", workspace)
    assert "Another persona is called" in str(taken.exception)
    assert told("personas", "find", "--count", "2", "--behaviour-only", "-w", workspace)["personas"]
    apart = told("personas", "compare", "Night owls", other, "-w", workspace)
    assert apart["rows"]

    whole, own = tmp_path / "map.html", tmp_path / "own.json"
    assert run("map", "-w", workspace, "-o", whole).exit_code == 0
    assert "Night owls" in whole.read_text()
    assert "<script>alert(1)" not in whole.read_text()
    assert run("check", whole, "-w", workspace).exit_code == 0
    assert run("map", "-w", workspace, "--persona", "night owls", "-o", own).exit_code == 0
    drawn = json.loads(own.read_text())
    assert drawn["scope"] == "Night owls"
    assert drawn["claims"][drawn["figures"][0]["claim"]]["value"] == 150
    assert told("personas", "drift", "-w", workspace)["rows"] == []


def test_where_nobody_said_anything_the_overview_says_so(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text(
        "customer_id,time,event\n"
        + "".join(f"C{n % 9},2025-01-{n % 28 + 1:02d} 10:00:00,visit {n % 3}\n" for n in range(90))
    )
    assert run("load", tmp_path / "events.csv", "-w", tmp_path / "ws").exit_code == 0
    for _ in range(2):  # listened to, and read back
        assert told("voice", "-w", tmp_path / "ws")["feedback"] == 0
    assert "Nobody said anything" in run("voice", "-w", tmp_path / "ws").output
