"""Whom to follow up, from the command line: listed, marked, written into files, summed up."""

import csv
import json
import shutil
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from footpath.cli.commands import app

runner = CliRunner()
HOSTILE = '=HYPERLINK("http://x.example","<b>hi</b>") \u202eevil my name is Ann Lee, ann@example.org'
EVENTS = (
    # customer, time, event, channel, amount
    ("ann", "2025-05-01 10:00:00", "Order placed", "web", "90"),
    ("bob", "2025-05-02 10:00:00", "Order placed", "web", "20"),
    ("cem", "2025-05-02 11:00:00", "Order placed", "web", ""),
    ("dan", "2025-05-03 10:00:00", "Order placed", "web", ""),
    ("bob", "2025-05-22 10:00:00", "Support call", "phone", ""),
    ("eve", "2025-06-01 12:00:00", "Order placed", "web", ""),
)
SURVEY = (
    # response, customer, time, score, comment
    ("r1", "ann", "2025-05-20 09:00:00", "2", HOSTILE),
    ("r2", "bob", "2025-05-21 09:00:00", "0", "It never came."),
    ("r3", "cem", "2025-05-25 09:00:00", "6", "So so"),
    ("r4", "dan", "2025-05-26 09:00:00", "9", "Good"),
    ("r5", "eve", "2025-03-01 09:00:00", "1", "Too long ago"),
)


def write(path: Path, head: str, rows: tuple[tuple[str, ...], ...]) -> Path:
    out = StringIO()
    table = csv.writer(out)
    table.writerow(head.split())
    table.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def made(
    folder: Path, events: tuple[tuple[str, ...], ...] = EVENTS, survey: tuple[tuple[str, ...], ...] = SURVEY
) -> Path:
    files = [write(folder / "events.csv", "customer_id time event channel amount", events)]
    if survey:
        files.append(write(folder / "nps.csv", "response_id customer_id submitted_at nps_score comment", survey))
    assert run("load", *files, "-w", folder / "ws").exit_code == 0
    return folder / "ws"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    told("follow-ups", "-w", made(folder))  # sorted into journeys once
    return folder


@pytest.fixture
def workspace(loaded: Path, tmp_path: Path) -> Path:
    shutil.copytree(loaded, tmp_path, dirs_exist_ok=True)
    return tmp_path / "ws"


def run(*words: Any) -> Any:
    return runner.invoke(app, [str(word) for word in words])


def told(*words: Any) -> Any:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def ids(workspace: Path, *words: str) -> list[str]:
    return [row["id"] for row in told("follow-ups", "-w", workspace, *words)["rows"]]


def test_who_waits_is_listed_the_most_urgent_first(workspace: Path) -> None:
    found = told("follow-ups", "-w", workspace)
    assert [(row["customer"], row["title"][:11], row["waiting_days"], row["state"]) for row in found["rows"]] == [
        ("customer_id: ann", "NPS 2 of 10", 12, "waiting"),
        ("customer_id: cem", "NPS 6 of 10", 7, "waiting"),
    ]
    assert (found["feedback"], found["bad"], found["in_contact"], found["done"]) == (4, 3, 1, 0)
    ann, cem = found["rows"]
    assert (ann["value"], cem["value"], ann["very_bad"], cem["very_bad"]) == (90, None, True, False)
    assert "ann@example.org" not in ann["words"]
    assert "Ann Lee" not in ann["words"]
    assert "\u202e" not in ann["words"]


def test_a_talk_since_is_told_apart(workspace: Path) -> None:
    rows = told("follow-ups", "-w", workspace, "--all")["rows"]
    (bob,) = [row for row in rows if row["customer"] == "customer_id: bob"]
    assert (bob["state"], bob["by"], bob["waiting_days"]) == ("in contact", "Support call", 1)
    assert rows[-1] == bob  # after those who wait, however bad
    assert len({row["id"] for row in rows}) == len(rows) == 3


