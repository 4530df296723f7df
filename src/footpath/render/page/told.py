"""What the evidence panel tells of a finding in full, before its claims: facts, what was assumed, what else could be done."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from footpath.model.findings import Goal, Opportunity, Pain, Worth
from footpath.render.language import say, to_say
from footpath.render.marks import Subject
from footpath.render.numbers import amount, score
from footpath.render.poster.facts import day_of, since
from footpath.render.poster.findings import opportunity_subject
from footpath.render.poster.goals import goal_done, standing_of
from footpath.render.poster.measures import sentence
from footpath.render.poster.sheet import Sheet
from footpath.render.svg import escape

Opens = Callable[[Subject], str]
Answers = Callable[[str, Sequence[Opportunity]], str]
_EFFORTS = {"low": to_say("little"), "medium": to_say("some"), "high": to_say("much")}


def told_findings(sheet: Sheet, opens: Opens) -> Iterator[tuple[str, str]]:
    """Each finding: its key, as a `Subject` names it, and what is told of it besides its claims; empty where nothing is.

    Args:
        opens: gives the attributes of a button that opens the panel of a subject.
    """

    def answers(title: str, items: Sequence[Opportunity]) -> str:
        return _rows(title, [_answer(sheet, item, opens) for item in items])

    for pain in sheet.map.pains:
        yield f"pain {pain.id}", _pain(sheet, pain, answers)
    for item in sheet.map.opportunities:
        yield f"opportunity {item.id}", _opportunity(sheet, item, answers)
    for goal in sheet.map.goals:
        yield f"goal {goal.id}", _goal(sheet, goal, answers)


def _pain(sheet: Sheet, pain: Pain, answers: Answers) -> str:
    facts = [
        (say("When"), _when(pain)),
        (say("How often"), _figure(sheet, pain.frequency)),
        (say("How many"), _figure(sheet, pain.reach)),
        (say("At stake"), sentence(pain.stake.text) if pain.stake else ""),
    ]
    ways = [item for item in sheet.map.opportunities if item.pain == pain.id]
    return _article(
        _facts(facts),
        _assumed(pain.stake),
        _list(say("What coincides; no cause is claimed"), pain.coincides),
        answers(say("What could be done"), ways),
    )


def _when(pain: Pain) -> str:
    """Since when, with the days that the first one lies between."""
    when = sentence(since(pain))
    low, high = pain.onset_low_on, pain.onset_high_on
    if not when or low is None or high is None or low == high:
        return when
    return f"{when}. {say('It began between {first} and {last} (95% interval)', first=day_of(low), last=day_of(high))}"


def _figure(sheet: Sheet, name: str | None) -> str:
    """What a claim says, with its value where the words leave it out, and its interval."""
    claim = sheet.claim(name)
    if claim is None:
        return ""
    interval = sheet.interval(name)
    value = sheet.value(name)
    words = claim.text if value in claim.text else f"{value}: {claim.text}"
    return sentence(f"{words} ({interval})" if interval else words)


def _opportunity(sheet: Sheet, item: Opportunity, answers: Answers) -> str:
    goals = [goal.title for goal in sheet.map.goals if goal.id in item.goals]
    bringing = item.bringing
    worth = sentence(bringing.text) if bringing and bringing.text != item.worth else item.worth
    facts = [
        (say("Would bring"), worth),
        (say("Effort"), sentence(say(_EFFORTS[item.effort])) if item.effort else ""),
        (say("Moves the goals"), ", ".join(goals)),
    ]
    others = [other for other in sheet.map.opportunities if item.pain and other.pain == item.pain and other != item]
    return _article(
        _list(say("Why it fits here"), item.fits),
        _facts(facts),
        _assumed(bringing),
        answers(say("Other ways"), others),
    )


def _goal(sheet: Sheet, goal: Goal, answers: Answers) -> str:
    claim = sheet.claim(goal.claim)

    def shown(value: float | None) -> str:
        if value is None:
            return ""
        return amount(value, claim.unit, sheet.map.currency) if claim else score(value)

    started = say("{value} on {day}", value=shown(goal.start), day=day_of(goal.start_on)) if goal.start_on else ""
    facts = [
        (say("At the start"), started if started and goal.start is not None else shown(goal.start)),
        (say("Now"), sheet.value(goal.claim)),
        (say("Target"), shown(goal.target)),
        (say("Until"), day_of(goal.by_on) if goal.by_on else ""),
        (say("Progress"), goal_done(goal)),
        (say("Status"), sentence(say(standing_of(goal).word))),
        (say("Owner"), goal.owner),
        (say("Why it is not known"), goal.why),
    ]
    ways = [item for item in sheet.map.opportunities if goal.id in item.goals]
    return _article(_facts(facts), answers(say("What would move it"), ways))


def _answer(sheet: Sheet, item: Opportunity, opens: Opens) -> str:
    """One that opens the panel of its own where it has more to tell."""
    worth = f' <span class="worth">{escape(item.worth)}</span>' if item.worth else ""
    words = f"{escape(item.title)}{worth}"
    attributes = opens(opportunity_subject(sheet, item))
    return f'<button type="button"{attributes}>{words}</button>' if attributes else words


def _assumed(worth: Worth | None) -> str:
    return _list(say("Reckoned so"), worth.assumptions) if worth else ""


def _article(*parts: str) -> str:
    """Nothing where there is nothing to tell."""
    inner = "".join(parts)
    return f'<article class="told">{inner}</article>' if inner else ""


def _facts(facts: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f'<dt>{escape(name)}</dt><dd dir="auto">{escape(text)}</dd>' for name, text in facts if text)
    return f"<dl>{rows}</dl>" if rows else ""


def _list(title: str, items: Sequence[str]) -> str:
    return _rows(title, [escape(sentence(item)) for item in items if item])


def _rows(title: str, items: Sequence[str]) -> str:
    rows = "".join(f'<li dir="auto">{item}</li>' for item in items)
    return f"<h3>{escape(title)}</h3><ul>{rows}</ul>" if rows else ""
