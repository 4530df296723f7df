"""One to three figures a stage, each with its last 26 weeks."""

from datetime import date, timedelta
from itertools import islice
from statistics import median
from typing import Any

from footpath.maps.columns import LEAST_SCORES, SCORE_LABELS
from footpath.maps.scene import WHOLE, Scene
from footpath.maps.sentences import Sentence
from footpath.maps.statements import WENT_ON
from footpath.model.maps import Measure

WEEKS = 26
LEAST_A_WEEK = 10  # customers or answers behind a point of a trend
MOST = 3
INVITED = " sent"  # how a touchpoint is called that asks for the feedback of the same name
ANSWERED_WITHIN = "30d"
HOW_SOON = Sentence("Half of those who go on from {stage} do so within {value|time}")
ANSWERED = Sentence("{value|share} of those who were sent the {step} answered it within {within|period}")


def stage_measures(scene: Scene) -> tuple[Measure, ...]:
    """Conversion to the next stage, how it is rated, who answered, what it brings, how long it takes: the first three there are."""
    found: list[Measure] = []
    for at, stage in enumerate(scene.stages):
        last = at + 1 == len(scene.stages)
        ways = [_score, _answered, _value] if last else [_goes_on, _score, _answered, _value, _time]
        measures = (way(scene, stage.name) for way in ways)  # no claim is made of what is not shown
        found += islice((measure for measure in measures if measure), MOST)
    return tuple(found)


def _goes_on(scene: Scene, stage: str) -> Measure | None:
    row = scene.stage_rows.get(stage)
    if row is None:
        return None
    claim = scene.book.bind(scene.book.ask({"ask": "stages"}), row, "rate", WENT_ON)
    return _measure(scene, stage, "go on", claim, {"ask": "stages"}, {"stage": stage}, "rate", "customers")


def _time(scene: Scene, stage: str) -> Measure | None:
    row = scene.stage_rows.get(stage)
    if row is None or not row.get("median_s"):
        return None
    claim = scene.book.bind(scene.book.ask({"ask": "stages"}), row, "median_s", HOW_SOON)
    label = "until the next stage"
    return _measure(scene, stage, label, claim, {"ask": "stages"}, {"stage": stage}, "median_s", "went_on")


def _score(scene: Scene, stage: str) -> Measure | None:
    question = {"ask": "scores", "per": "stage"}
    rows = [r for r in scene.book.rows(question) if r.get("stage") == stage and r["n"] >= LEAST_SCORES]
    if stage == WHOLE.name or not rows:
        return None
    row = max(rows, key=lambda r: r["n"])
    kind = row["kind"]
    label = SCORE_LABELS.get(kind, kind)
    text = Sentence("{label} in {stage}: {value|score} from {n|count} answers", label=label)
    claim = scene.book.bind(scene.book.ask(question), row, "score", text)
    keys = {"stage": stage, "kind": kind}
    return _measure(scene, stage, label, claim, question, keys, "score", "n")


def _answered(scene: Scene, stage: str) -> Measure | None:
    """The response rate of the stage's most sent survey, where its invitations were recorded, too."""
    sent = [name for name in scene.touchpoints_of(stage) if name.casefold().endswith(INVITED)]
    asked = [name for name in sent if name[: -len(INVITED)] in scene.touchpoint_rows]
    if not asked:
        return None
    invited = max(asked, key=lambda name: (int(scene.touchpoint_rows[name]["customers"]), name))
    survey = invited[: -len(INVITED)]
    question = {"ask": "funnel", "steps": [invited, survey], "within": ANSWERED_WITHIN}
    row = next((r for r in scene.book.rows(question) if r["step"] == survey and r["entered"]), None)
    if row is None:
        return None
    claim = scene.book.bind(scene.book.ask(question), row, "rate", ANSWERED)
    return _measure(scene, stage, f"answer the {survey}", claim, question, {"step": survey}, "rate", "entered")


def _value(scene: Scene, stage: str) -> Measure | None:
    question = {"ask": "value", "per": "stage"}
    row = next((r for r in scene.book.rows(question) if r.get("stage") == stage and r.get("value")), None)
    if row is None or not row.get("customers"):
        return None
    money = f" {scene.currency}" if scene.currency else ""
    text = Sentence("{value|money}{money} on average in {stage}", money=money)
    claim = scene.book.bind(scene.book.ask(question), row, "mean_value", text)
    return _measure(scene, stage, "mean value", claim, question, {"stage": stage}, "mean_value", "customers")


def _measure(
    scene: Scene,
    stage: str,
    label: str,
    claim: str | None,
    question: dict[str, Any],
    keys: dict[str, Any],
    field: str,
    counted: str,
) -> Measure | None:
    if claim is None:
        return None
    weekly = {**question, "by": "week"}
    rows = [r for r in scene.book.rows(weekly) if all(r.get(key) == value for key, value in keys.items())]
    trend = weekly_trend(rows, field, counted, _last_week(scene))
    return Measure(stage=stage, label=label, claim=claim, trend=trend, trend_question=weekly if trend else None)


def _last_week(scene: Scene) -> date | None:
    """The last week that the records cover: later ones, begun or seen by wrong clocks, have under half the usual customers."""
    seen = [
        (week, int(row["customers"]))
        for row in scene.book.rows({"ask": "overview", "by": "week"})
        if row.get("group") and (week := _monday(str(row["group"])))
    ]
    usual = median(customers for _, customers in seen) if seen else 0
    return max((week for week, customers in seen if customers >= usual / 2), default=None)


def weekly_trend(
    rows: list[dict[str, Any]], field: str, counted: str, last: date | None = None
) -> tuple[float | None, ...]:
    """Up to 26 weekly values, oldest first; None for a week without rows or with too few behind it.

    Rows are those of an answer ``by`` week, whose groups are ISO weeks or the dates of Mondays. The trend ends with the
    week ``last``, so that all trends of a map end together. Fewer than three weeks make no trend.

    Examples:
        >>> rows = [{"group": "2024-01-01", "rate": 0.5, "customers": 40}, {"group": "2024-01-15", "rate": 0.6, "customers": 50},
        ...         {"group": "2024-01-22", "rate": 0.9, "customers": 2}]
        >>> weekly_trend(rows, "rate", "customers")
        (0.5, None, 0.6, None)
    """
    by_week = {_monday(str(row["group"])): row for row in rows if row.get("group")}
    weeks = sorted(week for week in by_week if week)
    if len(weeks) < 3:
        return ()
    last = last or weeks[-1]
    first = max(weeks[0], last - timedelta(weeks=WEEKS - 1))
    values: list[float | None] = []
    while first <= last:
        row = by_week.get(first)
        enough = row is not None and (row.get(counted) or 0) >= LEAST_A_WEEK and row.get(field) is not None
        values.append(float(row[field]) if row is not None and enough else None)
        first += timedelta(weeks=1)
    return tuple(values) if sum(value is not None for value in values) > 1 else ()


def _monday(group: str) -> date | None:
    try:
        day = date.fromisoformat(group.replace("-W", "W") if "W" in group else group)
    except ValueError:
        return None
    return day - timedelta(days=day.weekday())
