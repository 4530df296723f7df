"""The dips and peaks of the emotion curve, and how much each stands out."""

from collections.abc import Sequence

from footpath.render.poster.spots import Spot


def turning_points(spots: Sequence[Spot]) -> list[Spot]:
    """Dips and peaks: points below both neighbours or above both; an end counts against its one neighbour."""
    found = []
    for spot in spots:
        near = _neighbours(spot, spots)
        if all(spot.value < value for value in near) or all(spot.value > value for value in near):
            found.append(spot)
    return found


def is_dip(spot: Spot, spots: Sequence[Spot]) -> bool:
    """Whether a turning point lies below its neighbours; a point without any counts by its own value."""
    near = _neighbours(spot, spots)
    return spot.value < (min(near) if near else 0.0)


def prominence(spot: Spot, spots: Sequence[Spot]) -> float:
    """How far a point stands out from its neighbours, and how strong the feeling is there."""
    return abs(spot.value) + max((abs(spot.value - value) for value in _neighbours(spot, spots)), default=0.0)


def _neighbours(spot: Spot, spots: Sequence[Spot]) -> list[float]:
    at = next(number for number, other in enumerate(spots) if other is spot)
    return [spots[near].value for near in (at - 1, at + 1) if 0 <= near < len(spots)]
