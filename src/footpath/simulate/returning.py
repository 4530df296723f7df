"""Sending things back: the form, the label, the parcel, the money; and the label that does not work."""

from typing import Final

from footpath.simulate.clock import DAY
from footpath.simulate.contact import ask_for_help
from footpath.simulate.ledger import Order
from footpath.simulate.life import Left, Life
from footpath.simulate.pains import RETURN_LOOP
from footpath.simulate.surveys import ask_effort

_LABEL_AGAIN_RATE: Final = 0.04  # where nothing is wrong
_ASKS_RATE: Final = 0.6


def send_back(life: Life, order: Order) -> None:
    """Return an order.

    Raises:
        Left: they gave up on it, and on the shop.
    """
    rng = life.rng
    life.wait((2 + 8 * rng.random()) * DAY)
    _fill_in(life, order)
    looped = life.meets(RETURN_LOOP)
    if looped:
        _go_in_circles(life, order)
    elif rng.random() < _LABEL_AGAIN_RATE:
        life.wait(rng.random() * DAY)
        _fill_in(life, order)
    order.returned = life.now + (1 + 2 * rng.random()) * DAY
    order.refunded = order.returned + (1.5 + 2 * rng.random()) * DAY
    life.now = order.refunded
    ask_effort(life, "Returns", looped=looped)


def _fill_in(life: Life, order: Order) -> None:
    """The form and then the label."""
    life.open_session()
    life.logged_in = True
    life.hit("returns")
    life.linger()
    life.hit("label", order.number)
    life.linger()


def _go_in_circles(life: Life, order: Order) -> None:
    rng = life.rng
    for _ in range(1 + (rng.random() < 0.4)):
        life.wait((1 + 2 * rng.random()) * DAY)
        _fill_in(life, order)
    if life.suffer(RETURN_LOOP):
        raise Left
    if rng.random() < _ASKS_RATE:
        ask_for_help(life, "return_label", order)
        life.wait((0.5 + rng.random()) * DAY)
        _fill_in(life, order)
