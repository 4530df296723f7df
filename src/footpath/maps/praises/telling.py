"""Tell a praise in plain words: a title, the figure that proves it, how many it touches, one sentence, its claims."""

from typing import Any

from footpath.maps.feeling import QuoteBook
from footpath.maps.pains.cells import DELAY, LEAVING, SCORE, WORDS
from footpath.maps.pains.compare import Comparison
from footpath.maps.pains.proofs import Told
from footpath.maps.pains.segments import among, title_among
from footpath.maps.praises.find import Praised
from footpath.maps.scene import Scene
from footpath.maps.wording import count_text, score_text, share_text, signed_text, time_text
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
    who = f"{count_text(float(first.cell.row[field]))} {words}"
    place = f"{praised.touchpoint}{title_among(praised.segment)}"
    touched = scene.book.bind(first.cell.answer, first.cell.row, field, f"{who} at {place}")
    sentence = "; ".join(one.clause for one in told)
    claims = [claim for one in told for claim in one.claims]
    return Praise(
        id=f"a{number}",
        stage=scene.stage_of(praised.touchpoint) or "",
        touchpoint=praised.touchpoint,
        title=f"{praised.touchpoint}: {TITLES[first.kind]}{title_among(praised.segment)}",
        proof=told[0].proof,
        who=who,
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
    scale = {"ces": " of 7", "rating": " stars", "review": " stars"}.get(row["kind"], " of 5")
    here, rest = score_text(row["score"], row["kind"]), score_text(row["rest_score"], row["kind"])
    value = scene.book.bind(answer, row, "score", f"{here}{scale} on average at {_place(found)}")
    other = scene.book.bind(answer, row, "rest_score", f"{rest}{scale} {_elsewhere(found)}")
    clause = f"it is rated {here}{scale}, {rest} {_elsewhere(found)}"
    return Told(f"{here} against {rest}{scale}", clause, _known(value, other))


def _felt(scene: Scene, found: Comparison) -> Told:
    row, answer = found.cell.row, found.cell.answer
    here, rest = signed_text(row["experience"], 2), signed_text(row["rest_experience"], 2)
    value = scene.book.bind(answer, row, "experience", f"How {_place(found)} feels")
    other = scene.book.bind(answer, row, "rest_experience", f"How it feels {_elsewhere(found)}")
    proof = f"feels {here}, {rest} {_elsewhere(found)}"
    return Told(proof, f"it {proof} on a scale from −1 to 1", _known(value, other))


def _stayed(scene: Scene, found: Comparison) -> Told:
    row, here, rest = found.cell.row, share_text(found.cell.row["rate"]), share_text(found.cell.row["rest_rate"])
    value = scene.book.bind(
        found.cell.answer, row, "rate", f"{here} of {among(found.segment)} leave at {_place(found)}"
    )
    other = scene.book.bind(found.cell.answer, row, "rest_rate", f"{rest} leave {_elsewhere(found)}")
    told = f"only {here} leave here, {rest} {_elsewhere(found)}"
    return Told(told, told, _known(value, other))


def _quick(scene: Scene, found: Comparison) -> Told:
    row, here, rest = found.cell.row, time_text(found.cell.value), time_text(found.cell.rest_value)
    text = f"Half of the waits for {_place(found)} are shorter than {here}"
    value = scene.book.bind(found.cell.answer, row, "median_s", text)
    other = scene.book.bind(found.cell.answer, row, "rest_median_s", f"Half of the others, than {rest}")
    return Told(
        f"{here}, otherwise {rest}", f"from {row['touchpoint']} it takes {here}, otherwise {rest}", _known(value, other)
    )


def _said(scene: Scene, found: Comparison) -> Told:
    row, here = found.cell.row, share_text(found.cell.value)
    what = f"{here} of the {count_text(found.cell.n)} texts about {_place(found)} speak well of “{row['theme']}”"
    value = scene.book.bind(found.cell.answer, row, "share", what)
    rest = share_text(found.cell.rest_value)
    return Told(f"{here} speak well of “{row['theme']}”", f"{what}, {rest} {_elsewhere(found)}", _known(value))


_TELL = {SCORE: _rated, LEAVING: _stayed, DELAY: _quick, WORDS: _said}


def _place(found: Comparison) -> str:
    return f"{found.touchpoint}{title_among(found.segment)}"


def _elsewhere(found: Comparison) -> str:
    return "with the others" if found.segment else "elsewhere"


def _known(*claims: str | None) -> tuple[str, ...]:
    return tuple(claim for claim in claims if claim)
