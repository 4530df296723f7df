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
from footpath.maps.wording import count_text, score_text, share_text, signed_text, time_text

SIGNS = {
    "rage": ("hammer at it again and again within seconds", "hammer"),
    "error_loop": ("run into it again in the same session", "run into it again"),
    "retry": ("try again after an error", "try again"),
}


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
    row, answer, name = promise.row, promise.answer, finding.touchpoint
    here = share_text(row["rate"])
    share = scene.book.bind(answer, row, "rate", f"{here} of what was promised at {name} came late", caution=caution)
    if not promise.scored:
        return Told(f"{here} later than promised", f"{here} comes later than promised", _known(share), share)
    unit = "stars" if row.get("kind") in ("rating", "review") else "of 5"
    late, on_time = score_text(row["score_broken"]), score_text(row["score_kept"])
    broken = scene.book.bind(answer, row, "score_broken", f"{late} {unit} on average when {name} was late")
    kept = scene.book.bind(answer, row, "score_kept", f"{on_time} {unit} on average when {name} was on time")
    clause = f"when late it is rated {late} {unit} on average, on time {on_time}"
    if finding.leads_with_promise:
        clause = f"{here} comes later than promised; {clause}"
    return Told(f"{late} against {on_time} {unit} when late", clause, _known(broken, kept, share), share)


def _tell_leaving(scene: Scene, found: Comparison, caution: str) -> Told:
    row, here, rest = found.cell.row, share_text(found.cell.value), share_text(found.cell.rest_value)
    name, who = found.touchpoint, among(found.segment)
    value = scene.book.bind(found.cell.answer, row, "rate", f"{here} of {who} leave at {name}", caution=caution)
    other = scene.book.bind(found.cell.answer, row, "rest_rate", f"{rest} of {_rest(scene, found)} leave")
    if found.segment:
        return Told(
            f"{here} leave, {rest} of the others",
            f"{here} of {who} leave here, {rest} of the others",
            _known(value, other),
            value,
        )
    return Told(
        f"{here} leave here, {rest} elsewhere", f"{here} leave here, {rest} elsewhere", _known(value, other), value
    )


def _tell_repeat(scene: Scene, found: Comparison, caution: str) -> Told:
    row, here, rest = found.cell.row, share_text(found.cell.value), share_text(found.cell.rest_value)
    name, who = found.touchpoint, among(found.segment)
    text = f"{here} of {who} at {name} come again within 30 days"
    value = scene.book.bind(found.cell.answer, row, "rate", text, caution=caution)
    other = scene.book.bind(found.cell.answer, row, "rest_rate", f"{rest} of {_rest(scene, found)} do")
    than = "of the others" if found.segment else "elsewhere"
    return Told(
        f"{here} come again, {rest} {than}",
        f"{here} come again within 30 days, {rest} {than}",
        _known(value, other),
        value,
    )


def _tell_promise(scene: Scene, found: Comparison, caution: str) -> Told:
    here = share_text(found.cell.value)
    name, who = found.touchpoint, among(found.segment)
    text = f"{here} of what was promised to {who} at {name} came late"
    value = scene.book.bind(found.cell.answer, found.cell.row, "rate", text, caution=caution)
    answer = scene.book.ask(found.cell.signal.asked())
    whole = answer.pick({"touchpoint": found.cell.row["touchpoint"]})
    clause = f"{here} comes later than promised {_short_among(found)}"
    if whole is None:
        return Told(f"{here} later than promised", clause, _known(value), value)
    usual = share_text(whole["rate"])
    every = scene.book.bind(answer, whole, "rate", f"{usual} of what was promised at {name} came late")
    return Told(f"{here} later than promised, {usual} of all", f"{clause}, {usual} of all", _known(value, every), value)


def _tell_delay(scene: Scene, found: Comparison, caution: str) -> Told:
    here, rest = time_text(found.cell.value), time_text(found.cell.rest_value)
    origin, name, who = str(found.cell.row["touchpoint"]), found.touchpoint, among(found.segment)
    text = f"Half of {who} wait longer than {here} from {origin} to {name}"
    value = scene.book.bind(found.cell.answer, found.cell.row, "median_s", text, caution=caution)
    other = scene.book.bind(found.cell.answer, found.cell.row, "rest_median_s", f"Half of the others, than {rest}")
    clause = f"from {origin} it takes {here} {_short_among(found)}, otherwise {rest}".replace("  ", " ")
    return Told(f"{here}, otherwise {rest}", clause, _known(value, other))


def _tell_score(scene: Scene, found: Comparison, caution: str) -> Told:
    scored = _scored(scene, found, caution)
    if scored:
        return scored
    cell, name, who = found.cell, found.touchpoint, among(found.segment)
    text = f"How {name} feels to {who}, from {count_text(cell.n)} scores and texts"
    value = scene.book.bind(cell.answer, cell.row, "experience", text, caution=caution)
    other = scene.book.bind(cell.answer, cell.row, "rest_experience", f"How it feels to {_rest(scene, found)}")
    proof = f"feels {signed_text(cell.value, 2)}, {'others' if found.segment else 'elsewhere'} {signed_text(cell.rest_value, 2)}"
    return Told(proof, f"it {proof} on a scale from −1 to 1".replace("it feels", "it feels like"), _known(value, other))


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
    kind = row["kind"]
    here, rest = score_text(row["score"], kind), score_text(row["rest_score"], kind)
    scale = {"ces": " of 7", "rating": " stars", "review": " stars"}.get(kind, " of 5")
    text = f"{here}{scale} on average at {found.touchpoint} from {among(found.segment)}"
    value = scene.book.bind(answer, row, "score", text, caution=caution)
    other = scene.book.bind(answer, row, "rest_score", f"{rest}{scale} from {_rest(scene, found)}")
    than = "from the others" if found.segment else "elsewhere"
    return Told(f"{here} against {rest}{scale}", f"it is rated {here}{scale}, {rest} {than}", _known(value, other))


def _tell_frustration(scene: Scene, found: Comparison, caution: str) -> Told:
    row, here, rest = found.cell.row, share_text(found.cell.value), share_text(found.cell.rest_value)
    name, who = found.touchpoint, among(found.segment)
    long, short = SIGNS[str(row["signal"])]
    than = "of the others" if found.segment else "elsewhere"
    value = scene.book.bind(found.cell.answer, row, "rate", f"{here} of {who} at {name} {long}", caution=caution)
    other = scene.book.bind(found.cell.answer, row, "rest_rate", f"{rest} of {_rest(scene, found)} do")
    told = f"{here} of {who} {long}, {rest} {than}"
    return Told(f"{here} {short}, {rest} {than}", told, _known(value, other), value)


def _tell_words(scene: Scene, found: Comparison, caution: str) -> Told:
    """What is told more often here; how often elsewhere is said where the answer has a row for it."""
    cell, name = found.cell, found.touchpoint
    row, here, rest = cell.row, share_text(cell.value), share_text(cell.rest_value)
    of = f"the {count_text(cell.n)} texts about {name}{title_among(found.segment)}"
    emotion = row.get("emotion")
    what = f"show {emotion}" if emotion else f"complain of “{row['theme']}”"
    value = scene.book.bind(cell.answer, row, "share", f"{here} of {of} {what}", caution=caution)
    than = "of the others" if found.segment else "elsewhere"
    return Told(f"{here} {what}, {rest} {than}", f"{here} of {of} {what}, {rest} {than}", _known(value), value)


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


def _short_among(found: Comparison) -> str:
    return title_among(found.segment).strip()


def _known(*claims: str | None) -> tuple[str, ...]:
    return tuple(claim for claim in claims if claim)
