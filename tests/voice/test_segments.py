import os
from pathlib import Path

import numpy as np
import pytest

from footpath.voice import segments
from footpath.voice.segments import Segments

DTYPE = np.dtype([("key", "V16"), ("place", "u1"), ("number", "<i4")])


def rows_of(*texts: str) -> np.ndarray:
    """Rows as told: ``"aaab"`` is a run of three rows of a key a, and one of b."""
    told = [(mark.encode() * 16, text[:at].count(mark), at) for text in texts for at, mark in enumerate(text)]
    return np.array(told, dtype=DTYPE)


def marks(segment: segments.Segment) -> str:
    return "".join(key.decode()[0] for key in segment.keys.tolist())


def names(directory: Path) -> list[str]:
    return sorted(path.suffix for path in directory.iterdir())


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even the smallest segment has its keys beside it."""
    monkeypatch.setattr(segments, "_WIDE_BYTES", 0)


@pytest.mark.parametrize("again", [1, 2])
@pytest.mark.usefixtures("wide")
def test_runs_are_told_from_beside_the_rows_as_from_the_rows(again: int, tmp_path: Path) -> None:
    stored = Segments(tmp_path, DTYPE).store(rows_of("aaab", "c"))
    for _ in range(again):
        [opened] = Segments(tmp_path, DTYPE).stored()
    for segment in (stored, opened, Segments(None, DTYPE).store(rows_of("aaab", "c"))):
        assert (marks(segment), segment.starts.tolist()) == ("abc", [0, 3, 4, 5])
        assert segment.rows["number"].tolist() == [0, 1, 2, 3, 0]
    assert names(tmp_path) == [".keys", ".npy"]


@pytest.mark.usefixtures("wide")
def test_rows_without_a_place_are_runs_of_one(tmp_path: Path) -> None:
    dtype = np.dtype([("key", "V16"), ("number", "<i4")])
    Segments(tmp_path, dtype).store(np.array([(b"a" * 16, 1), (b"a" * 16, 2)], dtype=dtype))
    [opened] = Segments(tmp_path, dtype).stored()
    assert (marks(opened), opened.starts.tolist()) == ("aa", [0, 1, 2])


@pytest.mark.parametrize("broken", ["empty", "cut off", "of other rows", "of fewer rows", "of another type", "gone"])
@pytest.mark.usefixtures("wide")
def test_keys_beside_rows_that_are_not_theirs_are_not_believed(broken: str, tmp_path: Path) -> None:
    Segments(tmp_path / "here", DTYPE).store(rows_of("aaab", "c"))
    other = "xxxy" if broken == "of fewer rows" else "xxxyz"
    Segments(tmp_path / "there", DTYPE).store(rows_of(other))
    [beside], [elsewhere] = (tmp_path / "here").glob("*.keys"), (tmp_path / "there").glob("*.keys")
    right = beside.read_bytes()
    if broken == "gone":
        beside.unlink()
    elif broken == "of another type":
        with beside.open("wb") as file:
            np.save(file, np.arange(3))
    else:
        beside.write_bytes({"empty": b"", "cut off": right[:-7]}.get(broken, elsewhere.read_bytes()))
    [opened] = Segments(tmp_path / "here", DTYPE).stored()
    assert (marks(opened), opened.starts.tolist()) == ("abc", [0, 3, 4, 5])
    assert beside.read_bytes() == right


@pytest.mark.usefixtures("wide")
def test_keys_beside_rows_that_are_gone_go_too(tmp_path: Path) -> None:
    Segments(tmp_path, DTYPE).store(rows_of("a"))
    next(tmp_path.glob("*.npy")).unlink()
    assert Segments(tmp_path, DTYPE).stored() == []
    assert names(tmp_path) == []


def test_a_large_segment_is_not_written_anew_for_small_ones(tmp_path: Path) -> None:
    store = Segments(tmp_path, DTYPE)
    store.store(np.zeros(100, dtype=DTYPE))
    [large] = tmp_path.glob("*.npy")
    was = large.stat()
    for number in range(40):
        store.store(rows_of(chr(ord("A") + number)))
    opened = Segments(tmp_path, DTYPE).stored()
    assert sorted(len(segment.rows) for segment in opened) == [40, 100]
    assert len(list(tmp_path.iterdir())) == 2
    assert (large.stat().st_ino, large.stat().st_mtime_ns) == (was.st_ino, was.st_mtime_ns)


def test_segments_of_a_size_become_one(tmp_path: Path) -> None:
    for number in range(40):
        Segments(tmp_path, DTYPE).store(rows_of(chr(ord("A") + number) * 3))
    [opened] = Segments(tmp_path, DTYPE).stored()
    assert sorted(marks(opened)) == [chr(ord("A") + number) for number in range(40)]
    assert len(opened.rows) == 120
    assert len(list(tmp_path.iterdir())) == 1


def test_what_becomes_one_stays_a_part_of_what_there_may_be(tmp_path: Path) -> None:
    for number in range(40):
        Segments(tmp_path, DTYPE).store(rows_of(chr(ord("A") + number) * 3))
    files = sum(path.stat().st_size for path in tmp_path.iterdir())
    opened = Segments(tmp_path, DTYPE, most_bytes=files).stored()
    assert all(segment.rows.nbytes <= files / 8 for segment in opened)
    assert 1 < len(opened) == len(list(tmp_path.iterdir())) < 9
    assert sorted("".join(map(marks, opened))) == [chr(ord("A") + number) for number in range(40)]


def test_the_oldest_goes_when_there_is_too_much(tmp_path: Path) -> None:
    for number in range(3):
        Segments(tmp_path, DTYPE).store(rows_of(str(number) * 100))
        newest = max(tmp_path.glob("*.npy"), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, ns=(number, number))
    left = Segments(tmp_path, DTYPE, most_bytes=newest.stat().st_size).stored()
    assert [marks(segment) for segment in left] == ["2"]
    assert list(tmp_path.iterdir()) == [newest]
