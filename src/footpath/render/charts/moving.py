"""Where customers go next: matrices of transitions, of stages, and of steps."""

from collections.abc import Mapping, Sequence
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.groups import Given, stacked
from footpath.render.charts.matrices import Cell, Matrix, draw_matrix
from footpath.render.charts.plot import Drawing
from footpath.render.charts.style import NEITHER, Look
from footpath.render.charts.terms import term
from footpath.render.charts.wording import between, counted, figure, more_rows, named, of_customers, sentences
from footpath.render.language import say
from footpath.render.marks import Mark

_WIDE, _NARROW = 16, 8


def short(number: float) -> str:
    """A count in at most four letters.

    Examples:
        >>> short(742), short(9130), short(27022), short(1_240_000)
        ('742', '9.1k', '27k', '1.2m')
    """
    for size, unit in ((999_500, "m"), (999.5, "k")):
        if number >= size:
            amount = number / (1e6 if unit == "m" else 1e3)
            return f"{amount:.{1 if amount < 9.95 else 0}f}{unit}"
    return f"{number:.0f}"


def draw_transitions(answer: Answer, look: Look) -> Drawing:
    """From × to, of the touchpoints that most transitions start or end at."""
    most = _NARROW if look.narrow else _WIDE
    names = {name for row in answer.dicts() for name in (row["from"], row["to"])}
    more = more_rows(len(names) - most)
    reads = sentences(
        say("Rows are where a transition starts, columns where it ends; the deeper, the more often."), more
    )
    return stacked(answer, look, say("From where to where customers go next"), "count", _transitions, reads)


def _transitions(rows: Sequence[Given], look: Look, top: float) -> tuple[list[Mark], float]:
    ends: dict[str, int] = {}
    for row in rows:
        for name in (row["from"], row["to"]):
            ends[name] = ends.get(name, 0) + row["count"]
    names = sorted(ends, key=lambda name: -ends[name])[: _NARROW if look.narrow else _WIDE]
    place = {name: number for number, name in enumerate(names)}
    shown = [row for row in rows if row["from"] in place and row["to"] in place]
    most = max((row["count"] for row in shown), default=1)
    cells = {
        (place[row["from"]], place[row["to"]]): Cell((row["count"] / most) ** 0.5, short(row["count"]), _told(row))
        for row in shown
    }
    return draw_matrix(Matrix(names, names, cells, say("to"), say("from")), look, top)


def _told(row: Given) -> str:
    told = say(
        "{first} to {last}: {count} times, {customers}",
        first=named(row["from"]),
        last=named(row["to"]),
        count=counted(row["count"]),
        customers=of_customers(row["customers"]),
    )
    return (
        told
        if row.get("median_s") is None
        else say("{what}, median {time}", what=told, time=figure(row["median_s"], "seconds"))
    )


def draw_stage_transitions(answer: Answer, look: Look) -> Drawing:
    """From stage to stage, told apart by direction."""
    reads = say("Share of the steps out of the stage at the left. Blue goes forward, red goes back, grey stays.")
    return stacked(answer, look, say("From stage to stage, and back"), "count", _stage_transitions, reads)


_DIRECTIONS: Mapping[str, Any] = {"forward": "heat", "back": "back", "stay": "grey"}


def _stage_transitions(rows: Sequence[Given], look: Look, top: float) -> tuple[list[Mark], float]:
    stages = _in_order(rows)
    place = {name: number for number, name in enumerate(stages)}
    out: dict[str, int] = {}
    for row in rows:
        out[row["from"]] = out.get(row["from"], 0) + row["count"]
    cells = {
        (place[row["from"]], place[row["to"]]): Cell(
            (row["share"] or 0.0) ** 0.7,
            figure(row["share"], "share"),
            f"{_told(row)}; {figure(row['share'], 'share')}{between(row['low'], row['high'], 'share')}, {term(row['direction'])}",
            _DIRECTIONS.get(row["direction"], "heat"),
        )
        for row in rows
        if row["count"]
    }
    sizes = [short(out.get(stage, 0)) for stage in stages]
    return draw_matrix(Matrix(stages, stages, cells, say("to"), say("from"), sizes), look, top)


def _in_order(rows: Sequence[Given]) -> list[str]:
    """Stages in the order of the map, which the directions tell: forward is from an earlier one to a later one."""
    names = list(dict.fromkeys(name for row in rows for name in (row["from"], row["to"])))
    later: dict[str, set[str]] = {name: set() for name in names}
    for row in rows:
        if row["direction"] == "forward":
            later[row["from"]].add(row["to"])
        elif row["direction"] == "back":
            later[row["to"]].add(row["from"])
    ordered: list[str] = []
    while names:
        first = next(
            (name for name in names if not any(name in later[other] for other in names if other != name)), names[0]
        )
        ordered.append(first)
        names.remove(first)
    return ordered


def draw_step_matrix(answer: Answer, look: Look) -> Drawing:
    """Where customers are at each step, before or after the one that the question names."""
    question = answer.question
    title = say("Where customers are, step by step from the beginning")
    if question.get("start"):
        title = say("Where customers are, step by step from {place}", place=named(question["start"]))
    elif question.get("end"):
        title = say("Where customers are, step by step before {place}", place=named(question["end"]))
    return stacked(
        answer, look, title, "customers", _step_matrix, say("Share of customers at each step; columns add up to 100%.")
    )


def _step_matrix(rows: Sequence[Given], look: Look, top: float) -> tuple[list[Mark], float]:
    steps = sorted({row["step"] for row in rows})
    steps = steps[: 6 if look.narrow else 12]
    totals: dict[str, float] = {}
    for row in rows:
        totals[row["touchpoint"]] = totals.get(row["touchpoint"], 0) + row["customers"]
    names = sorted((name for name in totals if name not in NEITHER), key=lambda name: -totals[name])[:22]
    names += [name for name in ("other", "left", "open", "began") if name in totals]
    place = {name: number for number, name in enumerate(names)}
    cells = {
        (place[row["touchpoint"]], steps.index(row["step"])): Cell(
            (row["share"] or 0.0) ** 0.6,
            figure(row["share"], "share"),
            _at_step(row),
            "grey" if row["touchpoint"] in NEITHER else "heat",
        )
        for row in rows
        if row["touchpoint"] in place and row["step"] in steps and row["customers"]
    }
    shown = [term(name) if name in NEITHER else name for name in names]
    return draw_matrix(Matrix(shown, [str(step) for step in steps], cells, say("step")), look, top)


def _at_step(row: Given) -> str:
    place = term(row["touchpoint"]) if row["touchpoint"] in NEITHER else named(row["touchpoint"])
    return say(
        "{place} at step {number}: {share}, {customers}",
        place=place,
        number=row["step"],
        share=figure(row["share"], "share") + between(row["low"], row["high"], "share"),
        customers=of_customers(row["customers"]),
    )
