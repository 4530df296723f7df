"""Themes: what people speak of, by an id that stays when names change."""

from dataclasses import dataclass

LEAST_PARTS = 24  # of texts: below that nothing is a recurring subject


@dataclass(frozen=True)
class Theme:
    """One theme.

    Attributes:
        id: the same as long as the theme is known, whatever it is called.
        name: two to four words that tell it from the others, or what a person called it.
        parent: name of the broader theme that it belongs to, None when there is none.
    """

    id: str
    name: str
    parent: str | None = None
