"""Tell a praise in plain words: a title, the figure that proves it, how many it touches, one sentence, its claims."""

from typing import Any

from footpath.maps.feeling import QuoteBook
from footpath.maps.pains.cells import DELAY, LEAVING, SCORE, WORDS
from footpath.maps.pains.compare import Comparison
from footpath.maps.pains.proofs import RATED, WAIT, Told
from footpath.maps.pains.segments import among, title_among
from footpath.maps.praises.find import Praised
from footpath.maps.scene import Scene
from footpath.maps.sentences import Sentence
from footpath.model.findings import Praise

QUOTES_A_PRAISE = 1
LEAST_SCORES = 10
TITLES = {SCORE: "rated high", LEAVING: "customers stay", DELAY: "quick", WORDS: "many speak well of it"}
COUNTED = {SCORE: ("n", "scores and texts"), LEAVING: ("arrivals", "customers"), DELAY: ("n", "times")}


def tell_praise(scene: Scene, praised: Praised, number: int, quotes: QuoteBook) -> Praise:
    """The praise as it stands on the map."""
    told = [_TELL[signal.kind](scene, signal) for signal in praised.signals]
    first = praised.signals[0]
    field, words = COUNTED.get(first.kind, ("n", "texts"))
    who = Sentence("{value|count} {words}", words=words)
    place = f"{praised.touchpoint}{title_among(praised.segment)}"
    text = Sentence("{who} at {place}", who=who, place=place)
    touched = scene.book.bind(first.cell.answer, first.cell.row, field, text)
    sentence = "; ".join(one.clause for one in told)
    claims = [claim for one in told for claim in one.claims]
    return Praise(
        id=f"a{number}",
        stage=scene.stage_of(praised.touchpoint) or "",
        touchpoint=praised.touchpoint,
        title=f"{praised.touchpoint}: {TITLES[first.kind]}{title_among(praised.segment)}",
        proof=told[0].proof,
        who=who.told({"value": first.cell.row[field]}),
        sentence=f"{sentence[:1].upper()}{sentence[1:]}.",
        kinds=praised.kinds,
        segment=dict([praised.segment]) if praised.segment else {},
        strength=round(praised.strength, 4),
        claims=tuple(dict.fromkeys([*claims, *([touched] if touched else [])])),
        quotes=quotes.about(praised.touchpoint, "high", QUOTES_A_PRAISE, praised.where),
    )


def _rated(scene: Scene, found: Comparison) -> Told:
    """By the scores that customers gave, where the commonest kind says so, else by how it feels."""
    question: dict[str, Any] = {"ask": "scores", "per": "touchpoint", **({"by": found.by} if found.by else {})}
    answer, keys = scene.book.ask(question), {"touchpoint": found.touchpoint}
    if found.by:
        keys["group"] = str(found.cell.group)
    rows = [r for r in answer.dicts() if r["n"] >= LEAST_SCORES and all(r.get(k) == v for k, v in keys.items())]
    rows = [r for r in rows if r["kind"] != "nps" and r.get("rest_score") is not None and r["score"] > r["rest_score"]]
    if not rows:
        return _felt(scene, found)
    row = max(rows, key=lambda r: r["n"])
    text = Sentence("{value|score}{kind|scale} on average at {place}", place=_place(found))
    value = scene.book.bind(answer, row, "score", text)
    there = _elsewhere(found)
    other = scene.book.bind(answer, row, "rest_score", Sentence("{value|score}{kind|scale} {there}", there=there))
    clause = Sentence("it is rated {score|score}{kind|scale}, {rest_score|score} {there}", there=there)
    return Told(RATED.told(row), clause.told(row), _known(value, other))


def _felt(scene: Scene, found: Comparison) -> Told:
    row, answer = found.cell.row, found.cell.answer
    value = scene.book.bind(answer, row, "experience", Sentence("How {place} feels", place=_place(found)))
    there = _elsewhere(found)
    other = scene.book.bind(answer, row, "rest_experience", Sentence("How it feels {there}", there=there))
    feels = Sentence("feels {experience|signed}, {rest_experience|signed} {there}", there=there)
    proof = feels.told(row)
    return Told(proof, f"it {proof} on a scale from −1 to 1", _known(value, other))


def _stayed(scene: Scene, found: Comparison) -> Told:
    row, there = found.cell.row, _elsewhere(found)
    text = Sentence("{value|share} of {who} leave at {place}", who=among(found.segment), place=_place(found))
    value = scene.book.bind(found.cell.answer, row, "rate", text)
    rest = Sentence("{value|share} leave {there}", there=there)
    other = scene.book.bind(found.cell.answer, row, "rest_rate", rest)
    told = Sentence("only {rate|share} leave here, {rest_rate|share} {there}", there=there).told(row)
    return Told(told, told, _known(value, other))


def _quick(scene: Scene, found: Comparison) -> Told:
    row = found.cell.row
    text = Sentence("Half of the waits for {place} are shorter than {value|time}", place=_place(found))
    value = scene.book.bind(found.cell.answer, row, "median_s", text)
    rest = Sentence("Half of the others, than {value|time}")
    other = scene.book.bind(found.cell.answer, row, "rest_median_s", rest)
    clause = Sentence("from {touchpoint} it takes {median_s|time}, otherwise {rest_median_s|time}")
    return Told(WAIT.told(row), clause.told(row), _known(value, other))


def _said(scene: Scene, found: Comparison) -> Told:
    row = found.cell.row
    said = "{share|share} of the {texts|count} texts about {place} speak well of “{theme}”"
    text = Sentence(said, place=_place(found))
    value = scene.book.bind(found.cell.answer, row, "share", text)
    beside = {"share": found.cell.rest_value}
    clause = Sentence("{text}, {beside.share|share} {there}", text=text, there=_elsewhere(found), beside=beside)
    return Told(Sentence("{share|share} speak well of “{theme}”").told(row), clause.told(row), _known(value))


_TELL = {SCORE: _rated, LEAVING: _stayed, DELAY: _quick, WORDS: _said}


def _place(found: Comparison) -> str:
    return f"{found.touchpoint}{title_among(found.segment)}"


def _elsewhere(found: Comparison) -> str:
    return "with the others" if found.segment else "elsewhere"


def _known(*claims: str | None) -> tuple[str, ...]:
    return tuple(claim for claim in claims if claim)
