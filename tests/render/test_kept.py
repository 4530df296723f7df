"""Fonts are cut once a user: kept whole, found again, never mixed, and not needed."""

import subprocess
import sys
from pathlib import Path

import pytest

from footpath.render.kept import kept_folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(sys, "platform", "linux")
    return tmp_path / "cache" / "footpath" / "fonts"


class Maker:
    """Writes one file, and counts how often it was asked to."""

    def __init__(self, text: str = "made") -> None:
        self.text, self.times = text, 0

    def __call__(self, folder: Path) -> None:
        self.times += 1
        (folder / "a.ttf").write_text(self.text)


def test_what_was_made_is_found_again(home: Path) -> None:
    maker = Maker()
    first, second = kept_folder("x", b"font", maker), kept_folder("x", b"font", maker)
    assert first == second
    assert maker.times == 1
    assert (first / "a.ttf").read_text() == "made"
    assert list(home.iterdir()) == [first]


def test_other_sources_and_recipes_are_kept_apart() -> None:
    folders = {kept_folder(recipe, source, Maker()) for recipe in "xy" for source in (b"one", b"other")}
    assert len(folders) == 4


def test_a_maker_that_fails_leaves_nothing_behind(home: Path) -> None:
    def fails(folder: Path) -> None:
        (folder / "half.ttf").write_text("half")
        raise ValueError("broken font")

    with pytest.raises(ValueError, match="broken"):
        kept_folder("x", b"font", fails)
    assert list(home.iterdir()) == []


def test_of_two_that_make_the_same_at_once_the_first_stays(home: Path) -> None:
    def slower(folder: Path) -> None:
        (folder / "a.ttf").write_text("second")
        kept_folder("x", b"font", Maker("first"))

    place = kept_folder("x", b"font", slower)
    assert (place / "a.ttf").read_text() == "first"
    assert list(home.iterdir()) == [place]


def test_without_a_place_to_keep_them_files_go_with_the_process(home: Path) -> None:
    home.parent.parent.mkdir()
    home.parent.write_text("a file where the folder should be")
    place = kept_folder("x", b"font", Maker())
    assert (place / "a.ttf").read_text() == "made"
    assert home.parent.is_file()


def test_an_emptied_folder_is_filled_again() -> None:
    place = kept_folder("x", b"font", Maker())
    (place / "a.ttf").unlink()
    assert kept_folder("x", b"font", Maker("again")) == place
    assert (place / "a.ttf").read_text() == "again"


def test_arabic_pictures_of_two_processes_are_the_same(home: Path) -> None:
    code = (
        f"import sys, hashlib; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from made_maps import HARD_CASES\nfrom footpath.render.exports.png import render_png\n"
        "print(hashlib.sha256(render_png(HARD_CASES['arabic'](), 600)).hexdigest())"
    )
    both = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = [process.communicate()[0] for process in both]
    assert told[0] == told[1] != ""
    (kept,) = home.iterdir()
    assert sorted(path.name for path in kept.iterdir()) == ["400.ttf", "600.ttf"]
