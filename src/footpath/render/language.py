"""The words that the drawing itself says: English here, other languages from catalogues beside it."""


def say(text: str, /, **values: object) -> str:
    """A label in the language that is being drawn.

    Args:
        text: the label in English, which is also its key; never a text from outside.
        values: put in where the label holds ``{name}``.

    Examples:
        >>> say("{count} customers", count="1,200")
        '1,200 customers'
    """
    return text.format(**values) if values else text
