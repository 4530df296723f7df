"""How people and programs write who said what: every writing gives the same turns; anything else is read without falling over."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.sources.notes.dates import read_date, read_offset
from footpath.sources.notes.heads import read_head_lines
from footpath.sources.notes.lines import is_dialogue, read_lines
from footpath.sources.reading.vtt import read_subtitles

WRITINGS = {
    "names": "Ann: How was it?\nBob: Fine.\nReally.\nAnn: Thanks.",
    "bold": "**Ann:** How was it?\n\n**Bob:** Fine.\nReally.\n\n**Ann:** Thanks.",
    "a name on its own line, with the time behind": "Ann   0:03\nHow was it?\n\nBob   0:09\nFine.\nReally.\n\nAnn   0:20\nThanks.",
    "a time in brackets behind the name": "Ann (00:03):\nHow was it?\n\nBob (00:09):\nFine.\nReally.\n\nAnn (00:20):\nThanks.",
    "a time in brackets before the words": "Ann: [00:03] How was it?\nBob: [00:09] Fine.\nReally.\nAnn: [00:20] Thanks.",
    "a name in brackets": "[Ann] 00:00:03\nHow was it?\n\n[Bob] 00:00:09\nFine.\nReally.\n\n[Ann] 00:00:20\nThanks.",
    "a chat of a meeting": "10:22:01 From Ann to Everyone: How was it?\n10:22:09 From Bob to Everyone: Fine.\nReally.\n10:23:00 From Ann to Everyone: Thanks.",
    "a messenger": "28/03/2024, 23:58 - Messages are end-to-end encrypted.\n28/03/2024, 23:59 - Ann: How was it?\n28/03/2024, 23:59 - Bob: Fine.\nReally.\n28/03/2024, 23:59 - Bob created the group\n29/03/2024, 00:01 - Ann: Thanks.",
    "a messenger with brackets": "[28.03.24, 23:59:01] Ann: How was it?\n[28.03.24, 23:59:10] Bob: Fine.\nReally.\n[29.03.24, 00:01:00] Ann: Thanks.",
    "half days": "[10:22 AM] Ann: How was it?\n[10:24 AM] Bob: Fine.\nReally.\n[1:02 PM] Ann: Thanks.",
    "a wide colon": "Ann：How was it?\nBob：Fine.\nReally.\nAnn：Thanks.",
}  # fmt: skip


@pytest.mark.parametrize("writing", WRITINGS)
def test_every_writing_gives_the_same_turns(writing: str) -> None:
    lines = WRITINGS[writing].splitlines()
    _, turns = read_lines(lines)
    assert is_dialogue(lines)
    assert [(turn.speaker, turn.text) for turn in turns] == [
        ("Ann", "How was it?"),
        ("Bob", "Fine.\nReally."),
        ("Ann", "Thanks."),
    ]


def test_below_a_head_a_name_that_speaks_once_is_a_speaker() -> None:
    head, turns = read_lines(
        ["Date: 2025-05-01", "Type: interview", "", "Interviewer: What annoys you?", "Tom: The form."]
    )
    assert head == ["Date: 2025-05-01", "Type: interview", ""]
    assert [(turn.speaker, turn.text) for turn in turns] == [("Interviewer", "What annoys you?"), ("Tom", "The form.")]


def test_times_count_from_the_start_or_are_the_clock() -> None:
    told = {
        name: [(turn.offset_s, turn.at) for turn in read_lines(text.splitlines())[1]] for name, text in WRITINGS.items()
    }
    assert told["a time in brackets behind the name"] == [(3.0, None), (9.0, None), (20.0, None)]
    assert told["half days"] == [(None, "10:22:00"), (None, "10:24:00"), (None, "13:02:00")]
    assert told["a messenger"][0] == (None, "2024-03-28 23:59:00")
    assert told["a messenger with brackets"][2] == (None, "2024-03-29 00:01:00")
    assert told["names"] == [(None, None)] * 3


@pytest.mark.parametrize(
    "text",
    ["Risk: churn in spring.\nAction: call them.\nOwner: Kim", "Dear team,\nall is well: nobody left.\nBest, Ann", "Total: 12\nTax: 3\nSum: 15", "https://a.example/x: 1\nhttps://b.example/y: 2"],
)  # fmt: skip
def test_labels_that_come_once_are_no_speakers(text: str) -> None:
    assert not is_dialogue(text.splitlines())
    assert {turn.speaker for turn in read_lines(text.splitlines())[1]} <= {""}


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-03-01T14:30:00", "2024-03-01 14:30:00"), ("March 1, 2024 at 2:30 PM", "2024-03-01 14:30:00"), ("1er mars 2024 à 14h30", "2024-03-01 14:30:00"),
        ("1 de março de 2024", "2024-03-01 00:00:00"), ("1 marzo 2024", "2024-03-01 00:00:00"), ("03/28/2024", "2024-03-28 00:00:00"),
        ("31.2.2024", None), ("no date 12345678901", None), ("version 2.10.3", None), ("2024", None),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(text: str, date: str | None) -> None:
    assert read_date(text) == date


@given(st.lists(st.text(alphabet='aB:：[]()-–0123456789 ?.*,"<>/\n|=', max_size=30), max_size=12))
def test_anything_is_read_without_falling_over(lines: list[str]) -> None:
    head, turns = read_lines(lines)
    assert len(head) <= len(lines)
    assert all(turn.text.strip() for turn in turns)
    read_head_lines(lines, Path("notes.txt"))
    for line in lines:
        assert read_offset(line) is None or read_offset(line) >= 0


@given(st.text(alphabet="WEBVT0123456789:.,-> <v/>aB\n&;#", max_size=200))
def test_any_subtitles_are_read_without_falling_over(text: str) -> None:
    _, turns, faults = read_subtitles("WEBVTT\n\n" + text)
    assert all(turn.offset_s is not None and turn.offset_s >= 0 for turn in turns)
    assert all(fault.reason for fault in faults)


@pytest.mark.parametrize(
    "line",
    [
        "Ann" + " " * 100_000 + "x",
        "a:" * 50_000,
        "*" * 50_000,
        "1" * 50_000,
        "- " * 50_000,
        "[" * 50_000,
        "**a" * 30_000,
    ],
)
def test_endless_lines_are_read_to_their_end(line: str) -> None:
    _, turns = read_lines([line, "Ann: hi", "Bob: ho", "Ann: bye"])
    assert [turn.text for turn in turns][-3:] == ["hi", "ho", "bye"]
    _, voices, _ = read_subtitles(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v " * 30_000 + line + "\n\n00:03.000 --> 00:04.000\nAnn: bye"
    )
    assert voices[-1].text == "bye"
