"""What could be done: a remedy for each pain, and more of what is loved."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from footpath.maps.evidence import Mood
from footpath.maps.names import tokens
from footpath.maps.pains.cells import DELAY, LEAVING, PROMISE, REPEAT
from footpath.maps.pains.compare import Comparison
from footpath.maps.pains.finding import Finding
from footpath.maps.pains.segments import title_among
from footpath.maps.scene import Scene
from footpath.maps.vocabulary import has_word
from footpath.maps.wording import count_text, share_text, time_text
from footpath.model.findings import Opportunity, Pain

HALF = 0.5  # what a remedy is reckoned to close of the gap to the rest
MOST_HIGHS = 3


def opportunities(
    scene: Scene, findings: Sequence[Finding], pains: Sequence[Pain], strong: Mapping[str, Mood]
) -> tuple[Opportunity, ...]:
    """One remedy for each pain, in the order of the pains, then up to three highs to build on."""
    found = [_against(scene, finding, pain) for finding, pain in zip(findings, pains, strict=True)]
    felt = {r["touchpoint"]: r for r in scene.book.rows({"ask": "experience", "per": "touchpoint"})}
    highs = sorted((n for n, mood in strong.items() if mood == "high"), key=lambda n: (-felt[n]["experience"], n))
    found += [_amplify(scene, name) for name in highs[:MOST_HIGHS]]
    return tuple(one.model_copy(update={"id": f"o{at}"}) for at, one in enumerate(found, 1))


def _against(scene: Scene, finding: Finding, pain: Pain) -> Opportunity:
    remedy = _fitting(scene, finding)
    names = {"touchpoint": finding.touchpoint, "among": title_among(finding.segment)}
    worth, claim = _worth(scene, finding)
    return Opportunity(
        id="o",
        stage=pain.stage,
        touchpoint=pain.touchpoint,
        title=_filled(remedy["title"], names),
        worth=worth,
        claim=claim,
        pain=pain.id,
        why=_filled(remedy["why"], names),
    )


def _fitting(scene: Scene, finding: Finding) -> dict[str, Any]:
    concept = scene.concepts.get(finding.touchpoint)
    words = {word for part in finding.segment or () for word in tokens(part)}
    for remedy in _table()["remedy"]:
        of_kind = finding.kinds[0] in remedy["kinds"]
        of_concept = "concepts" not in remedy or (concept is not None and concept.name in remedy["concepts"])
        if of_kind and of_concept and ("segment" not in remedy or has_word(words, remedy["segment"])):
            return dict(remedy)
    return dict(_table()["remedy"][-1])


def _worth(scene: Scene, finding: Finding) -> tuple[str, str | None]:
    """What half of the gap to the rest comes to, as a claim on the row that proves the pain; nothing where it has none."""
    if finding.promise:
        row = finding.promise.row
        text = f"{count_text(HALF * row['broken'])} fewer broken promises, if half of them were kept"
        return text, scene.book.bind(finding.promise.answer, row, "broken", text, factor=HALF, unit="count")
    for signal in finding.signals:
        if signal.kind in (LEAVING, REPEAT, PROMISE) and signal.cell.value > signal.cell.rest_value:
            return _worth_in_customers(scene, signal)
        if signal.kind == DELAY and signal.cell.value > signal.cell.rest_value:
            factor = HALF * (1 - signal.cell.rest_value / signal.cell.value)
            text = f"{time_text(factor * signal.cell.value)} sooner, if half of the gap were closed"
            claim = scene.book.bind(signal.cell.answer, signal.cell.row, "median_s", text, factor=factor)
            return text, claim
    return "", None


def _worth_in_customers(scene: Scene, signal: Comparison) -> tuple[str, str | None]:
    field, words = {
        LEAVING: ("left", "more customers would stay"),
        REPEAT: ("repeated", "fewer would have to come again"),
        PROMISE: ("broken", "fewer broken promises"),
    }[signal.kind]
    factor = HALF * (1 - signal.cell.rest_value / signal.cell.value)
    gap = share_text(signal.cell.value - signal.cell.rest_value)
    number = factor * float(signal.cell.row[field])
    text = f"{count_text(number)} {words}, if half of the gap ({gap}) were closed"
    claim = scene.book.bind(signal.cell.answer, signal.cell.row, field, text, factor=factor, unit="count")
    return f"{count_text(number)} {words}, if half of the gap were closed", claim


def _amplify(scene: Scene, name: str) -> Opportunity:
    concept = scene.concepts.get(name)
    fitting = next(
        entry
        for entry in _table()["amplify"]
        if "concepts" not in entry or (concept is not None and concept.name in entry["concepts"])
    )
    row = scene.touchpoint_rows[name]
    answer = scene.book.ask({"ask": "touchpoints"})
    text = f"{share_text(row['share'])} of all customers came to {name} so far"
    claim = scene.book.bind(answer, row, "share", text)
    return Opportunity(
        id="o",
        stage=scene.stage_of(name) or "",
        touchpoint=name,
        title=_filled(fitting["title"], {"touchpoint": name, "among": ""}),
        worth=text,
        claim=claim,
        why=_filled(fitting["why"], {"touchpoint": name, "among": ""}),
    )


def _filled(text: str, names: Mapping[str, str]) -> str:
    """The names put in one by one: a touchpoint called "{among}" stays what it is."""
    parts = text.replace("{among}", "\0a").replace("{touchpoint}", "\0t").split("\0")
    return parts[0] + "".join((names["among"] if p[0] == "a" else names["touchpoint"]) + p[1:] for p in parts[1:])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("footpath.maps").joinpath("remedies.toml").read_text(encoding="utf-8"))
