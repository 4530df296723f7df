"""The goals of a map: a card each, for phones and wherever the drawing leaves them out."""

from footpath.model.findings import Goal
from footpath.model.maps import JourneyMap
from footpath.render.language import say
from footpath.render.marks import Group, Scene
from footpath.render.page import bits
from footpath.render.page.evidence import Evidence
from footpath.render.poster.goals import goal_standing, goal_subject, goal_way, standing_of
from footpath.render.poster.measures import sentence
from footpath.render.poster.sheet import Sheet
from footpath.render.svg import escape, number


def goals_section(journey: JourneyMap, evidence: Evidence, scene: Scene) -> str:
    """A section below the drawing of a wide screen, where the drawing itself shows no goals."""
    return "" if _draws_goals(scene) else _section(evidence.sheet, evidence, "goals wide")


def goals_on_phone(sheet: Sheet, evidence: Evidence) -> str:
    return _section(sheet, evidence, "goals")


def _section(sheet: Sheet, evidence: Evidence, kind: str) -> str:
    items = "".join(f"<li>{_card(sheet, evidence, goal)}</li>" for goal in sheet.map.goals)
    return f'<section class="{kind}"><h2>{escape(say("Goals"))}</h2><ul>{items}</ul></section>' if items else ""


def _draws_goals(scene: Scene) -> bool:
    subjects = (mark.subject for mark in scene.walk() if isinstance(mark, Group) and mark.subject)
    return any(key.startswith("goal ") for subject in subjects for key in subject.findings)


def _card(sheet: Sheet, evidence: Evidence, goal: Goal) -> str:
    status = standing_of(goal)
    owner = f" · {goal.owner}" if goal.owner else ""
    inner = (
        f'<span class="name"><b dir="auto">{escape(goal.title)}</b><span dir="auto">{escape(sentence(goal_way(sheet, goal)))}</span>'
        f'{_bar(goal)}<small dir="auto">{escape(sentence(goal_standing(goal)) + owner)}</small></span>'
        f'<span class="{status.colour}">{bits.icon(status.icon, 18)}</span>'
    )
    attributes = evidence.attributes(goal_subject(sheet, goal))
    return f'<button type="button" class="card goal"{attributes}>{inner}</button>'


def _bar(goal: Goal) -> str:
    """How much of the way is done, with its interval; silent, for the words beside it say the same."""
    colour = f"var(--{standing_of(goal).colour})"

    def at(part: float) -> float:
        return 100 * min(1.0, max(0.0, part))

    marks = '<rect y="4" width="100%" height="5" rx="2.5" fill="var(--track)"/>'
    low, high = goal.progress_low, goal.progress_high
    if low is not None and high is not None and at(high) > at(low):
        place = f'x="{number(at(low))}%" width="{number(at(high) - at(low))}%"'
        marks += f'<rect {place} y="0.5" height="12" rx="2" fill="{colour}" opacity="0.25"/>'
    if goal.progress is not None and goal.progress > 0:
        marks += f'<rect y="4" width="{number(at(goal.progress))}%" height="5" rx="2.5" fill="{colour}"/>'
    return f'<svg class="bar" aria-hidden="true" width="100%" height="13">{marks}</svg>'
