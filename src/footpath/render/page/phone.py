"""The map on a phone: stages below one another, the ribbon upright at their left, each lane a part of its stage.

A stage shows its headline: how many came, how it felt, its worst pain point. The rest is folded up and says how much it holds.
"""

from collections.abc import Callable

from footpath.model.findings import Opportunity, Pain, Praise
from footpath.model.maps import JourneyMap, TouchpointCard
from footpath.model.records import Tier
from footpath.render.icons import stage_icon, touchpoint_icon
from footpath.render.language import say, say_many, to_say
from footpath.render.marks import Gradient, Mark, Path, Subject
from footpath.render.numbers import experience_words, share
from footpath.render.page import bits
from footpath.render.page.aims import aim_entries
from footpath.render.page.checklist import check_entry, gap_entry
from footpath.render.page.evidence import Evidence
from footpath.render.page.goals import goals_on_phone
from footpath.render.page.small_curve import small_curve
from footpath.render.poster.facts import at_stake, since
from footpath.render.poster.findings import amplifies, opportunity_subject, pain_subject
from footpath.render.poster.foot import standing
from footpath.render.poster.head import subtitle
from footpath.render.poster.measures import sentence
from footpath.render.poster.moments import moments_at
from footpath.render.poster.planned import changes_in, subject_at
from footpath.render.poster.praises import praise_subject
from footpath.render.poster.ribbon import Reach, reaches
from footpath.render.poster.sheet import Sheet
from footpath.render.poster.touchpoint_cards import effect_words, touchpoint_subject
from footpath.render.svg import escape, number
from footpath.render.vocabulary import word

Lane = Callable[[Sheet, Evidence, str], list[str]]
_RAIL = 30 / 56  # the upright ribbon is at most 30 px thick, the poster's 56


def phone(journey: JourneyMap, evidence: Evidence) -> str:
    sheet = evidence.sheet
    stages = "".join(_stage(sheet, evidence, at) for at in range(len(journey.stages)))
    missing = (
        f'<p class="missing" dir="auto">{escape(journey.curve.missing)}</p>'
        if journey.curve.missing and not journey.curve.points
        else ""
    )
    notes = "".join(f'<li dir="auto">{escape(note)}</li>' for note in journey.notes)
    foot = f"<footer><p>{escape(standing(sheet))}</p>{f'<ul>{notes}</ul>' if notes else ''}</footer>"
    return f'<div class="phone">{_head(sheet, evidence)}{goals_on_phone(sheet, evidence)}{missing}{stages}{foot}</div>'


def _button(evidence: Evidence, subject: Subject, inner: str, kind: str) -> str:
    """A button where there is evidence to show, else the same look without one."""
    attributes = evidence.attributes(subject)
    if not attributes:
        return f'<div class="{kind}">{inner}</div>'
    return f'<button type="button" class="{kind}"{attributes}>{inner}</button>'


def _head(sheet: Sheet, evidence: Evidence) -> str:
    figures = "".join(
        f"<li>{_button(evidence, Subject(sentence(word(f.label)), '', sheet.known(f.claim)), _figure(sheet, f.label, f.claim), 'figure')}</li>"
        for f in sheet.map.figures
    )
    people = "".join(
        f"<li>{_button(evidence, Subject(p.name, '', sheet.known(p.claim)), f'{bits.persona_of(at)}<span dir=auto>{escape(p.name)}</span> <small>{escape(sheet.value(p.claim))}</small>', 'persona')}</li>"
        for at, p in enumerate(sheet.map.personas)
    )
    lists = (f'<ul class="figures">{figures}</ul>' if figures else "") + (
        f'<ul class="personas">{people}</ul>' if people else ""
    )
    return f'<p class="subtitle" dir="auto">{escape(subtitle(sheet))}</p>{lists}'


def _figure(sheet: Sheet, label: str, claim: str) -> str:
    interval = sheet.interval(claim)
    beside = f" <small>{escape(interval)}</small>" if interval.startswith("±") else ""
    return (
        f'<b>{escape(sheet.value(claim) or "–")}{beside}</b><small dir="auto">{escape(sentence(word(label)))}</small>'
    )


