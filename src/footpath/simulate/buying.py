"""From the cart to the order, on the web and in the app."""

from typing import Final

from footpath.simulate.clock import DAY, END
from footpath.simulate.ledger import Order
from footpath.simulate.life import Left, Life
from footpath.simulate.pains import APP_PAYMENT, SHIPPING_COSTS
from footpath.simulate.shop import choose_product
from footpath.simulate.surveys import ask_on_site

_GIVES_UP_RATE: Final = 0.04  # at any step, to come back another day
_ENDS_RATE: Final = 0.03  # at any step, for good, for reasons of their own
_PROMISE: Final = 6 * DAY
_FAILS_RATE: Final = 0.02  # payments that fail where no pain is planted
_TRIES_AGAIN_RATE: Final = 0.65


def check_out(life: Life, channel: str) -> Order | None:
    """Walk through the checkout; the order, or None when they gave up for now.

    Raises:
        Left: they gave up for good.
    """
    finished = _check_out_web(life) if channel == "web" else _check_out_app(life)
    return _place(life, channel) if finished and life.now < END else None


def _step_fails(life: Life) -> bool:
    chance = life.rng.random()
    if chance < _ENDS_RATE:
        raise Left
    return chance < _ENDS_RATE + _GIVES_UP_RATE


def _check_out_web(life: Life) -> bool:
    life.logged_in = True
    for page in ("address", "shipping", "payment"):
        life.hit(page)
        if _step_fails(life) or (page == "shipping" and _puzzles(life)):
            return False
        life.linger()
    return True


def _puzzles(life: Life) -> bool:
    """The shipping costs: they look them up and come back, give up for now, or leave for good."""
    if not life.meets(SHIPPING_COSTS):
        return False
    if life.suffer(SHIPPING_COSTS):
        raise Left
    life.linger(SHIPPING_COSTS.time_factor)
    if life.rng.random() < 0.25:
        life.hit("shipping_help")
        life.linger()
        life.hit("shipping")
        life.linger(SHIPPING_COSTS.time_factor)
    return life.rng.random() < 0.1


def _check_out_app(life: Life) -> bool:
    life.tap("checkout_started")
    if _step_fails(life):
        return False
    life.linger()
    while True:
        life.tap("payment_submitted")
        if _step_fails(life):
            return False
        life.linger(0.3)
        if not _payment_fails(life):
            return True
        life.linger()
        if life.rng.random() >= _TRIES_AGAIN_RATE:
            return False


def _payment_fails(life: Life) -> bool:
    if life.person.os == "Android" and life.meets(APP_PAYMENT):
        life.tap("payment_failed")
        if life.suffer(APP_PAYMENT):
            raise Left
        return True
    if life.rng.random() < _FAILS_RATE:
        life.tap("payment_failed")
        return True
    return False


def _place(life: Life, channel: str) -> Order:
    rng, person = life.rng, life.person
    number = life.ledger.number_order(life.now)
    pieces = rng.choices((1, 2, 3, 4), person.persona.pieces)[0]
    lines = [(choose_product(rng, person.persona), rng.choices((1, 2, 4), (0.8, 0.15, 0.05))[0]) for _ in range(pieces)]
    placed = life.now
    order = Order(number, person, lines, placed, placed + _PROMISE, channel)
    life.ledger.orders.append(order)
    order.paid = placed + 4 + rng.expovariate(1 / 20)
    if channel == "web":
        life.wait(order.paid - placed + 1)
        life.hit("confirmation", number)
        life.linger()
        ask_on_site(life, ("cart", "shipping", "payment"))
    else:  # the app does not wait for the bank
        life.wait(1)
        life.tap("order_confirmed", number, order.cents / 100)
        life.wait(order.paid - placed)
        life.linger()
    return order
