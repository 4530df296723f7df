"""Slides of rows: aims, pain points in order, goals, what is planned, and where journeys leave a plan."""

from collections.abc import Iterator, Sequence

from footpath.model.findings import Goal, Pain
from footpath.model.maps import Aim
from footpath.render.exports.found import dated
from footpath.render.exports.plans import planned_changes, planned_ways
from footpath.render.exports.pptx_slide import EDGE, FAINT, FIGURE, PLAIN, STRONG, WIDTH, Canvas, Shape
from footpath.render.language import say
from footpath.render.marks import Box, Subject
from footpath.render.poster.aims import aim_figure, aim_icon, aim_quotes, aim_title
from footpath.render.poster.facts import at_stake
from footpath.render.poster.goals import goal_standing, goal_way, standing_of
from footpath.render.poster.sheet import Sheet
from footpath.render.text import clean
from footpath.render.theme import mood

_ROOM = WIDTH - 2 * EDGE
_TOP, _STEP, _TALL, _ROWS = 116.0, 80.0, 72.0, 7


def pain_slides(sheet: Sheet) -> Iterator[Canvas]:
    """All pain points, the most severe first; what is at stake, what was assumed and what coincides stand in the notes."""
    ranked = sorted(sheet.map.pains, key=lambda pain: -pain.severity)
    for start in range(0, len(ranked), _ROWS):
        more = say("Pain points in order of severity, continued")
        canvas = Canvas(say("Where it hurts"), more if start else say("Pain points in order of severity"))
        for place, pain in enumerate(ranked[start : start + _ROWS]):
            _pain(sheet, canvas, pain, start + place + 1, _TOP + place * _STEP)
        yield canvas


def _pain(sheet: Sheet, canvas: Canvas, pain: Pain, rank: int, y: float) -> None:
    colour = mood(-0.35 - 0.65 * pain.severity)
    canvas.items.append(Shape(Box(EDGE, y, _ROOM, _TALL), "card", "hairline"))
    canvas.items.append(Shape(Box(EDGE + 60, y + 32, 84, 8), "track"))
    canvas.items.append(Shape(Box(EDGE + 60, y + 32, 84 * max(0.04, pain.severity), 8), colour))
    canvas.say(str(rank), FIGURE, EDGE + 14, y + 22, 42)
    end = canvas.say(pain.title, STRONG, EDGE + 164, y + 8, 420, 2)
    canvas.say(f"{pain.stage}, {pain.touchpoint}", FAINT, EDGE + 164, end + 2, 420)
    canvas.say(pain.proof, PLAIN, EDGE + 608, y + 10, 330, 3)
    facts = (pain.who, dated(pain), at_stake(pain.stake, sheet.map.currency))
    canvas.say(" · ".join(clean(fact) for fact in facts if clean(fact)), FAINT, EDGE + 962, y + 5, _ROOM - 962 - 12, 4)
    stake = pain.stake
    canvas.claims += sheet.known(*pain.claims, pain.frequency, pain.reach, *(stake.claims if stake else ()))
    further = [*((f"{say('At stake:')} {stake.text}", *stake.assumptions) if stake else ()), *pain.coincides]
    if further:
        canvas.left_out.append(" ".join(clean(text) for text in (f"{pain.title}.", *further)))


def aim_slides(sheet: Sheet) -> Iterator[Canvas]:
    """What customers say they want, and what stands in their way, in their own words and stage by stage."""
    aims = [aim for column in sheet.map.stages for aim in sheet.map.aims if aim.stage == column.name]
    for start in range(0, len(aims), _ROWS):
        canvas = Canvas(say("What they want"), say("and what stands in their way"))
        for place, aim in enumerate(aims[start : start + _ROWS]):
            _aim(sheet, canvas, aim, _TOP + place * _STEP)
        yield canvas


