"""A persona's face: drawn, of nobody, the same for the same persona.

What it looks like follows from the persona's id alone, never from what its customers are or do: a face that showed age, sex or origin
would say more than the records do.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

Part = TypeVar("Part")

_SKIN = ("#f3d3b8", "#e8b995", "#d39a72", "#b27a52", "#8a5a3b", "#6d4731")
_HAIR = ("#2b2522", "#4a3327", "#7a4e2d", "#a9793f", "#8f3f2b", "#8d8a86", "#c9c4bc")
_DARK_HAIR = ("#2b2522", "#3d2b22", "#8d8a86", "#c9c4bc")
_CLOTHES = ("#26405e", "#7a5ba6", "#2d6fb0", "#b5802a", "#3c8f7c", "#b0527f", "#5c6b7a")
_GROUND = ("#e9e2f2", "#dfeaf5", "#f4ead7", "#dcefe9", "#f5e1ea", "#e8e8e2")
_LINE = "#2a221e"

# Hair behind the head, and in front of it; {h} is its colour.
_STYLES = (
    ("", '<path d="M28 44C26 24 38 15 50 15s24 9 22 29c-3-9-8-14-22-14s-19 5-22 14z" fill="{h}"/>'),
    (
        '<path d="M26 46C22 20 38 12 50 12s28 8 24 34c-1 14 2 22-2 30H28c-4-8-1-16-2-30z" fill="{h}"/>',
        '<path d="M29 44c2-12 10-16 18-17 6 6 15 8 24 8-1-14-9-21-21-21s-22 8-21 30z" fill="{h}"/>',
    ),
    (
        '<circle cx="50" cy="13" r="9" fill="{h}"/>',
        '<path d="M28 42C27 24 38 16 50 16s23 8 22 26c-4-8-10-12-22-12s-18 4-22 12z" fill="{h}"/>',
    ),
    (
        '<path d="M24 42a13 13 0 0 1 6-20 14 14 0 0 1 20-9 14 14 0 0 1 20 9 13 13 0 0 1 6 20c2 8-2 14-6 14H30c-4 0-8-6-6-14z" fill="{h}"/>',
        '<path d="M30 40c0-10 7-14 12-14 6 4 14 3 18 1 6 3 9 7 10 13 2-14-6-24-20-24S28 26 30 40z" fill="{h}"/>',
    ),
    (
        "",
        '<path d="M29 40c1-6 3-9 5-11 0 4 1 6 2 7M71 40c-1-6-3-9-5-11 0 4-1 6-2 7" fill="none" stroke="{h}" stroke-width="3"/>',
    ),
    (
        '<path d="M27 42C25 22 38 14 50 14s25 8 23 28c0 8 1 16-3 20H30c-4-4-3-12-3-20z" fill="{h}"/>',
        '<path d="M30 40c1-12 9-17 20-17s19 5 20 17c2-16-6-25-20-25S28 24 30 40z" fill="{h}"/>',
    ),
    (
        "",
        '<path d="M28 42c-1-16 6-25 18-27 14-2 26 6 26 20 0 3 0 5-1 7-2-7-4-10-9-12-10 3-24 1-30-1-2 4-3 8-4 13z" fill="{h}"/>',
    ),
)
_MOUTHS = (
    '<path d="M43 60q7 6 14 0" fill="none" stroke="{l}" stroke-width="1.8" stroke-linecap="round"/>',
    '<path d="M43 61q7 4 14 0" fill="none" stroke="{l}" stroke-width="1.8" stroke-linecap="round"/>',
    '<path d="M42 59q8 9 16 0z" fill="#fff" stroke="{l}" stroke-width="1.4" stroke-linejoin="round"/>',
    '<path d="M44 61q7 2.5 13-1.5" fill="none" stroke="{l}" stroke-width="1.8" stroke-linecap="round"/>',
)
_BROWS = (
    "M37 41q4-3 8-1M55 40q4-2 8 1",
    "M37 40q4-1 8 0M55 40q4-1 8 0",
    "M37 42q4-4 8-2M55 40q4-2 8 2",
)
_GLASSES = (
    "",
    "",
    "",
    '<g fill="none" stroke="{l}" stroke-width="1.4"><circle cx="41" cy="47" r="6.4"/><circle cx="59" cy="47" r="6.4"/><path d="M47.4 46q2.6-1.6 5.2 0M34.6 46l-4-1M65.4 46l4-1"/></g>',
    '<g fill="none" stroke="{l}" stroke-width="1.4"><rect x="34" y="42" width="14" height="10" rx="3"/><rect x="52" y="42" width="14" height="10" rx="3"/><path d="M48 46h4M34 45l-4-1M66 45l4-1"/></g>',
)
_BEARDS = (
    "",
    "",
    "",
    '<path d="M31 50c1 14 9 22 19 22s18-8 19-22c-4 6-8 6-12 5-4-2-10-2-14 0-4 1-8 1-12-5z" fill="{h}" opacity=".9"/>',
)
_COLLARS = (
    '<path d="M38 78q12 12 24 0" fill="none" stroke="#fff" stroke-opacity=".55" stroke-width="2"/>',
    '<path d="M40 76l10 11 10-11" fill="none" stroke="#fff" stroke-opacity=".6" stroke-width="2.2"/>',
    '<path d="M40 76h20v5H40z" fill="#fff" fill-opacity=".25"/>',
)


@dataclass(frozen=True)
class _Chosen:
    """Draws one of several parts after another, by the digits of a number."""

    digits: bytes

    def one(self, place: int, parts: tuple[Part, ...]) -> Part:
        return parts[self.digits[place] % len(parts)]


def portrait(identifier: str, size: float = 64.0) -> str:
    """An SVG element of the face of a persona. Nothing from outside stands in it.

    Examples:
        >>> portrait("p1") == portrait("p1"), portrait("p1") == portrait("p2")
        (True, False)
    """
    chosen = _Chosen(sha256(f"portrait {identifier}".encode()).digest())
    skin = chosen.one(0, _SKIN)
    hair = chosen.one(1, _HAIR if skin in _SKIN[:3] else _DARK_HAIR)
    clothes, ground = chosen.one(2, _CLOTHES), chosen.one(3, _GROUND)
    behind, front = chosen.one(4, _STYLES)
    beard = chosen.one(8, _BEARDS) if not behind else ""
    mouth = chosen.one(5, _MOUTHS)
    parts = (
        f'<circle cx="50" cy="50" r="50" fill="{ground}"/>',
        behind,
        f'<path d="M14 100c1-17 15-24 36-24s35 7 36 24z" fill="{clothes}"/>',
        f'<path d="M42 64h16v13q-8 7-16 0z" fill="{skin}"/><path d="M42 68q8 7 16 0v3q-8 6-16 0z" fill="#000" opacity=".1"/>',
        chosen.one(9, _COLLARS),
        f'<circle cx="29.5" cy="48" r="4.2" fill="{skin}"/><circle cx="70.5" cy="48" r="4.2" fill="{skin}"/>',
        f'<path d="M30 42c0-14 9-21 20-21s20 7 20 21c0 17-8 29-20 29S30 59 30 42z" fill="{skin}"/>',
        beard,
        '<ellipse cx="41.5" cy="47" rx="3.2" ry="2.5" fill="#fff" opacity=".85"/><ellipse cx="58.5" cy="47" rx="3.2" ry="2.5" fill="#fff" opacity=".85"/>',
        f'<circle cx="41.5" cy="47" r="2" fill="{_LINE}"/><circle cx="58.5" cy="47" r="2" fill="{_LINE}"/>',
        f'<path d="{chosen.one(6, _BROWS)}" fill="none" stroke="{hair}" stroke-width="1.8" stroke-linecap="round"/>',
        f'<path d="M50 48q-2.5 6 .5 7" fill="none" stroke="{_LINE}" stroke-opacity=".45" stroke-width="1.3" stroke-linecap="round"/>',
        mouth,
        front,
        chosen.one(7, _GLASSES),
    )
    drawn = "".join(parts).replace("{h}", hair).replace("{l}", _LINE)
    clip = f"face-{sha256(identifier.encode()).hexdigest()[:10]}"
    return (
        f'<svg viewBox="0 0 100 100" width="{size:g}" height="{size:g}" aria-hidden="true"><clipPath id="{clip}"><circle cx="50" cy="50" r="50"/></clipPath>'
        f'<g clip-path="url(#{clip})">{drawn}</g></svg>'
    )
