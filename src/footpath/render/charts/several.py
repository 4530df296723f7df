"""Questions whose rows have several figures, or figures in several units."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.axes import Axis
from footpath.render.charts.plot import Drawing, Plot
from footpath.render.charts.ranked import MOST, Item, Ranking, Row, draw_ranking
from footpath.render.charts.readings import CALENDAR, Given, Reading, draw_reading
from footpath.render.charts.style import Look
from footpath.render.charts.terms import term
from footpath.render.charts.tiles import (
    draw_matches,
    draw_metric,
    draw_overview,
    draw_sessions,
    draw_support,
    metric_kind,
    metric_title,
)
from footpath.render.charts.trends import Curve, Point, draw_trend
from footpath.render.charts.wording import Kind, between, by, counted, figure, n_of, named, of_customers, part_of, words
from footpath.render.language import say

_SCALES = {"nps": (-100.0, 100.0), "rating": (1.0, 5.0), "csat": (1.0, 5.0), "ces": (1.0, 7.0)}


def draw_pages(answer: Answer, look: Look) -> Plot:
    """Where sessions end, and where they are over at once."""
    rows = sorted(answer.dicts(), key=lambda row: -row["sessions"])
    grouped = "by" in answer.question
    drawn = []
    for row in sorted(rows[:MOST], key=lambda row: -(row["exit_rate"] or 0)):
        name = f"{named(row['group'])}: {named(row['touchpoint'])}" if grouped else named(row["touchpoint"])
        items = [
            _rated(
                name,
                what,
                row[f"{field}_rate"],
                row[f"{field}_low"],
                row[f"{field}_high"],
                row[f"{field}s"],
                row[of],
                tone,
            )
            for what, field, of, tone in (
                (say("exit"), "exit", "sessions", "persona-1"),
                (say("bounce"), "bounce", "entries", "persona-2"),
            )
            if row[f"{field}_rate"] is not None
        ]
        if items:
            drawn.append(Row(name, items))
    legend = [
        (say("Exit: sessions that end here"), "persona-1"),
        (say("Bounce: sessions begun here that stay at one event"), "persona-2"),
    ]
    title = by(say("Where sessions end"), answer.question["by"]) if grouped else say("Where sessions end")
    axis = Axis(say("share of sessions"), "share")
    return draw_ranking(
        Ranking(title, drawn, axis, say("Lines are 95% intervals."), legend=legend, more=max(0, len(rows) - MOST)), look
    )


def _rated(name: str, what: str, at: float, low: float, high: float, part: int, whole: int, tone: str) -> Item:
    text = figure(at, "share")
    says = f"{name}, {what}: {text}{between(low, high, 'share')}, {say('{count} sessions', count=part_of(part, whole))}"
    return Item(at, low, high, text=text, says=says, tone=tone)


def draw_attribution(answer: Answer, look: Look) -> Plot:
    """What every way of sharing credit gives to each channel, and how far they lie apart."""
    rows = answer.dicts()
    over = words(str(answer.question.get("over", "channel"))).lower()
    models = list(dict.fromkeys(row["model"] for row in rows))
    tones = {model: look.kind(number) for number, model in enumerate(models)}
    grouped = "by" in answer.question
    drawn: dict[str, list[Item]] = {}
    weights: dict[str, float] = {}
    for row in rows:
        name = named(row["channel"]) if row["channel"] is not None else say("none: {what}", what=over)
        name = f"{named(row['group'])}: {name}" if grouped else name
        text = figure(row["share"], "share")
        says = f"{name}, {words(row['model']).lower()}: {text}{between(row['low'], row['high'], 'share')}"
        drawn.setdefault(name, []).append(Item(row["share"] or 0.0, says=says, tone=tones[row["model"]]))
        weights[name] = max(weights.get(name, 0.0), row["share"] or 0.0)
    shown = [Row(name, drawn[name]) for name in sorted(drawn, key=lambda name: -weights[name])]
    legend = [(words(model), tones[model]) for model in models]
    what = named(answer.question["conversion"])
    title = say("Credit for {what}, by {over} and by way of sharing it", what=what, over=over)
    reads = say("The grey line spans all ways of sharing. Association, not cause.")
    return draw_ranking(
        Ranking(title, shown, Axis(say("share of conversions"), "share"), reads, ranges=True, legend=legend), look
    )


def draw_scores(answer: Answer, look: Look) -> Plot:
    """Scores of all kinds, each at its place on its own scale."""
    rows = sorted((row for row in answer.dicts() if row["score"] is not None), key=lambda row: -row["n"])
    kinds = sorted({row["kind"] for row in rows})
    tones = {kind: look.kind(number) for number, kind in enumerate(kinds)}
    grouped = "by" in answer.question
    drawn = []
    for row in sorted(rows[:MOST], key=lambda row: (row["kind"], -(row["score"]))):
        place = next((row[field] for field in ("touchpoint", "stage") if row[field] is not None), None)
        name = ": ".join(named(part) for part in (row["group"] if grouped else None, place) if part is not None)
        text = figure(row["score"], "score")
        low, high, rest = (_placed(row[field], row["kind"]) for field in ("low", "high", "rest_score"))
        says = f"{name or say('All')}, {_kind(row['kind'])}: {text}{between(row['low'], row['high'], 'score')}, {n_of(row['n'])}"
        at = _placed(row["score"], row["kind"]) or 0.0
        counts = n_of(row["n"]) if not look.narrow else ""
        item = Item(at, low, high, rest, f"{text} {_kind(row['kind'])}", counts, says, tones[row["kind"]])
        drawn.append(Row(name or _kind(row["kind"]), [item]))
    ends = [
        say(
            "{what} {first} to {last}", what=_kind(kind), first=f"{_SCALES[kind][0]:g}", last=f"{_SCALES[kind][1]:g}"
        ).replace("-", "−")
        for kind in kinds
        if kind in _SCALES
    ]
    reads = say(
        "Lines are 95% intervals, grey ticks the rest to compare with. Scales: {scales}.", scales=", ".join(ends)
    )
    legend = [(_kind(kind), tones[kind]) for kind in kinds]
    axis = Axis(say("place on its own scale, worst to best"), "share")
    title = (
        by(say("Scores that customers gave"), answer.question["by"]) if grouped else say("Scores that customers gave")
    )
    return draw_ranking(Ranking(title, drawn, axis, reads, legend=legend, more=max(0, len(rows) - MOST)), look)


def _kind(kind: str) -> str:
    return named(kind).upper() if kind in ("nps", "csat", "ces") else term(named(kind))


def _placed(score: float | None, kind: str) -> float | None:
    if score is None:
        return None
    low, high = _SCALES.get(kind, (0.0, 1.0))
    return min(1.0, max(0.0, (score - low) / (high - low)))


def draw_support_cases(answer: Answer, look: Look) -> Plot | Drawing:
    """Tiles; over time, lines of the median waits; by group, their dots."""
    rows = answer.dicts()
    timed = [row for row in rows if row["measure"] in ("first_reply", "resolution") and row["median_s"] is not None]
    over_time = [row for row in rows if row["period"] is not None and row["measure"] == "backlog"]
    if over_time:
        return _over_time(over_time, answer.question, look)
    if "by" not in answer.question or not timed:
        return draw_support(answer, look)
    read = lambda: Reading(  # noqa: E731
        lambda question: say("How long customers of support wait"), "median_s", Axis(say("median time, each step is a multiple"), "seconds"),
        lambda row: words(row["measure"]), lambda row: say("{n}, {open} open", n=n_of(row["n"]), open=counted(row["open"])), "n", "median_low", "median_high",
        only=lambda row: row["measure"] in ("first_reply", "resolution") and row["period"] is None,
    )  # fmt: skip
    return draw_reading(read)(answer, look)


def _over_time(rows: Sequence[Given], question: Mapping[str, Any], look: Look) -> Plot:
    """Cases opened, resolved and open at the end of each period; with ``by``, those open in each group."""
    periods = sorted({row["period"] for row in rows})
    groups = list(dict.fromkeys(row.get("group") for row in rows))
    parts = [(say("Opened"), "n"), (say("Resolved"), "resolved"), (say("Open"), "open")]
    parts = parts if len(groups) == 1 else parts[2:]
    curves: list[Curve] = []
    for group in groups:
        of = {row["period"]: row for row in rows if row.get("group") == group}
        for name, field in parts:
            shown = name if len(groups) == 1 else named(group)
            cases = [_cases(of.get(period), name, field) for period in periods]
            curves.append(Curve(shown, look.kind(len(curves)), cases))
    title = by(say("Cases of support"), question.get("every"))
    return draw_trend(title, periods, curves, Axis(say("cases"), "count"), look, say("Open: at the end of the period."))


def _cases(row: Given | None, name: str, field: str) -> Point:
    if row is None:
        return Point(None)
    return Point(row[field], says=f"{row['period']}, {name.lower()}: {say('{count} cases', count=counted(row[field]))}")


def draw_metric_or_groups(answer: Answer, look: Look) -> Plot | Drawing:
    """A tile; by group, dots; over calendar periods, a line."""
    if "by" not in answer.question:
        return draw_metric(answer, look)
    kind: Kind = next((metric_kind(row) for row in answer.dicts() if row["value"] is not None), "count")
    axis = Axis(say("share") if kind == "share" else words(str(answer.question.get("count", "customers"))), kind)

    def counts(row: Given) -> str:
        return part_of(row["numerator"], row["denominator"]) if row["denominator"] is not None else ""

    bars = kind == "count" and answer.question["by"] not in CALENDAR
    reading = Reading(metric_title, "value", axis, lambda row: "", counts, "customers", bars=bars)
    return draw_reading(lambda: reading)(answer, look)


def draw_overview_or_groups(answer: Answer, look: Look) -> Plot | Drawing:
    """Tiles; by group, bars of events; over calendar periods, a line."""
    if "by" not in answer.question:
        return draw_overview(answer, look)
    axis = Axis(say("events"), "count")
    reading = Reading(
        lambda question: say("Events"),
        "events",
        axis,
        lambda row: "",
        lambda row: of_customers(row["customers"]),
        "events",
        "",
        "",
        bars=True,
    )
    return draw_reading(lambda: reading)(answer, look)


def tiles_or_groups(ask: str, reading: Callable[[], Reading]) -> Any:
    """Tiles where there is one row, else what a reading draws."""
    tiles = {"sessions": draw_sessions, "matches": draw_matches}[ask]
    grouped = draw_reading(reading)

    def form(answer: Answer, look: Look) -> Plot | Drawing:
        return grouped(answer, look) if "by" in answer.question else tiles(answer, look)

    return form
