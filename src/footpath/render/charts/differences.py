"""In what two sides differ, and what a change is made of."""

from collections.abc import Mapping, Sequence
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.axes import Axis
from footpath.render.charts.plot import Layer, Plot, Values, across, at_left, key, layer, painted, points, written
from footpath.render.charts.ranked import Item, Ranking, Row, draw_ranking
from footpath.render.charts.style import FIGURE, NAME, Look
from footpath.render.charts.wording import between, figure, named, widest

Given = Mapping[str, Any]
SURE = 0.05  # of the false discovery rate
_SEGMENTS, _ROW, _BAR = 15, 26.0, 14.0


def draw_leavers(answer: Answer, look: Look) -> Plot:
    """What those who left did otherwise than those who stayed."""
    place = answer.question.get("touchpoint") or answer.question.get("stage")
    return _forest(answer, look, f"What those who leave {named(place)} did or are more often", ("left", "stayed"))


def draw_compare(answer: Answer, look: Look) -> Plot:
    """What one segment does otherwise than another."""
    a, b = (_segment(answer.question.get(side), side.upper()) for side in ("a", "b"))
    return _forest(answer, look, f"What {a} do or are more often than {b}", ("a", "b"))


def draw_moments(answer: Answer, look: Look) -> Plot:
    """After which touchpoints the outcome is likelier."""
    outcome = named(answer.question["outcome"]) if answer.question.get("outcome") else "the outcome"
    return _forest(answer, look, f"After which touchpoints customers reach {outcome} more often", ("with", "without"))


def _segment(segment: Any, name: str) -> str:
    if not isinstance(segment, Mapping) or not segment:
        return f"customers {name}"
    parts = [named(segment["where"])] if segment.get("where") else []
    parts += [f"in {named(segment['during'])}"] if segment.get("during") else []
    return f"customers whose {' '.join(parts)}" if segment.get("where") else f"customers {' '.join(parts)}"


def _forest(answer: Answer, look: Look, title: str, sides: tuple[str, str]) -> Plot:
    rows = [row for row in answer.dicts() if row["difference"] is not None]
    rates = [row for row in rows if _rate(row, sides[0]) is not None]
    grouped = "by" in answer.question
    if rows and not rates:  # measures have units of their own: drawn by the size of the effect
        shown = [Row(_name(row, grouped), [_effect(row, sides)], _sure(row)) for row in rows]
        axis = Axis("size of the difference (Cohen's d)", "score")
        return draw_ranking(Ranking(title, shown, axis, "Bold: surely not chance.", zero=True), look)
    shown = [Row(_name(row, grouped), [_item(row, sides, look)], _sure(row)) for row in rates]
    measures = f" {len(rows) - len(rates):,} measures in the table." if len(rows) > len(rates) else ""
    reads = f"Bold and dark: surely not chance (false discovery rate up to 5%). Lines are 95% intervals.{measures}"
    axis = Axis("difference in percentage points", "points")
    if grouped:
        title = f"{title}, by {named(answer.question['by'])}"
    return draw_ranking(Ranking(title, shown, axis, reads, zero=True), look)


def _rate(row: Given, side: str) -> float | None:
    return row.get(f"{side}_rate")


def _sure(row: Given) -> bool:
    return row["q"] is not None and row["q"] <= SURE


def _name(row: Given, grouped: bool) -> str:
    name = named(row["touchpoint"] if "touchpoint" in row else row["feature"])
    return f"{named(row['group'])}: {name}" if grouped else name


def _item(row: Given, sides: tuple[str, str], look: Look) -> Item:
    first, second = (figure(_rate(row, side), "share") for side in sides)
    text = figure(row["difference"], "points").split(" ")[0]
    says = f"{_name(row, False)}: {figure(row['difference'], 'points')}{between(row['low'], row['high'], 'points')}, "
    says += f"{sides[0]} {first}, {sides[1]} {second}"
    tone = "neutral" if not _sure(row) else "structure" if row["difference"] > 0 else "low"
    counts = "" if look.narrow else f"{first} against {second}"
    return Item(row["difference"], row["low"], row["high"], text=text, counts=counts, says=says, tone=tone)


def _effect(row: Given, sides: tuple[str, str]) -> Item:
    first, second = (figure(row.get(f"{side}_mean"), "score") for side in sides)
    tone = "neutral" if not _sure(row) else "structure" if row["effect"] > 0 else "low"
    text = figure(row["effect"], "score")
    return Item(
        row["effect"] or 0.0,
        text=text,
        counts=f"{first} against {second}",
        says=f"{_name(row, False)}: {text}",
        tone=tone,
    )


