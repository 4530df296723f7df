"""The head and the columns: figures, stages with their reach, what customers do, and the touchpoint cards."""

from footpath.maps.effectiveness import effectiveness_claim
from footpath.maps.scene import WHOLE, Scene
from footpath.maps.sentences import Sentence
from footpath.maps.statements import FEELS, WENT_ON, came_to
from footpath.model.maps import Action, Figure, StageColumn, TouchpointCard

MOST_CARDS = 6  # of a stage; touchpoints of pains and of strong experience come on top
MOST_ACTIONS = 3
REACHED = Sentence("{value|count} customers reached {stage}")
CAME = Sentence("{value|count} customers: {touchpoint}")
SCORE_KINDS = ("nps", "rating", "csat", "ces")
SCORE_LABELS = {"nps": "NPS", "rating": "mean rating", "csat": "satisfaction", "ces": "ease"}
LEAST_SCORES = 10


def head_figures(scene: Scene) -> tuple[Figure, ...]:
    """Customers, events, what they said, and how they rate: four figures at most."""
    answer, row = scene.overview
    wanted = [
        ("customers", "customers", ""),
        ("events", "events", ""),
        ("texts and scores", "feedback", "of what they said"),
    ]
    figures = []
    for label, field, _ in wanted:
        if row.get(field):
            claim = scene.book.bind(answer, row, field, Sentence("{value|count} {label}", label=label))
            figures += [Figure(label=label, claim=claim)] if claim else []
    scores = scene.book.ask({"ask": "scores", "per": "all"})
    by_kind = {r["kind"]: r for r in scores.dicts() if r["n"] >= LEAST_SCORES}
    kind = next((kind for kind in SCORE_KINDS if kind in by_kind), None)
    if kind:
        text = Sentence("{label} {value|score} from {n|count} answers", label=SCORE_LABELS[kind])
        claim = scene.book.bind(scores, by_kind[kind], "score", text)
        figures += [Figure(label=SCORE_LABELS[kind], claim=claim)] if claim else []
    return tuple(figures[:4])


def stage_columns(scene: Scene) -> tuple[StageColumn, ...]:
    """The stages that have customers, with how many reach each and how many of them come to a later one."""
    answer = scene.book.ask({"ask": "stages"})
    columns = []
    for at, stage in enumerate(scene.stages):
        row = scene.stage_rows.get(stage.name)
        if stage == WHOLE or row is None:
            columns.append(StageColumn(name=stage.name, icon=stage.icon))
            continue
        reach = scene.book.bind(answer, row, "customers", REACHED)
        on = scene.book.bind(answer, row, "rate", WENT_ON) if at + 1 < len(scene.stages) else None
        columns.append(StageColumn(name=stage.name, icon=stage.icon, reach=reach, goes_on=on))
    return tuple(columns)


def actions(scene: Scene) -> tuple[Action, ...]:
    """What customers do in each stage: its most visited touchpoints as sentences, each said once on the map."""
    answer = scene.book.ask({"ask": "touchpoints"})
    found, said = [], set()
    for stage in scene.stages:
        names = sorted(scene.touchpoints_of(stage.name), key=lambda n: -scene.touchpoint_rows[n]["customers"])
        here = []
        for name in names:
            concept, row = scene.concepts[name], scene.touchpoint_rows[name]
            text = concept.action if concept else name
            if text in said or name in scene.passive:
                continue
            said.add(text)
            here.append((text, row))
        for text, row in here[:MOST_ACTIONS]:
            claim = scene.book.bind(answer, row, "customers", CAME)
            found.append(Action(stage=stage.name, text=text, claim=claim))
    return tuple(found)


def touchpoint_cards(scene: Scene, wanted: set[str]) -> tuple[TouchpointCard, ...]:
    """The cards of each stage: the most visited touchpoints, and those in ``wanted`` however few come there."""
    cards = []
    for stage in scene.stages:
        names = scene.touchpoints_of(stage.name)
        top = set(sorted(names, key=lambda n: -scene.touchpoint_rows[n]["customers"])[:MOST_CARDS])
        cards += [_card(scene, stage.name, name) for name in names if name in top or name in wanted]
    return tuple(cards)


def _card(scene: Scene, stage: str, name: str) -> TouchpointCard:
    book = scene.book
    within = {"ask": "touchpoints"} if stage == WHOLE.name else {"ask": "touchpoints", "where": {"stage": stage}}
    reach = book.ask(within)
    row = reach.pick({"touchpoint": name})
    claim = book.bind(reach, row, "share", came_to(stage))
    felt = book.ask({"ask": "experience", "per": "touchpoint"})
    said = felt.pick({"touchpoint": name})
    experience = None
    if said and said["n"]:
        experience = book.bind(felt, said, "experience", FEELS)
    known = scene.known.get(name)
    return TouchpointCard(
        stage=stage,
        name=name,
        channel=scene.touchpoint_rows[name].get("channel") or "other",
        ownership=known.ownership if known else "owned",
        reach=claim,
        experience=experience,
        effectiveness=effectiveness_claim(scene, name),
    )
