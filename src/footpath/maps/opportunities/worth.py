"""What a remedy would be worth: if it worked half as well as the best segment does today.

What goes wrong here is brought half of the way to where the best comparable customers are (`benchmark`, by the worse end of
their interval). The interval of the result is propagated from both: of a rate here p and there q with half-widths a and b,
that of n · ½ · (p − q) is n · ½ · √(a² + b²) to each side; of money, relative errors are added in the same way.
"""

import math
from dataclasses import dataclass

from footpath.maps.opportunities.benchmark import Benchmark
from footpath.maps.opportunities.situation import Situation
from footpath.maps.wording import count_text, time_text
from footpath.model.claims import Claim
from footpath.model.findings import Worth

HALF = 0.5


@dataclass(frozen=True)
class Reckoned:
    """What a remedy would bring.

    Attributes:
        short: for the card.
        worth: with its interval and what was assumed.
    """

    short: str
    worth: Worth


def reckon(situation: Situation) -> Reckoned | None:
    """The worth of mending what goes wrong; None where nobody does better for certain."""
    held = situation.benchmark if "records" not in situation.kinds else None
    if held is None:
        return None
    here = held.here
    gap = here.value - held.bound
    half_widths = math.hypot(_half_width(here.value, here.low, here.high), held.bound - held.value)
    times = here.n if here.is_rate else 1.0
    value, error = HALF * gap * times, HALF * half_widths * times
    low, high = max(value - error, 0.0), value + error
    claims = _claims(situation, held, gap)
    if not claims:
        return None
    number = count_text(value) if here.is_rate else time_text(value)
    said = here.fields.words.format(n=number, t=number)
    spread = f"{count_text(low)} to {count_text(high)}" if here.is_rate else f"{time_text(low)} to {time_text(high)}"
    short = f"{said} ({spread})"
    worth = Worth(
        text=f"{said} ({spread}), if it worked half as well as it does for {held.who} today.",
        value=value,
        low=low,
        high=high,
        unit=here.unit,
        claims=claims,
        assumptions=_assumptions(situation, held),
    )
    return _in_money(situation, Reckoned(short, worth)) or Reckoned(short, worth)


def _claims(situation: Situation, held: Benchmark, gap: float) -> tuple[str, ...]:
    """First the number itself, as a part of the row that proves the pain; then what it is held against."""
    book, here = situation.scene.book, held.here
    factor = HALF * gap / here.value if here.value else 0.0
    field = here.fields.hits or here.fields.value
    number = count_text(factor * float(here.row[field])) if here.is_rate else time_text(factor * here.value)
    text = f"{here.fields.words.format(n=number, t=number)}, if it worked half as well as for {held.who}"
    unit = here.unit
    first = book.bind(here.answer, here.row, field, text, factor=factor, unit=unit)
    now = book.bind(here.answer, here.row, here.fields.value, here.said(here.value))
    if held.best is not None:
        text = f"{held.best.said(held.value)} of {held.who}" if here.is_rate else f"{held.who}: {here.said(held.value)}"
        best = book.bind(held.best.answer, held.best.row, here.fields.value, text)
    else:
        best = book.bind(here.answer, here.row, here.fields.rest, f"{here.said(held.value)} among {held.who}")
    return tuple(claim for claim in (first, now, best) if claim)


def _assumptions(situation: Situation, held: Benchmark) -> tuple[str, ...]:
    here = held.here
    best = here.number(held.value)
    at_worst = here.number(held.bound)
    chosen = f", the best of {count_text(held.among)} groups," if held.among > 1 else ""
    said = [
        f"It closes half of the gap between {here.number(here.value)} here and {at_worst}, which is what {held.who}{chosen} "
        f"have at worst today ({best} as counted).",
        f"What sets {held.who} apart can be had here as well; a part of it may be beyond any remedy.",
    ]
    if here.is_rate:
        said.append(
            f"It is counted over {count_text(here.n)} at {situation.touchpoint}{situation.among}, as in the records."
        )
    return tuple(said)


def _in_money(situation: Situation, counted: Reckoned) -> Reckoned | None:
    """Customers who stay in money, where the pain's stake tells what one of them is worth."""
    stake = situation.pain.stake if situation.pain else None
    held = situation.benchmark
    is_leaving = held is not None and held.here.fields.hits == "left"
    price = _price(situation) if stake and stake.unit == "money" and is_leaving else None
    worth = counted.worth
    if price is None or not worth.value:
        return None
    value = worth.value * price.value
    relative = math.hypot(
        ((worth.high or worth.value) - worth.value) / worth.value,
        _half_width(price.value, price.low, price.high) / price.value,
    )
    low, high = value * max(1 - relative, 0.0), value * (1 + relative)
    money = f"{count_text(value)}{_currency(situation)} ({count_text(low)} to {count_text(high)})"
    text = f"{worth.text.rstrip('.')}, worth {money}."
    mean = f"{count_text(price.value)}{_currency(situation)}"
    brings = f"Each who stays brings as much as those who went on from {situation.touchpoint}: {mean} on average."
    more = worth.model_copy(
        update={
            "text": text,
            "value": value,
            "low": low,
            "high": high,
            "unit": "money",
            "claims": (*worth.claims, price.id),
            "assumptions": (*worth.assumptions, brings),
        }
    )
    return Reckoned(f"{counted.short}, worth {money}", more)


def _price(situation: Situation) -> Claim | None:
    """What one customer who stays brings: the amount of money that the stake was reckoned with."""
    stake = situation.pain.stake if situation.pain else None
    known = situation.scene.book.claims
    held = [known[name] for name in (stake.claims if stake else ()) if name in known]
    return next((claim for claim in held if claim.unit == "money" and claim.value > 0), None)


def _currency(situation: Situation) -> str:
    return f" {situation.scene.currency}" if situation.scene.currency else ""


def _half_width(value: float, low: float | None, high: float | None) -> float:
    """Of an interval; the wider side of one that is not even. One that is not known adds nothing."""
    sides = [abs(end - value) for end in (low, high) if end is not None and math.isfinite(end)]
    return max(sides, default=0.0)
