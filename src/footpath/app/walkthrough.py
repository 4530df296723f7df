"""One journey to play, step by step: a typical one, or that of a customer who is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from footpath.app.evidence import pseudonym
from footpath.app.kept_personas import PERSONA, persona_named
from footpath.app.kept_themes import were_heard
from footpath.errors import SpecError
from footpath.maps.likeness import MOST_CENTRAL, by_centrality
from footpath.maps.walking import FEWEST_STEPS, MOST_STEPS, Met, usual_steps, walk_of
from footpath.model.ids import stable_id
from footpath.model.records import Emotion, FeedbackKind, LinkKind, Tier
from footpath.model.walks import Walk

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from footpath.app.workspace import Workspace
    from footpath.journeys.columns import Shard
    from footpath.journeys.index import Happened

TYPICAL, BY_NAME = "typical", "chosen by name"
SAMPLE = 200
FEWEST_ALIKE = (
    5  # customers to choose among, and customers at each touchpoint: a journey of fewer would say whose it is
)
LONGEST_SAID = 320  # characters
_KINDS, _LINKS, _EMOTIONS = tuple(FeedbackKind), tuple(LinkKind), tuple(Emotion)


@dataclass(frozen=True)
class _Candidate:
    """A journey that may be played: where it lies, its touchpoints, and on how many of its events somebody wrote something."""

    key: int
    codes: tuple[int, ...]
    said: int


def walk(workspace: Workspace, who: str = TYPICAL, *, persona: str = "", exact: bool = False) -> Walk:
    """The journey of one real customer under another name.

    Args:
        who: "typical"; "touchpoint:NAME" or "persona:NAME" for a typical one among those; else a customer, by the pseudonym that
            maps show ("customer 3fa2c1"), by identifier ("email:ann@example.org"), or by either's value alone.
        persona: only among its customers.
        exact: tell dates and amounts as they are; without it the walk begins on day 1 and amounts are rounded.

    Raises:
        SpecError: nobody is called so, or there are too few to choose among without saying who it is.
    """
    kind, _, name = who.partition(":")
    index = workspace.index
    if kind == PERSONA and name:
        persona = name.strip()
    scope: dict[str, Any] = {"where": {PERSONA: persona_named(workspace, persona)}} if persona else {}
    touchpoint = name.strip() if kind == "touchpoint" else ""
    if touchpoint:
        touchpoint = _touchpoint_named(index.names, touchpoint)
    if who == TYPICAL or touchpoint or kind == PERSONA:
        found = _typical(workspace, scope, touchpoint)
        if found is None:
            raise SpecError(
                "There are too few journeys to choose a typical one among.",
                f"It takes {FEWEST_ALIKE} customers with {FEWEST_STEPS} to {MOST_STEPS} events each.",
            )
        key, chosen, of = found
    else:
        key, chosen, of = _customer_named(workspace, who), BY_NAME, 0
    return _walk_of(workspace, key, {} if chosen == BY_NAME else scope, chosen, of, exact)


def typical_walk(
    workspace: Workspace, where: Mapping[str, Any] | None = None, during: str | None = None
) -> Walk | None:
    """A typical journey for a map of what the conditions and the period keep; None where there are too few."""
    scope = {"where": dict(where or {}), "during": during}
    found = _typical(workspace, scope, "")
    return _walk_of(workspace, found[0], scope, found[1], found[2], False) if found else None


def _touchpoint_named(names: Sequence[str], wanted: str) -> str:
    found = next((name for name in names if name.casefold() == wanted.casefold()), None)
    if found is None:
        raise SpecError(f'There is no touchpoint "{wanted}".', f"There are: {', '.join(names[:12])}.")
    return found


def _typical(workspace: Workspace, scope: dict[str, Any], touchpoint: str) -> tuple[int, str, int] | None:
    """The key of a typical customer, how it was chosen, and among how many."""
    found = _candidates(workspace, scope, touchpoint)
    if len(found) < FEWEST_ALIKE:
        return None
    spread = sorted({round(at) for at in np.linspace(0, len(found) - 1, min(SAMPLE, len(found)))})
    sample = [found[at] for at in spread]
    order = by_centrality([one.codes for one in sample])[:MOST_CENTRAL]
    best = max(range(len(order)), key=lambda at: (sample[order[at]].said, -at))
    at = f" that came to {touchpoint}" if touchpoint else ""
    chosen = (
        f"of {len(sample):,} journeys{at}, drawn evenly from {len(found):,} with {FEWEST_STEPS} to {MOST_STEPS} events, the"
        f" {len(order)} whose order of touchpoints is nearest to all others; of these, the one whose customer wrote most often"
    )
    return sample[order[best]].key, chosen, len(found)


def _candidates(workspace: Workspace, scope: dict[str, Any], touchpoint: str) -> list[_Candidate]:
    """Journeys of the right length, all of whose touchpoints are those of several customers, in the order of their keys."""
    index = workspace.index
    visited = {row["touchpoint"]: row["customers"] for row in workspace.ask({"ask": "touchpoints"}).dicts()}
    rare = np.array([visited.get(name, 0) < FEWEST_ALIKE for name in index.names])
    wanted = index.names.index(touchpoint) if touchpoint else -1
    worded = _with_words(workspace)
    found: list[_Candidate] = []
    for shard, rows in _rows_in(workspace, scope):
        codes, customers = shard.touchpoint[rows], _customers_of(shard, rows)
        lengths = np.bincount(customers, minlength=len(shard.key))
        fits = (lengths >= FEWEST_STEPS) & (lengths <= MOST_STEPS)
        fits[customers[rare[codes]]] = False
        if wanted >= 0:
            fits &= np.bincount(customers[codes == wanted], minlength=len(lengths)) > 0
        wrote = customers[np.isin(shard.event_id[rows], worded)]
        said, starts = np.bincount(wrote, minlength=len(lengths)), np.concatenate([[0], np.cumsum(lengths)])
        for customer in np.flatnonzero(fits).tolist():
            way = tuple(codes[starts[customer] : starts[customer + 1]].tolist())
            found.append(_Candidate(int(shard.key[customer]), way, int(said[customer])))
    return sorted(found, key=lambda one: one.key)


def _rows_in(workspace: Workspace, scope: dict[str, Any]) -> Iterator[tuple[Shard, NDArray[np.int64]]]:
    """By shard, the events that the conditions and the period keep."""
    from footpath.journeys.selection import select
    from footpath.model.questions import Question

    for view in select(workspace.index, Question(**scope)).views:
        every = len(view.keep) == 0
        yield view.shard, np.arange(len(view.shard.time)) if every else np.flatnonzero(view.keep)


def _with_words(workspace: Workspace) -> NDArray[np.int64]:
    """The feedback events on which somebody wrote something."""
    import pyarrow.compute as pc

    table = workspace.lake.feedback()
    written = table.filter(pc.greater(pc.utf8_length(pc.fill_null(table["text"], "")), 0))
    return np.asarray(written["event_id"].to_numpy(), dtype=np.int64)


def _customers_of(shard: Shard, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.searchsorted(shard.offsets, rows, side="right") - 1


def _customer_named(workspace: Workspace, name: str) -> int:
    """The key of a customer.

    Raises:
        SpecError: nobody is called so.
    """
    keys = np.concatenate([shard.key for shard in workspace.index.shards])
    plain = name.strip().removeprefix("customer ").strip()
    named = [int(key) for key in keys.tolist() if pseudonym(int(key)) == f"customer {plain}"]
    kind, colon, value = name.partition(":")
    identities = [stable_id(kind.strip(), value.strip())] if colon and value.strip() else _identities(workspace, plain)
    customers = workspace.components.customer_of(np.array(identities, dtype=np.int64))
    named += [int(workspace.components.keys[customer]) for customer in customers.tolist() if customer >= 0]
    there = set(keys.tolist())
    found = next((key for key in named if key in there), None)
    if found is None:
        raise SpecError(
            f'There is no customer "{name}".', 'Write an identifier as kind:value, or "customer 3fa2c1" as maps do.'
        )
    return found


def _identities(workspace: Workspace, value: str) -> list[int]:
    """The identities of that value, of whatever kind."""
    import pyarrow.compute as pc

    table = workspace.lake.identifiers()
    found: dict[str, None] = {}
    for kinds, values in (("kind", "value"), ("other_kind", "other_value")):
        found |= dict.fromkeys(table.filter(pc.equal(table[values], value))[kinds].to_pylist())
    return [stable_id(kind, value) for kind in found]


def _walk_of(workspace: Workspace, key: int, scope: dict[str, Any], chosen: str, of: int, exact: bool) -> Walk:
    return walk_of(
        pseudonym(key),
        _met(workspace, key, scope),
        usual_steps(workspace.ask, **scope),
        chosen=chosen,
        of=of,
        persona=_persona_of(workspace, key),
        currency=workspace.currency,
        zone=workspace.index.zone,
        exact=exact,
    )


def _persona_of(workspace: Workspace, key: int) -> str:
    index = workspace.index
    if PERSONA not in index.traits:
        return ""
    codes = [int(shard.traits[PERSONA][at]) for shard in index.shards for at in np.flatnonzero(shard.key == key)]
    return index.traits[PERSONA][codes[0]] if codes else ""


def _met(workspace: Workspace, key: int, scope: dict[str, Any]) -> list[Met]:
    """The customer's events that the scope keeps, with what was said on each; with what was felt where somebody listened."""
    listened = workspace.index.has_feedback and were_heard(workspace)
    index = workspace.heard_index if listened else workspace.index
    kept = {
        int(event)
        for shard, rows in _rows_in(workspace, scope)
        for event in shard.event_id[rows[np.isin(_customers_of(shard, rows), np.flatnonzero(shard.key == key))]]
    }
    journey = [event for event in index.journey(key) if event.event_id in kept]
    texts = _texts(workspace, [event.event_id for event in journey])
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


def _texts(workspace: Workspace, events: list[int]) -> dict[int, dict[str, Any]]:
    """The feedback on these events, as it was recorded."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = workspace.lake.feedback()
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
