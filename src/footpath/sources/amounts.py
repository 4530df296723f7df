"""Which columns are money or other figures worth adding up, and how they are written."""

import re

from footpath.sources import words
from footpath.sources.profile import Column
from footpath.sources.words import speaks_of

_AMOUNT = re.compile(
    r"^\s*[^\w\s\-+(]{0,3}\s*(?:[A-Z]{3}\s*)?[-+(]?\s*[\d][\d.,'\s]*\)?\s*(?:[^\w\s]{0,3}|[A-Z]{3})\s*$"
)
_COMMA_LAST = re.compile(r"\d,\d{1,2}(?!\d)(?!.*[.,]\d)")
_POINT_LAST = re.compile(r"\d\.\d+(?!.*,)")
_RANKS = (
    "revenue umsatz",
    "total gesamt gesamtbetrag gesamtsumme totale",
    "paid payment",
    "sales",
    "value betrag amount sum summe importe monto montant valor",
    "turnover spend net gross",
    "price preis precio prix",
    "subtotal",
)


def is_amount(column: Column) -> bool:
    """True when the values are figures, be it with signs of currency or a decimal comma."""
    return bool(column.values) and (column.numbers > 0.9 or column.share(_AMOUNT.match) > 0.9)


def amount_format(column: Column) -> str | None:
    """None for plain numbers, "decimal_comma" for 1.234,56, "signed" for numbers with signs of currency or thousands.

    A comma is decimal when one or two digits follow it at the end, and nothing in the column says otherwise.
    """
    if column.numbers > 0.9:
        return None
    commas = column.share(_COMMA_LAST.search)
    return "decimal_comma" if commas > 0 and column.share(_POINT_LAST.search) <= commas else "signed"


def amount_sql(text: str, written: str | None) -> str:
    """SQL that reads a figure; null where there is none."""
    if written == "decimal_comma":
        text = f"replace(regexp_replace({text}, '[^0-9,+\\-]', '', 'g'), ',', '.')"
    elif written == "signed":
        text = f"regexp_replace({text}, '[^0-9.+\\-]', '', 'g')"
    number = f"try_cast({text} AS DOUBLE)"
    return f"CASE WHEN isfinite({number}) THEN {number} END"


def value_rank(column: Column) -> float:
    """How much a column looks like what a record is worth: higher is better, 0 is not at all."""
    if (
        not speaks_of(column.tokens, words.VALUE)
        or not is_amount(column)
        or speaks_of(
            column.tokens,
            "id at date time count number per rate percent pct type flag installments lifetime limit balance",
        )
    ):
        return 0.0
    rank = next((len(_RANKS) - at for at, group in enumerate(_RANKS) if speaks_of(column.tokens, group)), 0.5)
    part = 5.0 if speaks_of(column.tokens, words.PART_VALUE) else 0.0
    return max(float(rank) - part, 0.1)


def is_unit_price(column: Column) -> bool:
    """True for the price of one piece."""
    return speaks_of(column.tokens, words.UNIT_PRICE) or (
        speaks_of(column.tokens, "price preis") and not speaks_of(column.tokens, "total")
    )


def is_quantity(column: Column) -> bool:
    """True for the number of pieces."""
    return speaks_of(column.tokens, words.QUANTITY) and column.numbers > 0.9
