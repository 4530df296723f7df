"""One journey to play on the page: its way over the stages as a line, and a card for each step.

Without a script all steps stand below one another; with it one is shown at a time.
"""

from collections.abc import Sequence
from itertools import pairwise

from footpath.model.maps import JourneyMap
from footpath.model.walks import Walk
from footpath.render.icons import touchpoint_icon
from footpath.render.language import reads_from_right, say
from footpath.render.marks import Path, line
from footpath.render.mirror import facing
from footpath.render.numbers import count
from footpath.render.page import bits
from footpath.render.svg import SvgWriter, escape, number
from footpath.render.text import clean
from footpath.render.theme import SMALL, mood
from footpath.render.walk_words import about, after, felt, goes_on, promised, quoted_words, unseen, when, worth

_ROW, _STEP, _NAMES, _PAD = 34.0, 34.0, 104.0, 18.0
_STEP_MS, _LETTER_MS, _LONGEST_MS = 1_800, 28, 8_000  # how long a step is shown while it plays


def walk(journey: JourneyMap) -> str:
    """The section; nothing for a map without a walk, or one without steps."""
    told = journey.walk
    if told is None or not told.steps:
        return ""
    cards = "".join(_card(told, at) for at in range(len(told.steps)))
    left_out = f'<p class="walk-unseen">{escape(unseen(told))}</p>' if told.left_out else ""
    labels = {
        "play": say("Play"),
        "pause": say("Pause"),
        "place": say("Step {number} of {count}", number="{number}", count=count(len(told.steps))),
    }
    data = "".join(f' data-{name}="{escape(text)}"' for name, text in labels.items())
    return (
        f'<section class="walk" id="walk" aria-labelledby="walk-title"{data}>'
        f'<h2 id="walk-title">{escape(say("One journey, step by step"))}</h2>'
        f'<p class="walk-about" dir="auto">{escape(about(told))}</p>'
        f'<div class="walk-way">{_way(journey, told)}</div>{_buttons()}'
        f'<ol class="walk-steps">{cards}</ol>{left_out}'
        '<p class="hidden" role="status" aria-live="polite" data-walk-said></p></section>'
    )


def _buttons() -> str:
    """Shown by the script, which they need."""
    back, on = ("chevron-right", "chevron-left") if reads_from_right() else ("chevron-left", "chevron-right")
    return (
        '<div class="walk-buttons" hidden>'
        f'<button type="button" data-walk="back" aria-label="{escape(say("Previous step"))}">{bits.icon(back, 20)}</button>'
        f'<button type="button" data-walk="play"><span aria-hidden="true" class="walk-sign"></span><span data-walk-label>{escape(say("Play"))}</span></button>'
        f'<button type="button" data-walk="on" aria-label="{escape(say("Next step"))}">{bits.icon(on, 20)}</button>'
        '<span class="walk-place" aria-hidden="true" data-walk-place></span></div>'
    )


def _card(told: Walk, at: int) -> str:
    step = told.steps[at]
    words = quoted_words(step)
    mark = bits.icon(touchpoint_icon(step.touchpoint, step.channel), 22)
    place = ", ".join(clean(part) for part in (step.channel, step.stage) if part)
    face = bits.face_of(step.experience) if step.experience is not None else ""
    said = (f'<blockquote dir="auto">{escape(words)}</blockquote>' if words else "") + (
        f'<p class="walk-source" dir="auto">{escape(clean(step.source))}</p>' if step.source else ""
    )
    feeling = f'<p class="walk-felt">{face}{escape(felt(step))}</p>' if felt(step) else ""
    kept = f'<p class="walk-{step.promise}">{escape(promised(step))}</p>' if promised(step) else ""
    paid = f"<p>{escape(worth(step, told.currency))}</p>" if step.value is not None else ""
    small = "".join(f"<p><small>{escape(text)}</small></p>" for text in (after(step), goes_on(step)) if text)
    shown_ms = min(_STEP_MS + _LETTER_MS * (len(step.said) + len(step.source)), _LONGEST_MS)
    return (
        f'<li data-ms="{shown_ms}"><p class="walk-when">{escape(when(told, at))}</p>'
        f'<h3 dir="auto">{mark}<span>{escape(clean(step.touchpoint))}</span></h3>'
        f'<p class="walk-where" dir="auto">{escape(place)}</p>{said}{feeling}{kept}{paid}{small}</li>'
    )


def _way(journey: JourneyMap, told: Walk) -> str:
    """The steps in reading direction, each at the height of its stage; who cannot see it has the steps themselves."""
    stages = _stages(journey, told)
    rows = {stage: _ROW * (at + 0.5) for at, stage in enumerate(stages)}
    width, height = _PAD * 2 + _STEP * (len(told.steps) - 1), _ROW * len(stages)
    names = [line(stage, SMALL, 0, y + 4, _NAMES - 6) for stage, y in rows.items()]
    rules = [Path(f"M0 {number(y)}H{number(width)}", stroke="hairline") for y in rows.values()]
    spots = [(_across(at, width), rows[step.stage]) for at, step in enumerate(told.steps)]
    ways = "".join(
        f'<path class="walk-line" d="M{number(a[0])} {number(a[1])}L{number(b[0])} {number(b[1])}"/>'
        for a, b in pairwise(spots)
    )
    dots = "".join(_dot(told, at, x, y) for at, (x, y) in enumerate(spots))
    return (
        bits.drawing(facing(names, _NAMES), _NAMES, height, "walk-names")
        + f'<div class="walk-road"><svg aria-hidden="true" width="{number(width)}" height="{number(height)}" viewBox="0 0'
        f' {number(width)} {number(height)}">{SvgWriter(bits.variable).write(rules)}{ways}{dots}</svg></div>'
    )


def _across(at: int, width: float) -> float:
    x = _PAD + _STEP * at
    return width - x if reads_from_right() else x


def _stages(journey: JourneyMap, told: Walk) -> Sequence[str]:
    """The stages that the walk comes through: those of the map in its order, then others as they are met."""
    met = dict.fromkeys(step.stage for step in told.steps)
    known = [stage.name for stage in journey.stages if stage.name in met]
    return [*known, *(stage for stage in met if stage not in known)]


def _dot(told: Walk, at: int, x: float, y: float) -> str:
    """A point that can be clicked; larger where something was said, coloured by how it felt, notched where a promise broke."""
    step = told.steps[at]
    size = 7.0 if step.said or step.experience is not None else 4.5
    fill = f"var(--{mood(step.experience)})" if step.experience is not None else "var(--structure)"
    late = f'<path d="M{number(x)} {number(y - 16)}v6" stroke="var(--low)" stroke-width="3" stroke-linecap="round"/>'
    return (
        f'<g class="walk-dot" data-walk-to="{at}"><circle cx="{number(x)}" cy="{number(y)}" r="15" fill="transparent"/>'
        f'<circle class="walk-ring" cx="{number(x)}" cy="{number(y)}" r="11.5"/>'
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(size)}" fill="{fill}"/>'
        f"{late if step.promise == 'broken' else ''}</g>"
    )
