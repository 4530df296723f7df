"""Draw a map from the records: every number on it a claim, nothing where there is no evidence."""

from collections.abc import Iterator, Mapping
from typing import Any

from footpath.maps.aims import stated_aims
from footpath.maps.checklists import checklist
from footpath.maps.claims import Ask, ClaimBook
from footpath.maps.columns import actions, head_figures, stage_columns, touchpoint_cards
from footpath.maps.doubts import doubted_touchpoints
from footpath.maps.employees import employees_say
from footpath.maps.evidence import Evidence, NoEvidence
from footpath.maps.feeling import QuoteBook, emotion_curve, strong_touchpoints
from footpath.maps.flows import flows
from footpath.maps.gaps import content_gaps
from footpath.maps.goals import goals
from footpath.maps.guidance import Guidance
from footpath.maps.measures import stage_measures
from footpath.maps.moments import moments_of_truth
from footpath.maps.notes import draft_notes
from footpath.maps.opportunities import opportunities
from footpath.maps.pains import find_pains
from footpath.maps.pains.lasting import lasting
from footpath.maps.pains.telling import tell_pain
from footpath.maps.people import differences, persona_cards, with_personas
from footpath.maps.praises import find_praise, tell_praise
from footpath.maps.scene import Progress, Scene
from footpath.maps.scope import EvidenceWithin, within
from footpath.model.catalogue import Catalogue
from footpath.model.maps import JourneyMap


def draft_map(
    ask: Ask,
    catalogue: Catalogue,
    *,
    title: str,
    evidence: Evidence | None = None,
    guidance: Guidance | None = None,
    currency: str | None = None,
    scope: str = "All customers",
    where: Mapping[str, Any] | None = None,
    during: str | None = None,
    progress: Progress | None = None,
) -> JourneyMap:
    """What do the records say about the journey?

    Stages without customers are left out. The touchpoints of a stage are its most visited ones, and those with a pain or
    a strong experience. Claims are numbered in the order in which the map is drawn, so the same records and rules give the
    same document.

    Args:
        ask: answers questions; all numbers come from it.
        catalogue: stages and touchpoints in the order of the map.
        evidence: customers' words, records behind rows, the dimensions to look for pain points in.
        guidance: goals, and the lists that findings are held against; the shipped ones and no goals where nothing is said.
        currency: of the money in ``value``.
        scope: whose map it is, in words; ``where`` and ``during`` are what says the same to questions.
        progress: is told what is being done and how far it is, 0..1.

    Raises:
        MapError: there are no journeys.
    """
    everybody, evidence, guidance = ask, evidence or NoEvidence(), guidance or Guidance()
    if where or during:
        ask, evidence = within(ask, where or {}, during), EvidenceWithin(evidence, where or {}, during)
    overview = ask({"ask": "overview"})
    first = overview.rows[0] if overview.rows else None
    period = (getattr(first, "first_at", None), getattr(first, "last_at", None))
    doubts = doubted_touchpoints(ask, evidence.source_scores)
    names = _names(catalogue, evidence, guidance)
    book = ClaimBook(ask, samples=evidence.samples, period=period, doubts=doubts, names=names)
    scene = Scene(book, catalogue, evidence, currency)
    _ = scene.overview  # says so when there is nothing to draw
    from_at, to_at = scene.period
    findings, tried = find_pains(scene, progress)
    strong = strong_touchpoints(scene)
    wanted = {finding.touchpoint for finding in findings} | set(strong)
    quotes = QuoteBook(scene)
    figures, stages, doing = head_figures(scene), stage_columns(scene), actions(scene)
    cards, curve = touchpoint_cards(scene, wanted), with_personas(scene, emotion_curve(scene, wanted))
    pains = tuple(tell_pain(scene, finding, at, tried, quotes) for at, finding in enumerate(findings, 1))
    praised = find_praise(scene, {finding.touchpoint for finding in findings})
    praises = tuple(tell_praise(scene, one, at, quotes) for at, one in enumerate(praised, 1))
    quotes.of_extremes(strong)
    aims = goals(scene, guidance.goals)
    listed, lacking = checklist(scene, guidance.checklists, pains), content_gaps(scene)
    days = {pain.id: lasting(scene, finding) for pain, finding in zip(pains, findings, strict=True)}
    chances = opportunities(
        scene, pains, strong, guidance.remedies, days=days, praises=praises, goals=aims, checklist=listed, gaps=lacking
    )
    measures = stage_measures(scene)
    stated = stated_aims(scene, quotes)
    people = persona_cards(scene, quotes, everybody)
    return JourneyMap(
        title=title,
        scope=scope,
        from_at=from_at,
        to_at=to_at,
        as_of=overview.as_of,
        currency=scene.currency or "",
        figures=figures,
        personas=people,
        stages=stages,
        actions=doing,
        touchpoints=cards,
        aims=stated,
        curve=curve,
        quotes=tuple(quotes.quotes.values()),
        pains=pains,
        praises=praises,
        moments=moments_of_truth(scene),
        opportunities=chances,
        goals=aims,
        checklist=listed,
        gaps=lacking,
        measures=measures,
        differences=differences(scene),
        employees=employees_say(everybody, book) if evidence.employees else (),
        flows=flows(scene, cards),
        notes=draft_notes(scene, tried, pains),
        claims=book.claims,
        lake_version=evidence.lake_version,
    )


def _names(catalogue: Catalogue, evidence: Evidence, guidance: Guidance) -> Iterator[str]:
    """What things are called on the map, which statements may call them."""
    yield from (stage.name for stage in catalogue.stages)
    yield from (touchpoint.name for touchpoint in catalogue.touchpoints)
    yield from (persona.name for persona in evidence.personas)
    yield from (item.title for item in guidance.checklists)
