import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tests.voice.themes.sayings import said

from footpath.voice.embedding import CachedEmbedder, LetterEncoder
from footpath.voice.keys import content_keys
from footpath.voice.themes.levelling import Level
from footpath.voice.themes.masking import NO_MASK, Mask
from footpath.voice.themes.parts import Parts, read_parts
from footpath.voice.themes.readings import kept_parts, were_read

TEXTS = [
    *said("late", "fabric", each=4),
    "",
    "My parcel is late. The fabric is soft. Kind regards",
    "\ud800 <b>&amp;</b>",
]
LEVEL = Level.nothing(LetterEncoder.dimensions)


def same(one: Parts, other: Parts) -> None:
    for name in ("starts", "spans", "alone", "around", "speaks", "vectors"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)


def test_what_is_kept_is_what_was_read(tmp_path: Path) -> None:
    read = read_parts(TEXTS, CachedEmbedder(LetterEncoder(), None), NO_MASK, LEVEL)
    kept = kept_parts(TEXTS, CachedEmbedder(LetterEncoder(), tmp_path), NO_MASK, LEVEL)
    for name in ("starts", "spans", "speaks"):
        np.testing.assert_array_equal(getattr(kept, name), getattr(read, name), err_msg=name)
    assert np.abs((kept.vectors * read.vectors).sum(axis=1) - 1).max() < 0.002
    same(kept, kept_parts(TEXTS, CachedEmbedder(LetterEncoder(), tmp_path), NO_MASK, LEVEL))


def test_texts_are_read_once_for_one_mask_and_level(tmp_path: Path) -> None:
    def reader() -> CachedEmbedder:
        return CachedEmbedder(LetterEncoder(), tmp_path)

    def unread(texts: Sequence[str], mask: Mask) -> int:
        return int((~were_read(content_keys(texts), reader(), mask, LEVEL)).sum())

    kept_parts(TEXTS, reader(), NO_MASK, LEVEL)
    assert unread(TEXTS, NO_MASK) == 0
    assert unread([*TEXTS, "new"], NO_MASK) == 1
    shutil.rmtree(tmp_path / "told" / "parts")  # the oldest goes where there are many
    assert unread([*TEXTS, "new"], NO_MASK) == 1
    assert unread(TEXTS, Mask(frozenset({"oslo"}))) == len(TEXTS)


def test_order_and_company_change_nothing(tmp_path: Path) -> None:
    reader = CachedEmbedder(LetterEncoder(), tmp_path)
    first = kept_parts(TEXTS[:4], reader, NO_MASK, LEVEL)
    same(first, kept_parts(TEXTS[:4], CachedEmbedder(LetterEncoder(), None), NO_MASK, LEVEL))
    turned = kept_parts(TEXTS[::-1], reader, NO_MASK, LEVEL)
    np.testing.assert_array_equal(turned.around[::-1][:4], first.around)


def test_no_texts_have_no_parts() -> None:
    none = kept_parts([], CachedEmbedder(LetterEncoder(), None), NO_MASK, LEVEL)
    assert (len(none.starts), len(none.vectors)) == (1, 0)
