"""Where ways leave and reach their cards: side by side along a card's edge, in an order in which they cross little."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from footpath.render.marks import Box

_EDGE = 10.0  # of a card's height stays free
_LEAST = 8.0  # for all ways at one side of a card


@dataclass(frozen=True)
class Link:
    """Two cards that a way ties, how many take it, and whether it leads back."""

    source: str
    target: str
    customers: float
    is_back: bool


Side = tuple[str, bool]  # a card, and whether it is its right side


def sides(link: Link, boxes: Mapping[str, Box]) -> tuple[Side, Side]:
    """The sides where it leaves and arrives: those that face each other; within a column the same, ways back at the left."""
    source, target = boxes[link.source], boxes[link.target]
    if abs(source.x - target.x) < 1:
        return (link.source, not link.is_back), (link.target, not link.is_back)
    onward = target.x > source.x
    return (link.source, onward), (link.target, not onward)


def widths(
    links: Sequence[Link], boxes: Mapping[str, Box], thickest: float, thinnest: float, back: float
) -> tuple[float, ...]:
    """How wide each way is drawn: on one scale, on which all fit beside one another at every card.

    Args:
        thickest: the width of the busiest way, if cards are tall enough.
        back: what a way back has at most, however many take it.
    """
    onward, backward = defaultdict[Side, float](float), defaultdict[Side, int](int)
    for link in links:
        for side in sides(link, boxes):
            onward[side] += 0.0 if link.is_back else link.customers
            backward[side] += link.is_back
    scale = thickest / max(link.customers for link in links)
    for side, total in onward.items():
        room = max(_LEAST, boxes[side[0]].height - _EDGE - back * backward[side])
        scale = min(scale, room / total) if total else scale
    drawn = (max(thinnest, link.customers * scale) for link in links)
    return tuple(min(wide, back) if link.is_back else wide for wide, link in zip(drawn, links, strict=True))


def ports(links: Sequence[Link], boxes: Mapping[str, Box], wide: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """The heights of each way's middle where it leaves and where it arrives."""
    held: dict[Side, list[tuple[int, bool]]] = defaultdict(list)
    for at, link in enumerate(links):
        leaving, arriving = sides(link, boxes)
        held[leaving].append((at, True))
        held[arriving].append((at, False))
    found: dict[tuple[int, bool], float] = {}
    for (card, _), ends in held.items():
        box = boxes[card]
        ends.sort(key=lambda end: _place(box, boxes[_other(links[end[0]], end[1])], end))
        found.update(_side_by_side(box, ((end, wide[end[0]]) for end in ends), sum(wide[end[0]] for end in ends)))
    return tuple((found[at, True], found[at, False]) for at in range(len(links)))


def _other(link: Link, leaves: bool) -> str:
    return link.target if leaves else link.source


def _place(box: Box, other: Box, end: tuple[int, bool]) -> tuple[int, float, float, int, bool]:
    """Ways up the same column first, then to other columns by height and nearness, then down; long lanes lie outside."""
    if abs(other.x - box.x) < 1:
        return (0 if other.y < box.y else 2, -other.y, 0.0, *end)
    return (1, other.y, abs(other.x - box.x), *end)


def _side_by_side(
    box: Box, ends: Iterable[tuple[tuple[int, bool], float]], total: float
) -> Iterable[tuple[tuple[int, bool], float]]:
    y = box.y + (box.height - total) / 2
    for end, width in ends:
        yield end, y + width / 2
        y += width
