"""What a future map says on its touchpoints' cards: new ones, moved ones, targets; and the ghosts of those that shall go."""

from collections.abc import Iterable, Iterator

from footpath.model.futures import PlannedChange
from footpath.model.maps import TouchpointCard
from footpath.render.language import say
from footpath.render.marks import Line, Path
from footpath.render.numbers import amount
from footpath.render.poster.sheet import Sheet
from footpath.render.svg import number
from footpath.render.text import clean

_GHOST = "to be removed"  # the ownership of a card that is drawn but no longer there


def with_ghosts(sheet: Sheet) -> tuple[TouchpointCard, ...]:
    """The map's cards, and behind them those that it plans to remove."""
    ghosts = (
        TouchpointCard(stage=c.stage, name=c.touchpoint, channel=c.channel, ownership=_GHOST, reach=c.claim)
        for c in sheet.map.planned_changes
        if c.what == "remove"
    )
    return (*sheet.map.touchpoints, *ghosts)


def is_ghost(card: TouchpointCard) -> bool:
    return card.ownership == _GHOST


def planned_words(sheet: Sheet, card: TouchpointCard) -> str:
    """What is planned for a card, in a few words; nothing where nothing is."""
    if is_ghost(card):
        return say("to be removed")
    found = (_words(sheet, card, change) for change in sheet.map.planned_changes if change.touchpoint == card.name)
    return "; ".join(dict.fromkeys(text for text in found if text))


def strikes(lines: Iterable[Line]) -> Iterator[Path]:
    """A stroke through each line of a name."""
    for text in lines:
        y = text.baseline - 0.3 * text.style.size
        yield Path(f"M{number(text.x - 1)} {number(y)}h{number(text.width + 2)}", stroke="muted", width=1.2)


def _words(sheet: Sheet, card: TouchpointCard, change: PlannedChange) -> str:
    if change.what == "add" and change.stage == card.stage:
        return say("to be added")
    if change.what == "move" and change.to_stage == card.stage:
        return say("moves here from {stage}", stage=clean(change.stage))
    if change.what == "target" and change.stage == card.stage and change.target is not None:
        claim = sheet.claim(change.claim)
        if claim is not None and change.claim in (card.experience, card.reach, card.effectiveness):
            return f"{sheet.value(change.claim)} → {amount(change.target, claim.unit, sheet.map.currency)}"
    return ""