def test_marks_are_kept_survive_a_load_and_are_taken_back(workspace: Path, tmp_path: Path) -> None:
    ann, cem = ids(workspace)
    assert "1 done" in run("follow-ups", "done", ann, "-w", workspace, "--note", "sent a new one", "--by", "Kim").output
    assert ids(workspace) == [cem]
    assert run("load", tmp_path / "events.csv", tmp_path / "nps.csv", "-w", workspace).exit_code == 0
    (row,) = [row for row in told("follow-ups", "-w", workspace, "--all")["rows"] if row["id"] == ann]
    assert (row["state"], row["by"], row["note"]) == ("done", "Kim", "sent a new one")
    assert "done already" in run("follow-ups", "done", ann, "-w", workspace).output
    assert told("follow-ups", "reopen", ann, "-w", workspace) == {"marked": [ann]}
    assert ids(workspace) == [ann, cem]


def test_taking_up_what_a_talk_did_not_settle(workspace: Path) -> None:
    (bob,) = [row["id"] for row in told("follow-ups", "-w", workspace, "--all")["rows"] if row["state"] == "in contact"]
    assert run("follow-ups", "reopen", bob, "-w", workspace, "--note", "still nothing").exit_code == 0
    assert bob in ids(workspace)


@pytest.mark.parametrize("unknown", ["f0000000000000001", "12", "nonsense", "f", "=1+1", "fzz", "-1", "9" * 40])
def test_an_unknown_id_marks_nothing(workspace: Path, unknown: str) -> None:
    waiting = ids(workspace)
    result = run("follow-ups", "done", "-w", workspace, "--", *waiting, unknown)
    assert result.exit_code != 0
    assert "nothing was marked" in str(result.exception)
    assert ids(workspace) == waiting


def test_an_id_may_be_the_number_that_quotes_tell(workspace: Path) -> None:
    first = ids(workspace)[0]
    assert told("follow-ups", "done", int(first[1:], 16), "-w", workspace) == {"marked": [first]}


