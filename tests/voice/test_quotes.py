from typing import Any

from footpath.journeys.textual import START, journeys
from footpath.model.records import LinkKind
from footpath.voice import Annotations, ChosenQuote, annotate, choose_quotes
from footpath.voice.excerpts import LONGEST, excerpts

from .said import feedback, stars

LATE = [
    "The parcel came two weeks late.",
    "Delivery was far too late again.",
    "Very late delivery, two weeks!",
    "My parcel came late.",
]
ODD = "I could not find the blue button in the menu."
GOOD = "Quick delivery, everything was perfect."


def at_cart(*rows: dict[str, Any]) -> tuple[Any, Annotations]:
    index = journeys(ann="cart@0 " + " ".join(f"answer@{n + 1}" for n in range(len(rows))))
    table = feedback(*({**row, "event_id": n + 1} for n, row in enumerate(rows)))
    return table, annotate(table, index, touchpoints=index.touchpoints)


def chosen(rows: list[dict[str, Any]], count: int = 3, **options: Any) -> list[ChosenQuote]:
    table, annotations = at_cart(*rows)
    return choose_quotes(table, annotations, "cart", count, **options)


def texts(quotes: list[ChosenQuote]) -> list[str]:
    return [quote.text for quote in quotes]


def complaints() -> list[dict[str, Any]]:
    return [*(stars(0, 1, text) for text in LATE), stars(0, 2, ODD), stars(0, 5, GOOD)]


def test_what_most_say_comes_first_and_the_other_side_last() -> None:
    quotes = chosen(complaints())
    assert quotes[0].text in LATE
    assert (quotes[-1].text, quotes[-1].opposing) == (GOOD, True)
    assert [quote.opposing for quote in quotes] == [False, False, True]


def test_a_second_quote_is_unlike_the_first() -> None:
    lost = [
        "I could not find the menu.",
        "The menu is hidden, where is the button?",
        "Could not find the button in the menu.",
    ]
    first, second = texts(chosen([stars(0, 1, text) for text in (*LATE, *lost)], 2, mood="low"))
    assert (first in LATE) != (second in LATE)


def test_a_mood_leaves_the_others_out() -> None:
    assert texts(chosen(complaints(), 9, mood="high")) == [GOOD]
    assert GOOD not in texts(chosen(complaints(), 9, mood="low"))


def test_each_quote_names_its_record() -> None:
    [quote] = chosen([stars(0, 1, LATE[0], feedback_id=77)], 1)
    assert (quote.feedback_id, quote.event_id, quote.touchpoint) == (77, 1, "cart")
    assert quote.said_at == START
    assert (quote.source, quote.experience, quote.language, quote.link) == (
        "rating, 1 star",
        -1.0,
        "en",
        LinkKind.NEAREST,
    )


def test_a_repeated_text_is_quoted_once_and_rows_in_any_order_give_the_same() -> None:
    rows = [*complaints(), *complaints()]
    for number, row in enumerate(rows):
        row["feedback_id"] = number
    table, annotations = at_cart(*rows)
    quotes = choose_quotes(table, annotations, "cart", 12)
    assert len(set(texts(quotes))) == len(quotes) == 6
    turned, turned_annotations = at_cart(*reversed(rows))
    assert texts(choose_quotes(turned, turned_annotations, "cart", 12)) == texts(quotes)


def test_among_keeps_to_a_segment() -> None:
    assert texts(chosen(complaints(), 5, among=[5])) == [ODD]
    assert chosen(complaints(), 5, among=[]) == []


def test_quotes_are_scrubbed_and_a_quote_of_nothing_but_marks_is_none() -> None:
    said = [
        stars(0, 1, "My name is Ann Lee and nobody answers ann@example.org."),
        stars(0, 1, "ann@example.org +49 170 1234567 ok"),
    ]
    assert texts(chosen(said)) == ["My name is [name] and nobody answers [email]."]


def test_of_a_long_text_whole_sentences_are_quoted_word_for_word() -> None:
    long = " ".join(
        f"Sentence number {word} tells a little more."
        for word in ("one", "two", "three", "four", "five", "six", "seven")
    )
    [quote] = chosen([stars(0, 1, long)], 3)
    assert quote.text.strip("… ") in long
    assert quote.text.startswith("…") or quote.text.endswith("…")
    assert len(quote.text) <= LONGEST


def test_nothing_to_quote() -> None:
    assert chosen([stars(0, 1, None), stars(0, 1, "ok"), stars(0, 1, "!!!")]) == []
    assert chosen(complaints(), 0) == []
    table, annotations = at_cart(*complaints())
    assert choose_quotes(table, annotations, "elsewhere") == []


def test_markup_stays_the_text_that_it_is() -> None:
    hostile = "<img src=x onerror=alert(1)> was what the page said to me"
    assert texts(chosen([stars(0, 1, hostile)])) == [hostile]


def test_a_title_is_not_run_into_the_text_below_it() -> None:
    assert excerpts("Great lamp\nIt works very well, every evening.") == ["… It works very well, every evening."]
    assert excerpts("Great lamp!\nIt works very well.") == ["Great lamp! It works very well."]
    assert excerpts("It works\n\n very well.\n") == ["It works very well."]


def test_excerpts_of_a_text_without_spaces_and_of_a_wall_of_words() -> None:
    assert all(
        len(part.strip("… ")) <= LONGEST
        for part in [*excerpts("あ" * 500), *excerpts("word " * 500), *excerpts("x" * 500 + " a b c")]
    )
    assert excerpts("注文した商品がまだ届きません。困っています。") == ["注文した商品がまだ届きません。困っています。"]
