"""The readings of questions about touchpoints, stages, tiers and the like."""

from collections.abc import Callable, Mapping
from typing import Any

from footpath.render.charts.axes import Axis
from footpath.render.charts.readings import Given, Reading
from footpath.render.charts.terms import term
from footpath.render.charts.wording import counted, n_of, named, part_of, words
from footpath.render.language import say


def _joined(*fields: str) -> Any:
    return lambda row: " · ".join(named(row[field]) for field in fields if row[field] is not None)


def _place(row: Given) -> str:
    return next((named(row[field]) for field in ("touchpoint", "stage") if row[field] is not None), "")


def _signal(row: Given) -> str:
    return f"{words(row['signal'])}: {named(row['touchpoint'])}"


def _round(row: Given) -> str:
    match row["kind"]:
        case "repeat":
            return say("{place} again and again", place=named(row["from"]))
        case "ping-pong":
            return say("{place} and {other}, to and fro", place=named(row["from"]), other=named(row["via"]))
        case "return":
            return say("{place}, away and back", place=named(row["from"]))
    return named(row["from"])


def _verdict(row: Given) -> str:
    if row["verdict"] != "deviates":
        return say("As planned") if row["verdict"] == "conforms" else say("As planned so far, open")
    instead = say("Left") if row["instead"] == "left" else named(row["instead"])
    if row["after"] is None:
        return say("{what}, at the start", what=instead)
    return say("{what}, after {place}", what=instead, place=named(row["after"]))


def _of(part: str, whole: str) -> Any:
    return lambda row: part_of(row[part], row[whole])


def _n(field: str) -> Any:
    return lambda row: n_of(row[field])


def _count(field: str) -> Any:
    return lambda row: counted(row[field])


def _title(words: str) -> Any:
    return lambda question: words


def _leaving(question: Given) -> str:
    if question.get("touchpoint"):
        return say("Customers who leave at {place} for good", place=named(question["touchpoint"]))
    return say("Customers who leave at each touchpoint for good")


def _following(question: Given) -> str:
    if question.get("touchpoint"):
        return say("How long until something follows at {place}", place=named(question["touchpoint"]))
    return say("How long until something follows")


def _coming(question: Given) -> str:
    match question.get("every", "day"), question.get("of", "week"):
        case "day", "month":
            return say("On how many days of a month customers come")
        case "week", "month":
            return say("In how many weeks of a month customers come")
    return say("On how many days of a week customers come")


def matching(question: Given) -> str:
    return say("Customers whose journey has a match of {pattern}", pattern=named(question["pattern"]))


def _scored(row: Given) -> str:
    return "low" if row["high"] is not None and row["high"] < 0 else "structure"


READINGS: Mapping[str, Callable[[], Reading]] = {
    "touchpoints": lambda: Reading(
        _title(say("Customers who meet each touchpoint")), "share", Axis(say("share of customers"), "share"), _joined("touchpoint"),
        _count("customers"), "customers", bars=True,
    ),
    "dropoff": lambda: Reading(
        lambda question: _leaving(question), "rate",
        Axis(say("left, of those who were last here and are not open"), "share"), _joined("touchpoint"), _of("left", "arrivals"),
        "left", rest="rest_rate",
    ),
    "repeats": lambda: Reading(
        lambda question: say(
            "Customers who come to the same touchpoint again within {time}", time=named(question.get("within", "30d"))
        ),
        "rate", Axis(say("share of customers there"), "share"), _joined("touchpoint"), _of("repeated", "customers"), "repeated",
        rest="rest_rate",
    ),
    "dwell": lambda: Reading(
        lambda question: _following(question), "median_s",
        Axis(say("median time, each step is a multiple"), "seconds"), _joined("touchpoint"), _n("n"), "total_s", low="median_low",
        high="median_high", rest="rest_median_s",
    ),
    "stages": lambda: Reading(
        _title(say("Customers who go on from each stage")), "rate", Axis(say("share of those in the stage"), "share"), _joined("stage"),
        _of("went_on", "customers"), "customers", ordered=True, bars=True,
    ),
    "frustration": lambda: Reading(
        _title(say("Signs of frustration")), "rate", Axis(say("share of customers there"), "share"), _signal,
        _of("customers", "arrivals"), "customers", rest="rest_rate",
    ),
    "promises": lambda: Reading(
        _title(say("Promises that were broken")), "rate", Axis(say("share of promises"), "share"), _joined("touchpoint"),
        _of("broken", "promised"), "broken",
    ),
    "experience": lambda: Reading(
        _title(say("What customers say of their experience")), "experience", Axis(say("experience, −1 to 1"), "experience"), _place,
        _n("n"), "n", rest="rest_experience", zero=True, tone=_scored,
    ),
    "value": lambda: Reading(
        _title(say("Value of an event at each touchpoint")), "mean_value", Axis(say("mean value of an event"), "amount"), _place,
        lambda row: say("events: {n}", n=counted(row["events"])), "value",
    ),
    "tiers": lambda: Reading(
        _title(say("Customers by tier")), "share", Axis(say("share of customers"), "share"), lambda row: term(named(row["tier"])), _count("customers"),
        "customers", ordered=True, bars=True,
    ),
    "stickiness": lambda: Reading(
        lambda question: _coming(question),
        "share", Axis(say("share of customers seen in the period, all periods together"), "share"),
        lambda row: str(row["days"]), _count("customers"), "customers",
        ordered=True, bars=True, only=lambda row: row["period"] == "all",
    ),
    "loops": lambda: Reading(
        _title(say("Loops: customers who go round")), "share", Axis(say("share of customers who were there"), "share"),
        _round, _of("customers", "arrivals"), "customers",
    ),
    "conformance": lambda: Reading(
        _title(say("How far journeys go as planned")), "share", Axis(say("share of customers"), "share"), _verdict,
        _count("customers"), "customers", bars=True, reads=say("What came instead, and after what."),
        tone=lambda row: {"conforms": "opportunity", "open": "neutral"}.get(row["verdict"], "structure"),
    ),
    "matches": lambda: Reading(
        lambda question: matching(question), "rate", Axis(say("share of customers"), "share"), _title(""),
        _of("matched", "customers"), "customers",
    ),
    "sessions": lambda: Reading(
        _title(say("Sessions of a single event")), "bounce_rate", Axis(say("share of sessions"), "share"), _title(""),
        _of("bounced", "sessions"), "sessions",
    ),
}  # fmt: skip
