"""A planned journey on the page: its picture, which scrolls where it is wider than the screen, and its ways as a list."""

from footpath.model.maps import JourneyMap
from footpath.render.language import say
from footpath.render.numbers import count
from footpath.render.page.bits import variable
from footpath.render.page.evidence import Evidence
from footpath.render.plans import PlanView, picture_of, view_of
from footpath.render.svg import SvgWriter, escape, number
from footpath.render.text import clean


def plan_section(journey: JourneyMap, evidence: Evidence) -> str:
    """The section; nothing where the map holds no planned journey."""
    if journey.plan is None:
        return ""
    view = view_of(journey, journey.plan)
    ways = "".join(f"<li>{_way(view, at, evidence)}</li>" for at in range(len(view.plan.deviations)))
    listed = f'<ol class="ways">{ways}</ol>' if ways else ""
    unknown = ", ".join(map(clean, view.plan.unmatched))
    notes = [say("No record knows: {steps}", steps=unknown)] if unknown else []
    told = "".join(f'<li dir="auto">{escape(note)}</li>' for note in (*notes, *view.plan.notes))
    share = view.many(view.plan.conforms)
    said = f'<p class="subtitle"><b>{escape(say("As planned"))}</b>: {escape(share)}</p>' if share else ""
    return (
        f'<section class="plan" aria-labelledby="plan-title"><h2 id="plan-title" dir="auto">{escape(view.plan.name)}</h2>'
        f"{said}{_picture(journey, view, evidence)}{listed}{f'<ul class=notes>{told}</ul>' if told else ''}</section>"
    )


def _picture(journey: JourneyMap, view: PlanView, evidence: Evidence) -> str:
    scene = picture_of(journey)
    drawn = SvgWriter(variable, evidence.drawn_attributes).write(scene.marks)
    size = f"0 0 {number(scene.width)} {number(scene.height)}"
    label = escape(f"{clean(view.plan.name)}. {view.about}")
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><svg role="group" aria-label="{label}"'
        f' viewBox="{size}" width="{number(scene.width)}" height="{number(scene.height)}">{drawn}</svg></div>'
    )


def _way(view: PlanView, at: int, evidence: Evidence) -> str:
    way = view.plan.deviations[at]
    lines = "".join(f"<span dir=auto>{escape(text)}</span>" for text in view.lines(way) if text)
    mark = f'<span class="place" data-way="{view.verdict(way)}">{count(at + 1)}</span>'
    inner = f"{mark}<span class=name><b dir=auto>{escape(way.text)}</b>{lines}</span>"
    attributes = evidence.attributes(view.subject(way))
    return f'<button type="button" class="card"{attributes}>{inner}</button>'
