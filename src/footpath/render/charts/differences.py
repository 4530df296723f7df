"""In what two sides differ."""

from collections.abc import Mapping
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.axes import Axis
from footpath.render.charts.plot import Plot
from footpath.render.charts.ranked import Item, Ranking, Row, draw_ranking
from footpath.render.charts.style import Look
from footpath.render.charts.terms import term
from footpath.render.charts.wording import between, by, counted, figure, named, sentences
from footpath.render.language import say

Given = Mapping[str, Any]
SURE = 0.05  # of the false discovery rate


def draw_leavers(answer: Answer, look: Look) -> Plot:
    """What those who left did otherwise than those who stayed."""
    place = answer.question.get("touchpoint") or answer.question.get("stage")
    return _forest(
        answer, look, say("What those who leave {place} did or are more often", place=named(place)), ("left", "stayed")
    )


def draw_compare(answer: Answer, look: Look) -> Plot:
    """What one segment does otherwise than another."""
    a, b = (_segment(answer.question.get(side), side.upper()) for side in ("a", "b"))
    return _forest(answer, look, say("What {a} do or are more often than {b}", a=a, b=b), ("a", "b"))


def draw_moments(answer: Answer, look: Look) -> Plot:
    """After which touchpoints the outcome is likelier."""
    outcome = named(answer.question["outcome"]) if answer.question.get("outcome") else say("the outcome")
    return _forest(
        answer,
        look,
        say("After which touchpoints customers reach {outcome} more often", outcome=outcome),
        ("with", "without"),
    )


def draw_aftermath(answer: Answer, look: Look) -> Plot:
    """After which touchpoints a good experience goes with the outcome."""
    outcome = named(answer.question["outcome"]) if answer.question.get("outcome") else say("anything further")
    return _forest(
        answer,
        look,
        say("Where {outcome} follows a good experience more often than a poor one", outcome=outcome),
        ("good", "poor"),
    )


def _segment(segment: Any, name: str) -> str:
    if not isinstance(segment, Mapping) or not segment:
        return say("customers {name}", name=name)
    where, when = segment.get("where"), segment.get("during")
    if where and when:
        return say("customers whose {condition} in {period}", condition=named(where), period=named(when))
    if where:
        return say("customers whose {condition}", condition=named(where))
    return say("customers in {period}", period=named(when)) if when else say("customers {name}", name=name)


def _forest(answer: Answer, look: Look, title: str, sides: tuple[str, str]) -> Plot:
    rows = [row for row in answer.dicts() if row["difference"] is not None]
    rates = [row for row in rows if _rate(row, sides[0]) is not None]
    grouped = "by" in answer.question
    if rows and not rates:  # measures have units of their own: drawn by the size of the effect
        shown = [Row(_name(row, grouped), [_effect(row, sides)], _sure(row)) for row in rows]
        axis = Axis(say("size of the difference (Cohen's d)"), "score")
        return draw_ranking(Ranking(title, shown, axis, say("Bold: surely not chance."), zero=True), look)
    shown = [Row(_name(row, grouped), [_item(row, sides, look)], _sure(row)) for row in rates]
    left = len(rows) - len(rates)
    measures = say("{count} measures in the table.", count=counted(left)) if left else ""
    surely = say("Bold and dark: surely not chance (false discovery rate up to 5%).")
    reads = sentences(surely, say("Lines are 95% intervals."), measures)
    axis = Axis(say("difference in percentage points"), "points")
    if grouped:
        title = by(title, answer.question["by"])
    return draw_ranking(Ranking(title, shown, axis, reads, zero=True), look)


def _rate(row: Given, side: str) -> float | None:
    return row.get(f"{side}_rate")


def _sure(row: Given) -> bool:
    return row["q"] is not None and row["q"] <= SURE


def _name(row: Given, grouped: bool) -> str:
    name = named(row["touchpoint"] if "touchpoint" in row else row["feature"])
    name = say("{name} (promise)", name=name) if row.get("of") == "promise" else name
    return f"{named(row['group'])}: {name}" if grouped else name


def _item(row: Given, sides: tuple[str, str], look: Look) -> Item:
    first, second = (figure(_rate(row, side), "share") for side in sides)
    text = figure(row["difference"], "points").split(" ")[0]
    says = f"{_name(row, False)}: {figure(row['difference'], 'points')}{between(row['low'], row['high'], 'points')}, "
    says += f"{term(sides[0])} {first}, {term(sides[1])} {second}"
    tone = "neutral" if not _sure(row) else "structure" if row["difference"] > 0 else "low"
    counts = "" if look.narrow else say("{first} against {second}", first=first, second=second)
    return Item(row["difference"], row["low"], row["high"], text=text, counts=counts, says=says, tone=tone)


def _effect(row: Given, sides: tuple[str, str]) -> Item:
    first, second = (figure(row.get(f"{side}_mean"), "score") for side in sides)
    tone = "neutral" if not _sure(row) else "structure" if row["effect"] > 0 else "low"
    text = figure(row["effect"], "score")
    return Item(
        row["effect"] or 0.0,
        text=text,
        counts=say("{first} against {second}", first=first, second=second),
        says=f"{_name(row, False)}: {text}",
        tone=tone,
    )
