"""The same cells that pains are found in, looked at from the other side: what is better counts as worse does there."""

from dataclasses import replace

from footpath.maps.pains.cells import DELAY, LEAVING, SCORE, WORDS, Cell

STAYING, SPEED = "staying", "speed"
PRAISED = {SCORE: SCORE, LEAVING: STAYING, DELAY: SPEED, WORDS: WORDS}


def mirrored(cell: Cell) -> Cell:
    """A cell whose hits are those who stay, whose score is turned round; a theme told in a good mood is one as it is."""
    if cell.signal.kind == SCORE:
        return replace(cell, value=-cell.value, rest_value=-cell.rest_value)
    if cell.signal.kind == WORDS:
        return cell
    return replace(
        cell,
        hits=cell.n - cell.hits,
        rest_hits=cell.rest_n - cell.rest_hits,
        value=1 - cell.value if cell.signal.kind == LEAVING else cell.value,
        rest_value=1 - cell.rest_value if cell.signal.kind == LEAVING else cell.rest_value,
    )
