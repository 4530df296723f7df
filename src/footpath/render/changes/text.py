"""The differences of two maps as text, read like a code review: what is gone, what came, and which figures moved."""

import re
from collections.abc import Iterable, Iterator

from footpath.model.changes import CardChange, FigureChange, MapDiff, Side
from footpath.render.numbers import amount, count, period, points
from footpath.render.text import clean

KINDS = {
    "map": "map",
    "figures": "figure",
    "personas": "persona",
    "stages": "stage",
    "actions": "action",
    "touchpoints": "touchpoint",
    "quotes": "quote",
    "pains": "pain point",
    "opportunities": "opportunity",
    "measures": "measure",
    "notes": "note",
    "parts": "part",
    "praises": "praise",
    "moments": "moment of truth",
    "goals": "goal",
    "checklist": "checklist item",
    "gaps": "gap in what is offered",
    "aims": "aim",
}
ROLES = {
    "reach": "reach",
    "goes_on": "go on",
    "experience": "experience",
    "effectiveness": "how it serves",
    "points": "experience",
    "customers": "how many",
    "outcome": "reach the outcome",
    "cost": "what it takes them",
    "conforms": "go as planned",
    "outcome_conforms": "reach the outcome as planned",
    "cost_conforms": "what it takes as planned",
    "stake": "at stake",
    "bringing": "would bring",
}
_STATUS = {"status", "progress"}  # of a goal or a checklist's item: told before and now in one line
TARGET = "target"  # the role of a figure whose second value is planned, not measured
_WHOLE = "The whole map"
_FEW = 30
_UNIT = re.compile(" points?$")


def diff_text(diff: MapDiff) -> str:
    """Two maps' differences, stage by stage: ``-`` what is gone, ``+`` what came, ``~`` what people wrote anew, and
    the figures that moved, each with both values, n and the difference with its interval. Without colours or control
    characters, so that it reads the same in a terminal, a mail and a log.
    """
    lines = [f"--- {side_line(diff.first)}", f"+++ {side_line(diff.second)}", "", summary(diff)]
    for stage in stages_of(diff):
        lines += ["", f"@@ {clean(stage) or _WHOLE} @@"]
        for change in (c for c in diff.cards if c.place.stage == stage):
            lines += card_lines(change)
        lines += [f"  {figure_line(f, diff)}" for f in moved_figures(diff) if f.place.stage == stage]
    return "\n".join(lines) + "\n"


def diff_json(diff: MapDiff) -> str:
    """The same as JSON, its keys in one order."""
    return diff.model_dump_json(indent=2) + "\n"


def side_line(side: Side) -> str:
    """A map in one line: its title, state, scope and period."""
    when = period(side.from_at, side.to_at)
    return " · ".join(part for part in (clean(side.title), f"{side.state} state", clean(side.scope), when) if part)


def summary(diff: MapDiff) -> str:
    """What happened, in one line."""
    if diff.is_empty:
        return f"No difference: {counted(len(diff.figures), 'figure')} compared."
    cards = ", ".join(
        f"{n} {word}"
        for what, word in (("appeared", "appeared"), ("gone", "gone"), ("moved", "moved"), ("edited", "edited"))
        if (n := sum(change.what == what for change in diff.cards))
    )
    return f"Cards: {cards or 'the same'}. {figures_summary(diff)}"


def figures_summary(diff: MapDiff) -> str:
    planned = sum(f.role == TARGET for f in diff.figures)
    asked = [f for f in diff.figures if f.role != TARGET]
    beyond, within, other = (sum(f.moved == how for f in asked) for how in ("beyond", "within", "counted"))
    text = f"Of {counted(len(asked), 'figure')} in both, {count(beyond)} moved by more than chance"
    text += f" (about {diff.by_chance:.0f} would have, had nothing changed)" if beyond or within else ""
    text += f", {count(within)} within it" + (f", {counted(other, 'count')} differ" if other else "")
    return text + (f". {counted(planned, 'target')} set" if planned else "") + "."


def counted(number: int, noun: str) -> str:
    """A number and its noun.

    Examples:
        >>> counted(1, "figure"), counted(1200, "figure")
        ('1 figure', '1,200 figures')
    """
    return f"{count(number)} {noun}{'' if number == 1 else 's'}"


