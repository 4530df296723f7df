"""Reading patterns: what stands for what, and that no text does harm."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.errors import SpecError
from footpath.journeys import journeys
from footpath.journeys.index import Index
from footpath.journeys.patterns import compile_pattern, parse_pattern
from footpath.model.catalogue import Catalogue, Touchpoint

PIECES = ["cart", "pay", '"cart"', "'pay'", "start", "end", "within", "after", "7d", "1h", "->", "...", "||", "-[", "]"]
PIECES += [
    "|",
    "(",
    ")",
    "[",
    "{",
    "}",
    "*",
    "+",
    "?",
    "!",
    ".",
    ",",
    ":",
    "=",
    ">=",
    "<",
    "2",
    "stage",
    "device",
    "\\",
]


def who(pattern: str, **people: str) -> list[str]:
    """The customers whose journeys have a match."""
    index = journeys(**people)
    return [
        name
        for name, held in zip(people, compile_pattern(index, pattern).holding(index.shards[0]), strict=True)
        if held
    ]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.text(max_size=20))
def test_any_text_is_a_pattern_or_an_error_with_a_caret(text: str) -> None:
    try:
        parse_pattern(text)
    except SpecError as error:
        lines = error.message.split("\n")
    else:
        return
    assert len(lines) == 3
    assert lines[-1].strip() == "^"
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cart pay", "\"cart\" 'pay'"),
        ("cart -> pay", "cart ... pay"),
        ("cart → pay", "cart … pay"),
        ("cart -> pay within 1d 12h", "cart->pay\n  within 36h"),
        ("cart{value>=50}", 'touchpoint:cart{"value" >= "50"}'),
        ("cart{2,}", "cart cart+"),
        ("cart*", "cart{0,}"),
    ],
)
def test_different_words_for_the_same(one: str, other: str) -> None:
    people = {"ann": "cart@0|value=50 cart@1 pay@2", "bob": "cart@0 help@1 pay@3d", "eve": "pay@0 cart@2|value=9"}
    assert who(one, **people) == who(other, **people) != []


def test_names_are_those_of_steps() -> None:
    people = {"ann": 'start@0 "Help Page"@1', "bob": '"help desk"@0'}
    assert who('"help page"', **people) == ["ann"]
    assert who('"help*"', **people) == ["ann", "bob"]
    assert who("help", **people) == ["ann", "bob"]  # every touchpoint that has the word
    assert who('"start" -> help', **people) == ["ann"]
    assert who('touchpoint:"start"', **people) == ["ann"]


def test_stages_and_channels() -> None:
    index = journeys(
        ann="ad@0 cart@1", bob="cart@0 ad@1", stages={"ad": "awareness", "cart": "choice"}, channels={"cart": "web"}
    )
    for pattern in (
        "stage:awareness stage:choice",
        "!channel:web channel:WEB",
        "[stage:awareness | cart] [channel:web]",
    ):
        assert compile_pattern(index, pattern).holding(index.shards[0]).tolist() == [1, 0]
    with pytest.raises(SpecError, match='no touchpoint has the stage "purchase"; closest: '):
        compile_pattern(index, "stage:purchase")


def test_errors_show_the_line_with_the_place() -> None:
    with pytest.raises(SpecError) as error:
        parse_pattern("cart\n  -> 顧客 pay)\n  within 7d")
    assert error.value.message.split("\n")[1:] == ["      -> 顧客 pay)", "    " + " " * 13 + "^"]


@pytest.mark.parametrize(
    "pattern", ["(" * 3_000, "a" * 5_000, "(" * 45 + "a" + ")" * 45, "((a{60}){60}){60}", "(start?){60} a"]
)
def test_what_is_too_large_is_refused(pattern: str) -> None:
    with pytest.raises(SpecError, match="not understood at character"):
        parse_pattern(pattern)


def test_a_pattern_travels_as_little() -> None:
    index = journeys(ann="cart@0|device=phone pay@9")
    pattern = compile_pattern(index, "cart{device=phone} -[<1h]-> pay within 1d")
    copy = pickle.dumps(pattern)
    assert len(copy) < 20_000
    assert pickle.loads(copy).holding(index.shards[0]).tolist() == [1]
    classes = pattern.event_classes(index.shards[0])
    assert classes.dtype == np.uint8
    assert len(set(classes.tolist())) == 2


def test_more_touchpoints_than_a_byte_can_number() -> None:
    names = [f"place {number}" for number in range(400)]
    index = Index.in_memory(
        [0, 0, 1, 1], [0, 1, 0, 1], ["place 7", "place 390", "place 390", "place 7"],
        catalogue=Catalogue(touchpoints=tuple(Touchpoint(name=name) for name in names)),
    )  # fmt: skip
    found = compile_pattern(index, '"place 7" "place 390" end').matched(index.shards[0])
    assert (found.matched.tolist(), found.first.tolist(), found.last.tolist()) == ([1, 0], [0, -1], [1, -1])


def test_an_index_without_events() -> None:
    index = Index.in_memory([], [], [], catalogue=Catalogue(touchpoints=(Touchpoint(name="cart"),)))
    for pattern in ("cart", "cart -[>1d]-> cart", "cart end within 1d"):
        assert all(not compile_pattern(index, pattern).holding(shard).any() for shard in index.shards)
