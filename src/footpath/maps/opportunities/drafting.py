"""From pains, highs and gaps to what could be done about them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from footpath.maps.evidence import Mood
from footpath.maps.opportunities.catalogue import Remedy
from footpath.maps.opportunities.fitting import Fit, filled, fitting, names_in
from footpath.maps.opportunities.situation import PERSONA, Situation, situation_of
from footpath.maps.opportunities.worth import reckon
from footpath.maps.pains.lasting import Lasting
from footpath.maps.scene import WHOLE, Scene
from footpath.maps.sentences import Sentence
from footpath.maps.statements import came_to, customers_of
from footpath.maps.wording import day_text
from footpath.model.findings import ChecklistItem, ContentGap, Goal, Opportunity, Pain, Praise

MOST_HIGHS = 3
MOST_FILLS = 3


def opportunities(
    scene: Scene,
    pains: Sequence[Pain],
    strong: Mapping[str, Mood],
    remedies: Sequence[Remedy],
    *,
    days: Mapping[str, Lasting] | None = None,
    praises: Sequence[Praise] = (),
    goals: Sequence[Goal] = (),
    checklist: Sequence[ChecklistItem] = (),
    gaps: Sequence[ContentGap] = (),
) -> tuple[Opportunity, ...]:
    """What could be done: for each pain the remedies that fit best, then highs to build on, then gaps to fill.

    The first remedy of a pain says what it would be worth. Others of the same pain are in its place or beside it, and say
    nothing, for they would bring the same once.

    Args:
        days: of each pain by its id, in which it was there; all of the records where nothing is said.
    """
    known = days or {}
    found = [chance for pain in pains for chance in _against(scene, pain, remedies, known.get(pain.id))]
    found = _each_once_a_stage(found)
    found += _amplifying(scene, strong, praises, remedies)
    hurting = {claim for pain in pains for claim in pain.claims}
    found += _filling(scene, remedies, checklist, gaps, hurting, {chance.remedy for chance in found})
    return tuple(
        chance.model_copy(update={"id": f"o{at}", "goals": _goals_of(chance, goals)})
        for at, chance in enumerate(found, 1)
    )


def _against(scene: Scene, pain: Pain, remedies: Sequence[Remedy], days: Lasting | None) -> list[Opportunity]:
    situation = situation_of(scene, pain, days)
    found = []
    for fit in fitting(remedies, situation):
        chance = _drawn(situation, fit, "fix").model_copy(update={"pain": pain.id})
        if not chance.fits:
            claims = tuple(claim.id for claim in situation.claims)
            chance = chance.model_copy(update={"fits": (pain.sentence,), "fit_claims": claims})
        found.append(chance)
    if days is not None and days.is_over:
        over = f"It was over on {day_text(days.last)}: this would keep it from coming back."
        found = [chance.model_copy(update={"fits": (*chance.fits, over)}) for chance in found]
    reckoned = reckon(situation) if found else None
    if reckoned is not None:
        worth = reckoned.worth
        found[0] = found[0].model_copy(update={"worth": reckoned.short, "claim": worth.claims[0], "bringing": worth})
    return found


def _each_once_a_stage(found: Sequence[Opportunity]) -> list[Opportunity]:
    """A pain's further remedies stand on the map once a stage; its first one stays, however often."""
    told: set[tuple[str, str]] = set()
    pains: set[str | None] = set()
    firsts = {(chance.stage, chance.remedy) for chance in found if _is_new(chance.pain, pains)}
    kept, pains = [], set()
    for chance in found:
        key = chance.stage, chance.remedy
        if _is_new(chance.pain, pains) or (key not in firsts and key not in told):
            kept.append(chance)
            told.add(key)
    return kept


def _is_new(pain: str | None, seen: set[str | None]) -> bool:
    is_new = pain not in seen
    seen.add(pain)
    return is_new


