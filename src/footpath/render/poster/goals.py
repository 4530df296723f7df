"""The strip of goals under the head: where each stands, where it shall be and by when, and how much of the way is done."""

from dataclasses import dataclass

from footpath.model.findings import Goal
from footpath.render.language import say, to_say
from footpath.render.marks import Box, Icon, Mark, Path, Rect, Subject, line, paragraph
from footpath.render.numbers import amount, score, share
from footpath.render.poster.cards import Draft
from footpath.render.poster.facts import day_of, fitting
from footpath.render.poster.measures import sentence
from footpath.render.poster.sheet import Lane, Sheet, row_tops
from footpath.render.svg import number
from footpath.render.theme import BODY, CARD, GUTTER, LANE, MARGIN, SMALL

_NARROWEST, _WIDEST = 268.0, 480.0
_TRACK = 12.0  # the height that the bar takes
_GAP = 10.0


@dataclass(frozen=True)
class Standing:
    """How a status is told: an icon, a colour and a word, each enough by itself."""

    icon: str
    colour: str
    word: str


_STANDINGS = {
    "reached": Standing("circle-check", "opportunity", to_say("reached")),
    "on the way": Standing("trending-up", "high", to_say("on the way")),
    "behind": Standing("clock", "low", to_say("behind")),
    "away": Standing("undo-2", "low", to_say("further away than at the start")),
    "unknown": Standing("circle-question-mark", "muted", to_say("not known")),
}


def standing_of(goal: Goal) -> Standing:
    return _STANDINGS[goal.status]


def goal_way(sheet: Sheet, goal: Goal) -> str:
    """ "now 31% → 40% by 31 December 2026"."""
    claim = sheet.claim(goal.claim)
    unit = claim.unit if claim else ""
    target = amount(goal.target, unit, sheet.map.currency) if unit else score(goal.target)
    now = sheet.value(goal.claim)
    way = say("now {now} → {target}", now=now, target=target) if now else say("target {target}", target=target)
    return say("{way} by {day}", way=way, day=day_of(goal.by_on)) if goal.by_on else way


def goal_done(goal: Goal) -> str:
    """ "55% of the way (40% to 70%)"; empty where it cannot be said, and where nothing is done."""
    if goal.progress is None or goal.progress <= 0 or goal.status in ("reached", "unknown"):
        return ""
    done = say("{share} of the way", share=share(goal.progress))
    low, high = goal.progress_low, goal.progress_high
    if low is None or high is None or share(low) == share(high):
        return done
    return f"{done} ({say('{first} to {last}', first=share(low), last=share(high))})"


def goal_standing(goal: Goal) -> str:
    """Its status in words, how much is done, and why nothing is known of it where nothing is."""
    parts = [say(standing_of(goal).word), goal_done(goal)]
    return " · ".join(part for part in parts if part)


def goal_subject(sheet: Sheet, goal: Goal) -> Subject:
    lead = f"{sentence(goal_way(sheet, goal))}. {sentence(goal_standing(goal))}"
    return Subject(goal.title, lead, sheet.known(goal.claim), (), (f"goal {goal.id}",))


def goals(sheet: Sheet, top: float) -> Lane | None:
    """Nothing where there is no goal."""
    items = sheet.map.goals
    if not items:
        return None
    room = sheet.right - MARGIN
    across = max(1, min(len(items), int((room + GUTTER) // (_NARROWEST + GUTTER))))
    width = min(_WIDEST, (room - GUTTER * (across - 1)) / across)
    title = line(say("Goals"), LANE, MARGIN, top + 12)
    drafts = [_draft(sheet, goal, width) for goal in items]
    rows = [
        [max(one.height for one in drafts[first : first + across]) + _TRACK] for first in range(0, len(drafts), across)
    ]
    tops, tall, end = row_tops([[row[0] for row in rows]], top + 24, _GAP)
    marks: list[Mark] = [title]
    for at, (goal, draft) in enumerate(zip(items, drafts, strict=True)):
        row, place = divmod(at, across)
        box = Box(MARGIN + place * (width + GUTTER), tops[row], width, tall[row])
        status = standing_of(goal)
        sign = Icon(status.icon, box.right - 25, box.y + 9, 15, status.colour)
        bar = _bar(goal, Box(box.x + 14, box.bottom - 8 - _TRACK, width - 28, _TRACK))
        marks.append(draft.place(box, (), (*bar, sign)))
    return Lane("", "", end - top, tuple(marks))


def _draft(sheet: Sheet, goal: Goal, width: float) -> Draft:
    room = width - 28
    title = paragraph(goal.title, CARD, room - 18, 3)
    way = paragraph(sentence(goal_way(sheet, goal)), BODY, room, 2)
    owner = [goal.owner] if goal.owner else []
    stands = sentence(goal_standing(goal))
    status = fitting([[stands, *owner], [stands]], SMALL, room, 2)
    cut = title.shortened or way.shortened or status.shortened
    hover = " · ".join((goal.title, goal_way(sheet, goal), goal_standing(goal))) if cut else ""
    return Draft((title, way, status), goal_subject(sheet, goal), hover, inset_left=14)


def _bar(goal: Goal, box: Box) -> list[Mark]:
    """How much of the way is done, with its interval as a band; the flag's post stands at the target."""
    middle = box.y + box.height / 2
    marks: list[Mark] = [Rect(Box(box.x, middle - 2.5, box.width, 5), fill="track", radius=2.5)]
    colour = standing_of(goal).colour

    def at(part: float) -> float:
        return box.x + box.width * min(1.0, max(0.0, part))

    if goal.progress is None:
        return marks
    if goal.progress_low is not None and goal.progress_high is not None:
        low, high = at(goal.progress_low), at(goal.progress_high)
        if high - low > 0.5:
            marks.append(Rect(Box(low, middle - 6, high - low, 12), colour, radius=2, opacity=0.25))
    if at(goal.progress) - box.x > 0.5:
        marks.append(Rect(Box(box.x, middle - 2.5, at(goal.progress) - box.x, 5), colour, radius=2.5))
    marks.append(Path(f"M{number(box.right)} {number(middle - 6)}V{number(middle + 6)}", stroke="ink", width=1.5))
    return marks