def draw_decompose(answer: Answer, look: Look) -> Plot:
    """The way from the rate before to the rate after, segment by segment."""
    rows = answer.dicts()
    title = f"Why the rate changed, by {named(answer.question.get('over'))}"
    kept = [row for row in rows if row["total"] is not None]
    kept = sorted(kept, key=lambda row: -abs(row["total"]))
    before = sum(row["before_reached"] for row in rows) / max(1, sum(row["before_n"] for row in rows))
    after = sum(row["after_reached"] for row in rows) / max(1, sum(row["after_n"] for row in rows))
    parts: list[tuple[str, float, float, float, str, str]] = [("Before", 0.0, before, 0.0, figure(before, "share"), "")]
    at = before
    for row in kept[:_SEGMENTS]:
        says = (
            f"{named(row['segment'])}: {figure(row['total'], 'points')}{between(row['total_low'], row['total_high'], 'points')}; "
            f"mix {figure(row['mix'], 'points')}, own rate {figure(row['rate'], 'points')}"
        )
        text = figure(row["total"], "points").split(" ")[0]
        parts.append((named(row["segment"]), at, row["mix"], row["rate"], text, says))
        at += row["total"]
    others = kept[_SEGMENTS:]
    if others:
        mix, rate = sum(row["mix"] for row in others), sum(row["rate"] for row in others)
        text = figure(mix + rate, "points").split(" ")[0]
        parts.append((f"{len(others):,} others", at, mix, rate, text, f"{len(others):,} other segments: {text}"))
    parts.append(("After", 0.0, after, 0.0, figure(after, "share"), ""))
    changed = rows[0]["change"]
    reads = f"In all {figure(changed, 'points')}{between(rows[0]['change_low'], rows[0]['change_high'], 'points')}."
    return _waterfall(title, parts, look, reads)


def _waterfall(title: str, parts: Sequence[tuple[str, float, float, float, str, str]], look: Look, reads: str) -> Plot:
    names = min(widest([part[0] for part in parts], NAME), look.inner * 0.36) + 2
    right = widest([part[4] for part in parts], FIGURE) + 18
    width = look.inner - names - 12 - right
    values: Values = []
    for number, (name, start, mix, rate, text, says) in enumerate(parts):
        whole = number in (0, len(parts) - 1)
        y = number * _ROW + _ROW / 2
        for begin, length, tone in (
            (start, mix, "structure" if whole else "persona-2"),
            (start + mix, rate, "persona-1"),
        ):
            if length or (whole and tone == "structure"):
                values.append(
                    {
                        "from": begin, "to": begin + length, "top": y - _BAR / 2, "bottom": y + _BAR / 2,
                        "colour": look.paint(tone), "says": says or f"{name}: {text}",
                    }
                )  # fmt: skip
    ends = [value[end] for value in values for end in ("from", "to")]
    low = min((end for end in ends if end), default=0.0)
    high = max(ends, default=1.0)
    from_zero = low <= 0 or (high - low) > 0.5 * high
    lowest = 0.0 if from_zero else max(0.0, low - (high - low) * 0.4)
    for value in values:
        value["from"], value["to"] = max(value["from"], lowest), max(value["to"], lowest)
    scale = Axis("rate" if from_zero else "rate; the scale does not begin at zero", "share", from_zero).over(
        [lowest, high], width
    )
    bar = {"x": across("from", scale), "x2": {"field": "to"}, "y": points("top"), "y2": {"field": "bottom"}}
    head = key(
        [("Mix: other customers", "persona-2"), ("Rate: the same fare otherwise", "persona-1")],
        look,
        look.inner,
        names + 12,
    )
    layers: list[Layer] = [layer(values, {"type": "rect", "opacity": 1}, {**bar, "color": painted()}), *head]
    middles = [number * _ROW + _ROW / 2 for number in range(len(parts))]
    layers += at_left(
        [(y, part[0], part is parts[0] or part is parts[-1]) for y, part in zip(middles, parts, strict=True)],
        look,
        names,
    )
    texts = [{"y": y, "text": part[4]} for y, part in zip(middles, parts, strict=True)]
    layers.append(written(texts, {"x": {"value": width + 10}, "y": points("y")}, align="left", color=look.paint("ink")))
    return Plot(title, layers, width, _ROW * len(parts), reads, names + 12)
