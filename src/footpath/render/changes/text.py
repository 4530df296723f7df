"""The differences of two maps as text, read like a code review: what is gone, what came, and which figures moved."""

from collections.abc import Iterable, Iterator

from footpath.model.changes import CardChange, FigureChange, MapDiff, Side
from footpath.model.small_cells import tells_of_few
from footpath.render.language import say, say_many, speaking, to_say
from footpath.render.locales import marks
from footpath.render.numbers import amount, count, period, points
from footpath.render.text import clean
from footpath.render.vocabulary import word

KINDS = {
    "map": to_say("map"),
    "figures": to_say("figure"),
    "personas": to_say("persona"),
    "stages": to_say("stage"),
    "actions": to_say("action"),
    "touchpoints": to_say("touchpoint"),
    "quotes": to_say("quote"),
    "pains": to_say("pain point"),
    "opportunities": to_say("opportunity"),
    "measures": to_say("measure"),
    "notes": to_say("note"),
    "parts": to_say("part"),
    "praises": to_say("praise"),
    "moments": to_say("moment of truth"),
    "goals": to_say("goal"),
    "checklist": to_say("checklist item"),
    "gaps": to_say("gap in what is offered"),
    "aims": to_say("aim"),
}
ROLES = {
    "reach": to_say("reach"),
    "goes_on": to_say("go on"),
    "experience": to_say("experience"),
    "effectiveness": to_say("how it serves"),
    "points": to_say("experience"),
    "customers": to_say("how many"),
    "outcome": to_say("reach the outcome"),
    "cost": to_say("what it takes them"),
    "conforms": to_say("go as planned"),
    "outcome_conforms": to_say("reach the outcome as planned"),
    "cost_conforms": to_say("what it takes as planned"),
    "stake": to_say("at stake"),
    "bringing": to_say("would bring"),
}
_STATUS = {"status", "progress"}  # of a goal or a checklist's item: told before and now in one line
TARGET = "target"  # the role of a figure whose second value is planned, not measured
_FEW = 30
_HAPPENED = {
    "appeared": to_say("{count} appeared"),
    "gone": to_say("{count} gone"),
    "moved": to_say("{count} moved"),
    "edited": to_say("{count} edited"),
}
_FIELDS = {
    "title": to_say("title"),
    "text": to_say("text"),
    "status": to_say("status"),
    "progress": to_say("progress"),
    "why": to_say("why"),
    "note": to_say("note"),
    "owner": to_say("owner"),
    "channel": to_say("channel"),
    "ownership": to_say("ownership"),
    "effort": to_say("effort"),
    "target": to_say("target"),
    "label": to_say("label"),
    "name": to_say("name"),
    "scope": to_say("scope"),
    "notes": to_say("notes"),
}


def diff_text(diff: MapDiff, language: str = "en") -> str:
    """Two maps' differences, stage by stage: ``-`` what is gone, ``+`` what came, ``~`` what people wrote anew, and
    the figures that moved, each with both values, n and the difference with its interval. Without colours or control
    characters, so that it reads the same in a terminal, a mail and a log.

    Args:
        language: a tag such as "de"; what people wrote on the maps stays as it is.
    """
    with speaking(language):
        return _text(of_enough(diff))


def _text(diff: MapDiff) -> str:
    lines = [f"--- {side_line(diff.first)}", f"+++ {side_line(diff.second)}", "", summary(diff)]
    for stage in stages_of(diff):
        lines += ["", f"@@ {clean(stage) or say('The whole map')} @@"]
        for change in (c for c in diff.cards if c.place.stage == stage):
            lines += card_lines(change)
        lines += [f"  {figure_line(f, diff)}" for f in moved_figures(diff) if f.place.stage == stage]
    return "\n".join(lines) + "\n"


def diff_json(diff: MapDiff) -> str:
    """The same as JSON, its keys in one order."""
    return of_enough(diff).model_dump_json(indent=2) + "\n"


def of_enough(diff: MapDiff) -> MapDiff:
    """The differences without figures that, on either side, tell what fewer than five did or felt."""
    told = tuple(
        figure
        for figure in diff.figures
        if not tells_of_few(figure.was, figure.was_n, figure.unit)
        and (figure.role == TARGET or not tells_of_few(figure.now, figure.n, figure.unit))
    )
    return diff if len(told) == len(diff.figures) else diff.model_copy(update={"figures": told})


def side_line(side: Side) -> str:
    """A map in one line: its title, state, scope and period."""
    when = period(side.from_at, side.to_at)
    return " · ".join(part for part in (clean(side.title), state_of(side), clean(word(side.scope)), when) if part)


def summary(diff: MapDiff) -> str:
    """What happened, in one line."""
    if diff.is_empty:
        return say("No difference: {figures} compared.", figures=_figures(len(diff.figures)))
    happened = {what: sum(change.what == what for change in diff.cards) for what in _HAPPENED}
    cards = ", ".join(say(_HAPPENED[what], count=count(n)) for what, n in happened.items() if n)
    return f"{say('Cards: {changes}.', changes=cards or say('the same'))} {figures_summary(diff)}"


