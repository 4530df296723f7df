"""Languages: labels come from catalogues that are whole and current, and a broken file is refused in one sentence."""

import importlib.util
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from made_maps import HARD_CASES, rich_map

from footpath.errors import MapError
from footpath.render import render_html, render_svg
from footpath.render.language import knowing, say, say_many, speaking, with_language
from footpath.render.vocabulary import word
from footpath.render.words import load_words, shipped
from footpath.render.words.catalogue import placeholders

HEADER = 'msgid ""\nmsgstr ""\n"Language: nl\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def collector() -> Any:
    path = Path(__file__).parents[2] / "tools" / "collect_words.py"
    spec = importlib.util.spec_from_file_location("collect_words", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def catalogue(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "nl.po"
    path.write_text(HEADER + body, encoding="utf-8")
    return path


def test_the_template_holds_every_label_that_is_said() -> None:
    tool = collector()
    assert tool.TEMPLATE.read_text(encoding="utf-8") == tool.text_of(tool.collected()), "run tools/collect_words.py"


@pytest.mark.parametrize("language", shipped())
def test_each_catalogue_translates_every_label_with_its_placeholders(language: str) -> None:
    tool = collector()
    path = tool.WORDS / f"{language}.po"
    assert tool.lacking(path) == []
    messages = [message for message in read_po(BytesIO(path.read_bytes())) if message.id]
    assert {message.id for message in messages} == {m.id for m in tool.collected() if m.id}
    for message in messages:
        if isinstance(message.id, tuple):
            wanted = placeholders(message.id[0]) | placeholders(message.id[1])
            assert placeholders(message.string[-1]) == wanted
            assert all(placeholders(form) <= wanted for form in message.string)
        else:
            assert placeholders(message.string) == placeholders(message.id)


def test_the_four_languages_of_the_brief_are_there() -> None:
    assert set(shipped()) >= {"de", "es", "fr", "pt"}


def test_labels_are_english_unless_another_language_is_spoken() -> None:
    assert say("{share} go on", share="72%") == "72% go on"
    with speaking("de"):
        assert say("{share} go on", share="72 %") == "72 % gehen weiter"
        with speaking("fr-CA"):
            assert say("Pain points") == "Points de friction"
        assert say("Pain points") == "Schmerzpunkte"
    assert say("Pain points") == "Pain points"


def test_a_language_that_is_not_known_is_drawn_in_english() -> None:
    with speaking("tlh"):
        assert say("Pain points") == "Pain points"
        assert say_many("{count} day", "{count} days", 2, count="2") == "2 days"


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("de", 1, "1 Tag"),
        ("de", 0, "0 Tage"),
        ("de", 1.5, "1.5 Tage"),
        ("fr", 0, "0 jour"),
        ("fr", 1.5, "1.5 jour"),
        ("fr", 2, "2 jours"),
        ("pt", 1, "1 dia"),
        ("es", 0, "0 días"),
        ("en", 1.5, "1.5 days"),
    ],
)
def test_the_form_follows_the_number_as_the_language_has_it(language: str, n: float, said: str) -> None:
    with speaking(language):
        assert say_many("{count} day", "{count} days", n, count=n) == said


def test_what_people_wrote_is_never_a_key() -> None:
    with speaking("de"):
        assert word("customers") == "Kunden"
        assert word("Customers") == "Customers"
        assert word("{hostile}") == "{hostile}"


def test_braces_in_a_text_from_outside_stay_as_they_are() -> None:
    with speaking("de"):
        assert say("Reach of {stage}", stage="{0} {x!r}") == "Reichweite von {0} {x!r}"


def test_a_catalogue_of_ones_own_goes_before_the_shipped_ones(tmp_path: Path) -> None:
    own = load_words(catalogue(tmp_path, 'msgid "Pain points"\nmsgstr "Pijnpunten"\n\nmsgid "Reach"\nmsgstr ""\n'))
    assert own.tag == "nl"
    with speaking("nl"):
        assert say("Pain points") == "Pain points"
    with knowing(own), speaking("nl-BE"):
        assert (say("Pain points"), say("Reach")) == ("Pijnpunten", "Reach")
    with knowing(own):
        assert "Pijnpunten" in render_svg(with_language(rich_map(), "nl"))


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (
            'msgid "{share} go on"\nmsgstr "gaan door"\n',
            'the label "{share} go on" holds {share}, which its translation has lost',
        ),
        ('msgid "Reach"\nmsgstr "Bereik {n}"\n', 'the label "Reach" knows no {n}, which its translation holds'),
        ('msgid "Reach"\nmsgstr "Bereik {"\n', 'the translation of "Reach" has braces that do not match'),
        ('msgid "Reach"\nmsgstr "{0.__class__}"\n', 'the translation of "Reach" has braces that do not match'),
        ('msgid "{count} day"\nmsgid_plural "{count} days"\nmsgstr[0] "een dag"\nmsgstr[1] "dagen"\n', "has lost"),
    ],
)
def test_broken_placeholders_are_refused_with_the_label_that_has_them(tmp_path: Path, body: str, sentence: str) -> None:
    with pytest.raises(MapError) as refused:
        load_words(catalogue(tmp_path, body))
    assert sentence in refused.value.message
    assert "nl.po" in refused.value.message


@pytest.mark.parametrize(
    "data", [b"\x00\xff\xfe", b'msgid "a\nmsgstr', b"<html>", b'msgid ""\nmsgstr "Language: xx-bad\\n"\n']
)
def test_what_is_no_catalogue_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "bad.po"
    path.write_bytes(data)
    with pytest.raises(MapError, match=r"bad\.po"):
        load_words(path)


def test_a_plural_rule_is_never_run_as_code(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"Language: nl\\n"\n"Plural-Forms: nplurals=2; plural=__import__(\'os\');\\n"\n'
    )
    with pytest.raises(MapError, match=r"x\.po"):
        load_words(path)


@pytest.mark.parametrize("language", shipped())
@pytest.mark.parametrize("case", ["rich", "nothing", "one_customer", "hostile", "no_feedback"])
def test_every_page_can_be_drawn_in_every_language(language: str, case: str) -> None:
    page = render_html(with_language(HARD_CASES[case](), language))
    assert f'<html lang="{language}">' in page
    assert page == render_html(with_language(HARD_CASES[case](), language))


def test_a_page_says_its_own_labels_in_its_language_and_leaves_sentences_alone() -> None:
    english, german = rich_map(), with_language(rich_map(), "de")
    page = render_html(german)
    for label in ("Erneut fragen", "Belege zeigen", "Die Karte als Tabelle", "gehen weiter", '"Kopiert"'):
        assert label in page
    for label in ("Ask it again", "Show evidence", "go on<", ">Pain points<", '"Copied"'):
        assert label not in page
    assert english.pains[0].title in page
