import numpy as np
from numpy.typing import NDArray

from footpath.voice.themes.details import are_details


def parts(*groups: tuple[int, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Labels and texts of the parts of some texts, each written as the groups of its parts."""
    owner = np.repeat(np.arange(len(groups)), [len(text) for text in groups])
    return np.array([group for text in groups for group in text], dtype=np.int64), owner


def alone(*groups: int, each: int) -> list[tuple[int, ...]]:
    return [(group,) for group in groups for _ in range(each)]


def test_what_goes_with_anything_is_a_detail() -> None:
    found = are_details(*parts(*alone(0, 1, 2, 3, each=30), *[(n % 4, 4) for n in range(40)], (4,)))
    assert found.tolist() == [False, False, False, False, True]


def test_what_goes_with_one_subject_is_none() -> None:
    found = are_details(*parts(*alone(0, 1, 2, 3, 5, 6, 7, 8, each=30), *[(2, 4) for _ in range(40)], (4,)))
    assert not found.any()


def test_what_mostly_stands_alone_is_none() -> None:
    found = are_details(*parts(*alone(0, 1, 2, 3, each=30), *[(n % 4, 4) for n in range(40)], *alone(4, each=90)))
    assert not found.any()


def test_where_every_text_says_several_things_none_is_a_detail() -> None:
    found = are_details(*parts(*[(n % 5, (n + 1 + n // 5 % 4) % 5) for n in range(200)]))
    assert not found.any()


def test_few_texts_say_nothing() -> None:
    assert not are_details(*parts(*alone(0, 1, 2, 3, each=3), *[(n % 4, 4) for n in range(8)])).any()


def test_parts_of_no_group_and_no_parts_do_no_harm() -> None:
    assert are_details(*parts((-1, -1), (-1,))).tolist() == []
    assert are_details(*parts()).tolist() == []
    assert are_details(*parts((0, -1), (0,))).tolist() == [False]


def test_what_stands_beside_things_that_stand_alone_is_a_detail_though_long_texts_say_more() -> None:
    short = [*alone(0, 1, 2, 3, each=60), *[(n % 4, 4) for n in range(40)]]
    long = [(5 + n % 5, 5 + (n + 1 + n // 5 % 4) % 5, 10) for n in range(120)]
    assert are_details(*parts(*short, *long))[:5].tolist() == [False, False, False, False, True]


def test_what_long_texts_are_about_is_none() -> None:
    found = are_details(
        *parts(*alone(0, 1, 2, 3, 8, 9, each=60), *[(4, 5 + n % 3, 5 + (n + 1) % 3) for n in range(60)])
    )
    assert not found[4]
