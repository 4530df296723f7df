"""Who does what when: a life is a row of episodes, each with visits, sometimes an order, and what follows from it."""

from collections.abc import Collection
from contextlib import suppress
from random import Random
from typing import Final

from footpath.simulate.browsing import browse
from footpath.simulate.buying import check_out
from footpath.simulate.clock import DAY, END, HOUR
from footpath.simulate.contact import ask_for_help
from footpath.simulate.fulfilment import fulfil, review
from footpath.simulate.ledger import Ledger, Order, StoreVisit
from footpath.simulate.life import Left, Life
from footpath.simulate.mail import send_newsletters
from footpath.simulate.pains import PLANNER_MOMENT, SOON_FORGOTTEN
from footpath.simulate.people import Person
from footpath.simulate.returning import send_back
from footpath.simulate.shop import STORES, choose_product
from footpath.simulate.surveys import ask_after_store, ask_recommendation

_NATURAL_END_RATE: Final = 0.1  # a flat is furnished at some time
_FIRST_VISITS: Final = 2  # at least so many before anybody buys for the first time
_ANOTHER_VISIT_RATE: Final = 0.3
_LOOKS_AROUND_RATE: Final = 0.65  # once more, after the last order
_HELP_RATES: Final = {"browsing": 0.08, "order": 0.3}


def live(person: Person, rng: Random, ledger: Ledger, planted: Collection[str]) -> None:
    """Live one customer's ten months with the shop and write down every trace of it."""
    life = Life(person, rng, ledger, planted)
    ledger.people.append(person)
    first_strike = len(ledger.strikes)
    with suppress(Left):
        _spend_time(life)
    send_newsletters(rng, ledger, person, life.now)
    if person.registered:
        ask_recommendation(
            life, [strike.at for strike in ledger.strikes[first_strike:] if strike.pain not in SOON_FORGOTTEN]
        )


def _spend_time(life: Life) -> None:
    rng, persona = life.rng, life.person.persona
    is_new = True
    while life.now < END:
        pause = (5 + rng.expovariate(1 / (persona.days_between - 5))) * DAY
        last = (not is_new and rng.random() < _NATURAL_END_RATE) or life.now + pause >= END
        is_new = False
        if not last and rng.random() < _store_share(life):
            _visit_store(life)
        else:
            if life.person.card and rng.random() < persona.sees_first_rate:
                _visit_store(life)
                life.wake(life.now + DAY)
            _episode(life, last=last)
        if last:
            return
        life.wake(life.now + pause)


def _store_share(life: Life) -> float:
    persona = life.person.persona
    return persona.store_visits * persona.days_between / 300 if life.person.card else 0.0


def _visit_store(life: Life) -> None:
    rng, person = life.rng, life.person
    life.now = (life.now // DAY) * DAY + (8 + 9 * rng.random()) * HOUR + DAY
    if life.now >= END:
        return
    buys = rng.random() < 0.45
    spent = choose_product(rng, person.persona).cents if buys else 0
    life.ledger.store_visits.append(StoreVisit(person, life.now, STORES[person.number % len(STORES)], spent))
    ask_after_store(life)


def _episode(life: Life, *, last: bool) -> None:
    """Some visits a few days apart, and perhaps an order at the end of the last of them."""
    rng = life.rng
    visits = 1 if life.seen["web"] or life.seen["app"] else _FIRST_VISITS
    while rng.random() < _ANOTHER_VISIT_RATE and visits < 4:
        visits += 1
    knew_planner = "planner" in life.seen["web"]
    for visit in range(1, visits + 1):
        odds = _order_odds(life, knew_planner)
        buys = visit == visits and rng.random() < odds
        order = _visit(life, last=last and visit == visits and not buys, buys=buys)
        if order:
            _after_order(life, order)
            if last and rng.random() < _LOOKS_AROUND_RATE:
                life.wake(life.now + 5 * DAY)
                _visit(life, last=True, buys=False)
        elif visit < visits:
            life.wake(life.now + (0.3 + 2 * rng.random()) * DAY)
    if not last and life.person.registered and rng.random() < _HELP_RATES["browsing"]:
        ask_for_help(life, rng.choice(("question", "invoice")))


def _order_odds(life: Life, knew_planner: bool) -> float:
    if not life.person.registered:
        return 0.0
    met_planner = "planner" in life.seen["web"] and not knew_planner
    return min(life.person.persona.order_rate * (PLANNER_MOMENT.factor if met_planner else 1.0), 0.95)


def _visit(life: Life, *, last: bool, buys: bool) -> Order | None:
    channel = browse(life, last=last, to_buy=buys)
    return check_out(life, channel) if buys else None


def _after_order(life: Life, order: Order) -> None:
    rng, persona = life.rng, life.person.persona
    late = fulfil(life, order)
    if rng.random() < (0.4 if late else _HELP_RATES["order"]):
        life.wait(6 * HOUR)
        ask_for_help(life, "late" if late else rng.choice(("damaged", "question", "invoice", "where_is_it")), order)
    if rng.random() < persona.return_rate:
        send_back(life, order)
    else:
        review(life, order, late=late)
