from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from tests.voice.themes.sayings import said

from footpath.voice.embedding import CachedEmbedder, SentenceEncoder, unit
from footpath.voice.themes import discover_themes, newcomers
from footpath.voice.themes.newcomers import _groups, _Nowhere
from footpath.voice.themes.readings import kept_parts


def nowhere(*, alike: int, new: int, speaking: int, speaking_first: int) -> _Nowhere:
    """So many parts alike that fit nowhere, the last of them in texts that are new, and 40 that are like nothing."""
    rng = np.random.default_rng(0)
    one = rng.normal(size=(1, 256)) + 0.2 * rng.normal(size=(alike, 256))
    vectors = unit(np.concatenate([one, rng.normal(size=(40, 256))]).astype(np.float32))
    first = np.zeros(alike + 40, dtype=bool)
    first[alike - new : alike] = True
    places = np.arange(alike + 40)
    return _Nowhere(places, np.zeros_like(places), vectors, first, speaking, speaking_first)


@pytest.mark.parametrize(
    ("alike", "new", "speaking_first", "found"),
    [
        (30, 0, 0, 0),  # 0.3% of all parts, and always there
        (50, 0, 0, 50),  # 0.5%
        (30, 25, 500, 30),  # 0.3%, mostly told of late, in 5% of what is new
        (30, 10, 500, 0),  # told of late by a third
        (30, 25, 9_000, 0),  # told of late, as all else is
    ],
)
def test_it_takes_as_large_a_share_as_at_first_or_of_what_is_new(
    alike: int, new: int, speaking_first: int, found: int
) -> None:
    left = nowhere(alike=alike, new=new, speaking=10_000, speaking_first=speaking_first)
    labels = _groups(left, seed=0)
    assert (labels >= 0).sum() == found
    assert (labels[alike:] == -1).all()


@pytest.fixture(scope="module")
def reader() -> CachedEmbedder:
    return CachedEmbedder(SentenceEncoder(), None)


def watched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Texts that are held against the themes."""
    held: list[str] = []
    real = newcomers.kept_parts

    def watching(texts: Sequence[str], *more: object) -> object:
        held.extend(texts)
        return real(texts, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(newcomers, "kept_parts", watching)
    return held


def test_only_new_texts_are_looked_at_until_there_are_a_tenth_more(
    reader: CachedEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = said("late", "password", "fabric"), ["Where is the manual?", "A manual, please!"]
    known = discover_themes(old, reader)
    kept_parts(old, reader, known.mask, known.levelled(reader))
    assert known.looked == len(old)
    held = watched(monkeypatch)
    now = discover_themes(old + new, reader, known=known)
    assert (sorted(held), now) == (sorted(new), known)
    held.clear()
    many = [f"My cat likes the box number {chr(97 + n)}." for n in range(len(old) // 8)]
    later = discover_themes(old + new + many, reader, known=now)
    assert sorted(held) == sorted(old + new + many)
    assert later.looked == len(old + new + many)


@pytest.mark.parametrize("before", [0, 14])
def test_what_was_said_before_is_no_news_however_often_it_is_said_now(before: int) -> None:
    """Invoices are spoken of by new texts alone, or by as many of those that were read before and had no theme."""
    reader = CachedEmbedder(SentenceEncoder(), None)
    early, invoices = said("late", "password", "fabric", each=28), said("invoice", each=28)
    known = discover_themes(early, reader)
    old = [*early, *invoices[:before]]
    kept_parts(old, reader, known.mask, known.levelled(reader))
    now = discover_themes([*old, *invoices[14:]], reader, known=replace(known, looked=112), since="later")
    assert now.looked == 112
    assert any("invoice" in theme.name.casefold() for theme in now.found) == (before == 0)
    assert now.found[: len(known.found)] == known.found
