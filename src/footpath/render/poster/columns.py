"""How wide each stage's column is: a crowded stage gets two tracks of cards, a bare first or last one gives room away."""

from collections.abc import Sequence
from dataclasses import dataclass

from footpath.model.maps import JourneyMap
from footpath.render.marks import Box
from footpath.render.text import width_of
from footpath.render.theme import GAP, GUTTER, NAME, STAGE

_WIDTHS = {1: 560, 2: 400, 3: 320, 4: 272, 5: 248, 6: 224, 7: 208, 8: 200}
_NARROWEST = 192
_MOST_TRACKS = 8  # more would make the letters too small on a screen
_BARE = 0.73  # of a usual column
_TOUCHPOINTS, _FINDINGS = 8, 3  # more of them make a stage crowded


@dataclass(frozen=True)
class Column:
    """One stage's column: ``x`` and ``width`` of what stands in it, ``left`` and ``right`` of the whole.

    Its cards stand in ``tracks`` beside one another, filled row by row.
    """

    name: str
    number: int
    left: float
    right: float
    tracks: int = 1

    @property
    def x(self) -> float:
        return self.left

    @property
    def width(self) -> float:
        return self.right - self.left - GUTTER

    @property
    def card_width(self) -> float:
        return (self.width - GAP * (self.tracks - 1)) / self.tracks

    def card(self, place: int, top: float, height: float) -> Box:
        """The box of the card at a place of this column, in the track where it falls."""
        x = self.x + place % self.tracks * (self.card_width + GAP)
        return Box(x, top, self.card_width, height)


def columns_from(journey: JourneyMap, start: float) -> tuple[Column, ...]:
    """One column a stage, from left to right. All are equal unless a stage is crowded."""
    tracks = _tracks(journey)
    wide = _WIDTHS.get(sum(tracks), _NARROWEST)
    ends = (0, len(tracks) - 1)  # a narrow column within would break the rhythm
    found: list[Column] = []
    for number, stage in enumerate(journey.stages):
        left = found[-1].right if found else start
        if tracks[number] == 2:
            span = 2 * wide - GUTTER + GAP  # its cards are as wide as those of the others
        elif max(tracks) > 1 and number in ends and _is_bare(journey, stage.name, _BARE * wide):
            span = 8 * round(_BARE * wide / 8)
        else:
            span = wide
        found.append(Column(stage.name, number, left, left + span, tracks[number]))
    return tuple(found)


def _tracks(journey: JourneyMap) -> Sequence[int]:
    """Two for crowded stages, the most crowded first, as long as the sheet stays readable."""
    crowds = [(_crowd(journey, stage.name), -at) for at, stage in enumerate(journey.stages)]
    tracks = [1] * len(crowds)
    for crowd, at in sorted(crowds, reverse=True):
        if crowd > 1 and sum(tracks) < _MOST_TRACKS:
            tracks[-at] = 2
    return tracks


def _crowd(journey: JourneyMap, stage: str) -> float:
    """How full a stage is: above 1 its cards would make the whole sheet long."""
    touchpoints = sum(card.stage == stage for card in journey.touchpoints)
    pains = sum(pain.stage == stage for pain in journey.pains)
    answers = sum(item.stage == stage for item in journey.opportunities)
    praises = sum(item.stage == stage for item in journey.praises)
    return max(touchpoints / _TOUCHPOINTS, pains / _FINDINGS, answers / _FINDINGS, praises / _FINDINGS)


def _is_bare(journey: JourneyMap, stage: str, room: float) -> bool:
    """Whether a stage holds so little that a narrow column does it no harm."""
    held = {part.stage for part in journey.pains} | {part.stage for part in journey.opportunities}
    held |= {part.stage for part in journey.praises} | {part.stage for part in journey.checklist}
    held |= {part.stage for part in journey.gaps}
    if stage in held | {part.stage for part in journey.quotes} | {part.stage for part in journey.measures}:
        return False
    names = [card.name for card in journey.touchpoints if card.stage == stage]
    fits = width_of(stage, STAGE) <= room - 46 and all(width_of(name, NAME) <= room - 60 for name in names)
    return fits and len(names) <= 2
