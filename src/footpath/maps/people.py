"""Who the customers are: the personas of a map, how each feels along it, and what sets them apart by more than chance."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from footpath.maps.claims import Ask
from footpath.maps.evidence import KnownPersona
from footpath.maps.feeling import LEAST_N, QuoteBook
from footpath.maps.scene import Scene
from footpath.maps.sentences import Sentence
from footpath.model.claims import Unit
from footpath.model.intervals import Z95
from footpath.model.maps import (
    Curve,
    CurvePoint,
    Difference,
    PersonaCard,
    PersonaCurve,
    PersonaLine,
    PersonaSection,
)
from footpath.model.questions import Answer
from footpath.model.significance import compare_means, compare_rates, false_discovery_q

MOST_CURVES = 5
LEAST_EFFECT = 0.2  # Cohen's "small": what is less is not told, however sure it is
MOST_Q = 0.05
MOST_DIFFERENCES = 12
MOST_ASKED = 5
OPEN_QUESTIONS = "Open questions"
_PERSONA = "persona"
ARE = Sentence("{value|share} of customers are {group}")
LINE = Sentence("{group}: {text}")
FEELS_TO = Sentence("How {touchpoint} feels to {group}")
FEELS = Sentence("{touchpoint} feels {experience|signed} to {group}, {rest_experience|signed} to the others")
GO_ON = Sentence("{rate|share} of {group} go on from {stage}")


def persona_cards(scene: Scene, quotes: QuoteBook, everybody: Ask) -> tuple[PersonaCard, ...]:
    """The personas with customers, each with its share; customers of no persona are not among them.

    Args:
        everybody: asks of all customers, whoever the map is of: a card tells its persona from all others.
    """
    if not scene.evidence.personas:
        return ()
    answer = scene.book.ask({"ask": "overview", "by": _PERSONA})
    rows = {row["group"]: row for row in answer.dicts()}
    profile = everybody({"ask": "profile", "by": _PERSONA})
    told = _told(scene, profile)
    cards = []
    for known in scene.evidence.personas:
        row = rows.get(known.name)
        if row is None:
            continue
        claim = scene.book.bind(answer, row, "customers", ARE, factor=1 / scene.customers, unit="share")
        if claim:
            cards.append(
                PersonaCard(
                    name=known.name,
                    claim=claim,
                    id=known.id,
                    note=known.note,
                    sections=(
                        *(_section(part, told.get((known.name, part.title), ())) for part in known.sections),
                        *_open_questions(scene, known, profile),
                    ),
                    quote=_own_words(scene, known.name, quotes),
                )
            )
    return tuple(cards)


def _told(scene: Scene, answer: Answer) -> dict[tuple[str, str], tuple[PersonaLine, ...]]:
    """The lines of all cards, by persona and section, as the records are now."""
    told: dict[tuple[str, str], tuple[PersonaLine, ...]] = defaultdict(tuple)
    for row in answer.dicts():
        if row["on_card"] and row["kind"] != "question":
            unit: Unit = "share" if row["unit"] == "category" else row["unit"]
            claim = scene.book.bind(answer, row, "value", LINE, unit=unit)
            line = PersonaLine(text=row["text"], claim=claim, n=row["n"], effect=row["effect"], q=row["q"])
            told[row["group"], row["section"]] += (line,)
    return told


def _open_questions(scene: Scene, known: KnownPersona, answer: Answer) -> Iterator[PersonaSection]:
    """What people want to know of it, then what the records leave open and nobody struck out: at most five, where people ask no more."""
    lines = [PersonaLine(text=text, n=0) for text in known.asked]
    for row in answer.dicts():
        mine = row["kind"] == "question" and row["group"] == known.name and row["feature"] not in known.struck
        if mine and len(lines) < MOST_ASKED:
            unit: Unit = "share" if row["unit"] == "category" else row["unit"]
            claim = scene.book.bind(answer, row, "value", LINE, unit=unit)
            lines += [PersonaLine(text=row["text"], claim=claim, n=row["n"])] if claim else []
    if lines:
        yield PersonaSection(title=OPEN_QUESTIONS, lines=tuple(lines))


def _section(known: PersonaSection, lines: tuple[PersonaLine, ...]) -> PersonaSection:
    """The section with the lines of now; why there are none, where there are none."""
    if lines:
        return PersonaSection(title=known.title, lines=lines)
    return PersonaSection(title=known.title, unknown=known.unknown or "Nothing sets them apart in this any more.")


def _own_words(scene: Scene, persona: str, quotes: QuoteBook) -> str | None:
    """A quote of one of them about the touchpoint that most of them spoke of."""
    question = {"ask": "experience", "per": "touchpoint", "by": _PERSONA}
    rows = [row for row in scene.book.rows(question) if row["group"] == persona and scene.stage_of(row["touchpoint"])]
    for row in sorted(rows, key=lambda row: (-row["n"], row["touchpoint"]))[:3]:
        if found := quotes.of_some(row["touchpoint"], {_PERSONA: persona}):
            return found
    return None


def with_personas(scene: Scene, curve: Curve) -> Curve:
    """The curve and beside it those of the largest personas, at the same touchpoints."""
    question = {"ask": "experience", "per": "touchpoint", "by": _PERSONA}
    if not scene.evidence.personas or not curve.points:
        return curve
    answer = scene.book.ask(question)
    rows = {(row["group"], row["touchpoint"]): row for row in answer.dicts()}
    curves = []
    for known in scene.evidence.personas[:MOST_CURVES]:
        points = []
        for point in curve.points:
            row = rows.get((known.name, point.touchpoint))
            if row is not None and row["n"] >= LEAST_N:
                claim = scene.book.bind(answer, row, "experience", FEELS_TO)
                points += [CurvePoint(stage=point.stage, touchpoint=point.touchpoint, claim=claim)] if claim else []
        if len(points) > 1:
            curves.append(PersonaCurve(persona=known.name, points=tuple(points)))
    return curve.model_copy(update={"personas": tuple(curves)})


@dataclass(frozen=True)
class _Tried:
    """One comparison of a persona with the others: what its claim states, and what is told of both."""

    persona: str
    statement: Sentence
    comparison: Sentence
    question: dict[str, Any]
    row: Mapping[str, Any]
    field: str
    effect: float
    p: float

    @property
    def text(self) -> str:
        return self.comparison.told(self.row)


def differences(scene: Scene) -> tuple[Difference, ...]:
    """In what do personas differ from all other customers? What is not told apart from chance, or is small, is left out.

    Tried are the experience at each touchpoint (Welch) and the share that goes on from each stage (Mantel–Haenszel), all
    corrected together after Benjamini and Hochberg.
    """
    if len(scene.evidence.personas) < 2:
        return ()
    tried = [*_feelings(scene), *_goings_on(scene)]
    q = false_discovery_q([one.p for one in tried])
    told = [
        (one, float(at)) for one, at in zip(tried, q, strict=True) if at <= MOST_Q and abs(one.effect) >= LEAST_EFFECT
    ]
    found = []
    for one, at in sorted(told, key=lambda pair: (-abs(pair[0].effect), pair[0].text))[:MOST_DIFFERENCES]:
        claim = scene.book.bind(scene.book.ask(one.question), one.row, one.field, one.statement)
        if claim:
            found.append(Difference(persona=one.persona, text=one.text, claim=claim, effect=one.effect, q=at))
    return tuple(found)


def _feelings(scene: Scene) -> list[_Tried]:
    question = {"ask": "experience", "per": "touchpoint", "by": _PERSONA}
    rows = [row for row in scene.book.rows(question) if row["n"] >= 2 and scene.stage_of(row["touchpoint"])]
    tried = []
    for row in rows:
        others = [other for other in rows if other["touchpoint"] == row["touchpoint"] and other is not row]
        n = sum(other["n"] for other in others)
        if row["group"] is None or min(row["n"], n) < LEAST_N:
            continue
        rest = sum(other["n"] * other["experience"] for other in others) / n
        spread = sum(other["n"] * (_variance(other) + (other["experience"] - rest) ** 2) for other in others) / n
        found = compare_means([row["n"]], [row["experience"]], [_variance(row)], [n], [rest], [spread])
        effect, p = float(found.effect), float(found.p)
        tried.append(_Tried(row["group"], FEELS, FEELS, question, row, "experience", effect, p))
    return [one for one in tried if one.p == one.p]


def _variance(row: Mapping[str, Any]) -> float:
    """Of single voices, from the 95% interval of their mean."""
    if row["low"] is None or row["high"] is None or not np.isfinite([row["low"], row["high"]]).all():
        return 1.0  # as much as two ends of the scale can differ
    return float(((row["high"] - row["low"]) / (2 * Z95)) ** 2 * row["n"])


def _goings_on(scene: Scene) -> list[_Tried]:
    question = {"ask": "stages", "by": _PERSONA}
    rows = [row for row in scene.book.rows(question) if any(row["stage"] == stage.name for stage in scene.stages[:-1])]
    tried = []
    for row in rows:
        others = [other for other in rows if other["stage"] == row["stage"] and other is not row]
        n, k = (sum(other[name] for other in others) for name in ("customers", "went_on"))
        if row["group"] is None or min(row["customers"], n) < LEAST_N:
            continue
        found = compare_rates([row["went_on"]], [row["customers"]], [k], [n])
        both = Sentence("{these}, {beside.rate|share} of the others", these=GO_ON, beside={"rate": k / n})
        tried.append(_Tried(row["group"], GO_ON, both, question, row, "rate", float(found.effect), float(found.p)))
    return [one for one in tried if one.p == one.p]