def _amplifying(
    scene: Scene, strong: Mapping[str, Mood], praises: Sequence[Praise], remedies: Sequence[Remedy]
) -> list[Opportunity]:
    """More of what goes well: of what is praised, or, where nothing is, of what feels best."""
    found = []
    for praise in praises[:MOST_HIGHS]:
        segment = next(iter(praise.segment.items()), None)
        situation = Situation(scene, praise.stage, praise.touchpoint, ("high",), segment)
        found += _high(situation, remedies, (praise.sentence,), praise.claims)
    if praises:
        return found
    felt = {row["touchpoint"]: row for row in scene.book.rows({"ask": "experience", "per": "touchpoint"})}
    highs = sorted((n for n, mood in strong.items() if mood == "high"), key=lambda n: (-felt[n]["experience"], n))
    for name in highs[:MOST_HIGHS]:
        row, answer = felt[name], scene.book.ask({"ask": "experience", "per": "touchpoint"})
        claims = [scene.book.bind(answer, row, "experience", Sentence("How {touchpoint} feels"))]
        text = f"{Sentence('{touchpoint} feels {experience|signed}').told(row)} on a scale from −1 to 1"
        if row["rest_experience"] is not None:
            text += Sentence(", comparable touchpoints {rest_experience|signed}").told(row)
            rest = Sentence("How comparable touchpoints feel: {value|signed}")
            claims.append(scene.book.bind(answer, row, "rest_experience", rest))
        situation = Situation(scene, scene.stage_of(name) or "", name, ("high",))
        found += _high(situation, remedies, (f"{text}.",), [claim for claim in claims if claim])
    return found


def _high(
    situation: Situation, remedies: Sequence[Remedy], reasons: tuple[str, ...], claims: Iterable[str]
) -> list[Opportunity]:
    fits = fitting(remedies, situation)[:1]
    worth, claim = _comers(situation)
    return [
        _drawn(situation, fit, "amplify").model_copy(
            update={
                "worth": worth,
                "claim": claim,
                "fits": (*reasons, *fit.reasons),
                "fit_claims": tuple(dict.fromkeys([*claims, *_bound(situation, fit)])),
            }
        )
        for fit in fits
    ]


def _comers(situation: Situation) -> tuple[str, str | None]:
    """How many of those who could come there do."""
    scene, name = situation.scene, situation.touchpoint
    whole = situation.stage == WHOLE.name
    answer = scene.book.ask({"ask": "touchpoints", **({} if whole else {"where": {"stage": situation.stage}})})
    row = answer.pick({"touchpoint": name})
    if row is None:
        return "", None
    who = customers_of(situation.stage)
    text = Sentence("{share|share} of {who} come here so far", who=who).told(row)
    return text, scene.book.bind(answer, row, "share", came_to(situation.stage))


def _filling(
    scene: Scene,
    remedies: Sequence[Remedy],
    checklist: Sequence[ChecklistItem],
    gaps: Sequence[ContentGap],
    hurting: set[str],
    told: set[str],
) -> list[Opportunity]:
    """What would fill the gaps of checklists and channels; a gap that is a pain is told with the pain."""
    found = []
    for item in checklist:
        if item.status == "gap" and hurting.isdisjoint(item.claims):
            situation = Situation(scene, item.stage, "", ("gap",), items=(item.id,))
            found += _fill(situation, remedies, item.text, item.claims, told)
    for gap in gaps:
        segment = (PERSONA, gap.persona) if gap.persona else None
        situation = Situation(scene, gap.stage, "", ("gap",), segment, channel=gap.channel)
        found += _fill(situation, remedies, gap.text, gap.claims, set())
    return found[:MOST_FILLS]


def _fill(
    situation: Situation, remedies: Sequence[Remedy], text: str, claims: Sequence[str], told: set[str]
) -> list[Opportunity]:
    fits = [fit for fit in fitting(remedies, situation)[:1] if fit.remedy.id not in told]
    told |= {fit.remedy.id for fit in fits}
    return [
        _drawn(situation, fit, "fill").model_copy(update={"fits": (text,), "fit_claims": tuple(claims)}) for fit in fits
    ]


def _drawn(situation: Situation, fit: Fit, kind: Literal["fix", "amplify", "fill"]) -> Opportunity:
    names = names_in(situation)
    return Opportunity(
        id="o",
        stage=situation.stage,
        touchpoint=situation.touchpoint,
        title=filled(fit.remedy.title, names),
        why=filled(fit.remedy.why, names),
        remedy=fit.remedy.id,
        kind=kind,
        fits=fit.reasons,
        fit_claims=_bound(situation, fit),
        effort=fit.remedy.effort,
    )


def _bound(situation: Situation, fit: Fit) -> tuple[str, ...]:
    """The claims of a remedy's reasons, which stand on the map from now on."""
    bound = (fact.bound(situation.scene.book) for fact in fit.facts)
    return tuple(dict.fromkeys(claim for claim in bound if claim))


def _goals_of(chance: Opportunity, goals: Sequence[Goal]) -> tuple[str, ...]:
    """The goals about the same touchpoint, or about the whole stage that it stands in."""
    return tuple(
        goal.id
        for goal in goals
        if (goal.touchpoint and goal.touchpoint == chance.touchpoint)
        or (not goal.touchpoint and goal.stage and goal.stage == chance.stage)
    )
