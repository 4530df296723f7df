"""Each signal of a finding in words: the figure that proves it, a clause of the sentence, and its claims.

What goes together is said, never what causes what.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from footpath.maps.pains.cells import DELAY, FRUSTRATION, LEAVING, PROMISE, REPEAT, SCORE, WORDS
from footpath.maps.pains.compare import Comparison
from footpath.maps.pains.finding import Finding
from footpath.maps.pains.segments import among, others_than, title_among
from footpath.maps.scene import Scene
from footpath.maps.sentences import Sentence

SIGNS = {
    "rage": ("hammer at it again and again within seconds", "hammer"),
    "error_loop": ("run into it again in the same session", "run into it again"),
    "retry": ("try again after an error", "try again"),
}
WAIT = Sentence("{median_s|time}, otherwise {rest_median_s|time}")
RATED = Sentence("{score|score} against {rest_score|score}{kind|scale}")
LATE = Sentence("{value|share} of what was promised at {touchpoint} came late")


@dataclass(frozen=True)
class Told:
    """One signal in words: a short proof, a clause of the sentence, its claims, of which one may say how often it happens."""

    proof: str
    clause: str
    claims: tuple[str, ...]
    frequency: str | None = None


def tell_broken(scene: Scene, finding: Finding, caution: str) -> Told:
    """A broken promise: how many, and what scores say after it."""
    promise = finding.promise
    assert promise is not None
    row, answer = promise.row, promise.answer
    share = scene.book.bind(answer, row, "rate", LATE, caution=caution)
    comes_late = Sentence("{rate|share} comes later than promised")
    if not promise.scored:
        return Told(Sentence("{rate|share} later than promised").told(row), comes_late.told(row), _known(share), share)
    scored = "{value|score}{kind|scale} on average when {touchpoint} was "
    broken = scene.book.bind(answer, row, "score_broken", Sentence(scored + "late"))
    kept = scene.book.bind(answer, row, "score_kept", Sentence(scored + "on time"))
    clause = Sentence("when late it is rated {score_broken|score}{kind|scale} on average, on time {score_kept|score}")
    if finding.leads_with_promise:
        clause = Sentence("{late}; {scores}", late=comes_late, scores=clause)
    proof = Sentence("{score_broken|score} against {score_kept|score}{kind|scale} when late")
    return Told(proof.told(row), clause.told(row), _known(broken, kept, share), share)


def _tell_leaving(scene: Scene, found: Comparison, caution: str) -> Told:
    row, who = found.cell.row, among(found.segment)
    text = Sentence("{value|share} of {who} leave at {touchpoint}", who=who)
    value = scene.book.bind(found.cell.answer, row, "rate", text, caution=caution)
    rest = Sentence("{value|share} of {rest} leave", rest=_rest(scene, found))
    other = scene.book.bind(found.cell.answer, row, "rest_rate", rest)
    proof = clause = Sentence("{rate|share} leave here, {rest_rate|share} elsewhere")
    if found.segment:
        proof = Sentence("{rate|share} leave, {rest_rate|share} of the others")
        clause = Sentence("{rate|share} of {who} leave here, {rest_rate|share} of the others", who=who)
    return Told(proof.told(row), clause.told(row), _known(value, other), value)


def _tell_repeat(scene: Scene, found: Comparison, caution: str) -> Told:
    answer, row = found.cell.answer, found.cell.row
    text = Sentence(
        "{value|share} of {who} at {touchpoint} come again within {within|period}", who=among(found.segment)
    )
    value = scene.book.bind(answer, row, "rate", text, caution=caution)
    other = scene.book.bind(answer, row, "rest_rate", _do(scene, found))
    than = _than(found)
    proof = Sentence("{rate|share} come again, {rest_rate|share} {than}", than=than)
    clause = Sentence("{rate|share} come again within {within|period}, {rest_rate|share} {than}", than=than)
    return Told(proof.told(row), clause.told(row, answer.question), _known(value, other), value)


def _tell_promise(scene: Scene, found: Comparison, caution: str) -> Told:
    row = found.cell.row
    text = Sentence("{value|share} of what was promised to {who} at {touchpoint} came late", who=among(found.segment))
    value = scene.book.bind(found.cell.answer, row, "rate", text, caution=caution)
    answer = scene.book.ask(found.cell.signal.asked())
    whole = answer.pick({"touchpoint": row["touchpoint"]})
    proof = Sentence("{rate|share} later than promised")
    clause = Sentence("{rate|share} comes later than promised{among}", among=title_among(found.segment))
    if whole is None:
        return Told(proof.told(row), clause.told(row), _known(value), value)
    every = scene.book.bind(answer, whole, "rate", LATE)
    of_all = "{told}, {beside.rate|share} of all"
    proof, clause = (Sentence(of_all, told=one, beside=whole) for one in (proof, clause))
    return Told(proof.told(row), clause.told(row), _known(value, every), value)


def _tell_delay(scene: Scene, found: Comparison, caution: str) -> Told:
    row, who = found.cell.row, among(found.segment)
    text = Sentence(
        "Half of {who} wait longer than {value|time} from {touchpoint} to {end}", who=who, end=found.touchpoint
    )
    value = scene.book.bind(found.cell.answer, row, "median_s", text, caution=caution)
    rest = Sentence("Half of the others, than {value|time}")
    other = scene.book.bind(found.cell.answer, row, "rest_median_s", rest)
    takes = "from {touchpoint} it takes {median_s|time}{among}, otherwise {rest_median_s|time}"
    clause = Sentence(takes, among=title_among(found.segment))
    return Told(WAIT.told(row), clause.told(row), _known(value, other))


def _tell_score(scene: Scene, found: Comparison, caution: str) -> Told:
    scored = _scored(scene, found, caution)
    if scored:
        return scored
    cell, who = found.cell, among(found.segment)
    text = Sentence("How {touchpoint} feels to {who}, from {n|count} scores and texts", who=who)
    value = scene.book.bind(cell.answer, cell.row, "experience", text, caution=caution)
    felt = Sentence("How it feels to {rest}", rest=_rest(scene, found))
    other = scene.book.bind(cell.answer, cell.row, "rest_experience", felt)
    rest = Sentence("others" if found.segment else "elsewhere")
    feels = Sentence("{experience|signed}, {rest} {rest_experience|signed}", rest=rest).told(cell.row)
    return Told(f"feels {feels}", f"it feels like {feels} on a scale from −1 to 1", _known(value, other))


def _scored(scene: Scene, found: Comparison, caution: str) -> Told | None:
    """The same in the scores that customers gave, where the most frequent kind of them says so, too."""
    question: dict[str, Any] = {"ask": "scores", "per": "touchpoint", **({"by": found.by} if found.by else {})}
    answer = scene.book.ask(question)
    keys = {"touchpoint": found.touchpoint, **({"group": found.cell.group} if found.by else {})}
    rows = [r for r in answer.dicts() if r["n"] >= 10 and all(r.get(k) == v for k, v in keys.items())]
    rows = [r for r in rows if r["kind"] != "nps"]  # which speaks of the whole, not of one touchpoint
    rows = [r for r in rows if r.get("rest_score") is not None and r["score"] < r["rest_score"]]
    if not rows:
        return None
    row = max(
        rows, key=lambda r: (r["kind"] != "nps", r["n"])
    )  # an NPS speaks of the whole more than of one touchpoint
    text = Sentence("{value|score}{kind|scale} on average at {touchpoint} from {who}", who=among(found.segment))
    value = scene.book.bind(answer, row, "score", text, caution=caution)
    rest = Sentence("{value|score}{kind|scale} from {rest}", rest=_rest(scene, found))
    other = scene.book.bind(answer, row, "rest_score", rest)
    than = "from the others" if found.segment else "elsewhere"
    clause = Sentence("it is rated {score|score}{kind|scale}, {rest_score|score} {than}", than=than)
    return Told(RATED.told(row), clause.told(row), _known(value, other))


def _tell_frustration(scene: Scene, found: Comparison, caution: str) -> Told:
    row, who, than = found.cell.row, among(found.segment), _than(found)
    long, short = SIGNS[str(row["signal"])]
    text = Sentence("{value|share} of {who} at {touchpoint} {do}", who=who, do=long)
    value = scene.book.bind(found.cell.answer, row, "rate", text, caution=caution)
    other = scene.book.bind(found.cell.answer, row, "rest_rate", _do(scene, found))
    clause = Sentence("{rate|share} of {who} {do}, {rest_rate|share} {than}", who=who, do=long, than=than)
    proof = Sentence("{rate|share} {do}, {rest_rate|share} {than}", do=short, than=than)
    return Told(proof.told(row), clause.told(row), _known(value, other), value)


def _tell_words(scene: Scene, found: Comparison, caution: str) -> Told:
    """What is told more often here; how often elsewhere is said where the answer has a row for it."""
    cell, row, than = found.cell, found.cell.row, _than(found)
    what = Sentence("show {emotion}" if row.get("emotion") else "complain of “{theme}”")
    said = "{share|share} of the {texts|count} texts about {touchpoint}{among} {what}"
    text = Sentence(said, among=title_among(found.segment), what=what)
    value = scene.book.bind(cell.answer, row, "share", text, caution=caution)
    rest = {"share": cell.rest_value}
    proof = Sentence("{share|share} {what}, {beside.share|share} {than}", what=what, than=than, beside=rest)
    clause = Sentence("{text}, {beside.share|share} {than}", text=text, than=than, beside=rest)
    return Told(proof.told(row), clause.told(row), _known(value), value)


TELL: dict[str, Callable[[Scene, Comparison, str], Told]] = {
    LEAVING: _tell_leaving,
    REPEAT: _tell_repeat,
    PROMISE: _tell_promise,
    DELAY: _tell_delay,
    SCORE: _tell_score,
    FRUSTRATION: _tell_frustration,
    WORDS: _tell_words,
}


def _rest(scene: Scene, found: Comparison) -> str:
    if found.segment:
        return others_than(found.segment)
    stage = scene.stage_of(found.touchpoint)
    return f"those at the other touchpoints of {stage}"


def _do(scene: Scene, found: Comparison) -> Sentence:
    return Sentence("{value|share} of {rest} do", rest=_rest(scene, found))


def _than(found: Comparison) -> Sentence:
    return Sentence("of the others" if found.segment else "elsewhere")


def _known(*claims: str | None) -> tuple[str, ...]:
    return tuple(claim for claim in claims if claim)
