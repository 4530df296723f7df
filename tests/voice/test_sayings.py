"""Sayings: every text that speaks has one, whatever it holds, and the same texts have the same."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from footpath.voice import sayings
from footpath.voice.embedding import LetterEncoder
from footpath.voice.known_sayings import KnownSayings
from footpath.voice.saying_names import name_sayings
from footpath.voice.sayings import SaidAgain, find_sayings
from footpath.voice.themes import Themes, discover_themes

HOSTILE = ["<script>alert(1)</script> broke the lamp", "=1+1 the sofa \u202e came late", "x" * 5_000, "", "   "]


def texts(count: int) -> list[str]:
    colours, things = ("red", "blue", "green", "black", "white"), ("lamp", "chair", "sofa", "shelf")
    faults = ("broke at once", "came far too late", "was much too small", "looks lovely here")
    return [
        f"The {colours[n % 5]} {things[n // 5 % 4]} {faults[n // 20 % 4]}. Nobody at the {colours[n // 3 % 5]} desk helped me."
        for n in range(count)
    ]


@pytest.fixture(scope="module")
def themes() -> Themes:
    return discover_themes(texts(200), LetterEncoder())


def said(some: list[str], themes: Themes) -> SaidAgain:
    return find_sayings(some, ["en"] * len(some), LetterEncoder(), themes)


def test_each_text_that_speaks_has_sayings_each_once(themes: Themes) -> None:
    some = [*texts(200), *HOSTILE]
    found = said(some, themes)
    count = found.sayings.count
    assert 2 <= count <= 2 * len(some) // 50
    assert len(found.starts) == len(some) + 1
    assert len(found.sayings.joins) == count - 1
    assert len(found.sayings.names) == 2 * count - 1
    for first, end in zip(found.starts[:-1], found.starts[1:], strict=True):
        assert len(set(found.saying[first:end].tolist())) == end - first
    assert (np.diff(found.starts)[:200] > 0).all()
    assert found.saying.max() < count
    assert not any("<" in name or "=" in name for name in found.sayings.names)


def test_the_same_texts_say_the_same(themes: Themes) -> None:
    one, other = said(texts(200), themes), said(texts(200), themes)
    assert one.sayings == other.sayings
    assert one.saying.tolist() == other.saying.tolist()


def test_few_texts_have_none(themes: Themes) -> None:
    found = said(texts(20), themes)
    assert (found.sayings.names, found.starts.tolist(), len(found.saying)) == ((), [0] * 21, 0)
    assert said([], themes).starts.tolist() == [0]


def test_names_are_the_words_of_many_in_one_language_and_of_no_person() -> None:
    some = ["late parcel, ask ann@example.org"] * 6 + ["Paket verspätet"] * 2 + ["lovely lamp"] * 6
    spoken = ["en"] * 6 + ["de"] * 2 + ["en"] * 6
    names = name_sayings(some, spoken, np.repeat([0, 1], [8, 6]), [(0, 1)])
    assert names[1] == "Lamp, lovely"
    assert "late" in names[0].casefold()
    assert not any(word in name.casefold() for name in names for word in ("example", "ann@", "paket"))


def test_more_texts_are_held_against_the_sayings_that_are_known(
    themes: Themes, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = texts(200), [f"{text} So there." for text in texts(20)]
    first = said(old, themes)
    reader = LetterEncoder()
    monkeypatch.setattr(sayings, "_cut", lambda *_: pytest.fail("cut anew"))
    now = find_sayings([*old, *new], ["en"] * 220, reader, themes, first.known)
    assert now.known is first.known
    assert now.saying[: now.starts[200]].tolist() == first.saying.tolist()
    assert (np.diff(now.starts)[200:] > 0).all()


@pytest.mark.parametrize("count", [199, 221])
def test_sayings_are_cut_anew_of_fewer_texts_and_of_a_tenth_more(themes: Themes, count: int) -> None:
    known = said(texts(200), themes).known
    assert find_sayings(texts(count), ["en"] * count, LetterEncoder(), themes, known).known.read == count


def test_sayings_are_cut_anew_when_a_theme_is_new(themes: Themes) -> None:
    known = said(texts(200), themes).known
    more = replace(
        themes,
        found=(*themes.found, replace(themes.found[0], id="t99")),
        centres=np.concatenate([themes.centres, themes.centres[:1]]),
    )
    assert known.still_serve(themes, LetterEncoder(), 200)
    assert not known.still_serve(more, LetterEncoder(), 200)


def test_what_is_written_is_read(themes: Themes, tmp_path: Path) -> None:
    known, path = said(texts(200), themes).known, tmp_path / "sayings.json"
    known.write(path)
    read = KnownSayings.from_json(path)
    assert read is not None
    assert (read.cut_by, read.read, read.sayings) == (known.cut_by, known.read, known.sayings)
    assert np.array_equal(read.middles, known.middles)
    some = texts(210)
    one, other = (find_sayings(some, ["en"] * 210, LetterEncoder(), themes, known) for known in (known, read))
    assert one.saying.tolist() == other.saying.tolist()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"cut_by": 1, "read": 2, "names": [], "joins": [[1]]}', "\x00"])
def test_a_broken_file_holds_no_sayings(content: str, tmp_path: Path) -> None:
    (tmp_path / "sayings.json").write_text(content)
    assert KnownSayings.from_json(tmp_path / "sayings.json") is None
    assert KnownSayings.from_json(tmp_path / "nowhere.json") is None
