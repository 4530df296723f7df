"""Which columns hold what people wrote, and which only categories or names."""

from footpath.sources import words
from footpath.sources.profile import Column
from footpath.sources.words import speaks_of

_NOT_SAID = "product item sku category url link page address street city name campaign template user_agent agent useragent properties tag tags html json variant device utm"


def is_text(column: Column, noun: str) -> bool:
    """True for free text: several words each, seldom the same, not a name, an address or a product's description."""
    if not column.values or column.numbers > 0.5 or column.is_native_time or column.urls > 0.3 or column.emails > 0.3:
        return False
    if speaks_of(column.tokens, _NOT_SAID) and not speaks_of(column.tokens, "comment review feedback"):
        return False
    if column.lists >= 0.5:
        return speaks_of(column.tokens, words.TEXT)
    varied = column.distinct >= 0.3 * column.filled or column.distinct > 200
    named = speaks_of(column.tokens, words.TEXT)
    if (
        named
        and column.words_each >= 1.5
        and (varied or column.rows < 30)
        and (column.length >= 12 or not speaks_of(column.tokens, "question"))
    ):
        return True
    return column.words_each >= 6 and column.length >= 35 and varied and column.distinct >= 0.5 * column.filled


def is_title(column: Column) -> bool:
    """True for the headline of a text: it stands before the text itself."""
    return speaks_of(column.tokens, words.TITLE)
