import pytest

from footpath.voice.themes.naming import name_themes
from footpath.voice.themes.vocabulary import stop_words, words_of


def test_a_name_is_in_the_language_of_most() -> None:
    late = [
        "Das Paket kam zu spät bei mir an.",
        "Die Lieferung vom Paket war zu spät.",
        "Paket spät, sehr ärgerlich für uns.",
    ]
    price = ["The price is much too high.", "A high price for so little.", "High price, I will not pay it."]
    named = name_themes([late * 3 + ["The parcel was late."], price])
    assert "paket" in named[0].name.lower()
    assert [one.language for one in named] == ["de", "en"]


def test_a_name_holds_no_personal_data() -> None:
    group = [f"Call Maria Lopez at +49 170 123456{n} or maria{n}@example.org about the broken lamp" for n in range(9)]
    name = name_themes([group, ["The price is high"] * 5])[0].name.lower()
    assert not {"maria", "lopez", "example"} & set(words_of(name))
    assert "lamp" in name


def test_no_two_names_are_alike() -> None:
    names = [named.name for named in name_themes([["late parcel"] * 4, ["late parcel"] * 4, ["late parcel"] * 4])]
    assert len({name.casefold() for name in names}) == 3


@pytest.mark.parametrize("group", [[], [""], ["…!"], ["👎👎"], ["the of and"]])
def test_a_group_without_words_is_called_by_its_place(group: list[str]) -> None:
    assert name_themes([["late parcel"] * 4, group])[1].name == "Theme 2"


def test_scripts_without_spaces_have_words() -> None:
    assert words_of("配送が遅い") == ["配送", "送が", "が遅", "遅い"]
    named = name_themes(
        [["配送が遅い", "配送がとても遅い", "配送は遅いです"], ["価格が高い", "価格は高いです", "高い価格"]]
    )
    assert "配送" in named[0].name


def test_every_language_of_the_encoder_has_stop_words() -> None:
    assert {
        "the",
        "und",
        "les",
        "los",
        "não",
        "della",
        "het",
        "się",
        "что",
        "için",
        "على",
        "です",
        "我们",
        "그리고",
        "และ",
    } <= stop_words()


def test_a_group_without_a_word_in_common_is_told() -> None:
    named = name_themes(
        [["the lamp is broken", "broken lamp", "a broken lamp"], ["so it was", "there you are", "oh well"]]
    )
    assert [one.tells for one in named] == [True, False]


def test_a_phrase_is_named_as_people_write_it() -> None:
    left = [
        "My parcel was left with a neighbour.",
        "They left with a neighbour what was mine.",
        "It was left with a neighbour",
    ]
    price = ["The price is high.", "A high price.", "High price!"]
    assert [one.name for one in name_themes([left, price])] == ["Left with a neighbour", "High, price"]


def test_a_name_has_words_of_the_language_of_most_texts_only() -> None:
    late = ["the parcel came late"] * 3 + ["das paket kam spät"] * 6
    price = ["a high price"] * 9
    named = name_themes([late, price], [["en"] * 3 + ["de"] * 6, ["en"] * 9])
    assert set(words_of(named[0].name)) <= {"parcel", "came", "late", ""}


@pytest.mark.parametrize(
    "group", [["I nearly gave up", "nearly gave up"], ["what's up", "what's on", "what's it"], ["Viele Grüße"] * 4]
)
def test_fillers_and_courtesies_are_no_names(group: list[str]) -> None:
    assert not name_themes([group, ["late parcel"] * 4])[0].tells


def test_german_nouns_keep_their_capitals_and_shouts_are_not_shouted() -> None:
    group = ["sehr kaputte Lampe", "eine kaputte Lampe", "schon kaputte Lampe"]
    assert name_themes([group, ["schönes Sofa"] * 4])[0].name == "Kaputte Lampe"
    shouted = ["THE BROKEN LANTERN", "MY BROKEN LANTERN", "ONE BROKEN LANTERN"]
    assert name_themes([shouted, ["late parcel"] * 4])[0].name == "Broken lantern"


def test_what_some_write_with_a_hyphen_is_one_word() -> None:
    group = ["my top-up failed", "this top up failed again", "no top up"]
    assert "top-up" in name_themes([group, ["late parcel"] * 4])[0].name.lower()


def test_a_name_that_something_else_has_is_not_given() -> None:
    group = ["late parcel came broken", "late parcel, broken", "a late parcel"]
    free = name_themes([group, ["high price"] * 4])[0].name
    other = name_themes([group, ["high price"] * 4], others=[free.upper()])[0].name
    assert other.casefold() != free.casefold()
