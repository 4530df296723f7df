"""Figures as each language writes them: decimal sign, thousands, percent, money, durations and dates."""

from datetime import datetime

import pytest

from footpath.render.language import speaking
from footpath.render.numbers import (
    count,
    day,
    experience,
    money,
    nps,
    percent_with,
    period,
    points,
    score,
    seconds,
    share,
)
from footpath.render.text import clean, wrap
from footpath.render.theme import SMALL

NARROW, SPACE = "\u202f", "\u00a0"


def test_german_figures() -> None:
    with speaking("de"):
        assert (count(612004), score(4.084), share(0.376), share(0.00001)) == (
            "612.004",
            "4,08",
            f"38{NARROW}%",
            f"<0,1{NARROW}%",
        )
        assert (experience(-0.3), nps(12.4), points(-0.52), percent_with(0.3764, 1)) == (
            "−0,30",
            "+12",
            "−0,5 Punkte",
            f"37,6{NARROW}%",
        )
        assert (seconds(276480), seconds(3600), seconds(45)) == ("3,2 Tage", "1 Stunde", "45 Sekunden")
        assert money(0.714, "EUR") == f"0,71{SPACE}€"
        assert money(96_300, "EUR") == f"96.300{SPACE}€"
        assert money(1_240_000, "EUR") == f"1,2{SPACE}Mio.{SPACE}€"
        assert money(-1234, "") == "−1.234"


def test_french_figures() -> None:
    with speaking("fr"):
        assert (count(612004), share(0.376)) == (f"612{NARROW}004", f"38{NARROW}%")
        assert money(96_300, "EUR") == f"96{SPACE}k{SPACE}€"
        assert (seconds(276480), seconds(5400)) == ("3,2 jours", "1,5 heure")


def test_spanish_keeps_four_digits_together_and_portuguese_has_no_space_before_percent() -> None:
    with speaking("es"):
        assert (count(1234), count(12345), share(0.5)) == ("1234", "12.345", f"50{NARROW}%")
    with speaking("pt-BR"):
        assert (count(1234), share(0.5), money(0.714, "BRL")) == ("1.234", "50%", f"R${SPACE}0,71")


@pytest.mark.parametrize(
    ("language", "months", "days", "one"),
    [
        ("en", "January to June 2026", "3 January to 9 January 2026", "9 January 2026"),
        ("de", "Januar bis Juni 2026", "3. Januar bis 9. Januar 2026", "9. Januar 2026"),
        ("fr", "janvier à juin 2026", "3 janvier à 9 janvier 2026", "9 janvier 2026"),
        ("es", "enero a junio de 2026", "3 de enero a 9 de enero de 2026", "9 de enero de 2026"),
        ("pt", "janeiro a junho de 2026", "3 de janeiro a 9 de janeiro de 2026", "9 de janeiro de 2026"),
    ],
)
def test_dates(language: str, months: str, days: str, one: str) -> None:
    with speaking(language):
        assert period(datetime(2026, 1, 3), datetime(2026, 6, 28)) == months
        assert period(datetime(2026, 1, 3), datetime(2026, 1, 9)) == days
        assert day(datetime(2026, 1, 9)) == one


def test_a_language_without_a_catalogue_has_english_figures_beside_its_english_labels() -> None:
    with speaking("pl"):
        assert (count(1234.0), share(0.376), seconds(276480)) == ("1,234", "38%", "3.2 days")


def test_a_currency_that_is_no_code_is_written_as_it_is() -> None:
    with speaking("de"):
        assert money(1234, "Punkte <b>") == f"1.234{SPACE}Punkte <b>"


def test_a_space_that_does_not_break_stays_and_a_line_does_not_break_there() -> None:
    text = f"99,9{NARROW}%"
    assert clean(text) == text
    assert clean(f"a{SPACE} {SPACE}b{NARROW}{NARROW}c{SPACE}") == "a b c"
    lines, _ = wrap(f"{text} {text} {text}", SMALL, 70, 5)
    assert lines == (f"{text} {text}", text) or lines == (text, text, text)
