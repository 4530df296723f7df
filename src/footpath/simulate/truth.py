"""`truth.json`: what is planted, how often it struck, and how much dirt there is. Nothing of the product reads it.

Of each pain it tells three days: ``onset_on``, the cause, from which on it may strike; ``first_struck_on``, on which it first did
(a parcel ordered since the cause is late a week after at the earliest); and ``first_feedback_on``, on which somebody whom it
had struck first gave feedback of it, none where nobody ever does. No count of texts can rise before that day.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from footpath.simulate.clock import END, START, ZONE
from footpath.simulate.exports.writing import Written, iso_utc
from footpath.simulate.ledger import Ledger, Strike
from footpath.simulate.pains import CHATBOT, HIGHS, MOMENTS, PAINS, RELEASES, PlantedPain
from footpath.simulate.personas import PERSONAS
from footpath.simulate.shop import NAME

FILE_NAME: Final = "truth.json"
_SEASONALITY: Final = {
    "hour": "most at 20 h local, least at 3 h; each persona keeps hours of its own",
    "weekday": "most at weekends; each persona keeps weekdays of its own",
    "month": "October and January strong, July weak",
}


def write_truth(
    directory: Path,
    ledger: Ledger,
    exports: Sequence[Written],
    dirt: dict[str, int],
    planted: Collection[str],
    arguments: dict[str, int],
) -> Path:
    """Write the truth beside the exports."""
    truth = {
        "company": NAME,
        "arguments": arguments,
        "period": {"from": iso_utc(START), "to": iso_utc(END), "zone": ZONE},
        "personas": [_persona(persona, ledger) for persona in map(asdict, PERSONAS)],
        "pains": [_pain(pain, ledger) for pain in PAINS if pain.id in planted],
        "highs": [asdict(high) for high in HIGHS if high.id in planted],
        "moments_of_truth": [asdict(moment) for moment in MOMENTS],
        "releases": [asdict(release) for release in RELEASES],
        "seasonality": _SEASONALITY,
        "files": {
            export.path.name: {
                "rows": export.rows,
                "broken": export.broken,
                "resent": export.resent,
                "texts": export.texts,
            }
            for export in exports
        },
        "dirt": dirt,
    }
    path = directory / FILE_NAME
    path.write_text(json.dumps(truth, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _persona(persona: dict[str, Any], ledger: Ledger) -> dict[str, Any]:
    lived = Counter(person.persona.id for person in ledger.people)
    return {**persona, "customers": lived[persona["id"]]}


def _pain(pain: PlantedPain, ledger: Ledger) -> dict[str, Any]:
    strikes = [strike for strike in ledger.strikes if strike.pain == pain.id]
    return {
        "id": pain.id,
        "title": pain.title,
        "touchpoints": pain.touchpoints,
        "stage": pain.stage,
        "segment": pain.segment,
        "segment_names": pain.names,
        "onset_on": pain.onset_on,
        "first_struck_on": _day(min((strike.at for strike in strikes if not strike.usual), default=None)),
        "first_feedback_on": _day(_first_feedback(pain.theme, strikes, ledger)),
        "fixed_on": pain.fixed_on,
        "effect": {
            "leaving_points": pain.leaving_points,
            "time_factor": pain.time_factor,
            "scores": {kind: {"mean": struck, "elsewhere": rest} for kind, (struck, rest) in pain.scores.items()},
            "theme": pain.theme,
        },
        "struck_customers": len({strike.customer for strike in strikes}),
        "strikes": len(strikes),
        "left": sum(strike.left for strike in strikes),
    }


def _first_feedback(theme: str, strikes: Sequence[Strike], ledger: Ledger) -> float | None:
    """When somebody struck by more than what is usual first spoke of it."""
    struck: dict[int, float] = {}
    for strike in strikes:
        if not strike.usual:
            struck[strike.customer] = min(strike.at, struck.get(strike.customer, strike.at))
    told = (at for own, customer, at in _feedback(ledger) if own == theme and struck.get(customer, END) <= at < END)
    return min(told, default=None)


def _feedback(ledger: Ledger) -> Iterator[tuple[str, int, float]]:
    """Theme, customer and time of all feedback."""
    for ticket in ledger.tickets:
        yield ticket.theme, ticket.person.number, ticket.created
    for chat in ledger.chats:
        yield chat.theme, chat.person.number, chat.started
        if chat.loops and chat.handed_over:
            yield CHATBOT.theme, chat.person.number, chat.handed_over
    for review in ledger.reviews:
        yield review.theme, review.order.person.number, review.written
    for survey in ledger.surveys:
        if survey.answered:
            yield survey.theme, survey.person.number, survey.answered


def _day(at: float | None) -> str | None:
    return None if at is None else datetime.fromtimestamp(at, UTC).date().isoformat()