def _stage(sheet: Sheet, evidence: Evidence, at: int) -> str:
    stage = sheet.map.stages[at]
    on = sheet.claim(stage.goes_on)
    claim = sheet.claim(stage.reach)
    counted = say("no evidence")
    if claim:
        counted = say_many("{count} customer", "{count} customers", claim.value, count=sheet.value(stage.reach))
    reach = f"<span>{escape(counted)}</span>" + (
        f"<span>{escape(say('{share} go on', share=share(on.value)))}</span>" if on else ""
    )
    subject = Subject(stage.name, "", sheet.known(stage.reach, stage.goes_on))
    title = f"<h2>{bits.icon(stage_icon(stage.name, stage.icon), 20)}<span dir=auto>{escape(stage.name)}</span></h2>"
    headline = small_curve(sheet, evidence, stage.name) + _worst(sheet, evidence, stage.name)
    lanes = headline + "".join(_fold(sheet, evidence, stage.name, *lane) for lane in _LANES)
    return (
        f'<section class="stage">{_rail(reaches(sheet), at)}<div class="lanes">{title}'
        f"{_button(evidence, subject, reach, 'reach')}{lanes}</div></section>"
    )


def _rail(known: tuple[Reach | None, ...], at: int) -> str:
    """The ribbon beside a stage, and at its foot the bend to the next with what leaves here."""
    here, after = known[at], known[at + 1] if at + 1 < len(known) else None
    if here is None:
        dashes = '<path d="M1 0V9000" stroke="var(--muted)" stroke-dasharray="3 4"/>'
        return f'<div class="rail"><svg class="body" aria-hidden="true" width="44" height="100%">{dashes}</svg></div>'
    thick = number(here.thick * _RAIL)
    body = (
        '<svg class="body" aria-hidden="true" width="44" height="100%">'
        f'<rect width="{thick}" height="100%" fill="var(--structure)"/></svg>'
    )
    return f'<div class="rail">{body}{_joint(here, after, at) if after else ""}</div>'


def _joint(here: Reach, after: Reach, at: int) -> str:
    carried = here.thick if here.carried is None else here.carried
    x0, x1, lost = here.thick * _RAIL, after.thick * _RAIL, (here.thick - carried) * _RAIL
    marks: list[Mark] = []
    if lost > 0.5:
        out = min(43.0, max(x1 + lost, x0 * 0.6) + 8)
        bend = f"M{number(x0)} 1C{number(x0)} 28 {number(x1)} 28 {number(x1)} 56H{number(out)}"
        stops = ((0.0, "low", 0.75), (1.0, "low", 0.0))
        marks.append(Gradient(f"fall-{at}", (x0, 6), (x0 + 4, 54), stops))
        marks.append(Path(f"{bend}C{number(out)} 28 {number(x0)} 28 {number(x0)} 1z", fill=f"url(#fall-{at})"))
    bend = f"M0 0H{number(x0)}V1C{number(x0)} 28 {number(x1)} 28 {number(x1)} 56H0z"
    return bits.drawing([*marks, Path(bend, fill="structure")], 44, 56, "joint")


def _fold(sheet: Sheet, evidence: Evidence, stage: str, title: str, kind: str, lane: Lane) -> str:
    """A lane of a stage folded up, with what it holds said in its heading; nothing when it holds nothing."""
    items = lane(sheet, evidence, stage)
    if not items:
        return ""
    listed = "".join(f"<li>{item}</li>" for item in items)
    return (
        f'<details class="fold"><summary><h3>{escape(say(title))} <span class="count">{len(items)}</span></h3></summary>'
        f'<ul class="{kind}">{listed}</ul></details>'
    )


def _actions(sheet: Sheet, evidence: Evidence, stage: str) -> list[str]:
    found = [a for a in sheet.map.actions if a.stage == stage]
    return [
        _button(
            evidence, Subject(a.text, "", sheet.known(a.claim)), f"<span dir=auto>{escape(a.text)}</span>", "action"
        )
        for a in found
    ]


