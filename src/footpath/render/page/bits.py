"""Small inline drawings for HTML: icons, faces, bars, sparklines. They paint with the page's colour variables."""

from collections.abc import Sequence

from footpath.model.records import Tier
from footpath.render.icons import STROKE, shape
from footpath.render.marks import Mark
from footpath.render.portrait import portrait
from footpath.render.poster.faces import face, no_face, persona, tier_mark
from footpath.render.poster.measures import sparkline, tells_a_trend
from footpath.render.svg import SvgWriter, number


def variable(token: str) -> str:
    """A token as the page's colour variable."""
    return f"var(--{token})"


def drawing(marks: Sequence[Mark], width: float, height: float, kind: str = "") -> str:
    """Marks as an inline SVG that says nothing to a screen reader."""
    named = f' class="{kind}"' if kind else ""
    return (
        f'<svg{named} aria-hidden="true" width="{number(width)}" height="{number(height)}"'
        f' viewBox="0 0 {number(width)} {number(height)}">{SvgWriter(variable).write(marks)}</svg>'
    )


def icon(name: str, size: int = 18) -> str:
    return (
        f'<svg aria-hidden="true" width="{size}" height="{size}" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        f' stroke-width="{STROKE}" stroke-linecap="round" stroke-linejoin="round" class="icon">{shape(name)}</svg>'
    )


def face_of(experience: float) -> str:
    return drawing(face(10, 10, 9.5, experience), 20, 20, "face")


def faceless() -> str:
    return drawing(no_face(10, 10, 9.5), 20, 20, "face")


def portrait_of(identifier: str, position: int) -> str:
    """A persona's drawn face, or its head where the map does not say whose it is."""
    return portrait(identifier) if identifier else persona_of(position)


def persona_of(position: int) -> str:
    return drawing(persona(13, 13, 12, f"persona-{position % 5}"), 26, 26)


def tier_of(tier: Tier) -> str:
    return drawing(tier_mark(6, 6, tier), 12, 12, "tier")


def bar(share: float) -> str:
    filled = min(100.0, max(0.0, share * 100))
    return (
        '<svg class="bar" aria-hidden="true" width="100%" height="5"><rect width="100%" height="5" rx="2.5"'
        f' fill="var(--track)"/><rect width="{number(filled)}%" height="5" rx="2.5" fill="var(--structure)"/></svg>'
    )


def severity(share: float) -> str:
    """A pain's bar: filled from below, in a card of any height."""
    filled = max(8.0, min(100.0, share * 100))
    return (
        '<svg class="severity" aria-hidden="true" width="5" height="100%"><rect width="5" height="100%" rx="2.5"'
        f' fill="var(--track)"/><rect y="{number(100 - filled)}%" width="5" height="{number(filled)}%" rx="2.5"'
        ' fill="var(--low)"/></svg>'
    )


def spark(trend: tuple[float | None, ...]) -> str:
    if not tells_a_trend(trend):
        return ""
    return drawing(sparkline(trend, 3, 4), 62, 32, "spark")
