"""What is at stake: the customers lost beyond the comparable rest, in money where the records hold any; else what can be counted.

The interval is that of propagated errors: of the two rates, and of the mean value.
"""

import math
from typing import Any, NamedTuple

from footpath.maps.pains.cells import DELAY, FRUSTRATION, LEAVING, PROMISE, REPEAT
from footpath.maps.pains.compare import Comparison
from footpath.maps.pains.finding import Finding
from footpath.maps.pains.segments import among, others_than, title_among
from footpath.maps.scene import Scene
from footpath.maps.wording import count_text, time_text
from footpath.model.findings import Worth
from footpath.model.intervals import Z95

FIELDS = {LEAVING: "left", REPEAT: "repeated", PROMISE: "broken", FRUSTRATION: "customers"}
WORDS = {
    LEAVING: "more customers lost",
    REPEAT: "more customers who had to come again",
    PROMISE: "more promises broken",
    FRUSTRATION: "more customers who had to try again",
}


class Estimate(NamedTuple):
    """A number with its 95% interval."""

    value: float
    low: float
    high: float


def stake_of(scene: Scene, finding: Finding) -> Worth | None:
    """The most telling stake that the records hold: money, then customers, promises, time; None where none can be told."""
    by_kind = {signal.kind: signal for signal in finding.signals}
    for kind in (LEAVING, PROMISE, REPEAT, FRUSTRATION):
        signal = by_kind.get(kind)
        if signal is not None and signal.cell.value > signal.cell.rest_value:
            return (_in_money(scene, signal) if kind == LEAVING else None) or _in_counts(scene, signal)
    if finding.promise:
        return _broken(scene, finding)
    return _in_time(scene, by_kind[DELAY]) if DELAY in by_kind else None


def beyond_the_rest(found: Comparison) -> Estimate:
    """How many more than if the rate were the rest's; both rates are uncertain, by the normal approximation."""
    cell = found.cell
    number = cell.n * (cell.value - cell.rest_value)
    errors = (p * (1 - p) / n for p, n in ((cell.value, cell.n), (cell.rest_value, cell.rest_n)) if n > 0)
    half = Z95 * cell.n * math.sqrt(sum(errors))
    return Estimate(number, max(number - half, 0.0), number + half)


def product(one: Estimate, other: Estimate) -> Estimate:
    """The product of two independent estimates, by the propagation of their errors.

    Examples:
        >>> tuple(round(x, 1) for x in product(Estimate(100, 80, 120), Estimate(10, 9, 11)))
        (1000, 776.4, 1223.6)
    """
    value = one.value * other.value
    half = math.hypot(other.value * (one.high - one.low) / 2, one.value * (other.high - other.low) / 2)
    return Estimate(value, max(value - half, 0.0), value + half)


def _in_money(scene: Scene, found: Comparison) -> Worth | None:
    answer = scene.book.ask(_value_of_those_who_stayed(found.touchpoint))
    row = next(iter(answer.dicts()), None)
    if row is None or any(not row.get(name) for name in ("value", "high", "numerator")) or row["low"] is None:
        return None
    lost, mean = beyond_the_rest(found), Estimate(row["value"], row["low"], row["high"])
    worth = product(lost, mean)
    money = f" {scene.currency}" if scene.currency else ""
    text = f"{count_text(mean.value)}{money} for each customer who went on after {found.touchpoint}"
    claims = (_count_claim(scene, found), scene.book.bind(answer, row, "value", text, unit="money"))
    return Worth(
        text=f"about {count_text(worth.value)}{money} ({count_text(worth.low)} to {count_text(worth.high)}): "
        f"{count_text(lost.value)} more customers lost than elsewhere, at {count_text(mean.value)}{money} each",
        value=worth.value,
        low=worth.low,
        high=worth.high,
        unit="money",
        claims=tuple(claim for claim in claims if claim),
        assumptions=(
            _as_the_rest(scene, found),
            f"Each of them would have been worth as much as those who went on after {found.touchpoint}, "
            "by all that these brought within the records, before and after.",
        ),
    )


def _value_of_those_who_stayed(touchpoint: str) -> dict[str, Any]:
    """All value of the customers whose last visit there was followed by something else, for each of them."""
    name = touchpoint.replace("\\", "\\\\").replace('"', '\\"')
    stayed = f'touchpoint:"{name}" (!touchpoint:"{name}")+ end'
    return {"ask": "metric", "count": "value", "of": {"count": "customers"}, "where": {"matches": stayed}}


def _in_counts(scene: Scene, found: Comparison) -> Worth:
    more = beyond_the_rest(found)
    text = f"{count_text(more.value)} ({count_text(more.low)} to {count_text(more.high)}) {WORDS[found.kind]}"
    claim = _count_claim(scene, found)
    return Worth(
        text=text,
        value=more.value,
        low=more.low,
        high=more.high,
        claims=(claim,) if claim else (),
        assumptions=(_as_the_rest(scene, found),),
    )


def _count_claim(scene: Scene, found: Comparison) -> str | None:
    """The count that is the stake's, as a part of those whom the row counts."""
    factor = 1 - found.cell.rest_value / found.cell.value
    number = count_text(factor * found.cell.hits)
    text = f"{number} {WORDS[found.kind]} at {found.touchpoint}{title_among(found.segment)} than at the rest's rate"
    return scene.book.bind(found.cell.answer, found.cell.row, FIELDS[found.kind], text, factor=factor, unit="count")


def _as_the_rest(scene: Scene, found: Comparison) -> str:
    rest = others_than(found.segment) if found.segment else "those at comparable touchpoints"
    return f"Without it, {among(found.segment)} at {found.touchpoint} would do as {rest} do."


def _broken(scene: Scene, finding: Finding) -> Worth | None:
    """Promises broken, plainly counted."""
    assert finding.promise is not None
    row = finding.promise.row
    text = f"{count_text(row['broken'])} promises broken"
    claim = scene.book.bind(finding.promise.answer, row, "broken", f"{text} at {finding.touchpoint}", unit="count")
    return Worth(text=text, value=float(row["broken"]), claims=(claim,)) if claim else None


def _in_time(scene: Scene, found: Comparison) -> Worth | None:
    """The time waited beyond the rest's, in all: how many waits, by how much longer half of them are at least."""
    cell, row = found.cell, found.cell.row
    low, high = row.get("median_low"), row.get("median_high")
    if low is None or high is None or cell.value <= cell.rest_value:
        return None
    longer = Estimate(cell.value - cell.rest_value, max(low - cell.rest_value, 0.0), high - cell.rest_value)
    total = Estimate(*(cell.n * x for x in longer))
    factor = 1 - cell.rest_value / cell.value
    each = f"{time_text(longer.value)} longer at {found.touchpoint}{title_among(found.segment)}"
    claim = scene.book.bind(cell.answer, row, "median_s", f"Half of the waits are at least {each}", factor=factor)
    return Worth(
        text=f"{time_text(total.value)} ({time_text(total.low)} to {time_text(total.high)}) waited in all beyond the rest",
        value=total.value,
        low=total.low,
        high=total.high,
        unit="seconds",
        claims=(claim,) if claim else (),
        assumptions=(
            _as_the_rest(scene, found),
            f"Each of the {count_text(cell.n)} waits is taken to be longer by the difference of the medians.",
        ),
    )
