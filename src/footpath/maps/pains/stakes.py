"""What is at stake: what the pain costs in a month, in money where the records hold any; else what can be counted.

The customers lost beyond the comparable rest are those that the records hold, spread over the days of the pain
(`footpath.maps.pains.lasting`). The interval is that of propagated errors: of the two rates, of the price, and of the pain's first day.
"""

import math

from footpath.maps.pains.cells import DELAY, FRUSTRATION, LEAVING, PROMISE, REPEAT
from footpath.maps.pains.compare import Comparison
from footpath.maps.pains.estimates import Estimate, product
from footpath.maps.pains.finding import Finding
from footpath.maps.pains.lasting import Lasting, lasting, whole_records
from footpath.maps.pains.price import price_of
from footpath.maps.pains.segments import among, others_than, title_among
from footpath.maps.scene import Scene
from footpath.maps.sentences import Sentence
from footpath.maps.wording import count_text, time_text
from footpath.model.findings import Worth
from footpath.model.intervals import Z95

FIELDS = {LEAVING: "left", REPEAT: "repeated", PROMISE: "broken", FRUSTRATION: "customers"}
MORE = "{value|count} {more} {each} at {place} than at the rest's rate"
LONGER = "Half of the waits are at least {value|time} longer at {place}"
WORDS = {
    LEAVING: "more customers lost",
    REPEAT: "more customers who had to come again",
    PROMISE: "more promises broken",
    FRUSTRATION: "more customers who had to try again",
}


def stake_of(scene: Scene, finding: Finding) -> Worth | None:
    """The most telling stake that the records hold: money, then customers, promises, time; None where none can be told."""
    by_kind = {signal.kind: signal for signal in finding.signals}
    days = lasting(scene, finding)
    for kind in (LEAVING, PROMISE, REPEAT, FRUSTRATION):
        signal = by_kind.get(kind)
        if signal is not None and signal.cell.value > signal.cell.rest_value:
            return (_in_money(scene, signal, days) if kind == LEAVING else None) or _in_counts(scene, signal, days)
    if finding.promise:
        return _broken(scene, finding, days)
    return _in_time(scene, by_kind[DELAY]) if DELAY in by_kind else None


def beyond_the_rest(found: Comparison) -> Estimate:
    """How many more than if the rate were the rest's; both rates are uncertain, by the normal approximation."""
    cell = found.cell
    number = cell.n * (cell.value - cell.rest_value)
    errors = (p * (1 - p) / n for p, n in ((cell.value, cell.n), (cell.rest_value, cell.rest_n)) if n > 0)
    half = Z95 * cell.n * math.sqrt(sum(errors))
    return Estimate(number, max(number - half, 0.0), number + half)


def _in_money(scene: Scene, found: Comparison, days: Lasting) -> Worth | None:
    price = price_of(scene, found.touchpoint)
    if price is None:
        return None
    lost = product(beyond_the_rest(found), days.month)
    worth = product(lost, price.each)
    unit = f" {scene.currency}" if scene.currency else ""
    claim = _count_claim(scene, found, days)
    than = "among the others" if found.segment else "elsewhere"
    return Worth(
        text=f"about {count_text(worth.value)}{unit} {days.each} ({count_text(worth.low)} to {count_text(worth.high)}): "
        f"{count_text(lost.value)} more customers lost than {than}, at {price.text} each",
        value=worth.value,
        low=worth.low,
        high=worth.high,
        unit="money",
        per=days.per,
        claims=(*([claim] if claim else []), *price.claims),
        assumptions=(_as_the_rest(scene, found), price.assumption, days.words),
    )


def _in_counts(scene: Scene, found: Comparison, days: Lasting) -> Worth:
    more = product(beyond_the_rest(found), days.month)
    spread = f"{count_text(more.low)} to {count_text(more.high)}"
    claim = _count_claim(scene, found, days)
    return Worth(
        text=f"{count_text(more.value)} ({spread}) {WORDS[found.kind]} {days.each}",
        value=more.value,
        low=more.low,
        high=more.high,
        per=days.per,
        claims=(claim,) if claim else (),
        assumptions=(_as_the_rest(scene, found), days.words),
    )


def _count_claim(scene: Scene, found: Comparison, days: Lasting) -> str | None:
    """The count that is the stake's, as a part of those whom the row counts."""
    factor = (1 - found.cell.rest_value / found.cell.value) * days.month.value
    place = f"{found.touchpoint}{title_among(found.segment)}"
    text = Sentence(MORE, more=WORDS[found.kind], each=days.each, place=place)
    return scene.book.bind(found.cell.answer, found.cell.row, FIELDS[found.kind], text, factor=factor, unit="count")


def _as_the_rest(scene: Scene, found: Comparison) -> str:
    rest = others_than(found.segment) if found.segment else "those at comparable touchpoints"
    return f"Without it, {among(found.segment)} at {found.touchpoint} would do as {rest} do."


def _broken(scene: Scene, finding: Finding, days: Lasting) -> Worth | None:
    """Promises broken, plainly counted."""
    assert finding.promise is not None
    row, month = finding.promise.row, days.month
    rate = Estimate(row["rate"], row["low"], row["high"])
    broken = product(Estimate(*(row["promised"] * end for end in rate)), month)
    said = f"promises broken {days.each}"
    text = Sentence("{value|count} {said} at {touchpoint}", said=said)
    claim = scene.book.bind(finding.promise.answer, row, "broken", text, factor=month.value, unit="count")
    if claim is None:
        return None
    return Worth(
        text=f"{count_text(broken.value)} ({count_text(broken.low)} to {count_text(broken.high)}) {said}",
        value=broken.value,
        low=broken.low,
        high=broken.high,
        per=days.per,
        claims=(claim,),
        assumptions=(days.words,),
    )


def _in_time(scene: Scene, found: Comparison) -> Worth | None:
    """The time waited beyond the rest's: how many waits a month, by how much longer half of them are at least.

    A median is of all the records, so it is spread over all their days.
    """
    cell, row, days = found.cell, found.cell.row, whole_records(scene)
    low, high = row.get("median_low"), row.get("median_high")
    if low is None or high is None or cell.value <= cell.rest_value:
        return None
    longer = Estimate(cell.value - cell.rest_value, max(low - cell.rest_value, 0.0), high - cell.rest_value)
    waits = cell.n * days.month.value
    total = Estimate(*(waits * end for end in longer))
    factor = 1 - cell.rest_value / cell.value
    longer_at = Sentence(LONGER, place=f"{found.touchpoint}{title_among(found.segment)}")
    claim = scene.book.bind(cell.answer, row, "median_s", longer_at, factor=factor)
    return Worth(
        text=f"{time_text(total.value)} of waiting {days.each} beyond the rest "
        f"({time_text(total.low)} to {time_text(total.high)})",
        value=total.value,
        low=total.low,
        high=total.high,
        unit="seconds",
        per=days.per,
        claims=(claim,) if claim else (),
        assumptions=(
            _as_the_rest(scene, found),
            f"Each of the {count_text(waits)} waits {days.each} is taken to be longer by the difference of the medians.",
            days.words,
        ),
    )
