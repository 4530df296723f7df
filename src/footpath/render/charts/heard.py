"""What customers feel, want and expect, and who answers at all."""

from collections.abc import Mapping, Sequence
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.axes import Axis
from footpath.render.charts.plot import Plot
from footpath.render.charts.ranked import MOST, Item, Ranking, Row, draw_ranking
from footpath.render.charts.readings import Reading, draw_reading
from footpath.render.charts.style import Look
from footpath.render.charts.terms import term
from footpath.render.charts.wording import between, figure, named, of_customers, part_of, words
from footpath.render.language import say, to_say

Given = Mapping[str, Any]
_SURE = 0.05  # of the false discovery rate
_CLOCKS = {
    "promise": to_say("Stated, by the promise"),
    "case": to_say("Stated, by the ticket"),
    "record": to_say("Stated, by the record"),
    "words": to_say("Stated, by the same words"),
    None: to_say("Stated, by no clock"),
}


def _placed(name: str, row: Given) -> str:
    place = row["touchpoint"] if row["touchpoint"] is not None else row["stage"]
    return name if place is None else f"{name} · {named(place)}"


def _emotion(row: Given) -> str:
    return _placed(words(row["emotion"]), row)


def _aim(row: Given) -> str:
    return _placed(words(row["aim"]), row)


def _stated(row: Given) -> str:
    return part_of(row["n"], row["texts"])


def _felt(row: Given) -> str:
    part = part_of(row["n"], row["texts"])
    if row["before"] is None or row["before_q"] > _SURE:
        return part
    return say("{what}, after {place}", what=part, place=named(row["before"]))


def _mood(row: Given) -> str:
    low, high = row["experience_low"], row["experience_high"]
    if low is None or high is None:
        return "neutral"
    return "low" if high < 0 else "high" if low > 0 else "neutral"


def _expectation(row: Given) -> str:
    return _placed(say("Promised") if row["basis"] == "promised" else say(_CLOCKS[row["clock"]]), row)


def _over(row: Given) -> str:
    part = part_of(row["over"], row["decided"])
    if row["median_over_s"] is None:
        return part
    return say("{part}, by {time} in the middle", part=part, time=figure(row["median_over_s"], "seconds"))


draw_emotions = draw_reading(lambda: Reading(
    lambda question: say("Emotions in what customers write"), "share",
    Axis(say("share of texts in which an emotion was read"), "share"),
    _emotion, _felt, "n", rest="rest_share", bars=True, tone=_mood,
    reads=say("Colour: how the experience was, grey where it is neither good nor bad for sure."),
))  # fmt: skip
draw_aims = draw_reading(lambda: Reading(
    lambda question: say("What customers write that they want, need, and cannot do"), "share",
    Axis(say("share of texts that state an aim"), "share"), _aim, _stated, "n", rest="rest_share", bars=True, tone=_mood,
    reads=say("Colour: how the experience was, grey where it is neither good nor bad for sure."),
))  # fmt: skip
draw_expectations = draw_reading(lambda: Reading(
    lambda question: say("What took longer than was promised or expected"), "over_share",
    Axis(say("share of those that a clock decides"), "share"), _expectation, _over, "decided",
))  # fmt: skip


def draw_nonresponse(answer: Answer, look: Look) -> Plot:
    """In what those who answer differ, and what is left of it after weighting."""
    grouped = "by" in answer.question
    rows = [row for row in answer.dicts() if row["feature"] != "score" and row["difference"] is not None]
    drawn = [
        Row(
            f"{named(row['group'])}: {term(named(row['feature']))}" if grouped else term(named(row["feature"])),
            _items(row),
            _sure(row),
        )
        for row in rows
    ]
    told = " ".join(_scores(answer.dicts(), grouped))
    legend = [
        (say("Those who answered, less the others"), "structure"),
        (say("After weighting, less all"), "persona-2"),
    ]
    axis = Axis(say("difference in standard deviations"), "score")
    return draw_ranking(
        Ranking(
            say("How customers who answer differ from those who do not"),
            drawn,
            axis,
            told,
            zero=True,
            legend=legend,
            more=0,
        ),
        look,
    )


def _sure(row: Given) -> bool:
    return row["q"] is not None and row["q"] <= _SURE


def _items(row: Given) -> Sequence[Item]:
    name, at, left = term(named(row["feature"])), row["difference"], row["weighted_difference"]
    says = f"{name}: {figure(at, 'score')}{between(row['low'], row['high'], 'score')}"
    items = [Item(at, row["low"], row["high"], text=figure(at, "score"), says=says)]
    if left is not None:
        items.append(
            Item(
                left,
                says=say("{name}, after weighting: {figure}", name=name, figure=figure(left, "score")),
                tone="persona-2",
            )
        )
    return items


def _scores(rows: Sequence[Given], grouped: bool) -> list[str]:
    """The score as it is and reweighted, in a sentence a group."""
    told = []
    for row in [row for row in rows if row["feature"] == "score"][:MOST]:
        of = f"{named(row['group'])}: " if grouped else ""
        kind = row["kind"].upper() if row["kind"] in ("nps", "csat", "ces") else term(named(row["kind"]))
        raw = say(
            "{kind} {figure} from {customers}",
            kind=f"{of}{kind}",
            figure=figure(row["raw"], "score"),
            customers=of_customers(row["responders"]),
        )
        again = f"{figure(row['reweighted'], 'score')}{between(row['reweighted_low'], row['reweighted_high'], 'score')}"
        known = row["reweighted"] is not None
        told.append(
            say("{raw}, reweighted {again}.", raw=raw, again=again) if known else f"{raw}, {named(row['note'])}."
        )
    return told
