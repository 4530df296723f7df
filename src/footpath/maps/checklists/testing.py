"""Hold the items of a checklist against the records."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from footpath.maps.checklists.catalogue import Item
from footpath.maps.feeling import experience_rows
from footpath.maps.scene import WHOLE, Scene
from footpath.maps.sentences import Sentence
from footpath.maps.stage_kinds import ROLES, stage_of_kind
from footpath.maps.statements import came_to, customers_of
from footpath.maps.vocabulary import has_word, words_in
from footpath.maps.wording import listed_text
from footpath.maps.writers import MOST_LISTED
from footpath.model.catalogue import REMAINDER
from footpath.model.figures import share_text
from footpath.model.findings import ChecklistItem, Pain

MET = "{rate|share} of customers are met by {where} within {within|period} after {first|listed}"
RECORDED = 3  # touchpoints on a channel from which on what happens there is taken to be recorded
FEELS = Sentence("{touchpoint} feels {experience|signed}")


@dataclass(frozen=True)
class Told:
    """What the records say of an item."""

    status: Literal["covered", "gap", "unknown"]
    text: str
    claims: tuple[str | None, ...] = ()


def checklist(scene: Scene, items: Sequence[Item], pains: Sequence[Pain]) -> tuple[ChecklistItem, ...]:
    """Every item that makes sense for this map, stage by stage.

    *Covered*: the records show it, and nothing is known against it. *Gap*: it is there and does not work, or it is not there
    although it would have been recorded. *Unknown*: anything else, with what would tell.
    """
    found: list[ChecklistItem] = []
    for kind in ROLES:
        stage = stage_of_kind(scene, kind)
        if stage is not None:
            fitting = [item for item in items if item.stage == kind and _makes_sense(scene, item)]
            found += [_item(scene, item, stage, pains) for item in fitting]
    order = {stage.name: at for at, stage in enumerate(scene.stages)}
    return tuple(sorted(found, key=lambda one: order[one.stage]))


def _item(scene: Scene, item: Item, stage: str, pains: Sequence[Pain]) -> ChecklistItem:
    """It stands in the stage of its kind, or, where nothing there shows it, in that of the touchpoint that does."""
    told = _tested(scene, item, stage, pains)
    shown = [] if item.after else evidence_of(scene, item, stage)
    stages = [scene.stage_of(name) for name in shown]
    return ChecklistItem(
        id=item.id,
        stage=stage if stage in stages or not stages else stages[0] or stage,
        title=item.title,
        status=told.status,
        text=told.text,
        claims=tuple(dict.fromkeys(claim for claim in told.claims if claim)),
    )


def _makes_sense(scene: Scene, item: Item) -> bool:
    return not item.needs or any(concept and concept.name in item.needs for concept in scene.concepts.values())


def _tested(scene: Scene, item: Item, stage: str, pains: Sequence[Pain]) -> Told:
    if item.after:
        return _followed(scene, item, stage)
    names = evidence_of(scene, item, stage)
    if not names:
        return _unseen(scene, item)
    known: list[Told] = []
    for test in (_free_of_pains, _reached, _felt, _ways, _answered):
        told = test(scene, item, names, pains)
        if told and told.status == "gap":
            return Told("gap", told.text, (*told.claims, *_claims(known)))
        known += [told] if told else []
    share, claim = _comers(scene, names[0], scene.stage_of(names[0]) or stage)
    shown = f"{share}." if len(names) == 1 else f"Shown by {_listed(names)}. {share}."
    return Told("covered", " ".join([shown, *(told.text for told in known)]), (claim, *_claims(known)))


def evidence_of(scene: Scene, item: Item, stage: str) -> list[str]:
    """The touchpoints on the map that show an item, the most visited first; in the stage alone where the item says so."""
    everywhere = () if item.here else tuple(known.name for known in scene.stages)
    found = [
        name
        for name in scene.touchpoint_rows
        if name != REMAINDER
        and _shows(scene, item, name)
        and (where := scene.stage_of(name))
        and where in (stage, *everywhere)
    ]
    return sorted(found, key=lambda name: (-scene.touchpoint_rows[name]["customers"], name))


def _shows(scene: Scene, item: Item, name: str) -> bool:
    concept = scene.concepts.get(name)
    return (concept is not None and concept.name in item.concepts) or has_word(words_in(name), item.words)


def _unseen(scene: Scene, item: Item) -> Told:
    """Not there: a gap only where it would have been recorded."""
    channels = _recorded(scene, item.channels)
    if not channels:
        return Told("unknown", f"The records do not tell. {item.records}")
    answer = scene.book.ask({"ask": "overview", "where": {"channel": channels}})
    row = next(iter(answer.dicts()), None)
    if row is None or not row.get("customers"):
        return Told("unknown", f"The records do not tell. {item.records}")
    text = Sentence("{customers|count} customers use {channels|either}", channels=channels)
    claim = scene.book.bind(answer, row, "customers", text)
    return Told("gap", f"{text.told(row)}, and nothing recorded there shows this.", (claim,))


def _recorded(scene: Scene, channels: Sequence[str]) -> list[str]:
    counts = {
        channel: sum(row.get("channel") == channel for row in scene.touchpoint_rows.values()) for channel in channels
    }
    return [channel for channel in channels if counts[channel] >= RECORDED]


def _free_of_pains(_scene: Scene, item: Item, names: Sequence[str], pains: Sequence[Pain]) -> Told | None:
    """No pain that is first of all of one of these kinds stands there."""
    hurting = [pain for pain in pains if pain.touchpoint in names and pain.kinds[0] in item.free_of]
    if hurting:
        worst = hurting[0]
        text = f"It is there, with a pain point: {worst.title} ({worst.proof})."
        return Told("gap", text, worst.claims[:2])
    return Told("covered", "No pain point stands there.") if item.free_of else None


def _reached(scene: Scene, item: Item, names: Sequence[str], _pains: Sequence[Pain]) -> Told | None:
    """Enough of the stage's customers come there."""
    if not item.reach:
        return None
    name = names[0]
    stage = scene.stage_of(name) or WHOLE.name
    row = _row_within(scene, name, stage)
    if row is None or row["high"] >= item.reach:
        return None
    share, claim = _comers(scene, name, stage)
    return Told("gap", f"It is there, but only {share}: {name}.", (claim,))


