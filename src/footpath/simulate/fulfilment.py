"""From the order to the door: sent, followed, delivered, sometimes late, reviewed."""

from typing import Final

from footpath.simulate.clock import DAY, END, HOUR
from footpath.simulate.ledger import Order, Review
from footpath.simulate.life import Left, Life
from footpath.simulate.pains import LATE_DELIVERY
from footpath.simulate.scores import GOOD, LOW, rate
from footpath.simulate.surveys import ask_on_site

_LATE_ANYWAY_RATE: Final = 0.06  # in the other regions; part of the same pain, and gone where it is not planted
_FOLLOWS_RATE: Final = 0.4


def fulfil(life: Life, order: Order) -> bool:
    """Send the order and follow it to the door; True when it comes late.

    Raises:
        Left: it came late and that was the last straw.
    """
    rng = life.rng
    order.shipped = order.placed + (0.7 + 1.1 * rng.random()) * DAY
    struck = life.person.region == LATE_DELIVERY.segment["region"] and life.meets(LATE_DELIVERY, order.placed)
    planted = LATE_DELIVERY.id in life.planted
    late = planted and (struck or rng.random() < _LATE_ANYWAY_RATE)
    order.delivered = order.promised + (1 + 5 * rng.random()) * DAY if late else _on_time(life, order.shipped)
    for _ in range((rng.random() < _FOLLOWS_RATE) + (late and rng.random() < 0.3)):
        _follow(life, order, order.shipped, order.delivered)
    life.now = order.delivered
    if late and life.suffer(LATE_DELIVERY, usual=not struck):
        raise Left
    return late


def _on_time(life: Life, shipped: float) -> float:
    day = shipped + (1.2 + 1.3 * life.rng.random()) * DAY
    return day // DAY * DAY + (7 + 11 * life.rng.random()) * HOUR


def _follow(life: Life, order: Order, shipped: float, delivered: float) -> None:
    """Look where the parcel is."""
    life.now = max(life.now, shipped + (delivered - shipped) * (0.1 + 0.8 * life.rng.random()))
    if order.channel == "app":
        life.tap("order_tracked", order.number)
        return
    life.open_session()
    life.hit("tracking", order.number)
    life.linger()
    ask_on_site(life, ["tracking"])


def review(life: Life, order: Order, *, late: bool) -> None:
    """A while after, some write what they think of it; who got it late writes about that."""
    rng = life.rng
    if rng.random() >= life.person.persona.review_rate * (1.3 if late else 1.0):
        return
    life.wait((1 + 6 * rng.random()) * DAY)
    if life.now >= END:
        return
    product = rng.choice(order.lines)[0]
    stars = rate(rng, LOW if late else GOOD)
    theme = "late" if late else ("product_good" if stars >= 4 else "product_bad")
    life.ledger.reviews.append(Review(order, product, life.now, stars, theme))
