"""Ways within one column side by side: each has a lane of its own beside the cards, short ones inside, long ones around them."""

from collections.abc import Sequence
from dataclasses import dataclass

from footpath.render.svg import number

_NEAREST, _APART = 10.0, 3.0  # of the first lane from the cards, and between two lanes
_ROUND = 14.0  # of a lane's corners at most


@dataclass(frozen=True)
class Span:
    """What a way needs of a lane: its heights at both ends, and its width."""

    start: float
    end: float
    width: float

    @property
    def top(self) -> float:
        return min(self.start, self.end) - self.width / 2

    @property
    def bottom(self) -> float:
        return max(self.start, self.end) + self.width / 2

    def meets(self, other: "Span") -> bool:
        return self.top < other.bottom + _APART and other.top < self.bottom + _APART


def lanes(spans: Sequence[Span], room: float) -> tuple[float, ...]:
    """How far from the cards the middle of each way's lane is; two ways share a lane only where neither passes the other.

    Args:
        room: what there is beside the cards; lanes stand closer where they would need more.
    """
    order = sorted(range(len(spans)), key=lambda at: (spans[at].bottom - spans[at].top, spans[at].top, at))
    held: list[list[int]] = []
    for at in order:
        free = (lane for lane in held if not any(spans[at].meets(spans[other]) for other in lane))
        lane = next(free, None)
        if lane is None:
            held.append([at])
        else:
            lane.append(at)
    offsets, inner = [0.0] * len(spans), _NEAREST
    for lane in held:
        wide = max(spans[at].width for at in lane)
        for at in lane:
            offsets[at] = inner + wide / 2
        inner += wide + _APART
    closer = min(1.0, (room - _NEAREST) / max(1.0, inner - _APART - _NEAREST))
    return tuple(_NEAREST + (offset - _NEAREST) * closer for offset in offsets)


def detour(x: float, start: float, tip: float, end: float, lane: float) -> str:
    """SVG path data of a way out to its lane, along it and back: from (x, start) to (tip, end)."""
    side, down = (1.0 if lane > x else -1.0), (1.0 if end > start else -1.0)
    turn = min(_ROUND, abs(end - start) / 2, abs(lane - x), abs(lane - tip))
    corner = number(lane - side * turn)
    return (
        f"M{number(x)} {number(start)}H{corner}"
        f"Q{number(lane)} {number(start)} {number(lane)} {number(start + down * turn)}V{number(end - down * turn)}"
        f"Q{number(lane)} {number(end)} {corner} {number(end)}H{number(tip)}"
    )
