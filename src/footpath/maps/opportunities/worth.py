"""What a remedy would be worth in a month: if it worked half as well as the best segment does today.

What goes wrong here is brought half of the way to where the best comparable customers are (`benchmark`, by the worse end of
their interval), and told for 30 of the days in which it was there, as the pain's stake is: so worths of one unit add up. The interval
of the result is propagated from both: of a rate here p and there q with half-widths a and b, that of n · ½ · (p − q) is
n · ½ · √(a² + b²) to each side; of what is multiplied, relative errors are added in the same way.
"""

import math
from dataclasses import dataclass

from footpath.maps.opportunities.benchmark import Benchmark
from footpath.maps.opportunities.situation import Situation
from footpath.maps.pains.estimates import Estimate, product
from footpath.maps.pains.lasting import Lasting, whole_records
from footpath.maps.pains.price import Price, price_of
from footpath.maps.sentences import Sentence
from footpath.maps.wording import count_text, time_text
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
    """The worth of mending what goes wrong; None where nobody does better for certain, or it is over by itself."""
    held = situation.paying if "records" not in situation.kinds else None
    if held is None or (situation.days is not None and situation.days.is_over):
        return None
    days = _days(situation, held)
    claims = _claims(situation, held, days)
    if not claims:
        return None
    number = product(_fewer(held), days.month)
    price = price_of(situation.scene, situation.touchpoint) if held.here.fields.hits == "left" else None
    if price is not None:
        return _in_money(situation, held, days, number, claims, price)
    said, spread = _said(held, number, days), _spread(held, number)
    short = f"{said} ({spread})"
    return Reckoned(
        short,
        Worth(
            text=f"{short}, if it worked half as well as it does for {held.who} today.",
            value=number.value,
            low=number.low,
            high=number.high,
            unit=held.here.unit,
            per=days.per,
            claims=claims,
            assumptions=(*_assumptions(situation, held, days), days.words),
        ),
    )


def _days(situation: Situation, held: Benchmark) -> Lasting:
    """The pain's own days; of medians, which are of all the records, all of their days."""
    whole = whole_records(situation.scene)
    return situation.days or whole if held.here.is_rate else whole


def _fewer(held: Benchmark) -> Estimate:
    """What would be less in all the records: of rates how many, of times how long in all."""
    here = held.here
    value = HALF * (here.value - held.bound) * here.n
    half = HALF * here.n * math.hypot(_half_width(here.value, here.low, here.high), held.bound - held.value)
    return Estimate(value, max(value - half, 0.0), value + half)


def _said(held: Benchmark, number: Estimate, days: Lasting) -> str:
    if held.here.is_rate:
        return f"{held.here.fields.words.told({'value': number.value})} {days.each}"
    return f"{time_text(number.value)} less waiting {days.each}"


def _spread(held: Benchmark, number: Estimate) -> str:
    write = count_text if held.here.is_rate else time_text
    return f"{write(number.low)} to {write(number.high)}"


def _in_money(
    situation: Situation, held: Benchmark, days: Lasting, number: Estimate, claims: tuple[str, ...], price: Price
) -> Reckoned:
    """Customers who stay, in money."""
    worth = product(number, price.each)
    unit = f" {situation.scene.currency}" if situation.scene.currency else ""
    money = f"{count_text(worth.value)}{unit} ({count_text(worth.low)} to {count_text(worth.high)})"
    short = f"{_said(held, number, days)}, worth {money}"
    return Reckoned(
        short,
        Worth(
            text=f"{short}, if it worked half as well as it does for {held.who} today.",
            value=worth.value,
            low=worth.low,
            high=worth.high,
            unit="money",
            per=days.per,
            claims=(*claims, *price.claims),
            assumptions=(*_assumptions(situation, held, days), price.assumption, days.words),
        ),
    )


def _claims(situation: Situation, held: Benchmark, days: Lasting) -> tuple[str, ...]:
    """First the number itself, as a part of the row that proves the pain; then what it is held against."""
    book, here = situation.scene.book, held.here
    factor = HALF * (here.value - held.bound) / here.value if here.value else 0.0
    field = here.fields.hits or here.fields.value
    if here.is_rate:
        factor *= days.month.value
    each = Sentence(" {each}", each=days.each) if here.is_rate else Sentence("")
    text = Sentence(
        "{words}{each}, if it worked half as well as for {who}", words=here.fields.words, each=each, who=held.who
    )
    unit, said = here.unit, here.fields.says
    first = book.bind(here.answer, here.row, field, text, factor=factor, unit=unit)
    now = book.bind(here.answer, here.row, here.fields.value, said)
    if held.best is not None:
        text = Sentence("{who}: {said}", said=said, who=held.who)
        best = book.bind(held.best.answer, held.best.row, here.fields.value, text)
    else:
        among = Sentence("{said} among {who}", said=said, who=held.who)
        best = book.bind(here.answer, here.row, here.fields.rest, among)
    return tuple(claim for claim in (first, now, best) if claim)


def _assumptions(situation: Situation, held: Benchmark, days: Lasting) -> tuple[str, ...]:
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
        counted = (
            f"It is counted over {count_text(here.n)} at {situation.touchpoint}{situation.among}, as in the records."
        )
        said.append(counted)
    else:
        waits = count_text(here.n * days.month.value)
        said.append(f"Each of the {waits} waits {days.each} is taken to be shorter by half of the gap of the medians.")
    return tuple(said)


def _half_width(value: float, low: float | None, high: float | None) -> float:
    """Of an interval; the wider side of one that is not even. One that is not known adds nothing."""
    sides = [abs(end - value) for end in (low, high) if end is not None and math.isfinite(end)]
    return max(sides, default=0.0)
