"""What customers want and need, why they do what they do, and what stands in their way: of each stage, what most texts state."""

from typing import Any

from footpath.maps.feeling import QuoteBook
from footpath.maps.scene import Scene
from footpath.maps.sentences import Sentence
from footpath.model.catalogue import REMAINDER
from footpath.model.maps import Aim
from footpath.model.records import Aim as Kind

LEAST_TEXTS = 10  # that state the same kind of aim about a touchpoint
MOST_AIMS = 3  # of a stage
_WANTED, _HINDERED = (Kind.GOAL, Kind.NEED), (Kind.OBSTACLE,)
STATED = "{value|share} of {texts|count} texts about {touchpoint} that state an aim: they {said}"
_SAID = {
    Kind.GOAL: "want to do something",
    Kind.NEED: "need something",
    Kind.MOTIVATION: "say why they do it",
    Kind.OBSTACLE: "cannot do what they want to",
}


def stated_aims(scene: Scene, quotes: QuoteBook) -> tuple[Aim, ...]:
    """Up to three kinds of aim a stage, each where most texts state it, with a claim and a customer's own words.

    What customers want comes before what stands in their way, and what most state before the rest. Nothing where nobody has listened
    to what customers wrote, or too few state anything: an empty stage has no evidence.
    """
    if not scene.evidence.heard:
        return ()
    question = {"ask": "aims", "per": "touchpoint"}
    answer = scene.book.ask(question)
    rows = [row for row in answer.dicts() if row["n"] >= LEAST_TEXTS and row["touchpoint"] != REMAINDER]
    found = []
    for stage in scene.stages:
        for row in _told([row for row in rows if scene.stage_of(row["touchpoint"]) == stage.name]):
            kind, touchpoint = Kind(row["aim"]), row["touchpoint"]
            claim = scene.book.bind(answer, row, "share", Sentence(STATED, said=_SAID[kind]))
            own = quotes.stating(touchpoint, kind)
            found.append(
                Aim(stage=stage.name, kind=kind.value, touchpoint=touchpoint, text=touchpoint, claim=claim, quotes=own)
            )
    return tuple(found)


def _told(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of each kind the touchpoint where most texts state it: what is wanted, what hinders, then whatever most state."""
    best: dict[str, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: (-row["n"], row["touchpoint"])):
        best.setdefault(row["aim"], row)
    ranked = list(best.values())
    first = [next((row for row in ranked if row["aim"] in kinds), None) for kinds in (_WANTED, _HINDERED)]
    chosen = [row for row in first if row is not None]
    return [*chosen, *(row for row in ranked if row not in chosen)][:MOST_AIMS]
