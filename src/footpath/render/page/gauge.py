"""A figure on its scale: where it lies, its interval as a band, and what it is compared with as a hollow mark.

Drawn in percent of the width it gets, so that its words keep their size on a phone.
"""

from dataclasses import dataclass
from math import isfinite

from footpath.model.claims import Claim
from footpath.render.language import say
from footpath.render.numbers import amount, share
from footpath.render.svg import escape, number
from footpath.render.theme import mood

_NEAR = 22.0  # a label nearer than this to an end of the scale takes its place


@dataclass(frozen=True)
class Scale:
    first: float
    last: float
    first_word: str
    last_word: str

    def at(self, value: float) -> float:
        """The place of a value in percent of the drawing's width."""
        held = min(self.last, max(self.first, value))
        return 100 * (held - self.first) / (self.last - self.first)


def gauge(claim: Claim, rest: Claim | None = None, currency: str = "") -> str:
    """An inline SVG, silent to a screen reader, which gets the same in words; empty when there is nothing to compare with."""
    scale = _scale(claim, rest, currency)
    if scale is None:
        return ""
    parts = [_bar(0, 100, 17, 6, "track")]
    if scale.first < 0 < scale.last:
        middle = number(scale.at(0))
        parts.append(f'<rect x="{middle}%" y="13" width="1" height="14" fill="var(--muted)"/>')
    if (ends := _ends(claim)) is not None:
        low, high = scale.at(ends[0]), scale.at(ends[1])
        parts.append(_bar(low, high - low, 12, 16, "structure", 0.35))
    if rest is not None:
        place = number(scale.at(rest.value))
        parts.append(f'<circle cx="{place}%" cy="20" r="6" fill="var(--card)" stroke="var(--muted)" stroke-width="2"/>')
    colour = mood(claim.value) if claim.unit == "experience" else "structure"
    place = number(scale.at(claim.value))
    parts.append(
        f'<rect x="{place}%" y="8" width="3" height="24" rx="1.5" transform="translate(-1.5 0)" fill="var(--{colour})"/>'
    )
    return (
        f'<svg class="gauge" aria-hidden="true" width="100%" height="52">{"".join(parts)}'
        f"{_words(scale, rest, currency)}</svg>"
    )


def _bar(x: float, width: float, y: float, height: float, colour: str, opacity: float = 1.0) -> str:
    faint = f' stroke="var(--{colour})" stroke-width="5" opacity="{number(opacity)}"' if opacity != 1 else ""
    return (
        f'<rect x="{number(x)}%" y="{number(y)}" width="{number(width)}%" height="{number(height)}" rx="3"'
        f' fill="var(--{colour})"{faint}/>'
    )


def _ends(claim: Claim) -> tuple[float, float] | None:
    low, high = claim.low, claim.high
    if low is None or high is None or not (isfinite(low) and isfinite(high)):
        return None
    return min(low, high), max(low, high)


def _words(scale: Scale, rest: Claim | None, currency: str) -> str:
    place = scale.at(rest.value) if rest else None
    shown = []
    if place is None or place > _NEAR:
        shown.append((0.0, "start", scale.first_word))
    if place is None or place < 100 - _NEAR:
        shown.append((100.0, "end", scale.last_word))
    if rest and place is not None:
        anchor = "start" if place <= _NEAR else "end" if place >= 100 - _NEAR else "middle"
        shown.append(
            (
                max(0.0, place - 1.4) if anchor == "start" else place,
                anchor,
                say("others {value}", value=amount(rest.value, rest.unit, currency)),
            )
        )
    return "".join(
        f'<text x="{number(x)}%" y="48" text-anchor="{anchor}">{escape(word)}</text>'
        for x, anchor, word in shown
        if word
    )


def _scale(claim: Claim, rest: Claim | None, currency: str) -> Scale | None:
    """The whole scale where the unit has one; else from nought to a little more than the largest value."""
    match claim.unit:
        case "share":
            return Scale(0.0, 1.0, share(0), share(1))
        case "experience":
            return Scale(-1.0, 1.0, say("very poor"), say("very good"))
        case "nps":
            return Scale(-100.0, 100.0, "−100", "+100")
        case "score":
            last = _top_score(claim)
            return (
                Scale(1.0, last, "1", f"{last:g}") if last and claim.value >= 1 else _open_scale(claim, rest, currency)
            )
    return _open_scale(claim, rest, currency)


def _top_score(claim: Claim) -> float | None:
    kind = claim.pick.get("kind") or claim.question.get("kind")
    known = {"ces": 7.0, "csat": 5.0, "rating": 5.0}.get(str(kind))
    largest = max(value for value in (claim.value, *(_ends(claim) or ())))
    return (
        known if known and largest <= known + 0.5 else next((top for top in (5.0, 7.0, 10.0) if largest <= top), None)
    )


def _open_scale(claim: Claim, rest: Claim | None, currency: str) -> Scale | None:
    ends = _ends(claim)
    if ends is None and rest is None:
        return None
    values = [claim.value, *(ends or ()), *([rest.value] if rest else [])]
    first, last = min(0.0, *values), max(0.0, *values)
    if first == last:
        return None
    last += 0.08 * (last - first) if last > 0 else 0.0
    return Scale(first, last, amount(first, claim.unit, currency) if first < 0 else "0", "")