def _felt(scene: Scene, item: Item, names: Sequence[str], _pains: Sequence[Pain]) -> Told | None:
    """It does not feel bad there."""
    rows = experience_rows(scene)
    told = [rows[name] for name in names if name in rows]
    if item.feels is None or not told:
        return None
    answer = scene.book.ask({"ask": "experience", "per": "touchpoint"})
    worst = min(told, key=lambda row: row["high"])
    claim = scene.book.bind(answer, worst, "experience", Sentence("How {touchpoint} feels"))
    is_bad = worst["high"] < item.feels
    return Told("gap" if is_bad else "covered", f"{FEELS.told(worst)} on a scale from −1 to 1.", (claim,))


def _ways(scene: Scene, item: Item, names: Sequence[str], _pains: Sequence[Pain]) -> Told | None:
    """It is offered on several channels."""
    if item.ways <= 1:
        return None
    channels = list(dict.fromkeys(str(scene.touchpoint_rows[name].get("channel") or "other") for name in names))
    if len(channels) >= item.ways:
        return Told("covered", f"On {len(channels)} channels: {', '.join(channels)}.")
    share, claim = _comers(scene, names[0], scene.stage_of(names[0]) or WHOLE.name)
    return Told("gap", f"There is one way only, {channels[0]}: {names[0]}, {share}.", (claim,))


