"""The sheet a poster is laid out on: its columns, and look-ups into the map that every lane needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from footpath.model.maps import Claim, JourneyMap, Quote
from footpath.render.marks import Box, Mark
from footpath.render.numbers import interval_of, value_of
from footpath.render.theme import GAP, GUTTER, LABEL, MARGIN

_WIDTHS = {1: 560, 2: 400, 3: 320, 4: 272, 5: 248, 6: 224, 7: 208, 8: 200}
_NARROWEST = 192


class _Staged(Protocol):
    @property
    def stage(self) -> str: ...


S = TypeVar("S", bound=_Staged)


@dataclass(frozen=True)
class Column:
    """One stage's column: ``x`` and ``width`` of the cards in it, ``left`` and ``right`` of the whole."""

    name: str
    number: int
    left: float
    right: float

    @property
    def x(self) -> float:
        return self.left

    @property
    def width(self) -> float:
        return self.right - self.left - GUTTER


@dataclass(frozen=True)
class Sheet:
    map: JourneyMap
    columns: tuple[Column, ...]
    width: float

    @property
    def left(self) -> float:
        """Where the columns begin."""
        return float(MARGIN + LABEL)

    @property
    def right(self) -> float:
        return self.width - MARGIN

    @property
    def feels(self) -> bool:
        """Whether the map knows anywhere how it feels."""
        cards = any(self.claim(card.experience) for card in self.map.touchpoints)
        return cards or bool(self.map.quotes) or any(self.claim(point.claim) for point in self.map.curve.points)

    def claim(self, name: str | None) -> Claim | None:
        return self.map.claims.get(name) if name else None

    def value(self, name: str | None) -> str:
        claim = self.claim(name)
        return value_of(claim, self.map.currency) if claim else ""

    def interval(self, name: str | None) -> str:
        claim = self.claim(name)
        return interval_of(claim, self.map.currency) if claim else ""

    def known(self, *names: str | None) -> tuple[str, ...]:
        """Those of the ids that are claims of this map, each once."""
        return tuple(dict.fromkeys(name for name in names if name and name in self.map.claims))

    def quotes_at(self, touchpoint: str, stage: str) -> tuple[Quote, ...]:
        return tuple(q for q in self.map.quotes if q.touchpoint == touchpoint and q.stage == stage)

    def by_column(self, items: Iterable[S]) -> tuple[tuple[S, ...], ...]:
        """The items of each column, in their own order."""
        listed = tuple(items)
        return tuple(tuple(i for i in listed if i.stage == column.name) for column in self.columns)


def sheet_of(journey: JourneyMap) -> Sheet:
    """Columns as wide as their number allows."""
    total = len(journey.stages)
    wide = _WIDTHS.get(total, _NARROWEST)
    start = MARGIN + LABEL
    columns = tuple(
        Column(stage.name, number, start + number * wide, start + (number + 1) * wide)
        for number, stage in enumerate(journey.stages)
    )
    return Sheet(journey, columns, float(start + max(total, 1) * max(wide, 480 if not total else 0) + MARGIN))


@dataclass(frozen=True)
class Lane:
    """A row of the poster: its title, a hint in small type, and its marks; ``told`` are the ids of the quotes in it."""

    title: str
    hint: str
    height: float
    marks: tuple[Mark, ...]
    told: tuple[str, ...] = ()


def row_tops(
    heights: Sequence[Sequence[float]], top: float, gap: float = GAP
) -> tuple[tuple[float, ...], tuple[float, ...], float]:
    """Tops and heights of card rows that align over all columns, and where the last row ends.

    Args:
        heights: for each column the natural heights of its cards.
        top: where the first row begins.
        gap: the distance between two rows.
    """
    rows = max((len(column) for column in heights), default=0)
    tall = [max(column[row] for column in heights if row < len(column)) for row in range(rows)]
    tall = [8 * -(-height // 8) for height in tall]
    tops = [top + sum(tall[:row]) + gap * row for row in range(rows)]
    return tuple(tops), tuple(tall), (tops[-1] + tall[-1] if rows else top)


def card_box(column: Column, top: float, height: float) -> Box:
    return Box(column.x, top, column.width, height)
