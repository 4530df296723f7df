from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from tests.voice.themes.sayings import STRANGE, SUBJECTS, said

from footpath.errors import WorkspaceError
from footpath.voice.embedding import CachedEmbedder, SentenceEncoder
from footpath.voice.themes import Edits, Themes, discover_themes
from footpath.voice.themes.sample import sampled, with_origins

HOSTILE = [
    "",
    " ",
    "\x00",
    "\ud800",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "👎" * 50,
    "مرحبا",
    "x" * 100_000,
]


@pytest.fixture(scope="module")
def embedder() -> CachedEmbedder:
    return CachedEmbedder(SentenceEncoder(), None)


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return said(*SUBJECTS)


@pytest.fixture(scope="module")
def themes(texts: list[str], embedder: CachedEmbedder) -> Themes:
    return discover_themes(texts, embedder, count=4)


def subject_of_each_theme(themes: Themes, texts: list[str], embedder: CachedEmbedder) -> list[str]:
    """For each theme the subject of most of its texts."""
    first = themes.assign(texts, embedder).first()
    subjects = np.repeat(list(SUBJECTS), len(texts) // len(SUBJECTS))
    return [Counter(subjects[first == place].tolist()).most_common(1)[0][0] for place in range(len(themes.themes))]


def test_each_subject_is_a_theme_named_by_its_words(themes: Themes, texts: list[str], embedder: CachedEmbedder) -> None:
    subjects = subject_of_each_theme(themes, texts, embedder)
    assert sorted(subjects) == sorted(SUBJECTS)
    names = dict(zip(subjects, (theme.name.lower() for theme in themes.themes), strict=True))
    assert "password" in names["password"]
    assert "fabric" in names["fabric"] or "dress" in names["fabric"]
    assert "invoice" in names["invoice"]
    assert all(len(name.replace(",", "").split()) in (1, 2, 3, 4, 5) for name in names.values())


def test_texts_of_a_subject_are_found_in_it(themes: Themes, texts: list[str], embedder: CachedEmbedder) -> None:
    subjects = np.array(subject_of_each_theme(themes, texts, embedder))
    first = themes.assign(texts, embedder).first()
    right = subjects[first] == np.repeat(list(SUBJECTS), len(texts) // len(SUBJECTS))
    assert right.mean() >= 0.9


def test_the_number_of_themes_is_found(texts: list[str], embedder: CachedEmbedder) -> None:
    found = discover_themes(texts, embedder)
    assert 3 <= len(found.themes) <= 12


def test_a_text_may_speak_of_two_themes_each_at_its_place(themes: Themes, embedder: CachedEmbedder) -> None:
    text = "My delivery was 3 days late again. How do I change my password? It failed 4 times."
    assigned = themes.assign([text], embedder)
    parts = {
        themes.themes[theme].name.lower(): text[slice(*span)]
        for theme, span in zip(assigned.theme, assigned.spans, strict=True)
    }
    assert any("password" in name and "password" in part for name, part in parts.items())
    assert any("late" in part for part in parts.values())
    assert len(parts) == 2
    assert 0 < assigned.weight.sum() <= 1.001


def test_what_fits_nowhere_has_no_theme(texts: list[str], embedder: CachedEmbedder) -> None:
    found = discover_themes(texts, embedder)
    assert found.assign([STRANGE, "", "Kind regards"], embedder).first().tolist() == [-1, -1, -1]


def test_the_order_of_texts_changes_no_subject(themes: Themes, texts: list[str], embedder: CachedEmbedder) -> None:
    again = discover_themes(texts[::-1], embedder, count=4)
    one, other = themes.assign(texts, embedder).first(), again.assign(texts, embedder).first()
    assert len(set(zip(one.tolist(), other.tolist(), strict=True))) == 4


def test_the_same_call_gives_the_same_themes(themes: Themes, texts: list[str], embedder: CachedEmbedder) -> None:
    again = discover_themes(texts, embedder, count=4)
    assert again.found == themes.found
    assert np.array_equal(again.centres, themes.centres)


def test_examples_are_ids_of_texts_of_the_theme(texts: list[str], embedder: CachedEmbedder) -> None:
    found = discover_themes(texts, embedder, ids=range(1000, 1000 + len(texts)), count=4)
    first = found.assign(texts, embedder).first()
    for place, theme in enumerate(found.shown):
        assert theme.examples
        assert {int(first[example - 1000]) for example in theme.examples} == {place}


def test_ids_and_names_stay_and_a_new_subject_is_flagged(embedder: CachedEmbedder) -> None:
    early = said("late", "password", "fabric")
    known = discover_themes(early, embedder)
    later = early + said("invoice", each=28)
    now = discover_themes(later, embedder, known=known, since="2026-11-22")
    assert now.found[: len(known.found)] == known.found
    new = now.found[len(known.found) :]
    assert new
    assert {theme.new_since for theme in new} == {"2026-11-22"}
    assert any("invoice" in theme.name.lower() for theme in new)


def test_a_complete_run_keeps_ids_and_says_what_is_gone(embedder: CachedEmbedder) -> None:
    known = discover_themes(said("late", "password", "fabric"), embedder, count=3)
    now = discover_themes(said("password", "fabric", "invoice", each=48), embedder, known=known, since="later", count=3)
    word = {"password": "password", "fabric": "dress|fabric|soft"}
    for words in word.values():
        before = {theme.id for theme in known.found if any(w in theme.name.lower() for w in words.split("|"))}
        assert before & {theme.id for theme in now.found if theme.active}
    assert [theme.id for theme in now.inactive] == [
        theme.id for theme in known.found if any(w in theme.name.lower() for w in ("late", "deliver", "parcel"))
    ]
    assert sum(theme.new_since == "later" for theme in now.found) == 1
    assert len({theme.id for theme in now.found}) == 4


def test_new_texts_cost_only_themselves(embedder: CachedEmbedder, texts: list[str]) -> None:
    known = discover_themes(texts, embedder)
    before = embedder.computed
    discover_themes([*texts, "A wholly new remark about nothing."], embedder, known=known)
    assert embedder.computed - before <= 2


def test_people_rename_merge_and_hide_and_it_survives(
    themes: Themes, texts: list[str], embedder: CachedEmbedder
) -> None:
    one, other, third, last = (theme.id for theme in themes.found)
    edits = Edits({one: "What I call it"}, {other: one}, frozenset({third}))
    edited = discover_themes(texts, embedder, known=themes, edits=edits)
    assert (edited.themes[0].id, edited.themes[0].name) == (one, "What I call it")
    assert [theme.id for theme in edited.themes] == [one, last]
    first, was = edited.assign(texts, embedder).first(), themes.assign(texts, embedder).first()
    assert set(first[was == 0].tolist()) == set(first[was == 1].tolist()) == {0}
    assert set(first[was == 2].tolist()) <= {-1, 0, 1}
    assert (first[was == 2] == -1).mean() > 0.9


def test_what_is_written_is_read(themes: Themes, texts: list[str], embedder: CachedEmbedder, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "themes.json"
    themes.write(path)
    read = Themes.from_json(path)
    assert read.found == themes.found
    assert read.themes == themes.themes
    assert read.assign(texts, embedder).first().tolist() == themes.assign(texts, embedder).first().tolist()
    assert [file.name for file in path.parent.iterdir()] == ["themes.json"]


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"version": 99}', '{"version": 1, "themes": [{}]}'])
def test_a_broken_file_is_told(content: str, tmp_path: Path) -> None:
    path = tmp_path / "themes.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(WorkspaceError, match=r"themes\.json"):
        Themes.from_json(path)


def test_another_embedder_is_told(themes: Themes) -> None:
    from footpath.voice.embedding import LetterEncoder

    with pytest.raises(WorkspaceError, match="letters-1"):
        themes.assign(["late"], LetterEncoder())


@pytest.mark.parametrize("texts", [[], HOSTILE, ["late"] * 500, HOSTILE * 20])
def test_few_equal_or_hostile_texts_do_no_harm(texts: list[str], embedder: CachedEmbedder) -> None:
    found = discover_themes(texts, embedder)
    assigned = found.assign(texts, embedder)
    assert len(assigned.starts) == len(texts) + 1
    assert all(theme.name.isprintable() for theme in found.themes)


def test_where_texts_are_from_changes_no_theme_where_it_says_nothing(
    texts: list[str], embedder: CachedEmbedder
) -> None:
    plain = discover_themes(texts, embedder)
    for origins in ([("review", "")] * len(texts), [None] * len(texts)):
        told = discover_themes(texts, embedder, origins=origins)
        assert told.found == plain.found
        np.testing.assert_array_equal(told.centres, plain.centres)


def test_where_texts_are_from_is_told_of_their_parts(texts: list[str], embedder: CachedEmbedder) -> None:
    sample = sampled(texts, embedder, 0, lambda _text, _share: None)
    places = ["chat" if place % 2 else None for place in range(len(texts))]
    told = with_origins(sample, places).origins
    assert told is not None
    np.testing.assert_array_equal(told, np.where(sample.text % 2, 0, -1))
    assert with_origins(sample, None).origins is None


def test_where_nothing_is_a_theme_twice_there_still_are_none(embedder: CachedEmbedder, tmp_path: Path) -> None:
    none = discover_themes([], embedder)
    few = discover_themes(["The parcel came far too late."], embedder, known=none, since="later")
    assert few.found == ()
    assert few.centres.shape == (0, embedder.dimensions)
    few.write(tmp_path / "themes.json")
    assert Themes.from_json(tmp_path / "themes.json").found == ()
