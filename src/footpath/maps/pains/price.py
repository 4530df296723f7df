"""What a customer who stays is worth: at least one order more, as often as those pay again who go on from the touchpoint.

Only what came after counts: who leaves after a delivery has paid for it. One order each is counted and no more, so the figure
errs on the low side; that those who left would have paid as readily is an assumption, and is said to be one.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from footpath.maps.pains.estimates import Estimate, product
from footpath.maps.scene import Scene
from footpath.maps.sentences import Sentence
from footpath.maps.wording import count_text
from footpath.model.questions import Answer

PAID: Mapping[str, Any] = {"value": {"above": 0}}
AN_ORDER: Mapping[str, Any] = {
    "ask": "metric",
    "count": "value",
    "filter": PAID,
    "of": {"count": "records", "filter": PAID},
}

PAID_LATER = "{value|share} of those who went on after {place} paid later"
AN_ORDER_BRINGS = "{value|count}{unit} an order on average"
WOULD_PAY = (
    "{rate|share} of them would pay later, as those did who went on after {place}, {beside.value|count}{unit} an order on average; "
    "one order each is counted."
)


@dataclass(frozen=True)
class Price:
    """A customer who stays, in money.

    Args:
        each: with its interval.
        text: "349 EUR".
        claims: how many of those who went on paid later, and what an order brings.
        assumption: in a sentence.
    """

    each: Estimate
    text: str
    claims: tuple[str, ...]
    assumption: str


def price_of(scene: Scene, touchpoint: str) -> Price | None:
    """None where the records hold no money, or nobody pays after the touchpoint."""
    paid = _known(scene, _who_paid_later(scene, touchpoint), "rate")
    order = _known(scene, AN_ORDER, "value")
    if paid is None or order is None:
        return None
    (answer, row), (order_answer, order_row) = paid, order
    each = product(_estimate(row, "rate"), _estimate(order_row, "value"))
    unit = f" {scene.currency}" if scene.currency else ""
    claims = (
        scene.book.bind(answer, row, "rate", Sentence(PAID_LATER, place=touchpoint)),
        scene.book.bind(order_answer, order_row, "value", Sentence(AN_ORDER_BRINGS, unit=unit), unit="money"),
    )
    known = tuple(claim for claim in claims if claim)
    if len(known) < len(claims):
        return None
    assumed = Sentence(WOULD_PAY, place=touchpoint, unit=unit, beside=order_row).told(row)
    return Price(each, f"{count_text(each.value)}{unit}", known, assumed)


def _who_paid_later(scene: Scene, touchpoint: str) -> dict[str, Any]:
    """Of those who did something after they had first come there, those who paid for something."""
    name = _quoted(touchpoint)
    received = " | ".join(map(_quoted, scene.passive))
    anything = f"![{received}]" if received else "."
    return {"ask": "matches", "pattern": f"{name} -> .{{value>0}}", "where": {"matches": f"{name} -> {anything}"}}


def _quoted(touchpoint: str) -> str:
    name = touchpoint.replace("\\", "\\\\").replace('"', '\\"')
    return f'touchpoint:"{name}"'


def _estimate(row: Mapping[str, Any], field: str) -> Estimate:
    return Estimate(row[field], row["low"], row["high"])


def _known(scene: Scene, question: Mapping[str, Any], field: str) -> tuple[Answer, dict[str, Any]] | None:
    """The only row of an answer, where its field is more than nothing and has an interval."""
    answer = scene.book.ask(dict(question))
    row = next(iter(answer.dicts()), None)
    if row is None or any(row[name] is None or not math.isfinite(row[name]) for name in (field, "low", "high")):
        return None
    return (answer, row) if row[field] > 0 else None