def moved_figures(diff: MapDiff) -> list[FigureChange]:
    """Those worth reading: what moved by more than chance, and counts that are shown as such."""
    return [
        f
        for f in diff.figures
        if f.moved == "beyond" or f.role == TARGET or (f.moved == "counted" and f.place.kind in _COUNTED)
    ]


_COUNTED = ("stages", "figures", "measures")


def stages_of(diff: MapDiff) -> list[str]:
    """Stages with a change, in the order of the second map; what belongs to none comes first."""
    drawn = [figure.place.stage for figure in diff.figures if figure.place.kind == "stages"]
    told = [change.place.stage for change in diff.cards] + [figure.place.stage for figure in moved_figures(diff)]
    order = dict.fromkeys(["", *drawn, *told])
    return [stage for stage in order if stage in told]


def card_lines(change: CardChange) -> Iterator[str]:
    """A changed card, its texts before and after below it."""
    sign = {"appeared": "+", "gone": "-"}.get(change.what, "~")
    kind = KINDS.get(change.place.kind, clean(change.place.kind))
    moved = f" (was in {clean(change.was_stage)})" if change.was_stage else ""
    yield f"{sign} {kind}: {clean(change.place.name)}{moved}"
    for text in change.texts:
        if text.field in _STATUS:
            yield f"    {clean(text.field)}: {clean(text.before)} → {clean(text.after)}"
            continue
        yield f"    {clean(text.field).replace('_', ' ')}:"
        yield from _parts("-", text.before)
        yield from _parts("+", text.after)


def _parts(sign: str, text: str) -> Iterable[str]:
    return (f"    {sign} {clean(text)}",) if text else ()


def figure_name(figure: FigureChange) -> str:
    """Which figure of which card: "Cart page, reach"; of a pain its statement."""
    if figure.role == TARGET:
        return clean(figure.place.name or figure.text)
    if figure.role in ("claims", "claim", "") and figure.place.kind not in ("figures", "measures"):
        return clean(figure.text)
    role = (
        ""
        if figure.place.kind in ("figures", "measures")
        else ROLES.get(figure.place.kind) or ROLES.get(figure.role, "")
    )
    return ", ".join(part for part in (clean(figure.place.name or figure.place.touchpoint), role) if part)


def figure_line(figure: FigureChange, diff: MapDiff) -> str:
    """ "Cart page, reach: 38% (n 5,330) → 31% (n 6,012), −7 points (−9 to −5)"; a target has no n."""
    if figure.role == TARGET:
        was, target = (amount(value, figure.unit, diff.second.currency) for value in (figure.was, figure.now))
        return f"{figure_name(figure)}: {was} (n {count(figure.was_n)}) → target {target}"
    was, now = (
        amount(value, figure.unit, side.currency) + (f" (n {count(n)})" if figure.unit != "count" else "")
        for value, n, side in ((figure.was, figure.was_n, diff.first), (figure.now, figure.n, diff.second))
    )
    return f"{figure_name(figure)}: {was} → {now}, {difference_text(figure, diff.second.currency)}{few(figure)}"


def few(figure: FigureChange) -> str:
    """A doubt in a word, where few customers stand behind one of the two."""
    return ", few behind it" if min(figure.was_n, figure.n) < _FEW else ""


def difference_text(figure: FigureChange, currency: str = "") -> str:
    """The difference with its interval; a share's in points."""
    moved = _signed(figure.now - figure.was, figure, currency)
    if figure.low is None or figure.high is None:
        return moved
    low, high = (_signed(end, figure, currency) for end in (figure.low, figure.high))
    return f"{moved} ({_UNIT.sub('', low)} to {_UNIT.sub('', high)})"


def _signed(value: float, figure: FigureChange, currency: str) -> str:
    if figure.unit == "share":
        return points(round(100 * value, 1))
    text = amount(value, figure.unit, currency)
    return text if value <= 0 or text.startswith("+") else f"+{text}"


def labels(diff: MapDiff) -> tuple[str, str]:
    """What tells the two maps apart, in a few words each: their scopes, periods or states."""
    for told in (_scope, _when, _state):
        before, now = told(diff.first), told(diff.second)
        if before != now and before and now:
            return before, now
    return "before", "now"


def _scope(side: Side) -> str:
    return clean(side.scope)


def _when(side: Side) -> str:
    return period(side.from_at, side.to_at)


def _state(side: Side) -> str:
    return f"{side.state} state"
