"""What one customer met on the way: each event, with what was said on it and felt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from footpath.app.kept_themes import were_heard
from footpath.app.scoped_events import events_in
from footpath.maps.walking import Met
from footpath.model.records import Emotion, FeedbackKind, LinkKind, Tier

if TYPE_CHECKING:
    from footpath.app.workspace import Workspace
    from footpath.journeys.columns import Shard
    from footpath.journeys.index import Happened
    from footpath.lake import Lake

LONGEST_SAID = 320  # characters
_KINDS, _LINKS, _EMOTIONS = tuple(FeedbackKind), tuple(LinkKind), tuple(Emotion)


def met_by(workspace: Workspace, key: int, scope: Mapping[str, Any]) -> list[Met]:
    """The customer's events that the scope keeps, with what was said on each; with what was felt where somebody listened."""
    listened = workspace.index.has_feedback and were_heard(workspace)
    index = workspace.heard_index if listened else workspace.index
    kept = {
        int(event) for part in events_in(workspace.index, scope) for event in part.shard.event_id[part.rows_of(key)]
    }
    journey = [event for event in index.journey(key) if event.event_id in kept]
    texts = _texts(workspace.lake, [event.event_id for event in journey])
    told = {
        event: (shard, place)
        for shard in index.shards
        for at in np.flatnonzero(shard.key == key)
        for event, place in _spoken(shard, int(at))
    }
    return [_one(index.names, event, texts, told.get(event.event_id)) for event in journey]


def _spoken(shard: Shard, customer: int) -> list[tuple[int, int]]:
    """The customer's feedback: the event's id, and its place among what was said."""
    rows = shard.feedback.row
    first, last = np.searchsorted(rows, shard.offsets[customer : customer + 2])
    return [(int(shard.event_id[rows[place]]), int(place)) for place in range(int(first), int(last))]


def _texts(lake: Lake, events: list[int]) -> dict[int, dict[str, Any]]:
    """The feedback on these events, as it was recorded."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = lake.feedback()
    among = table.filter(pc.is_in(table["event_id"], pa.array(events, type=pa.int64())))
    columns = among.select(["event_id", "text", "score", "scale_low", "scale_high"]).to_pylist()
    return {row["event_id"]: row for row in columns}


def _one(
    names: Sequence[str], event: Happened, texts: dict[int, dict[str, Any]], told: tuple[Shard, int] | None
) -> Met:
    met = {
        "at": event.at,
        "touchpoint": event.touchpoint,
        "channel": event.channel,
        "stage": event.stage or "",
        "value": event.value,
        "promise": event.promise or "",
        "late_s": event.late_s,
    }
    if told is not None:
        met |= _words(names, event, texts.get(event.event_id, {}), *told)
    return Met(**met)  # type: ignore[arg-type]


def _words(names: Sequence[str], event: Happened, text: dict[str, Any], shard: Shard, place: int) -> dict[str, Any]:
    """What was said, scrubbed; how it felt, and how surely it is about what it seems to be about."""
    from footpath.voice import scrub, source_label

    said = shard.feedback
    kind = _KINDS[int(said.kind[place])]
    source = source_label(kind, text.get("score"), text.get("scale_low"), text.get("scale_high"))
    about = int(said.about[place])
    if about < len(names) and names[about] != event.touchpoint:
        source += f", about {names[about]}"
    felt = float(said.experience[place])
    emotion = _EMOTIONS[int(said.emotion[place])]
    return {
        "said": _cut(scrub(text.get("text") or "")),
        "source": source,
        "experience": None if felt != felt else max(-1.0, min(1.0, felt)),
        "tier": Tier.MEASURED if _LINKS[int(said.link[place])] is LinkKind.STATED else Tier.INFERRED,
        "emotion": "" if emotion is Emotion.NONE else emotion.value,
    }


def _cut(text: str) -> str:
    """A text of readable length; scrubbed before, for half an address is not seen as one."""
    return text if len(text) <= LONGEST_SAID else text[:LONGEST_SAID].rsplit(" ", 1)[0].rstrip() + " …"