def _touchpoints(sheet: Sheet, evidence: Evidence, stage: str) -> list[str]:
    return [_touchpoint(sheet, evidence, card) for card in sheet.map.touchpoints if card.stage == stage]


def _touchpoint(sheet: Sheet, evidence: Evidence, card: TouchpointCard) -> str:
    feels, reach, effect = (sheet.claim(name) for name in (card.experience, card.reach, card.effectiveness))
    assumed = card.tier is Tier.ASSUMED
    small = [say("assumed, no record")] if assumed else [effect_words(effect.value)] if effect else []
    small += [experience_words(feels.value)] if feels else []
    truth = moments_at(sheet, card.stage, card.name)
    small += [say("moment of truth")] if truth else []
    sign = '<span class="moment"></span>' if truth else ""
    mood = bits.face_of(feels.value) if feels else bits.faceless() if assumed else ""
    amount = (
        f'<span class="share">{bits.bar(reach.value)}<small>{escape(sheet.value(card.reach))}</small></span>'
        if reach
        else ""
    )
    inner = (
        f"{bits.icon(touchpoint_icon(card.name, card.channel))}<span class=name><span dir=auto>{sign}{escape(card.name)}</span>"
        f"{amount}<small>{escape(', '.join(small))}</small></span>{mood}"
    )
    return _button(evidence, touchpoint_subject(sheet, card), inner, "card assumed" if assumed else "card")


def _quotes(sheet: Sheet, evidence: Evidence, stage: str) -> list[str]:
    items = []
    for quote in sheet.map.quotes:
        if quote.stage == stage:
            mood = "" if quote.experience is None else bits.face_of(quote.experience)
            source = ", ".join(part for part in (quote.source, quote.touchpoint) if part)
            inner = f"{mood}<span class=name><span dir=auto>“{escape(quote.text)}”</span><small dir=auto>{escape(source)}</small></span>"
            subject = Subject(quote.touchpoint, say("In a customer’s own words"), (), (quote.id,))
            items.append(_button(evidence, subject, inner, "card said"))
    return items


def _worst(sheet: Sheet, evidence: Evidence, stage: str) -> str:
    """The stage's most severe pain point with what answers it, always in sight."""
    drawn = [_pair(sheet, evidence, pain) for pain in _by_severity(sheet, stage)[:1]]
    return f'<h3>{escape(say("Worst pain point"))}</h3><div class="cards">{"".join(drawn)}</div>' if drawn else ""


def _by_severity(sheet: Sheet, stage: str) -> list[Pain]:
    return sorted((pain for pain in sheet.map.pains if pain.stage == stage), key=lambda pain: -pain.severity)


def _further_pains(sheet: Sheet, evidence: Evidence, stage: str) -> list[str]:
    return [_pair(sheet, evidence, pain) for pain in _by_severity(sheet, stage)[1:]]


def _pair(sheet: Sheet, evidence: Evidence, pain: Pain) -> str:
    """A pain point and right below it its first answer; the panel has the others."""
    known = (pain.who, since(pain), at_stake(pain.stake, sheet.map.currency))
    who = "".join(f"<small dir=auto>{escape(part)}</small>" for part in known if part)
    inner = (
        f"{bits.severity(pain.severity)}<span class=name><b dir=auto>{escape(pain.title)}</b>"
        f"<span dir=auto>{escape(pain.proof)}</span>{who}</span>{bits.tier_of(pain.tier)}"
    )
    answers = [item for item in sheet.map.opportunities if item.pain == pain.id and item.stage == pain.stage][:1]
    drawn = "".join(_opportunity(sheet, evidence, item) for item in answers)
    return f'<div class="pair">{_button(evidence, pain_subject(sheet, pain), inner, "card pain")}{drawn}</div>'


