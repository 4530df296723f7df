"""One journey to play on the page: its way over the stages as a line, and a card for each step.

Without a script all steps stand below one another; with it one is shown at a time.
"""

from collections.abc import Sequence

from footpath.model.maps import JourneyMap
from footpath.model.walks import Walk
from footpath.render.icons import touchpoint_icon
from footpath.render.language import reads_from_right, say
from footpath.render.marks import Mark, Path, line, line_ending
from footpath.render.numbers import count
from footpath.render.page import bits
from footpath.render.svg import SvgWriter, escape, number
from footpath.render.text import clean
from footpath.render.theme import SMALL, mood
from footpath.render.walk_words import about, after, felt, goes_on, promised, quoted_words, unseen, when, worth

_ROW, _STEP, _NAMES, _PAD = 34.0, 34.0, 132.0, 18.0
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
    """The steps from left to right, each at the height of its stage; who cannot see it has the steps themselves."""
    stages = _stages(journey, told)
    width = _NAMES + _PAD * 2 + _STEP * (len(told.steps) - 1)
    height = _ROW * len(stages)
    rows = {stage: _ROW * (at + 0.5) for at, stage in enumerate(stages)}
    spots = [(_across(at, width), rows[step.stage]) for at, step in enumerate(told.steps)]
    marks: list[Mark] = []
    for stage, y in rows.items():
        right = number(_NAMES if not reads_from_right() else width - _NAMES)
        end = number(width if not reads_from_right() else 0)
        marks.append(Path(f"M{right} {number(y)}H{end}", stroke="hairline"))
        marks.append(_stage_name(stage, y, width))
    ways = "".join(
        f'<path class="walk-line" d="M{number(a[0])} {number(a[1])}L{number(b[0])} {number(b[1])}"/>'
        for a, b in zip(spots, spots[1:], strict=False)
    )
    dots = "".join(_dot(told, at, x, y) for at, (x, y) in enumerate(spots))
    return (
        f'<svg aria-hidden="true" width="{number(width)}" height="{number(height)}" viewBox="0 0 {number(width)}'
        f' {number(height)}">{SvgWriter(bits.variable).write(marks)}{ways}{dots}</svg>'
    )


def _across(at: int, width: float) -> float:
    x = _NAMES + _PAD + _STEP * at
    return width - x if reads_from_right() else x


def _stage_name(stage: str, y: float, width: float) -> Mark:
    room = _NAMES - 10
    if not reads_from_right():
        return line(stage, SMALL, 0, y + 4, room)
    return line_ending(line(stage, SMALL, 0, 0, room).text, SMALL, width, y + 4)


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
