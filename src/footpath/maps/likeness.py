"""How alike journeys are: the edits that turn one order of touchpoints into another."""

from collections.abc import Sequence

MOST_CENTRAL = 20  # of the journeys nearest to all others, the choice is free


def edit_distance(one: Sequence[int], other: Sequence[int]) -> int:
    """Insertions, deletions and replacements that turn one into the other, at least.

    A column of the table of distances is kept in the bits of one whole number, so it takes as many steps as ``other`` is long.

    Source: H. Hyyrö, "Explaining and extending the bit-parallel approximate string matching algorithm of Myers" (2001).

    Examples:
        >>> edit_distance([1, 2, 3], [1, 3]), edit_distance([], [4, 4]), edit_distance([1, 2, 3], [3, 2, 1])
        (1, 2, 2)
    """
    if not one:
        return len(other)
    places: dict[int, int] = {}
    for at, code in enumerate(one):
        places[code] = places.get(code, 0) | (1 << at)
    whole, last = (1 << len(one)) - 1, 1 << (len(one) - 1)
    up, down, distance = whole, 0, len(one)
    for code in other:
        same = places.get(code, 0)
        equal = same | down
        diagonal = (((same & up) + up) ^ up) | equal
        right, left = down | (whole & ~(diagonal | up)), up & diagonal
        distance += bool(right & last) - bool(left & last)
        right = ((right << 1) | 1) & whole
        up = ((left << 1) & whole) | (whole & ~(diagonal | right))
        down = right & diagonal
    return distance


def by_centrality(journeys: Sequence[Sequence[int]]) -> list[int]:
    """Positions of the journeys, the one nearest to all others first: the medoid, then the next one.

    A distance counts by the length of the longer of the two, so that long journeys do not lie far from all others for their
    length alone. Of two that are equally near, the first comes first.

    Examples:
        >>> by_centrality([[1, 2, 3], [9, 9, 9], [1, 2, 4], [1, 2]])[0]
        0
    """
    total = [0.0] * len(journeys)
    for at, one in enumerate(journeys):
        for beside in range(at + 1, len(journeys)):
            far = edit_distance(one, journeys[beside]) / max(len(one), len(journeys[beside]), 1)
            total[at] += far
            total[beside] += far
    return sorted(range(len(journeys)), key=lambda at: (total[at], at))