def _praises(sheet: Sheet, evidence: Evidence, stage: str) -> list[str]:
    """Each touchpoint's first praise has below it what would make more of it."""
    items, seen = [], set[str]()
    for praise in sheet.map.praises:
        if praise.stage == stage:
            here = [
                item for item in sheet.map.opportunities if (item.stage, item.touchpoint) == (stage, praise.touchpoint)
            ]
            answers = [item for item in here if amplifies(sheet, item)] if praise.touchpoint not in seen else []
            seen.add(praise.touchpoint)
            drawn = "".join(_opportunity(sheet, evidence, item) for item in answers)
            items.append(f'<div class="pair">{_praise(sheet, evidence, praise)}{drawn}</div>')
    return items


def _praise(sheet: Sheet, evidence: Evidence, praise: Praise) -> str:
    who = f"<small dir=auto>{escape(praise.who)}</small>" if praise.who else ""
    words = f"<b dir=auto>{escape(praise.title)}</b><span dir=auto>{escape(praise.proof)}</span>{who}"
    inner = f"<span class=name>{words}</span>{bits.tier_of(praise.tier)}"
    return _button(evidence, praise_subject(sheet, praise), inner, "card praise")


def _checklist(sheet: Sheet, evidence: Evidence, stage: str) -> list[str]:
    return [check_entry(sheet, evidence, item) for item in sheet.map.checklist if item.stage == stage]


def _gaps(sheet: Sheet, evidence: Evidence, stage: str) -> list[str]:
    return [gap_entry(sheet, evidence, gap) for gap in sheet.map.gaps if gap.stage == stage]


def _planned(sheet: Sheet, evidence: Evidence, stage: str) -> list[str]:
    items = []
    for subject in (subject_at(sheet, at) for at in changes_in(sheet, stage)):
        lead = f"<span dir=auto>{escape(subject.lead)}</span>" if subject.lead else ""
        inner = f"<span class=name><b dir=auto>{escape(subject.title)}</b>{lead}</span>"
        items.append(_button(evidence, subject, inner, "card"))
    return items


def _opportunities(sheet: Sheet, evidence: Evidence, stage: str) -> list[str]:
    """Those that stand below no pain point and no praise."""
    answered = {pain.id for pain in sheet.map.pains if pain.stage == stage}
    here = [item for item in sheet.map.opportunities if item.stage == stage and not amplifies(sheet, item)]
    return [_opportunity(sheet, evidence, item) for item in here if item.pain not in answered]


def _opportunity(sheet: Sheet, evidence: Evidence, item: Opportunity) -> str:
    worth = f'<span class="worth" dir=auto>{escape(item.worth)}</span>' if item.worth else ""
    inner = f"<span class=name><b dir=auto>{escape(item.title)}</b>{worth}</span>{bits.icon('lightbulb', 16)}"
    return _button(evidence, opportunity_subject(sheet, item), inner, "card chance")


def _measures(sheet: Sheet, evidence: Evidence, stage: str) -> list[str]:
    items = []
    for item in sheet.map.measures:
        if item.stage == stage:
            value = (
                f"<b>{escape(sheet.value(item.claim) or '–')}</b> <small>{escape(sheet.interval(item.claim))}</small>"
            )
            inner = f"<span class=name><small dir=auto>{escape(sentence(word(item.label)))}</small><span>{value}</span></span>{bits.spark(item.trend)}"
            items.append(
                _button(evidence, Subject(sentence(word(item.label)), "", sheet.known(item.claim)), inner, "measure")
            )
    return items


_LANES: tuple[tuple[str, str, Lane], ...] = (
    (to_say("What they want"), "cards", aim_entries),
    (to_say("Planned changes"), "cards", _planned),
    (to_say("More pain points"), "cards", _further_pains),
    (to_say("Opportunities"), "cards", _opportunities),
    (to_say("What to amplify"), "cards", _praises),
    (to_say("Touchpoints"), "cards", _touchpoints),
    (to_say("In their words"), "cards", _quotes),
    (to_say("Actions"), "actions", _actions),
    (to_say("Measures"), "measures", _measures),
    (to_say("Checklist"), "checks-here", _checklist),
    (to_say("Content gaps"), "checks-here", _gaps),
)