def _answered(scene: Scene, item: Item, names: Sequence[str], _pains: Sequence[Pain]) -> Told | None:
    """What a question's rows of these touchpoints say, the one of most n."""
    if not item.ask:
        return None
    answer = scene.book.ask({"ask": item.ask})
    rows = [row for row in answer.dicts() if row.get("touchpoint") in names and row.get(item.field) is not None]
    if not rows:
        return None
    row = min(rows, key=lambda row: names.index(row["touchpoint"]))
    claim = scene.book.bind(answer, row, item.field, Sentence("{title}: {field}", title=item.title))
    return _bounded(scene, item, claim, str(row["touchpoint"]))


def _bounded(scene: Scene, item: Item, claim: str | None, where: str) -> Told | None:
    """A figure that must not be beyond a bound: a gap when all of its interval is."""
    held = scene.book.claims.get(claim or "")
    if held is None:
        return None
    number = share_text(held.value) if held.unit == "share" else f"{held.value:.4g}"
    low, high = (held.value if end is None else end for end in (held.low, held.high))
    too_much = item.at_most is not None and low > item.at_most
    too_little = item.at_least is not None and high < item.at_least
    bound = item.at_most if too_much or item.at_least is None else item.at_least
    wanted = share_text(bound or 0.0) if held.unit == "share" else f"{bound:.4g}"
    word = "at most" if bound == item.at_most else "at least"
    says = f"{where}: {held.field.replace('_', ' ')} {number}, where {word} {wanted} is wanted."
    return Told("gap" if too_much or too_little else "covered", says, (claim,))


def _followed(scene: Scene, item: Item, stage: str) -> Told:
    """Customers come there within a time after something else."""
    first = [n for n, concept in scene.concepts.items() if concept and concept.name in item.after and scene.stage_of(n)]
    then = evidence_of(scene, item, stage) if item.concepts or item.words else _on_channels(scene, item.channels)
    if not first or not then:
        return Told("unknown", f"The records do not tell. {item.records}")
    answer = scene.book.ask({"ask": "funnel", "steps": [sorted(first), sorted(then)], "within": item.within})
    rows = answer.dicts()
    if len(rows) < 2 or not rows[0]["customers"]:
        return Told("unknown", f"The records do not tell. {item.records}")
    row = rows[1]
    where = Sentence("{then|listed}", then=then)
    if not item.concepts and not item.words:
        where = Sentence("{channels|either}", channels=item.channels)
    text = Sentence(MET, where=where, first=sorted(first))
    claim = scene.book.bind(answer, row, "rate", text)
    is_gap = item.at_least is not None and row["high"] < item.at_least
    wanted = f", where at least {share_text(item.at_least or 0)} is wanted" if is_gap else ""
    said = text.told(row, answer.question)
    return Told("gap" if is_gap else "covered", f"{said}{wanted}.", (claim,))


def _on_channels(scene: Scene, channels: Sequence[str]) -> list[str]:
    rows = scene.touchpoint_rows
    found = [name for name, row in rows.items() if row.get("channel") in channels and name != REMAINDER]
    return sorted(found, key=lambda name: (-rows[name]["customers"], name))


def _row_within(scene: Scene, name: str, stage: str) -> dict[str, Any] | None:
    within = {} if stage == WHOLE.name else {"where": {"stage": stage}}
    return scene.book.ask({"ask": "touchpoints", **within}).pick({"touchpoint": name})


def _comers(scene: Scene, name: str, stage: str) -> tuple[str, str | None]:
    """How many of the stage's customers come to a touchpoint."""
    row = _row_within(scene, name, stage)
    if row is None:
        return "", None
    within = {} if stage == WHOLE.name else {"where": {"stage": stage}}
    answer = scene.book.ask({"ask": "touchpoints", **within})
    claim = scene.book.bind(answer, row, "share", came_to(stage))
    return Sentence("{share|share} of {who} come to {touchpoint}", who=customers_of(stage)).told(row), claim


def _claims(told: Iterable[Told]) -> tuple[str | None, ...]:
    return tuple(claim for one in told for claim in one.claims)


def _listed(names: Sequence[str]) -> str:
    return listed_text(names, MOST_LISTED)
