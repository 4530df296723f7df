import numpy as np
import pytest

from footpath.voice.themes.masking import Mask, anywhere, names_of


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It came 3 days late", "It came late"),
        ("Das kostet 12,50 € zu viel", "Das kostet zu viel"),
        ("Am Samstag kam nichts", "Am kam nichts"),
        ("write to ann@example.org about NH12345678", "write to about"),
        ("0151 2345678", ""),
        ("", ""),
        ("😡👎", ""),
    ],
)
def test_amounts_dates_and_addresses_are_taken_out(text: str, left: str) -> None:
    assert Mask().of(text) == left


def test_names_are_taken_out_however_they_are_written() -> None:
    assert Mask(frozenset({"oslo", "malmö"})).of("THE OSLO LAMP and the malmö table") == "THE LAMP and the table"
    assert Mask(frozenset({"oslo"})).of("Osloer Lampe") == "Osloer Lampe"


@pytest.mark.parametrize("text", ["x" * 100_000, "1" * 100_000, "a1" * 50_000, "a@" * 50_000, "\ud800\x00(*[" * 999])
def test_any_text_has_something_left_or_nothing(text: str) -> None:
    assert len(Mask(frozenset({"(*[", "oslo"})).of(text)) <= len(text)


def test_a_name_is_known_by_its_capital() -> None:
    english = ["we love our Oslo lamp", "that Oslo lamp fell", "my Oslo lamp", "an oslo lamp", "the Oslo lamp"]
    assert names_of(english, ["en"] * 5) == {"oslo"}
    assert names_of([text.upper() for text in english], ["en"] * 5) == frozenset()


def test_a_language_that_writes_all_nouns_so_shows_no_names() -> None:
    assert (
        names_of(["die Lampe ist gut, meine Lampe kam, diese Lampe fehlt, eine Lampe"] * 3, ["de"] * 3) == frozenset()
    )


def test_a_name_that_goes_with_one_subject_stays_unless_others_stand_in_its_place() -> None:
    east, north = np.eye(2, dtype=np.float32)
    said = ["i paid with paypal", "paypal refused me", "paypal again"]
    towns = [f"we live in {town}" for town in ("bonn", "kiel", "lund", "oslo", "wien") for _ in range(3)]
    vectors = np.array([east] * len(said) + [north] * len(towns))
    names = {"paypal", "bonn", "kiel", "lund", "oslo", "wien", "mary"}
    assert anywhere(names, said + towns, vectors) == names - {"paypal"}
    assert anywhere(["paypal", "bonn"], said + towns, vectors) == frozenset()
    assert anywhere([], said, vectors) == frozenset()
