"""The readings of questions about touchpoints, stages, tiers and the like."""

from collections.abc import Mapping
from typing import Any

from footpath.render.charts.axes import Axis
from footpath.render.charts.readings import Given, Reading
from footpath.render.charts.wording import named, words


def _joined(*fields: str) -> Any:
    return lambda row: " · ".join(named(row[field]) for field in fields if row[field] is not None)


def _place(row: Given) -> str:
    return next((named(row[field]) for field in ("touchpoint", "stage") if row[field] is not None), "")


def _signal(row: Given) -> str:
    return f"{words(row['signal'])}: {named(row['touchpoint'])}"


_ROUNDS = {"repeat": "{0} again and again", "ping-pong": "{0} and {1}, to and fro", "return": "{0}, away and back"}


def _round(row: Given) -> str:
    return _ROUNDS.get(row["kind"], "{0}").replace("{0}", named(row["from"])).replace("{1}", named(row["via"]))


def _verdict(row: Given) -> str:
    if row["verdict"] != "deviates":
        return "As planned" if row["verdict"] == "conforms" else "As planned so far, open"
    after = f"after {named(row['after'])}" if row["after"] is not None else "at the start"
    return f"{'Left' if row['instead'] == 'left' else named(row['instead'])}, {after}"


def _of(part: str, whole: str) -> Any:
    return lambda row: f"{row[part]:,} of {row[whole]:,}"


def _n(field: str, noun: str = "n = ") -> Any:
    return lambda row: f"{noun}{row[field]:,}"


def _title(words: str) -> Any:
    return lambda question: words


def _at(question: Given) -> str:
    return f" at {named(question['touchpoint'])}" if question.get("touchpoint") else ""


def _scored(row: Given) -> str:
    return "low" if row["high"] is not None and row["high"] < 0 else "structure"


READINGS: Mapping[str, Reading] = {
    "touchpoints": Reading(
        _title("Customers who meet each touchpoint"), "share", Axis("share of customers", "share"), _joined("touchpoint"),
        _n("customers", ""), "customers", bars=True,
    ),
    "dropoff": Reading(
        lambda question: f"Customers who leave{_at(question) or ' at each touchpoint'} for good", "rate",
        Axis("left, of those who were last here and are not open", "share"), _joined("touchpoint"), _of("left", "arrivals"),
        "left", rest="rest_rate",
    ),
    "repeats": Reading(
        lambda question: f"Customers who come to the same touchpoint again within {named(question.get('within', '30d'))}",
        "rate", Axis("share of customers there", "share"), _joined("touchpoint"), _of("repeated", "customers"), "repeated",
        rest="rest_rate",
    ),
    "dwell": Reading(
        lambda question: f"How long until something follows{_at(question)}", "median_s",
        Axis("median time, each step is a multiple", "seconds"), _joined("touchpoint"), _n("n"), "total_s", low="median_low",
        high="median_high", rest="rest_median_s",
    ),
    "stages": Reading(
        _title("Customers who go on from each stage"), "rate", Axis("share of those in the stage", "share"), _joined("stage"),
        _of("went_on", "customers"), "customers", ordered=True, bars=True,
    ),
    "frustration": Reading(
        _title("Signs of frustration"), "rate", Axis("share of customers there", "share"), _signal,
        _of("customers", "arrivals"), "customers", rest="rest_rate",
    ),
    "promises": Reading(
        _title("Promises that were broken"), "rate", Axis("share of promises", "share"), _joined("touchpoint"),
        _of("broken", "promised"), "broken",
    ),
    "experience": Reading(
        _title("What customers say of their experience"), "experience", Axis("experience, −1 to 1", "experience"), _place,
        _n("n"), "n", rest="rest_experience", zero=True, tone=_scored,
    ),
    "value": Reading(
        _title("Value of an event at each touchpoint"), "mean_value", Axis("mean value of an event", "amount"), _place,
        _n("events", "events: "), "value",
    ),
    "tiers": Reading(
        _title("Customers by tier"), "share", Axis("share of customers", "share"), _joined("tier"), _n("customers", ""),
        "customers", ordered=True, bars=True,
    ),
    "stickiness": Reading(
        lambda question: f"On how many {question.get('every', 'day')}s of a {question.get('of', 'week')} customers come",
        "share", Axis("share of customers seen in the period, all periods together", "share"),
        lambda row: str(row["days"]), _n("customers", ""), "customers",
        ordered=True, bars=True, only=lambda row: row["period"] == "all",
    ),
    "loops": Reading(
        _title("Loops: customers who go round"), "share", Axis("share of customers who were there", "share"),
        _round, _of("customers", "arrivals"), "customers",
    ),
    "conformance": Reading(
        _title("How far journeys go as planned"), "share", Axis("share of customers", "share"), _verdict,
        _n("customers", ""), "customers", bars=True, reads="What came instead, and after what.",
        tone=lambda row: {"conforms": "opportunity", "open": "neutral"}.get(row["verdict"], "structure"),
    ),
    "matches": Reading(
        lambda question: f"Customers whose journey has a match of {named(question['pattern'])}", "rate", Axis("share of customers", "share"), _title(""),
        _of("matched", "customers"), "customers",
    ),
    "sessions": Reading(
        _title("Sessions of a single event"), "bounce_rate", Axis("share of sessions", "share"), _title(""),
        _of("bounced", "sessions"), "sessions",
    ),
}  # fmt: skip
