from pathlib import Path

import pytest

from footpath.errors import SpecError
from footpath.voice.themes import Edits


def test_what_is_written_is_read(tmp_path: Path) -> None:
    edits = Edits({"t1": 'Späte "Pakete" 📦 \' ]'}, {"t3": "t1"}, frozenset({"t9", "t2"}))
    edits.write(tmp_path / "themes.toml")
    assert Edits.read(tmp_path / "themes.toml") == edits


def test_no_file_is_no_edit(tmp_path: Path) -> None:
    assert Edits.read(tmp_path / "themes.toml") == Edits()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("rename = ", "not valid TOML"),
        ('[renam]\nt1 = "a"', "'renam'"),
        ("[rename]\nt1 = 3", "rename"),
        ('hide = "t1"', "hide"),
        ('[merge]\nt1 = "t2"\nt2 = "t1"', "circle"),
        ('[rename]\nt1 = " "', "'t1'"),
        ('[rename]\nt1 = "a\\nb"', "'t1'"),
    ],
)
def test_what_is_no_edit_is_told(content: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "themes.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SpecError, match=told):
        Edits.read(path)
