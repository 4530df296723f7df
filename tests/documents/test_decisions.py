"""Decisions of people: read strictly, written without losing what stands beside them."""

from pathlib import Path

import pytest

from footpath.documents.decisions import check_texts, merged_into, read_decisions, write_decisions
from footpath.errors import SpecError

HEAD = "# Decided.\n"


def test_what_people_wrote_around_an_entry_stays(tmp_path: Path) -> None:
    path = tmp_path / "made.toml"
    path.write_text('# ours\nhide = ["t9"]\n[rename]\nt1 = "One"  # as the store says\nt2 = "Two"\n', encoding="utf-8")
    write_decisions(path, HEAD, {"rename": {"t1": "One", "t3": "Three"}}, {"hide": frozenset({"t9"})})
    text = path.read_text(encoding="utf-8")
    assert "# ours" in text
    assert "# as the store says" in text
    assert read_decisions(path, ("rename",), ("hide",)) == {
        "rename": {"t1": "One", "t3": "Three"},
        "hide": frozenset({"t9"}),
    }


def test_no_file_decides_nothing(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "none.toml", ("rename",), ("hide",)) == {"rename": {}, "hide": frozenset()}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rename = ", "not valid TOML"),
        ("renames = 3", "no edit"),
        ("hide = 3", "not a list"),
        ("hide = [3]", "not a list"),
        ("rename = 3", "not a table"),
        ("[rename]\nt1 = 3", "not a table"),
    ],
)
def test_what_is_no_decision_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "made.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SpecError, match=said):
        read_decisions(path, ("rename",), ("hide",))


def test_merges_in_a_circle_are_refused() -> None:
    with pytest.raises(SpecError, match="t1, t2, t1"):
        merged_into({"t1": "t2", "t2": "t1"}, "t1", "Themes")


@pytest.mark.parametrize("text", ["", "  ", "x" * 81, "a\nb", "a\u202eb"])
def test_a_name_that_cannot_be_shown_is_refused(text: str) -> None:
    with pytest.raises(SpecError, match="theme 't1'"):
        check_texts({"t1": text}, "theme", 80)
