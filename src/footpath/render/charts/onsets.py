"""Since when: how it was before a day, and since."""

from collections.abc import Mapping
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.axes import Axis
from footpath.render.charts.plot import Plot
from footpath.render.charts.ranked import Item, Ranking, Row, draw_ranking
from footpath.render.charts.style import Look
from footpath.render.charts.terms import term
from footpath.render.charts.wording import Kind, between, figure, named, sentences, words
from footpath.render.language import say

Given = Mapping[str, Any]


def draw_onset(answer: Answer, look: Look) -> Plot:
    """Each place with its figure before and since, and the day between them."""
    signals = [answer.question.get("signals") or ()]
    named_signals = [str(signal) for some in signals for signal in ([some] if isinstance(some, str) else some)]
    axis = _axis(named_signals)
    rows = [Row(_name(row), _items(row, axis.kind), row["onset_on"] is not None) for row in answer.dicts()]
    told = ", ".join(words(signal) for signal in named_signals)
    title = say("Since when it is as it is: {signals}", signals=told) if told else say("Since when it is as it is")
    legend = [(term("before"), "neutral"), (term("since"), "low")]
    reads = sentences(say("Bold: a day was found since when it is so."), say("Lines are 95% intervals."))
    return draw_ranking(Ranking(title, rows, axis, reads, legend=legend, more=0), look)


def _axis(signals: list[str]) -> Axis:
    if signals == ["score"]:
        return Axis(say("experience, −1 to 1"), "experience")
    return Axis(say("median time"), "seconds") if signals == ["delay"] else Axis(say("share"), "share")


def _name(row: Given) -> str:
    place = named(row["touchpoint"]) if row["touchpoint"] is not None else named(row["stage"] or "")
    return say("{place}, since {day}", place=place, day=row["onset_on"]) if row["onset_on"] is not None else place


def _items(row: Given, unit: Kind) -> list[Item]:
    items = []
    for side, tone in (("before", "neutral"), ("since", "low")):
        at, low, high = row[side], row[f"{side}_low"], row[f"{side}_high"]
        if at is not None:
            text = figure(at, unit)
            says = f"{term(side)}: {text}{between(low, high, unit)}"
            items.append(Item(at, low, high, text=text, says=says, tone=tone))
    return items
