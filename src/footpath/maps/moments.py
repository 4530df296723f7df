"""Moments of truth: touchpoints whose occurrence, or experience, goes with another outcome, other things being alike.

*Occurrence*: of customers who had been there by the end of their first day and those who had not, who reaches the outcome in the
month after? *Experience*: of customers for whom it was good there and those for whom it was poor, who does? Both are
adjusted for how long the journey was and for where it began, corrected for how many touchpoints are tried, and told only when the
interval of the difference leaves zero out. Steps that are part of the outcome itself are none: that those who pay buy says
nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from footpath.maps.scene import Scene
from footpath.maps.sentences import Sentence
from footpath.model.catalogue import REMAINDER
from footpath.model.findings import MomentOfTruth
from footpath.model.questions import Answer

BY = "{value|points} of {these} {done} than of {others}, among journeys alike"
_REST = "({beside.n|count} customers); among journeys alike {beside.points|points}."
TOLD_WITH = "{with_rate|share} of {these} {done}, {without_rate|share} of {others} " + _REST
TOLD_GOOD = "{good_rate|share} of {these} {done}, {poor_rate|share} of {others} " + _REST
MOST_MOMENTS = 5
SURE = 0.05  # share of false ones among those told
LEAST_EFFECT = 0.2  # Cohen's h: what he calls small
LEAST_UNADJUSTED = 0.5  # of the adjusted difference must be there without the adjustment
FIRST_DAY, MONTH = "1d", "30d"
OUTCOMES = ("buy", "signup", "renew")  # roles of `words.toml`: the first that the records hold
ON_THE_WAY = frozenset({"decide", "pay"})  # roles of the steps towards one
TALK = frozenset({"advocate"})
SURVEY = "survey"
NO_RETURN = frozenset(
    {"approve", "ship", "receive", "cancel"}
)  # roles of what follows a purchase of itself, or ends it


@dataclass(frozen=True)
class Outcome:
    """What counts as one: the touchpoints that mean it, and its name; without a name it is to come back at all."""

    touchpoints: tuple[str, ...]
    name: str = ""

    @property
    def step(self) -> dict[str, Any]:
        return {"outcome": list(self.touchpoints)}

    @property
    def done(self) -> Sentence:
        """What those do who reach it."""
        return Sentence("go on to {text}", text=self.text) if self.name else Sentence("come back at all")

    @property
    def text(self) -> Sentence:
        return Sentence("{name} within {within|period}", name=self.name) if self.name else Sentence("coming back")


@dataclass(frozen=True)
class Candidate:
    """A row that may be told."""

    what: Literal["occurrence", "experience"]
    outcome: Outcome
    answer: Answer
    row: dict[str, Any]

    @property
    def touchpoint(self) -> str:
        return str(self.row["touchpoint"])


def moments_of_truth(scene: Scene) -> tuple[MomentOfTruth, ...]:
    """The strongest five, the strongest first; each touchpoint once for each of the two ways."""
    best: dict[tuple[str, str], Candidate] = {}
    for found in _candidates(scene):
        key = found.touchpoint, found.what
        if _is_sure(found.row) and (key not in best or abs(found.row["effect"]) > abs(best[key].row["effect"])):
            best[key] = found
    strongest = sorted(best.values(), key=lambda c: (-abs(c.row["effect"]), c.touchpoint, c.what))
    told = (_told(scene, candidate) for candidate in strongest)
    return tuple(moment for moment in told if moment)[:MOST_MOMENTS]


def main_outcome(scene: Scene) -> Outcome | None:
    """What journeys are for, by the names of touchpoints: a purchase, else a sign-up, else a renewal."""
    for role in OUTCOMES:
        names = [name for name in scene.touchpoint_rows if _role(scene, name) == role and name not in scene.passive]
        if names:
            commonest = max(names, key=lambda name: scene.touchpoint_rows[name]["customers"])
            return Outcome(tuple(names), commonest)
    return None


def coming_back(scene: Scene) -> Outcome | None:
    """Anything that customers do of themselves: not what they receive, nor what they are asked for."""
    own = [name for name in scene.touchpoint_rows if name not in scene.passive and not _is_aftermath(scene, name)]
    return Outcome(tuple(own)) if own else None


def _is_aftermath(scene: Scene, name: str) -> bool:
    """Is it a part of what was bought before, the end of it, or talk about it?"""
    concept = scene.concepts.get(name)
    return concept is not None and (concept.role in TALK | NO_RETURN or concept.name == SURVEY)


def _candidates(scene: Scene) -> Iterable[Candidate]:
    outcome = main_outcome(scene)
    if outcome is not None:
        yield from _occurrences(scene, outcome)
    for reached in filter(None, (outcome, coming_back(scene))):
        limit = {"within": MONTH} if reached.name else {}
        answer = scene.book.ask({"ask": "aftermath", **reached.step, **limit})
        yield from (Candidate("experience", reached, answer, row) for row in answer.dicts() if _stands(scene, row))


def _occurrences(scene: Scene, outcome: Outcome) -> Iterable[Candidate]:
    answer = scene.book.ask({"ask": "moments", **outcome.step, "after": FIRST_DAY, "within": MONTH})
    stages = {scene.stage_of(name) for name in outcome.touchpoints}
    for row in answer.dicts():
        name = str(row["touchpoint"])
        if not _stands(scene, row) or name in scene.passive or _role(scene, name) in ON_THE_WAY | TALK:
            continue
        if name in outcome.touchpoints or (len(scene.stages) > 1 and scene.stage_of(name) in stages):
            continue
        yield Candidate("occurrence", outcome, answer, row)


def _stands(scene: Scene, row: dict[str, Any]) -> bool:
    return row["touchpoint"] != REMAINDER and scene.stage_of(row["touchpoint"]) is not None


def _is_sure(row: dict[str, Any]) -> bool:
    """By more than chance, by enough, and seen without the adjustment as well.

    Who was at one more place has a longer journey, so that among journeys as long the others were at more other places: what
    only shows then, or turns round, may be that.
    """
    if row["q"] is None or row["effect"] is None or row["q"] > SURE or abs(row["effect"]) < LEAST_EFFECT:
        return False
    as_it_stands = row["raw_difference"] / row["difference"] if row["difference"] else 0.0
    return bool((row["low"] > 0 or row["high"] < 0) and as_it_stands >= LEAST_UNADJUSTED)


def _role(scene: Scene, name: str) -> str:
    concept = scene.concepts.get(name)
    return concept.role if concept else ""


def _told(scene: Scene, found: Candidate) -> MomentOfTruth | None:
    one, other = ("with", "without") if found.what == "occurrence" else ("good", "poor")
    row, question, done = found.row, found.answer.question, found.outcome.done
    these, others = _sides(found)
    text = Sentence(BY, these=these, others=others, done=done)
    difference = scene.book.bind(
        found.answer, row, "difference", text, factor=100, unit="points", caution="no cause is claimed"
    )
    sides = [
        scene.book.bind(
            found.answer, row, f"{side}_rate", Sentence("{value|share} of {who} {done}", who=who, done=done)
        )
        for side, who in ((one, these), (other, others))
    ]
    if difference is None:
        return None
    among = row["n_with"] + row["n_without"] if one == "with" else row["good_n"] + row["poor_n"]
    beside = {"n": among, "points": 100 * row["difference"]}
    told = Sentence(TOLD_WITH if one == "with" else TOLD_GOOD, these=these, others=others, done=done, beside=beside)
    after = "the first day" if one == "with" else "it"
    return MomentOfTruth(
        stage=scene.stage_of(found.touchpoint) or "",
        touchpoint=found.touchpoint,
        what=found.what,
        outcome=Sentence("{what} after {after}", what=found.outcome.text, after=after).told(row, question),
        sentence=told.told(row, question),
        difference=difference,
        claims=tuple(dict.fromkeys(claim for claim in (difference, *sides) if claim)),
        effect=row["effect"],
        q=row["q"],
    )


def _sides(found: Candidate) -> tuple[Sentence, Sentence]:
    """Whom the two rates are of."""
    if found.what == "occurrence":
        return Sentence("those who come to {touchpoint} on their first day"), Sentence("those who do not")
    if found.row["of"] == "promise":
        return Sentence("those to whom {touchpoint} came as promised"), Sentence("those to whom it came late")
    return Sentence("those who speak well of {touchpoint}"), Sentence("those who speak badly of it")