def _aim(sheet: Sheet, canvas: Canvas, aim: Aim, y: float) -> None:
    canvas.items.append(Shape(Box(EDGE, y, _ROOM, _TALL), "card", "hairline"))
    canvas.items.append(Shape(Box(EDGE, y, 5, _TALL), aim_icon(aim)[1]))
    end = canvas.say(aim_title(aim), STRONG, EDGE + 24, y + 8, 440, 2)
    canvas.say(", ".join(clean(part) for part in (aim.stage, aim.touchpoint) if part), FAINT, EDGE + 24, end + 2, 440)
    quotes = aim_quotes(sheet, aim)
    canvas.say(f"“{quotes[0].text}”" if quotes else "", PLAIN, EDGE + 488, y + 10, 460, 3)
    canvas.say(aim_figure(sheet, aim), FAINT, EDGE + 972, y + 10, _ROOM - 972 - 12, 3)
    canvas.claims += sheet.known(aim.claim)


def goal_slides(sheet: Sheet) -> Iterator[Canvas]:
    """Each goal with its way, how much of it is done, and who owns it."""
    goals = sheet.map.goals
    for start in range(0, len(goals), _ROWS):
        canvas = Canvas(say("Goals"), say("Where each stands, and where it shall be"))
        for place, goal in enumerate(goals[start : start + _ROWS]):
            _goal(sheet, canvas, goal, _TOP + place * _STEP)
        yield canvas


def _goal(sheet: Sheet, canvas: Canvas, goal: Goal, y: float) -> None:
    canvas.items.append(Shape(Box(EDGE, y, _ROOM, _TALL), "card", "hairline"))
    _bar(canvas, y, goal.progress, standing_of(goal).colour)
    end = canvas.say(goal.title, STRONG, EDGE + 204, y + 8, 440, 2)
    canvas.say(
        ", ".join(clean(part) for part in (goal.stage, goal.touchpoint) if part), FAINT, EDGE + 204, end + 2, 440
    )
    canvas.say(goal_way(sheet, goal), PLAIN, EDGE + 668, y + 10, 300, 3)
    said = " · ".join(clean(part) for part in (goal_standing(goal), goal.owner) if clean(part))
    canvas.say(said, FAINT, EDGE + 992, y + 5, _ROOM - 992 - 12, 4)
    canvas.claims += sheet.known(goal.claim)
    if goal.why:
        canvas.left_out.append(f"{clean(goal.title)}. {clean(goal.why)}")


def _bar(canvas: Canvas, y: float, done: float | None, colour: str) -> None:
    """How much of a way is done; an empty track where it is not known."""
    canvas.items.append(Shape(Box(EDGE + 24, y + 32, 148, 8), "track"))
    part = min(1.0, max(0.0, done or 0.0))
    if part > 0:
        canvas.items.append(Shape(Box(EDGE + 24, y + 32, max(8.0, 148 * part), 8), colour))


def plan_slides(sheet: Sheet) -> Iterator[Canvas]:
    """Planned changes with how far later records have come, and a planned journey against the real ones."""
    reached = {one.at: one.closed for one in sheet.map.reached}
    changes = [(told, reached.get(at), True) for at, told in enumerate(planned_changes(sheet.map))]
    yield from _told(sheet, say("Planned changes"), "", changes)
    if sheet.map.plan is not None:
        ways: list[tuple[Subject, float | None, bool]] = [(told, None, False) for told in planned_ways(sheet.map)]
        yield from _told(sheet, sheet.map.plan.name, say("Where real journeys leave the planned one"), ways)


def _told(sheet: Sheet, title: str, about: str, rows: Sequence[tuple[Subject, float | None, bool]]) -> Iterator[Canvas]:
    for start in range(0, len(rows), _ROWS):
        canvas = Canvas(title, about)
        for place, (told, done, barred) in enumerate(rows[start : start + _ROWS]):
            y = _TOP + place * _STEP
            canvas.items.append(Shape(Box(EDGE, y, _ROOM, _TALL), "card", "hairline"))
            x = EDGE + (204 if barred else 24)
            if barred:
                _bar(canvas, y, done, "opportunity")
            canvas.say(told.title, STRONG, x, y + 9, 440, 3)
            canvas.say(told.lead, PLAIN, x + 464, y + 10, EDGE + _ROOM - 12 - (x + 464), 3)
            canvas.claims += sheet.known(*told.claims)
        yield canvas
