"""The map as a table: stages across, lanes down. What a screen reader, a search and a copy get."""

from collections.abc import Callable, Iterable

from footpath.model.records import Tier
from footpath.render.language import say, say_many, to_say
from footpath.render.numbers import experience_words, share
from footpath.render.page.aims import aim_lines
from footpath.render.poster.checklist import answer_of
from footpath.render.poster.facts import at_stake, since
from footpath.render.poster.gaps import gap_title
from footpath.render.poster.goals import goal_standing, goal_way
from footpath.render.poster.planned import changes_in, subject_at
from footpath.render.poster.sheet import Sheet
from footpath.render.svg import escape
from footpath.render.vocabulary import word

Cell = Callable[[Sheet, str], list[str]]


def outline(sheet: Sheet) -> str:
    """A table with one column a stage and one row a lane; a cell without evidence is empty."""
    names = [stage.name for stage in sheet.map.stages]
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    rows = []
    for title, cell in _ROWS:
        cells = [cell(sheet, name) for name in names]
        if any(cells):
            rows.append(f'<tr><th scope="row">{escape(say(title))}</th>{"".join(_cell(items) for items in cells)}</tr>')
    return (
        f"{_goals(sheet)}<table><caption>{escape(sheet.map.title)}: {escape(say('stages across, lanes down'))}</caption>"
        f'<thead><tr><th scope="col">{escape(say("Lane"))}</th>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


def _cell(items: list[str]) -> str:
    if not items:
        return "<td></td>"
    return f"<td><ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul></td>"


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)


def _reach(sheet: Sheet, stage: str) -> list[str]:
    found = next(s for s in sheet.map.stages if s.name == stage)
    on = sheet.claim(found.goes_on)
    claim = sheet.claim(found.reach)
    counted = (
        say_many("{count} customer", "{count} customers", claim.value, count=sheet.value(found.reach)) if claim else ""
    )
    return [part for part in (counted, say("{share} go on", share=share(on.value)) if on else "") if part]


def _actions(sheet: Sheet, stage: str) -> list[str]:
    return [action.text for action in sheet.map.actions if action.stage == stage]


def _touchpoints(sheet: Sheet, stage: str) -> list[str]:
    items = []
    for card in sheet.map.touchpoints:
        if card.stage == stage:
            feels = sheet.claim(card.experience)
            felt = ""
            if feels:
                value = sheet.value(card.experience)
                felt = say("experience {felt} ({value})", felt=experience_words(feels.value), value=value)
            reach = say("{share} of the stage’s people", share=sheet.value(card.reach)) if card.reach else ""
            assumed = say("assumed, no record") if card.tier is Tier.ASSUMED else ""
            items.append(_joined((f"{card.name} ({word(card.channel)})", reach, felt, assumed)))
    return items


def _emotion(sheet: Sheet, stage: str) -> list[str]:
    points = [(p.touchpoint, sheet.claim(p.claim)) for p in sheet.map.curve.points if p.stage == stage]
    return [f"{name}: {experience_words(c.value)}, n = {c.n}" for name, c in points if c]


def _planned(sheet: Sheet, stage: str) -> list[str]:
    told = (subject_at(sheet, at) for at in changes_in(sheet, stage))
    return [f"{one.title}: {one.lead}" if one.lead else one.title for one in told]


def _quotes(sheet: Sheet, stage: str) -> list[str]:
    return [f"“{q.text}” {_joined((q.source, q.touchpoint))}" for q in sheet.map.quotes if q.stage == stage]


def _pains(sheet: Sheet, stage: str) -> list[str]:
    found = [p for p in sheet.map.pains if p.stage == stage]
    currency = sheet.map.currency
    return [
        _joined((f"{p.title}: {p.proof}", p.who, since(p), at_stake(p.stake, currency), word(p.tier.value)))
        for p in found
    ]


def _opportunities(sheet: Sheet, stage: str) -> list[str]:
    return [_joined((o.title, o.worth)) for o in sheet.map.opportunities if o.stage == stage]


def _praises(sheet: Sheet, stage: str) -> list[str]:
    found = [p for p in sheet.map.praises if p.stage == stage]
    return [_joined((f"{p.title}: {p.proof}", p.who, word(p.tier.value))) for p in found]


def _moments(sheet: Sheet, stage: str) -> list[str]:
    return [f"{one.touchpoint}: {one.sentence}" for one in sheet.map.moments if one.stage == stage]


def _checklist(sheet: Sheet, stage: str) -> list[str]:
    found = [item for item in sheet.map.checklist if item.stage == stage]
    return [f"{item.title}: {say(answer_of(item).word)}. {item.text}" for item in found]


def _gaps(sheet: Sheet, stage: str) -> list[str]:
    return [f"{gap_title(gap)}: {gap.text}" for gap in sheet.map.gaps if gap.stage == stage]


def _goals(sheet: Sheet) -> str:
    """Goals are of the whole map, so they stand above the table."""
    lines = (f"{goal.title}: {goal_way(sheet, goal)}, {goal_standing(goal)}" for goal in sheet.map.goals)
    items = "".join(f'<li dir="auto">{escape(line)}</li>' for line in lines)
    return f"<p>{escape(say('Goals'))}</p><ul>{items}</ul>" if items else ""


def _measures(sheet: Sheet, stage: str) -> list[str]:
    found = [m for m in sheet.map.measures if m.stage == stage]
    return [f"{word(m.label)}: {sheet.value(m.claim)} {sheet.interval(m.claim)}".strip() for m in found]


_ROWS: tuple[tuple[str, Cell], ...] = (
    (to_say("Reach"), _reach),
    (to_say("What they want"), aim_lines),
    (to_say("Actions"), _actions),
    (to_say("Touchpoints"), _touchpoints),
    (to_say("Emotion"), _emotion),
    (to_say("Planned changes"), _planned),
    (to_say("In their words"), _quotes),
    (to_say("Pain points"), _pains),
    (to_say("Opportunities"), _opportunities),
    (to_say("What to amplify"), _praises),
    (to_say("Moments of truth"), _moments),
    (to_say("Checklist"), _checklist),
    (to_say("Content gaps"), _gaps),
    (to_say("Measures"), _measures),
)
