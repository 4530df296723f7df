from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.voice.clauses import clauses


def parts(text: str, most: int = 12) -> list[str]:
    return [text[start:end] for start, end in clauses(text, most)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Good product but it came late.", ["Good product", "but it came late."]),
        ("Produto bom, porém a entrega demorou", ["Produto bom,", "porém a entrega demorou"]),
        ("Buen producto pero llegó tarde", ["Buen producto", "pero llegó tarde"]),
        ("Schöne Lampe, aber sie kam kaputt an", ["Schöne Lampe,", "aber sie kam kaputt an"]),
        ("Le produit est bien mais livré en retard", ["Le produit est bien", "mais livré en retard"]),
        ("Il prodotto è bello ma è arrivato tardi", ["Il prodotto è bello", "ma è arrivato tardi"]),
        ("Хороший товар, но пришёл поздно", ["Хороший товар,", "но пришёл поздно"]),
        ("产品很好，但是送货太慢了", ["产品很好，", "但是送货太慢了"]),
        ("商品は良いですが、配送が遅いです", ["商品は良いですが、", "配送が遅いです"]),
        ("Great product, terrible delivery", ["Great product,", "terrible delivery"]),
        ("Nice.Never had one before!Love it", ["Nice.Never had one before!", "Love it"]),
    ],
)
def test_a_text_is_cut_where_the_tone_may_turn(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nothing but praise for the team",
        "It was not only cheap but also good",
        "Quero mais um produto desses",  # "mais" is "more" here
        "Où est ma commande",  # "ma" is "my" here
        "It has not arrived yet",
        "I paid 3.50 for version 2.1",
        "Dr. Miller called me back",
        "Ich finde, dass das zu teuer ist",
    ],
)
def test_a_text_that_says_one_thing_is_one_part(text: str) -> None:
    assert parts(text) == [text]


def test_more_parts_than_wanted_are_joined_with_their_neighbours() -> None:
    text = " ".join(f"Sentence number {n} ends here." for n in range(30))
    few = parts(text, most=4)
    assert len(few) == 4
    assert " ".join(few) == text


def test_a_very_long_text_ends_in_one_long_part() -> None:
    text = "It broke. " * 50_000
    spans = clauses(text)
    assert len(spans) <= 12
    assert spans[-1][1] == len(text.rstrip())


@given(st.text(alphabet=st.sampled_from("ab but, .!?\n mais 但，けど;-é👎")) | st.text(), st.integers(1, 5))
def test_parts_leave_nothing_out_and_never_overlap(text: str, most: int) -> None:
    spans = clauses(text, most)
    assert len(spans) <= most
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
