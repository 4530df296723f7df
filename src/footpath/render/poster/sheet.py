"""The sheet a poster is laid out on: its columns, and look-ups into the map that every lane needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from footpath.model.claims import Claim
from footpath.model.maps import JourneyMap, Quote
from footpath.render.marks import Mark
from footpath.render.numbers import interval_of, value_of
from footpath.render.poster.columns import Column, columns_from
from footpath.render.theme import GAP, LABEL, MARGIN

_EMPTY = 480  # the width of a sheet without a stage, beside its lane titles


class _Staged(Protocol):
    @property
    def stage(self) -> str: ...


S = TypeVar("S", bound=_Staged)


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
    """A sheet as wide as its columns need."""
    start = float(MARGIN + LABEL)
    columns = columns_from(journey, start)
    return Sheet(journey, columns, (columns[-1].right if columns else start + _EMPTY) + MARGIN)


@dataclass(frozen=True)
class Lane:
    """A row of the poster: its title, a hint in small type, and its marks; ``told`` are the ids of the quotes in it.

    ``cuts`` are the heights at which a page may end within the lane, if it must.
    """

    title: str
    hint: str
    height: float
    marks: tuple[Mark, ...]
    told: tuple[str, ...] = ()
    cuts: tuple[float, ...] = ()


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
