"""What customers feel, want and expect, and who answers at all."""

from collections.abc import Mapping, Sequence
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.axes import Axis
from footpath.render.charts.plot import Plot
from footpath.render.charts.ranked import MOST, Item, Ranking, Row, draw_ranking
from footpath.render.charts.readings import Reading, draw_reading
from footpath.render.charts.style import Look
from footpath.render.charts.wording import between, figure, named, words

Given = Mapping[str, Any]
_SURE = 0.05  # of the false discovery rate
_CLOCKS = {
    "promise": "by the promise",
    "case": "by the ticket",
    "record": "by the record",
    "words": "by the same words",
    None: "by no clock",
}


def _placed(name: str, row: Given) -> str:
    place = row["touchpoint"] if row["touchpoint"] is not None else row["stage"]
    return name if place is None else f"{name} · {named(place)}"


def _emotion(row: Given) -> str:
    return _placed(words(row["emotion"]), row)


def _aim(row: Given) -> str:
    return _placed(words(row["aim"]), row)


def _stated(row: Given) -> str:
    return f"{row['n']:,} of {row['texts']:,}"


def _felt(row: Given) -> str:
    before = f", after {named(row['before'])}" if row["before"] is not None and row["before_q"] <= _SURE else ""
    return f"{row['n']:,} of {row['texts']:,}{before}"


def _mood(row: Given) -> str:
    low, high = row["experience_low"], row["experience_high"]
    if low is None or high is None:
        return "neutral"
    return "low" if high < 0 else "high" if low > 0 else "neutral"


def _expectation(row: Given) -> str:
    return _placed("Promised" if row["basis"] == "promised" else f"Stated, {_CLOCKS[row['clock']]}", row)


def _over(row: Given) -> str:
    by = f", by {figure(row['median_over_s'], 'seconds')} in the middle" if row["median_over_s"] is not None else ""
    return f"{row['over']:,} of {row['decided']:,}{by}"


_EMOTIONS = Reading(
    lambda question: "Emotions in what customers write", "share", Axis("share of texts in which an emotion was read", "share"),
    _emotion, _felt, "n", rest="rest_share", bars=True, tone=_mood,
    reads="Colour: how the experience was, grey where it is neither good nor bad for sure.",
)  # fmt: skip
_AIMS = Reading(
    lambda question: "What customers write that they want, need, and cannot do", "share",
    Axis("share of texts that state an aim", "share"), _aim, _stated, "n", rest="rest_share", bars=True, tone=_mood,
    reads="Colour: how the experience was, grey where it is neither good nor bad for sure.",
)  # fmt: skip
_EXPECTATIONS = Reading(
    lambda question: "What took longer than was promised or expected", "over_share",
    Axis("share of those that a clock decides", "share"), _expectation, _over, "decided",
)  # fmt: skip
draw_emotions = draw_reading(_EMOTIONS)
draw_aims = draw_reading(_AIMS)
draw_expectations = draw_reading(_EXPECTATIONS)


def draw_nonresponse(answer: Answer, look: Look) -> Plot:
    """In what those who answer differ, and what is left of it after weighting."""
    grouped = "by" in answer.question
    rows = [row for row in answer.dicts() if row["feature"] != "score" and row["difference"] is not None]
    drawn = [
        Row(
            f"{named(row['group'])}: {named(row['feature'])}" if grouped else named(row["feature"]),
            _items(row),
            _sure(row),
        )
        for row in rows
    ]
    told = " ".join(_scores(answer.dicts(), grouped))
    legend = [("Those who answered, less the others", "structure"), ("After weighting, less all", "persona-2")]
    axis = Axis("difference in standard deviations", "score")
    return draw_ranking(
        Ranking(
            "How customers who answer differ from those who do not", drawn, axis, told, zero=True, legend=legend, more=0
        ),
        look,
    )


def _sure(row: Given) -> bool:
    return row["q"] is not None and row["q"] <= _SURE


def _items(row: Given) -> Sequence[Item]:
    name, at, left = named(row["feature"]), row["difference"], row["weighted_difference"]
    says = f"{name}: {figure(at, 'score')}{between(row['low'], row['high'], 'score')}"
    items = [Item(at, row["low"], row["high"], text=figure(at, "score"), says=says)]
    if left is not None:
        items.append(Item(left, says=f"{name}, after weighting: {figure(left, 'score')}", tone="persona-2"))
    return items


def _scores(rows: Sequence[Given], grouped: bool) -> list[str]:
    """The score as it is and reweighted, in a sentence a group."""
    told = []
    for row in [row for row in rows if row["feature"] == "score"][:MOST]:
        of = f"{named(row['group'])}: " if grouped else ""
        kind = row["kind"].upper() if row["kind"] in ("nps", "csat", "ces") else named(row["kind"])
        raw = f"{of}{kind} {figure(row['raw'], 'score')} from {row['responders']:,} customers"
        again = f"{figure(row['reweighted'], 'score')}{between(row['reweighted_low'], row['reweighted_high'], 'score')}"
        told.append(f"{raw}, reweighted {again}." if row["reweighted"] is not None else f"{raw}, {named(row['note'])}.")
    return told
