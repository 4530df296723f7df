"""Paths as rows of chips, one colour a touchpoint, with the share of journeys that took them."""

from collections.abc import Mapping, Sequence

from footpath.model.questions import Answer
from footpath.render.charts.groups import Given, stacked
from footpath.render.charts.plot import Drawing
from footpath.render.charts.style import FIGURE, Look
from footpath.render.charts.wording import between, counted, figure, named, ready, sentences
from footpath.render.language import say
from footpath.render.marks import Box, Group, Line, Mark, Rect, line, line_ending
from footpath.render.text import width_of

MOST = 15
_LINES, _CHIP, _PITCH, _ROW_GAP, _LONGEST = 3, 20.0, 24.0, 12.0, 150.0
_LETTERS = FIGURE.coloured("ink")


def draw_variants(answer: Answer, look: Look) -> Drawing:
    """The commonest whole journeys."""
    rows = answer.dicts()
    shares = say("Bars and figures are shares of all journeys. ×2 is twice in a row.")
    kinds = (
        "" if "by" in answer.question else say("{count} different paths in all.", count=counted(rows[0]["variants"]))
    )
    reads = sentences(kinds, shares)
    most = 6 if "by" in answer.question else MOST

    def part(rows: Sequence[Given], look: Look, top: float) -> tuple[list[Mark], float]:
        return _paths(rows[:most], look, top)

    return stacked(answer, look, say("The paths that most customers took"), "journeys", part, reads)


def _paths(rows: Sequence[Given], look: Look, top: float) -> tuple[list[Mark], float]:
    totals: dict[str, int] = {}
    for row in rows:
        for name in set(row["path"]):
            totals[name] = totals.get(name, 0) + row["journeys"]
    order = sorted(totals, key=lambda name: (-totals[name], name))
    tones = {name: look.kind(number) if number < 8 else "band" for number, name in enumerate(order)}
    most = max((row["share"] or 0.0 for row in rows), default=0.0) or 1.0
    left = 78.0 if look.narrow else 170.0
    marks: list[Mark] = []
    y = top
    for row in rows:
        marks += _share(row, most, left - 14, y)
        chips, height = _chips(row["path"], tones, left, y, look)
        marks.append(Group(tuple(chips), full_text=" → ".join(named(name) for name in row["path"])))
        y += height + _ROW_GAP
    return marks, max(0.0, y - top - _ROW_GAP)


def _share(row: Given, most: float, room: float, y: float) -> list[Mark]:
    share = row["share"] or 0.0
    count = line_ending(counted(row["journeys"]), FIGURE, room, y + 10)
    told = figure(share, "share") + between(row["low"], row["high"], "share")
    says = say("{share}, {count} journeys", share=told, count=counted(row["journeys"]))
    bar = Rect(Box(0, y + 15, max(1.0, room * share / most), 4), "structure", radius=2)
    track = Rect(Box(0, y + 15, room, 4), "track", radius=2)
    return [Group((line(figure(share, "share"), _LETTERS, 0, y + 10), count, track, bar), full_text=says)]


def _chips(
    path: Sequence[str], tones: Mapping[str, str], left: float, y: float, look: Look
) -> tuple[list[Mark], float]:
    marks: list[Mark] = []
    x, at = left, 0
    runs = _runs(path)
    for number, (name, times) in enumerate(runs):
        again = f" ×{times}" if times > 1 else ""
        text = ready(name, _LETTERS, _LONGEST) + again
        wide = width_of(text, _LETTERS) + 20
        rest = say("+{count} more", count=counted(len(runs) - number))
        last = at == _LINES - 1 and x + wide + width_of(rest, FIGURE) + 16 > look.inner
        if last and number < len(runs) - 1:
            marks.append(line(rest, FIGURE, x + 2, y + at * _PITCH + 14))
            break
        if x > left and x + wide > look.inner:
            x, at = left, at + 1
        marks += _chip(text, tones.get(name, "band"), x, y + at * _PITCH, wide)
        x += wide + 5
    return marks, at * _PITCH + _CHIP


def _chip(text: str, tone: str, x: float, y: float, wide: float) -> list[Mark]:
    ground = Rect(Box(x, y, wide, _CHIP), tone, radius=4, opacity=0.16)
    edge = Rect(Box(x, y, 4, _CHIP), tone, radius=2)
    return [ground, edge, Line(x + 11, y + 14, text, _LETTERS, wide - 20)]


def _runs(path: Sequence[str]) -> list[tuple[str, int]]:
    runs: list[tuple[str, int]] = []
    for name in path:
        if runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1] + 1)
        else:
            runs.append((name, 1))
    return runs
