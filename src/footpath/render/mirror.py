"""A drawing turned for those who read from the right: what stood at the left stands at the right, and letters stay as they are.

Layouts know one direction only. They lay out as if read from the left, and `turned` turns the finished scene; where text is
drawn beside a scene (stage names on later pages), `facing` turns its marks the same way.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from footpath.render.language import reads_from_right
from footpath.render.marks import Box, Circle, Emblem, Gradient, Group, Icon, Line, Mark, Path, Rect, Scene
from footpath.render.svg import number

_TOKENS = re.compile(r"[a-zA-Z]|-?\d*\.?\d+(?:e-?\d+)?")
_ACROSS = {"H": 1, "V": 0}  # commands of one number: whether it runs across
_LONG = {"M": 2, "L": 2, "T": 2, "C": 6, "S": 4, "Q": 4}
_ARC = 7


def in_reading_direction(scene: Scene) -> Scene:
    """The scene as it is, or turned where what is being drawn is read from the right."""
    return turned(scene) if reads_from_right() else scene


def facing(marks: Iterable[Mark], width: float) -> tuple[Mark, ...]:
    """Marks on a sheet of this width as they are, or turned where what is being drawn is read from the right."""
    return tuple(_turned(mark, width) for mark in marks) if reads_from_right() else tuple(marks)


def turned(scene: Scene) -> Scene:
    """The scene as in a mirror. Turned twice it is what it was."""
    return replace(scene, marks=tuple(_turned(mark, scene.width) for mark in scene.marks))


def turned_path(d: str, width: float) -> str:
    """Path data as in a mirror: places turn around the middle, steps change their sign, arcs their sweep.

    Examples:
        >>> turned_path("M0 1H10V4a2 2 0 0 1 4 0q1 2 3 4z", 100)
        'M100 1H90V4a2 2 0 0 0 -4 0q-1 2 -3 4z'
    """
    written = ""
    command, numbers = "", list[float]()
    for token in [*_TOKENS.findall(d), ""]:
        if token and not token.isalpha():
            numbers.append(float(token))
            continue
        written += command + " ".join(number(value) for value in _turned_numbers(command, numbers, width))
        command, numbers = token, []
    return written


def _turned_numbers(command: str, numbers: list[float], width: float) -> list[float]:
    def across(value: float) -> float:
        return -value if command.islower() else width - value

    kind = command.upper()
    if kind in _ACROSS:
        return [across(value) if _ACROSS[kind] else value for value in numbers]
    if kind == "A":
        return [_of_arc(at % _ARC, value, across(value)) for at, value in enumerate(numbers)]
    return [across(value) if at % 2 == 0 and kind in _LONG else value for at, value in enumerate(numbers)]


def _of_arc(at: int, value: float, across: float) -> float:
    """One of an arc's numbers: radii and size stay, its tilt and its sweep turn, and so does where it ends."""
    return {2: -value, 4: 1.0 - value, 5: across}.get(at, value)


def _turned(mark: Mark, width: float) -> Mark:
    match mark:
        case Line():
            return replace(mark, x=width - mark.x - mark.width)
        case Rect() | Emblem():
            return replace(mark, box=_box(mark.box, width))
        case Circle():
            return replace(mark, x=width - mark.x)
        case Icon():
            return replace(mark, x=width - mark.x - mark.size)
        case Path():
            return replace(mark, d=turned_path(mark.d, width))
        case Gradient():
            (x1, y1), (x2, y2) = mark.start, mark.end
            return replace(mark, start=(width - x1, y1), end=(width - x2, y2))
        case Group():
            inside = tuple(_turned(part, width) for part in mark.marks)
            return replace(mark, marks=inside, card=_box(mark.card, width) if mark.card else None)


def _box(box: Box, width: float) -> Box:
    return replace(box, x=width - box.x - box.width)
