"""Texts from outside on their way into a spreadsheet."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def neutral(text: str) -> str:
    """Text that no spreadsheet takes for a formula: what begins like one gets an apostrophe in front.

    Examples:
        >>> neutral("=cmd|'/c calc'!A0"), neutral("  @SUM(A1)"), neutral("42;Ann")
        ("'=cmd|'/c calc'!A0", "'  @SUM(A1)", '42;Ann')
    """
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text