def figures_summary(diff: MapDiff) -> str:
    planned = sum(f.role == TARGET for f in diff.figures)
    asked = [f for f in diff.figures if f.role != TARGET]
    beyond, within, other = (sum(f.moved == how for f in asked) for how in ("beyond", "within", "counted"))
    text = say(
        "Of {figures} in both, {count} moved by more than chance", figures=_figures(len(asked)), count=count(beyond)
    )
    if beyond or within:
        text += " " + say("(about {count} would have, had nothing changed)", count=count(round(diff.by_chance)))
    text += ", " + say("{count} within it", count=count(within))
    if other:
        text += ", " + say_many("{count} count differs", "{count} counts differ", other, count=count(other))
    if planned:
        text += ". " + say_many("{count} target set", "{count} targets set", planned, count=count(planned))
    return f"{text}."


def _figures(number: int) -> str:
    return say_many("{count} figure", "{count} figures", number, count=count(number))


def kind_of(kind: str) -> str:
    """What a changed card is, in a word."""
    known = KINDS.get(kind)
    return say(known) if known else clean(kind)


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
    kind = kind_of(change.place.kind)
    moved = f" ({say('was in {stage}', stage=clean(change.was_stage))})" if change.was_stage else ""
    yield f"{sign} {kind}: {clean(change.place.name)}{moved}"
    for text in change.texts:
        if text.field in _STATUS:
            yield f"    {field_name(text.field)}: {clean(text.before)} → {clean(text.after)}"
            continue
        yield f"    {field_name(text.field)}:"
        yield from _parts("-", text.before)
        yield from _parts("+", text.after)


def field_name(field: str) -> str:
    """Which part of a card was written anew; a field that has no word here is called as the schema calls it."""
    known = _FIELDS.get(field)
    return say(known) if known else clean(field).replace("_", " ")


def _parts(sign: str, text: str) -> Iterable[str]:
    return (f"    {sign} {clean(text)}",) if text else ()


def figure_name(figure: FigureChange) -> str:
    """Which figure of which card: "Cart page, reach"; of a pain its statement."""
    if figure.role == TARGET:
        return clean(figure.place.name or figure.text)
    if figure.role in ("claims", "claim", "") and figure.place.kind not in ("figures", "measures"):
        return clean(figure.text)
    name = figure.place.name or figure.place.touchpoint
    if figure.place.kind in ("figures", "measures"):
        return clean(word(name))
    role = ROLES.get(figure.place.kind) or ROLES.get(figure.role)
    return ", ".join(part for part in (clean(name), say(role) if role else "") if part)


def figure_line(figure: FigureChange, diff: MapDiff) -> str:
    """ "Cart page, reach: 38% (n 5,330) → 31% (n 6,012), −7 points (−9 to −5)"; a target has no n."""
    if figure.role == TARGET:
        was, target = (amount(value, figure.unit, diff.second.currency) for value in (figure.was, figure.now))
        now = say("target {value}", value=target)
        return f"{figure_name(figure)}: {was} ({say('n {count}', count=count(figure.was_n))}) → {now}"
    was, now = (
        amount(value, figure.unit, side.currency)
        + (f" ({say('n {count}', count=count(n))})" if figure.unit != "count" else "")
        for value, n, side in ((figure.was, figure.was_n, diff.first), (figure.now, figure.n, diff.second))
    )
    return f"{figure_name(figure)}: {was} → {now}, {difference_text(figure, diff.second.currency)}{few(figure)}"


def few(figure: FigureChange) -> str:
    """A doubt in a word, where few customers stand behind one of the two."""
    return ", " + say("few behind it") if min(figure.was_n, figure.n) < _FEW else ""


def difference_text(figure: FigureChange, currency: str = "") -> str:
    """The difference with its interval; a share's in points."""
    moved = _signed(figure.now - figure.was, figure, currency)
    if figure.low is None or figure.high is None:
        return moved
    low, high = (_bare(end, figure, currency) for end in (figure.low, figure.high))
    return f"{moved} ({say('{first} to {last}', first=low, last=high)})"


def _signed(value: float, figure: FigureChange, currency: str) -> str:
    if figure.unit == "share":
        return points(round(100 * value, 1))
    text = amount(value, figure.unit, currency)
    return text if value <= 0 or text.startswith("+") else f"+{text}"


def _bare(value: float, figure: FigureChange, currency: str) -> str:
    """An end of an interval: of points without their word, which the value has said already."""
    if figure.unit != "share":
        return _signed(value, figure, currency)
    at = round(100 * value, 1)
    digits = 1 if abs(at) < 10 and at != round(at) else 0
    text, local = f"{abs(at):,.{digits}f}", marks()
    sign = "" if float(text.replace(",", "")) == 0 else "−" if at < 0 else "+"
    return sign + (local.number(text) if local else text)


def labels(diff: MapDiff) -> tuple[str, str]:
    """What tells the two maps apart, in a few words each: their scopes, periods or states."""
    for told in (_scope, _when, _state):
        before, now = told(diff.first), told(diff.second)
        if before != now and before and now:
            return before, now
    return say("before"), say("now")


def state_of(side: Side) -> str:
    return say("future state") if side.state == "future" else say("current state")


def _scope(side: Side) -> str:
    return clean(word(side.scope))


def _when(side: Side) -> str:
    return period(side.from_at, side.to_at)


def _state(side: Side) -> str:
    return state_of(side)
