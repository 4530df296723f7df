"""Goals on the map: what each is now, how much of its way is done, and whether that is in time."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from footpath.errors import FootpathError
from footpath.maps.claims import bind_claim
from footpath.maps.scene import Scene
from footpath.maps.sentences import Sentence
from footpath.model.claims import Claim
from footpath.model.findings import Goal
from footpath.model.goals import GoalPlan
from footpath.model.questions import Answer

SAYS = Sentence("{field}: {value|exact}")
LONG_AGO = "1900-01-01"
AIMED = ("better", "target", "start_on", "by_on")  # what people set, and progress is held against
Status = Literal["reached", "on the way", "behind", "away", "unknown"]


@dataclass(frozen=True)
class Number:
    """A figure with its interval, and the claim that holds it where it stands on the map."""

    value: float
    low: float | None = None
    high: float | None = None
    claim: str | None = None

    @property
    def half_width(self) -> float | None:
        """None where it has no interval."""
        if self.low is None or self.high is None:
            return None
        return max(self.value - self.low, self.high - self.value)


@dataclass(frozen=True)
class Way:
    """How much of the way is done."""

    progress: float
    low: float | None
    high: float | None


def goals(scene: Scene, plans: Sequence[GoalPlan]) -> tuple[Goal, ...]:
    """Each goal with its claim and its progress; one that cannot be asked stays, and says why."""
    return tuple(_goal(scene, plan, f"g{at}") for at, plan in enumerate(plans, 1))


def _goal(scene: Scene, plan: GoalPlan, name: str) -> Goal:
    stage, touchpoint = _place(scene, plan)
    known = Goal(
        id=name,
        title=plan.title,
        stage=stage,
        touchpoint=touchpoint,
        better=_better(plan, plan.start_value),
        start=plan.start_value,
        target=plan.target,
        start_on=plan.start_on,
        by_on=plan.by,
        owner=plan.owner,
    )
    try:
        now, start = _now(scene, plan), _start(scene, plan)
    except (FootpathError, ValueError, OverflowError) as error:
        return known.model_copy(update={"why": f"It cannot be asked: {getattr(error, 'message', error)}"})
    if isinstance(now, str):
        return known.model_copy(update={"why": now})
    was = None if start is None or isinstance(start, str) else start
    known = known.model_copy(
        update={
            "claim": now.claim,
            "start": was.value if was else None,
            "better": _better(plan, was.value if was else None),
        }
    )
    return _judged(known, now, was, start if isinstance(start, str) else "", _today(scene))


def _judged(goal: Goal, now: Number, start: Number | None, why: str, today: date | None) -> Goal:
    """How far it is: reached where the target is met, whatever the start was."""
    way = way_done(now, start, goal.target) if start else None
    if start and (goal.target > start.value) != (goal.better == "higher") and goal.target != start.value:
        way, why = None, f"Its target is on the other side of its start than {goal.better}."
    met = now.value >= goal.target if goal.better == "higher" else now.value <= goal.target
    passed = share_passed(goal.start_on, goal.by_on, today)
    if way is None and not why:
        why = "" if start else "What it was at the start is not written down."
        why = why or "It was at its target from the start."
    return goal.model_copy(
        update={
            "progress": way.progress if way else None,
            "progress_low": way.low if way else None,
            "progress_high": way.high if way else None,
            "status": "reached" if met else _status(way, passed),
            "why": "" if way else why,
        }
    )


def judged_again(goal: Goal, now: Claim, as_of: datetime | None) -> Goal:
    """A goal after people set another target or day: held against the number that it had, without asking again.

    The interval of its progress is that of the number now; that of a start which was asked of the records is asked with the next drawing.
    """
    if goal.start is not None and goal.target != goal.start:
        goal = goal.model_copy(update={"better": "higher" if goal.target > goal.start else "lower"})
    start = None if goal.start is None else Number(goal.start)
    return _judged(goal, Number(now.value, now.low, now.high, now.id), start, "", as_of.date() if as_of else None)


def _status(way: Way | None, passed: float | None) -> Status:
    """Further from the target than at the start only where that is no accident; behind where less is done than time has passed."""
    if way is None:
        return "unknown"
    if way.progress < 0 and (way.high is None or way.high < 0):
        return "away"
    if passed is not None:
        return "behind" if way.progress < passed else "on the way"
    return "on the way" if way.progress > 0 else "unknown"


def way_done(now: Number, start: Number, target: float) -> Way | None:
    """The part of the way from start to target that is done, with its interval; None where there is no way to go.

    The interval is propagated from that of the number now and, where it was asked as well, that of the start.

    Examples:
        >>> way_done(Number(0.25, 0.23, 0.27), Number(0.30), 0.20)
        Way(progress=0.5, low=0.3, high=0.7)
    """
    length = target - start.value
    if not length or not math.isfinite(length):
        return None
    done = (now.value - start.value) / length
    if now.half_width is None:
        return Way(_round(done), None, None)
    error = math.hypot(now.half_width / length, (start.half_width or 0.0) * (now.value - target) / length**2)
    return Way(_round(done), _round(done - error), _round(done + error))


def _round(value: float) -> float:
    return round(value, 6)


def share_passed(start: date | None, end: date | None, today: date | None) -> float | None:
    """The part of the time that has passed, 0..1; None where a day of it is not known."""
    if start is None or end is None or today is None:
        return None
    return min(max((today - start).days / max((end - start).days, 1), 0.0), 1.0)


def _better(plan: GoalPlan, start: float | None) -> Literal["higher", "lower"]:
    if plan.better:
        return plan.better
    return "lower" if start is not None and plan.target < start else "higher"


def _place(scene: Scene, plan: GoalPlan) -> tuple[str, str]:
    """Where it stands: as it says, else as its question and row say."""
    touchpoint = plan.touchpoint or str(plan.pick.get("touchpoint") or plan.question.get("touchpoint") or "")
    stage = plan.stage or str(plan.pick.get("stage") or "") or scene.stage_of(touchpoint) or ""
    return stage, touchpoint


def _today(scene: Scene) -> date | None:
    """The day that the records reach to."""
    as_of = scene.overview[0].as_of
    return as_of.date() if as_of else None


def _now(scene: Scene, plan: GoalPlan) -> Number | str:
    asked = _asked(scene, plan, _during(plan, _today(scene), after=True))
    if isinstance(asked, str):
        return asked
    answer, row = asked
    name = scene.book.bind(answer, row, plan.field, SAYS, few=True)
    held = scene.book.claims.get(name or "")
    if held is None:
        return f'Its row has no number "{plan.field}".'
    scene.book.claims[held.id] = held.model_copy(update={"pick": {**held.pick, **plan.pick}})
    return Number(held.value, held.low, held.high, held.id)


def _start(scene: Scene, plan: GoalPlan) -> Number | str | None:
    """What it was: as it is written, or asked of the records before the start; why it is not known, as a text."""
    if plan.start_value is not None:
        return Number(plan.start_value)
    if plan.start_on is None:
        return None
    asked = _asked(scene, plan, _during(plan, plan.start_on, after=False))
    if not isinstance(asked, str):
        read = bind_claim("", *asked, plan.field, SAYS)
        asked = f'Its row has no number "{plan.field}".'
        if read is not None:
            return Number(read.value, read.low, read.high)
    return f"What it was before {plan.start_on} is not known. {asked}"


def _asked(scene: Scene, plan: GoalPlan, during: str | None) -> tuple[Answer, dict[str, Any]] | str:
    """The answer and its row that is meant, or why there is none."""
    answer = scene.book.ask({**plan.question, **({"during": during} if during else {})})
    found = [row for row in answer.dicts() if all(row.get(key) == value for key, value in plan.pick.items())]
    if not found:
        return "The answer has no such row."
    if len(found) > 1:
        return f'{len(found):,} rows of the answer fit: say in "pick" which is meant.'
    return answer, found[0]


def _during(plan: GoalPlan, end: date | None, *, after: bool) -> str | None:
    """The period that is asked: up to ``end``, ``over`` long; without ``over`` since the start, or all before it."""
    if end is None:
        return None
    last = end + timedelta(days=1) if after else end
    if plan.over is not None:
        first = datetime(last.year, last.month, last.day, tzinfo=UTC) - plan.over
        return f"{_instant(first)}..{last.isoformat()}"
    if plan.start_on is None:
        return None
    return f"{plan.start_on}..{last.isoformat()}" if after else f"{LONG_AGO}..{last.isoformat()}"


def _instant(at: datetime) -> str:
    return at.date().isoformat() if at.time() == at.min.time() else at.replace(tzinfo=None).isoformat()
