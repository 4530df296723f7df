"""The order of merged cards: people's where they changed it, else that of the drawing."""

from collections.abc import Sequence

from footpath.maps.aligning import Data
from footpath.maps.matching import Trio

Kept = tuple[Trio, Data]


def in_order(kept: Sequence[Kept]) -> list[Data]:
    """Cards as people put them if they moved any, else as they are drawn now. What the other side added follows the card
    that it follows there, as far as that is still on the map.
    """
    shared = [trio for trio, _ in kept if trio.base is not None and trio.mine is not None]
    by_people = sorted(shared, key=lambda trio: trio.mine_at) != sorted(shared, key=lambda trio: trio.base_at)
    of_people = sorted((one for one in kept if one[0].mine_at >= 0), key=lambda one: one[0].mine_at)
    of_data = sorted((one for one in kept if one[0].theirs_at >= 0), key=lambda one: one[0].theirs_at)
    spine, other = (of_people, of_data) if by_people else (of_data, of_people)
    return [card for _, card in _woven(spine, other)]


def _woven(spine: Sequence[Kept], other: Sequence[Kept]) -> list[Kept]:
    """The first list with what only the second one has, each right after its nearest predecessor."""
    woven = list(spine)
    there = {id(one[1]) for one in woven}
    before: Kept | None = None
    for one in other:
        if id(one[1]) not in there:
            at = next((place + 1 for place, placed in enumerate(woven) if placed is before), 0)
            woven.insert(at, one)
        before = one
    return woven