@pytest.mark.parametrize(
    ("words", "customers"),
    [
        (["--since", "2025-02-01"], ["ann", "eve", "cem"]),
        (["--since", "2025-05-21"], ["cem"]),
        (["--since", "8d"], ["cem"]),
        (["--touchpoint", "order placed"], ["ann", "cem"]),
        (["--where", "channel=survey"], ["ann", "cem"]),
        (["--where", "channel=web"], []),
        (["--replies", "Order placed"], ["bob", "ann", "cem"]),
    ],
)
def test_what_is_wanted_can_be_narrowed(workspace: Path, words: list[str], customers: list[str]) -> None:
    found = told("follow-ups", "-w", workspace, *words)["rows"]
    assert sorted(row["customer"].removeprefix("customer_id: ") for row in found) == sorted(customers)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--since", "yesterday"], "neither a day nor a duration"),
        (["--touchpoint", "nowhere"], "No touchpoint matches"),
        (["--persona", "nobody"], "No personas"),
        (["--where", "moon=full"], "There is no dimension"),
        (["--replies", "nowhere"], "No touchpoint matches"),
        (["-o", "tasks.docx"], ".csv, .jsonl, .xlsx"),
        (["-o", "no/such/folder/tasks.csv"], "cannot be written"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(workspace: Path, words: list[str], sentence: str) -> None:
    result = run("follow-ups", "-w", workspace, *words)
    assert result.exit_code != 0
    assert sentence in str(result.exception)


def test_files_for_ticket_systems_hold_no_formula(workspace: Path, tmp_path: Path) -> None:
    for ending in ("csv", "jsonl", "xlsx"):
        assert "2 written" in run("follow-ups", "-w", workspace, "-o", tmp_path / f"tasks.{ending}").output
    rows = list(csv.DictReader(StringIO((tmp_path / "tasks.csv").read_text(encoding="utf-8"))))
    lines = [json.loads(line) for line in (tmp_path / "tasks.jsonl").read_text(encoding="utf-8").splitlines()]
    sheet = openpyxl.load_workbook(BytesIO((tmp_path / "tasks.xlsx").read_bytes())).active
    assert sheet is not None
    head, *cells = sheet.iter_rows(values_only=True)
    assert list(rows[0]) == list(lines[0]) == list(head)
    assert (
        [row["id"] for row in rows] == [line["id"] for line in lines] == [cell[0] for cell in cells] == ids(workspace)
    )
    words = list(head).index("words")
    assert lines[0]["words"].startswith("=HYPERLINK")
    assert rows[0]["words"].startswith("'=HYPERLINK")
    assert str(cells[0][words]).startswith("'=HYPERLINK")
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    assert (rows[0]["score"], cells[0][list(head).index("score")], lines[0]["very_bad"]) == ("2", 2, True)


def test_what_people_write_beside_it_is_no_formula_either(workspace: Path, tmp_path: Path) -> None:
    run("follow-ups", "done", ids(workspace)[0], "-w", workspace, "--by", "@SUM(A1)", "--note", "+1|cmd")
    run("follow-ups", "-w", workspace, "--all", "-o", tmp_path / "tasks.csv")
    rows = list(csv.DictReader(StringIO((tmp_path / "tasks.csv").read_text(encoding="utf-8"))))
    assert [(row["by"], row["note"]) for row in rows if row["state"] == "done"] == [("'@SUM(A1)", "'+1|cmd")]


def test_the_same_rows_give_the_same_bytes(workspace: Path, tmp_path: Path) -> None:
    for ending in ("csv", "jsonl", "xlsx"):
        one, two = tmp_path / f"one.{ending}", tmp_path / f"two.{ending}"
        for path in (one, two):
            run("follow-ups", "-w", workspace, "-o", path)
        assert one.read_bytes() == two.read_bytes()


def test_the_summary_tells_how_soon(workspace: Path) -> None:
    whole, *places = told("follow-ups", "summary", "-w", workspace)["rows"]
    assert (whole["touchpoint"], whole["n"], whole["in_contact"], whole["waiting"]) == (None, 3, 1, 2)
    assert (whole["n_7d"], round(whole["share_7d"], 3), whole["median_s"]) == (3, 0.333, None)
    assert 0 < whole["low_7d"] < whole["share_7d"] < whole["high_7d"] < 1
    assert sum(row["n"] for row in places) == 3
    shown = run("follow-ups", "summary", "-w", workspace).output
    assert "33% of 3 (6–79%)" in shown
    assert "They speak at: Support call." in shown


def test_where_nothing_tells_what_was_followed_up_no_share_is_told(tmp_path: Path) -> None:
    workspace = made(tmp_path, events=tuple(event for event in EVENTS if event[3] != "phone"))
    found = told("follow-ups", "summary", "-w", workspace)
    assert found["talks"] == []
    assert [(row["n_7d"], row["share_7d"], row["low_7d"]) for row in found["rows"]] == [(0, None, None)] * len(
        found["rows"]
    )
    for words in (["follow-ups"], ["follow-ups", "summary"]):
        assert "No record tells of talks or replies" in run(*words, "-w", workspace).output
    run("follow-ups", "done", ids(workspace)[0], "-w", workspace)
    assert (
        told("follow-ups", "summary", "-w", workspace)["rows"][0]["share_7d"] == 0.0
    )  # somebody marks, but did not by then


def test_the_terminal_obeys_no_control_sign(workspace: Path) -> None:
    run("follow-ups", "done", *ids(workspace), "-w", workspace, "--by", "\x1b[31mKim", "--note", "a\x07b")
    shown = run("follow-ups", "-w", workspace, "--all").output
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    assert "Done: 2." in shown


def test_without_feedback_there_is_one_sentence(tmp_path: Path) -> None:
    workspace = made(tmp_path, survey=())
    for words in (["follow-ups"], ["follow-ups", "summary"]):
        result = run(*words, "-w", workspace)
        assert result.exit_code == 0
        assert result.output.strip() == "Nobody said anything: no record holds a score or words of a customer."
    assert told("follow-ups", "-w", workspace)["rows"] == []


def test_where_nothing_is_bad_nobody_waits(tmp_path: Path) -> None:
    workspace = made(tmp_path, survey=SURVEY[3:4])
    shown = run("follow-ups", "-w", workspace).output
    assert "0 of 1" in shown
    assert "No feedback since 2025-05-02 was bad." in run("follow-ups", "summary", "-w", workspace).output
