"""Flows as ribbons between columns that add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.groups import Given, stacked
from footpath.render.charts.plot import Drawing
from footpath.render.charts.style import FIGURE, NEITHER, Look
from footpath.render.charts.terms import term
from footpath.render.charts.wording import counted, figure, named, of_customers, ready, sentences
from footpath.render.language import say
from footpath.render.marks import Box, Group, Line, Mark, Path, Rect
from footpath.render.text import width_of

_TALL, _NODE, _GAP, _LEAST_LABEL, _COLUMN = 380.0, 9.0, 7.0, 9.0, 112.0
_LAST = {name: number for number, name in enumerate(("other", "began", "open", "left"), 1)}
_LETTERS = FIGURE.coloured("ink")
Place = tuple[int, str]


@dataclass
class _Stack:
    """A touchpoint in a column: where it lies, and how far its ribbons have filled it on either side."""

    y: float
    height: float
    came: float = 0.0
    went: float = 0.0


def draw_flows(answer: Answer, look: Look) -> Drawing:
    """Where customers go from a touchpoint, or come from before it, step by step."""
    question = answer.question
    backwards = not question.get("start") and bool(question.get("end"))
    _, left_out = _near(answer.dicts(), look)
    title = say("Where journeys begin, and where they go on")
    if backwards:
        title = say("Where customers come from before {place}", place=named(question["end"]))
    elif question.get("start"):
        title = say("Where customers go after {place}", place=named(question["start"]))

    def part(rows: Sequence[Given], look: Look, top: float) -> tuple[list[Mark], float]:
        return _ribbons(_near(rows, look)[0], backwards, look, top)

    reads = say(
        "Each column adds up; shares are of all who start. Grey is other touchpoints, left for good, or still open."
    )
    if backwards:
        reads = say(
            "Each column adds up; shares are of all who get there. Grey is other touchpoints, or where journeys began."
        )
    reads = sentences(reads, say("And {count} more steps in the table.", count=counted(left_out)) if left_out else "")
    return stacked(answer, look, title, "customers", part, reads)


def _near(rows: Sequence[Given], look: Look) -> tuple[list[Given], int]:
    """The columns next to the anchor that there is room for, and how many there are beyond."""
    most = max(2, int(look.inner / _COLUMN) - 1)
    depth = max(row["column"] for row in rows) + 1
    return [row for row in rows if row["column"] < most], max(0, depth - most)


def _ribbons(rows: Sequence[Given], backwards: bool, look: Look, top: float) -> tuple[list[Mark], float]:
    links = _links(rows, backwards)
    sizes = _sizes(links)
    levels = max(level for level, _ in sizes) + 1
    whole = max(sum(size for (at, _), size in sizes.items() if at == level) for level in range(levels))
    most = max(sum(1 for at, _ in sizes if at == level) for level in range(levels))
    scale = (_TALL - _GAP * (most - 1)) / (whole or 1)
    stacks = _stacks(sizes, scale, top)
    tones = _tones(sizes, look)
    room = _label_room(sizes, levels, look)
    step = (look.inner - room - _NODE) / max(1, levels - 1)
    marks: list[Mark] = [
        _ribbon(level, a, b, size, stacks, scale, step, tones, whole) for (level, a, b), size in _sorted(links, stacks)
    ]
    for (level, name), stack in stacks.items():
        marks += _node(level, name, sizes[level, name], stack, step, levels, room, whole, tones)
    return marks, _TALL


def _links(rows: Sequence[Given], backwards: bool) -> Mapping[tuple[int, str, str], int]:
    """Customers between a column and the next, the columns numbered from the left."""
    depth = max(row["column"] for row in rows)
    links: dict[tuple[int, str, str], int] = {}
    for row in rows:
        level = depth - row["column"] if backwards else row["column"]
        place = (level, row["from"], row["to"])
        links[place] = links.get(place, 0) + row["customers"]
    return links


def _sizes(links: Mapping[tuple[int, str, str], int]) -> dict[Place, int]:
    came: dict[Place, int] = {}
    went: dict[Place, int] = {}
    for (level, a, b), size in links.items():
        went[level, a] = went.get((level, a), 0) + size
        came[level + 1, b] = came.get((level + 1, b), 0) + size
    return {place: max(came.get(place, 0), went.get(place, 0)) for place in sorted({*came, *went})}


def _stacks(sizes: Mapping[Place, int], scale: float, top: float) -> dict[Place, _Stack]:
    stacks: dict[Place, _Stack] = {}
    levels = sorted({level for level, _ in sizes})
    for level in levels:
        names = [name for at, name in sizes if at == level]
        names.sort(key=lambda name: (_LAST.get(name, 0), -sizes[level, name], name))
        y = top
        for name in names:
            height = sizes[level, name] * scale
            stacks[level, name] = _Stack(y, height)
            y += height + _GAP
    return stacks


def _tones(sizes: Mapping[Place, int], look: Look) -> Mapping[str, str]:
    totals: dict[str, int] = {}
    for (_, name), size in sizes.items():
        totals[name] = totals.get(name, 0) + size
    named_ones = sorted((name for name in totals if name not in NEITHER), key=lambda name: (-totals[name], name))
    return {name: look.kind(number) if number < 8 else "band" for number, name in enumerate(named_ones)}


def _sorted(links: Mapping[tuple[int, str, str], int], stacks: Mapping[Place, _Stack]) -> list[Any]:
    """So that ribbons leave and arrive in the order in which their ends lie."""
    return sorted(
        links.items(), key=lambda link: (link[0][0], stacks[link[0][:2]].y, stacks[link[0][0] + 1, link[0][2]].y)
    )


def _ribbon(
    level: int, a: str, b: str, size: int, stacks: Mapping[Place, _Stack], scale: float, step: float,
    tones: Mapping[str, str], whole: int,
) -> Mark:  # fmt: skip
    start, end = stacks[level, a], stacks[level + 1, b]
    thick = size * scale
    y0, y1 = start.y + start.went, end.y + end.came
    start.went += thick
    end.came += thick
    x0, x1 = level * step + _NODE, (level + 1) * step
    mid = (x0 + x1) / 2
    thick = max(thick, 0.35)
    d = (
        f"M{x0:.2f} {y0:.2f}C{mid:.2f} {y0:.2f} {mid:.2f} {y1:.2f} {x1:.2f} {y1:.2f}V{y1 + thick:.2f}"
        f"C{mid:.2f} {y1 + thick:.2f} {mid:.2f} {y0 + thick:.2f} {x0:.2f} {y0 + thick:.2f}Z"
    )
    tone = "neutral" if b in NEITHER or a in NEITHER else tones.get(b, "neutral")
    says = say(
        "{first} to {last}: {customers}, {share}",
        first=_called(a),
        last=_called(b),
        customers=of_customers(size),
        share=figure(size / whole, "share"),
    )
    return Group((Path(d, tone, opacity=0.22 if tone == "neutral" else 0.32),), full_text=says)


def _called(name: str) -> str:
    return term(name) if name in NEITHER else named(name)


def _label_room(sizes: Mapping[Place, int], levels: int, look: Look) -> float:
    widest = max((width_of(_called(name), FIGURE) for level, name in sizes if level == levels - 1), default=0.0)
    return min(widest + 72, look.inner / (levels + (0.2 if look.narrow else 0)))


def _node(
    level: int, name: str, size: int, stack: _Stack, step: float, levels: int, room: float, whole: int,
    tones: Mapping[str, str],
) -> list[Mark]:  # fmt: skip
    x = level * step
    share = figure(size / whole, "share")
    box = Box(x, stack.y, _NODE, max(stack.height, 0.5))
    full = f"{_called(name)}: {of_customers(size)}, {share}"
    parts: list[Mark] = [Rect(box, tones.get(name, "neutral"), radius=1.5 if stack.height > 4 else 0)]
    if stack.height >= _LEAST_LABEL:
        wide = (room if level == levels - 1 else step) - _NODE - 8
        text = ready(_called(name), _LETTERS, max(wide - width_of(share, FIGURE) - 5, 18))
        baseline = stack.y + min(stack.height / 2 + 4, 14 if stack.height > 30 else 1e9)
        first = width_of(text, _LETTERS)
        second = width_of(share, FIGURE)
        parts.append(Rect(Box(x + _NODE + 2, baseline - 10, first + second + 9, 13), "card", radius=3, opacity=0.6))
        parts.append(Line(x + _NODE + 4, baseline, text, _LETTERS, first))
        parts.append(Line(x + _NODE + 9 + first, baseline, share, FIGURE.coloured("ink"), second))
    return [Group(tuple(parts), full_text=full)]
