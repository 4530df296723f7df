"""Figures in words, as all rooms write them."""


def share_text(value: float) -> str:
    """Whole per cents, one decimal below ten where it says something.

    Examples:
        >>> share_text(0.384), share_text(0.0782), share_text(0.0004), share_text(1.0)
        ('38%', '7.8%', 'under 0.1%', '100%')
    """
    per_cent = 100 * value
    if 0 < per_cent < 0.05:
        return "under 0.1%"
    if 0 < per_cent < 9.95:
        return f"{per_cent:.1f}".removesuffix(".0") + "%"
    return f"{per_cent:.0f}%"
