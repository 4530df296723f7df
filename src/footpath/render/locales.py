"""How the language that is spoken writes numbers, money and dates, from Unicode's locale data through Babel."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal

from footpath.render.language import spoken

NARROW, NO_BREAK = "\u202f", "\u00a0"
_LATIN = "latn"  # digits: what a chart or a spreadsheet beside the map shows, too
_DATES = {"month": "LLLL", "month and year": "yMMMM", "day of a year": "MMMMd"}
_ONLY_ABOVE = {"es": 10_000, "pt-pt": 10_000, "pl": 10_000}  # where four digits stand together
Part = Literal["day", "day of a year", "month", "month and year"]


@dataclass(frozen=True)
class Marks:
    """The signs of one language.

    Attributes:
        point, group: what stands for "." and "," of an English number.
        percent_sign: with the space before it, if any; a narrow one that does not break.
    """

    tag: str
    point: str
    group: str
    percent_sign: str
    sign_first: bool

    def number(self, text: str) -> str:
        """An English number in this language's signs."""
        whole, _, rest = text.partition(".")
        grouped = len(whole.replace(",", "")) > 4 or self.tag not in _ONLY_ABOVE
        whole = whole.replace(",", self.group if grouped else "")
        return f"{whole}{self.point}{rest}" if rest else whole

    def percent(self, number: str) -> str:
        return f"{self.percent_sign}{number}" if self.sign_first else f"{number}{self.percent_sign}"

    def money(self, value: float, currency: str) -> str:
        """An amount that is not negative: cents below a hundred, from ten thousand on shortened where the language can."""
        if not _is_code(currency):
            digits = 2 if value < 100 else 0
            number = self.number(f"{value:,.{digits}f}")
            return f"{number}{NO_BREAK}{currency}" if currency else number
        text = _shortened(self.tag, value, currency) if value >= 10_000 else _amount(self.tag, value, currency)
        return _without_turns(text)

    def date(self, at: datetime, part: Part) -> str:
        from babel.dates import format_date, format_skeleton

        place = _locale(self.tag)
        if part == "day":
            return _without_turns(format_date(at, "long", locale=place))
        if part == "month":
            return _without_turns(format_date(at, _DATES[part], locale=place))
        return _without_turns(format_skeleton(_DATES[part], at, locale=place))


def marks() -> Marks | None:
    """The signs of the language that is spoken; none for English, and for a language that Unicode's data do not know."""
    words = spoken()
    return _marks_of(words.tag) if words is not None else None


@cache
def _marks_of(tag: str) -> Marks | None:
    place = _locale(tag)
    if place is None or place.language == "en":
        return None
    signs = place.number_symbols[_LATIN]
    pattern = place.percent_formats[None].pattern.split(";")[0]
    spaced = NARROW if "#" in pattern and any(space in pattern for space in (" ", NO_BREAK, NARROW)) else ""
    sign = _without_turns(str(signs.get("percentSign", "%")))
    first = pattern.lstrip("\u200e\u200f").startswith("%")
    return Marks(tag, signs["decimal"], signs["group"], f"{sign}{spaced}" if first else f"{spaced}{sign}", first)


@cache
def _locale(tag: str) -> Any:
    from babel import Locale, UnknownLocaleError

    for wanted in (tag, tag.split("-")[0]):
        try:
            return Locale.parse(wanted, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


def _is_code(currency: str) -> bool:
    return len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()


def _amount(tag: str, value: float, currency: str) -> str:
    from babel.numbers import format_currency

    place = _locale(tag)
    digits = 2 if value < 100 else 0
    pattern = place.currency_formats["standard"].pattern.replace("0.00", "0.00" if digits else "0")
    return format_currency(
        round(value, digits), currency, pattern, locale=place, currency_digits=False, numbering_system=_LATIN
    )


def _shortened(tag: str, value: float, currency: str) -> str:
    """In thousands or millions with two digits at least; written out where the language has no short word for them."""
    from babel.numbers import format_compact_currency

    place = _locale(tag)
    for digits in (0, 1) if value < 999_500 else (1,):
        text = format_compact_currency(value, currency, locale=place, fraction_digits=digits, numbering_system=_LATIN)
        figures = sum(letter.isdigit() for letter in text)
        if figures > 4:
            return _amount(tag, value, currency)
        if figures >= 2:
            return text
    return text


def _without_turns(text: str) -> str:
    """Without the marks of direction that locale data hold: the drawing gives each line its direction."""
    return text.translate(dict.fromkeys((0x200E, 0x200F, 0x061C)))
