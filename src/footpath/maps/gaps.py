"""Content gaps: a stage that customers of a persona reach, and a channel that they use elsewhere and meet nothing of there."""

from dataclasses import dataclass
from typing import Any

from footpath.maps.scene import WHOLE, Scene
from footpath.maps.sentences import Sentence
from footpath.model.catalogue import REMAINDER
from footpath.model.findings import ContentGap

MOST_GAPS = 5
CHANNELS = ("web", "app", "email", "phone", "store", "social", "chat", "sms")  # that can carry something in any stage
LEAST_USERS = 50  # of a persona, who use a channel elsewhere
LEAST_SHARE = 0.2  # of the persona
LEAST_COMERS = 50  # of a persona, who reach the stage
LEAST_TOUCHPOINTS = 2  # of the stage, on any of these channels
NOBODY = 0.005  # of those who reach the stage: fewer come there by accident
_PERSONA = "persona"


@dataclass(frozen=True)
class _Gap:
    """A gap before it is told. ``size`` only orders: who reach the stage times the share that uses the channel."""

    stage: str
    persona: str
    channel: str
    users: dict[str, Any]
    reached: dict[str, Any]
    size: float


def content_gaps(scene: Scene) -> tuple[ContentGap, ...]:
    """The largest few: where customers of a persona reach a stage and meet nothing on a channel that they use before and after.

    A gap is told only between stages where they do use the channel, or right after one: a channel that carries them there
    and stops. Without personas it is told of all customers.
    """
    if scene.stages == (WHOLE,):
        return ()
    personas = [known.name for known in scene.evidence.personas] or [""]
    found = [gap for persona in personas for gap in _gaps_of(scene, persona)]
    largest = sorted(found, key=lambda gap: (-gap.size, gap.stage, gap.persona, gap.channel))
    return tuple(_told(scene, gap) for gap in _once_where_all(largest, len(personas))[:MOST_GAPS])


def _gaps_of(scene: Scene, persona: str) -> list[_Gap]:
    stages = {row["stage"]: row for row in _rows(scene, "stages") if row.get("group", "") == persona or not persona}
    present = _present(scene, persona, stages)
    order = [stage.name for stage in scene.stages]
    total = _customers(scene, persona)
    found = []
    for channel in CHANNELS:
        used = [at for at, stage in enumerate(order) if (stage, channel) in present]
        if not used or not total:
            continue
        for at, stage in enumerate(order):
            if not _is_told_by_channels(scene, stage):
                continue
            carried = at - 1 in used and (any(later > at for later in used) or at + 1 == len(order))
            reached = stages.get(stage)
            if (stage, channel) in present or not carried or reached is None or reached["customers"] < LEAST_COMERS:
                continue
            users = _users(scene, persona, channel)
            if users and users["customers"] >= max(LEAST_USERS, LEAST_SHARE * total):
                size = reached["customers"] * users["customers"] / total
                found.append(_Gap(stage, persona, channel, users, reached, size))
    return found


def _is_told_by_channels(scene: Scene, stage: str) -> bool:
    """Whether enough touchpoints of a stage say which of these channels they are on: reviews, say, are written anywhere."""
    rows = [scene.touchpoint_rows[name] for name in scene.touchpoints_of(stage)]
    return sum(row.get("channel") in CHANNELS for row in rows) >= LEAST_TOUCHPOINTS


def _present(scene: Scene, persona: str, stages: dict[str, dict[str, Any]]) -> set[tuple[str, str]]:
    """The stages and channels with touchpoints that these customers come to; the unnamed rest may be anything."""
    rows = [row for row in _rows(scene, "touchpoints") if row.get("group", "") == persona or not persona]
    found = set()
    for row in rows:
        stage = scene.stage_of(row["touchpoint"])
        reached = stages.get(stage or "")
        if stage and reached and row["customers"] > NOBODY * reached["customers"]:
            channels = CHANNELS if row["touchpoint"] == REMAINDER else (str(row.get("channel") or "other"),)
            found |= {(stage, channel) for channel in channels}
    return found


def _rows(scene: Scene, ask: str) -> list[dict[str, Any]]:
    split = {"by": _PERSONA} if scene.evidence.personas else {}
    return scene.book.rows({"ask": ask, **split})


def _customers(scene: Scene, persona: str) -> int:
    if not persona:
        return scene.customers
    rows = scene.book.rows({"ask": "overview", "by": _PERSONA})
    return next((int(row["customers"]) for row in rows if row.get("group") == persona), 0)


def _users_question(scene: Scene, channel: str) -> dict[str, Any]:
    split = {"by": _PERSONA} if scene.evidence.personas else {}
    return {"ask": "overview", "where": {"channel": channel}, **split}


def _users(scene: Scene, persona: str, channel: str) -> dict[str, Any] | None:
    rows = scene.book.rows(_users_question(scene, channel))
    return next((row for row in rows if row.get("group", "") == persona or not persona), None)


def _once_where_all(gaps: list[_Gap], personas: int) -> list[_Gap]:
    """A gap of every persona is told once, of the largest: it is the company's, not the persona's."""
    kept, seen = [], set()
    for gap in gaps:
        alike = sum((other.stage, other.channel) == (gap.stage, gap.channel) for other in gaps)
        if alike == personas and (gap.stage, gap.channel) in seen:
            continue
        seen.add((gap.stage, gap.channel))
        kept.append(gap)
    return kept


def _told(scene: Scene, gap: _Gap) -> ContentGap:
    total = _customers(scene, gap.persona)
    who = gap.persona or "customers"
    users = scene.book.ask(_users_question(scene, gap.channel))
    split = {"by": _PERSONA} if scene.evidence.personas else {}
    stages = scene.book.ask({"ask": "stages", **split})
    used = Sentence("{value|share} of {who} use {channel}", who=who, channel=gap.channel)
    reach = Sentence("{customers|count} {who} reach {stage}", who=who)
    claims = (
        scene.book.bind(users, gap.users, "customers", used, factor=1 / total, unit="share"),
        scene.book.bind(stages, gap.reached, "customers", reach),
    )
    share = used.told({"value": gap.users["customers"] / total})
    return ContentGap(
        stage=gap.stage,
        persona=gap.persona,
        channel=gap.channel,
        text=f"{share}; {reach.told(gap.reached)} and meet nothing on it there.",
        claims=tuple(claim for claim in claims if claim),
    )
