"""Since when? The day from which a pain's signals are worse than before, where there is such a day."""

from datetime import date, timedelta
from typing import Any

from footpath.maps.pains.cells import DELAY, FRUSTRATION, LEAVING, PROMISE, REPEAT, SCORE, WORDS
from footpath.maps.pains.compare import Comparison
from footpath.maps.pains.finding import Finding, Onset
from footpath.maps.scene import Scene

ASKED = {LEAVING: "leaving", REPEAT: "repeat", SCORE: "score", PROMISE: "promise", DELAY: "delay"}
LEAST_SHRINK = 0.5  # before, a segment's difference to the rest was less than this share of what it is since then
LEAST_RISE = {SCORE: 0.2, DELAY: 0.5}  # in experience, as a share of the wait before; of rates see below
LEAST_RATE_RISE = 1.25
FAILURES = ("payment failed", "error")  # concepts of `words.toml`


def date_onset(scene: Scene, finding: Finding) -> Onset | None:
    """The day since which its signals together are clearly worse; None when it was always so, or cannot be told.

    A touchpoint to which only trouble leads, as one where something failed, is worse as well when more come to it.
    """
    asked = [(signal, kind) for signal in (*finding.signals, *finding.besides) if (kind := _asked_as(signal))]
    for trial in _trials(scene, finding, asked):
        answer = scene.book.ask(trial)
        row = next(iter(answer.dicts()), None)
        if row is not None and _began(finding, trial["signals"][0], row):
            on, low, high = (date.fromisoformat(row[name]) for name in ("onset_on", "onset_low_on", "onset_high_on"))
            until = date.fromisoformat(row["until_on"]) if row["until_on"] else None
            return Onset(answer, row, trial["signals"][0], on, low, high, until)
    return None


def period_of(scene: Scene) -> str:
    """The days of the records as ``during`` takes them, stray ones left out."""
    first, last = scene.period
    if first is None or last is None:
        return ""
    return f"{first.date().isoformat()}..{(last.date() + timedelta(days=1)).isoformat()}"


def _asked_as(signal: Comparison) -> str:
    if signal.kind == FRUSTRATION:
        return str(signal.cell.row["signal"])
    if signal.kind == WORDS:
        return "theme" if signal.cell.row.get("id") else ""
    return ASKED.get(signal.kind, "")


def _trials(scene: Scene, finding: Finding, asked: list[tuple[Comparison, str]]) -> list[dict[str, Any]]:
    """The pain's signals together first; where these tell no day, all that is worse there, then how many come."""
    kinds = list(dict.fromkeys(kind for signal, kind in asked if signal in finding.signals))
    every = list(dict.fromkeys([*kinds, *(kind for _, kind in asked)]))
    if finding.promise and "promise" not in kinds:
        kinds.insert(0, "promise")
    if not kinds:
        return []
    visits = ["visits"] if is_trouble(scene, finding.touchpoint) else []
    tried = [kinds, every, kinds[:1], visits]
    whole = _question(scene, finding, asked)
    return [{**whole, "signals": some} for n, some in enumerate(tried) if some and some not in tried[:n]]


def _question(scene: Scene, finding: Finding, asked: list[tuple[Comparison, str]]) -> dict[str, Any]:
    question: dict[str, Any] = {"ask": "onset", "touchpoint": finding.touchpoint, "during": period_of(scene)}
    if finding.segment:
        question["segment"] = dict([finding.segment])
    for signal, kind in asked:
        if kind == "delay":
            question["origin"] = str(signal.cell.row["touchpoint"])
        if kind == "theme":
            question["theme"] = str(signal.cell.row["id"])
        if kind == "repeat":
            question["within"] = signal.cell.signal.question["within"]
    return question


def is_trouble(scene: Scene, touchpoint: str) -> bool:
    """Does only trouble lead here: something failed, has to be sent back, or needs help?"""
    concept = scene.concepts.get(touchpoint)
    return concept is not None and (concept.once or concept.name in FAILURES)


def _began(finding: Finding, kind: str, row: dict[str, Any]) -> bool:
    """Was it no pain before, or hardly one?"""
    before, since = row["before"], row["since"]
    rest_before, rest_since = row["rest_before"], row["rest_since"]
    if before is None or since is None:
        return False
    if finding.segment and rest_before is not None and rest_since is not None and kind != "visits":
        return bool(abs(before - rest_before) < LEAST_SHRINK * abs(since - rest_since))
    if kind == "score":
        return bool(before - since >= LEAST_RISE[SCORE])
    if kind == "delay":
        return bool(since >= (1 + LEAST_RISE[DELAY]) * before)
    return bool(since >= LEAST_RATE_RISE * before)
