"""Customers made up for tests: of one kind, or of several with habits of their own."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from footpath.journeys.index import Index
from footpath.journeys.memory import index_in_memory
from footpath.model.catalogue import Catalogue, Touchpoint

PLACES = ("home", "product", "cart", "pay", "app home", "app product", "store", "help")
CHANNELS = dict(zip(PLACES, ("web", "web", "web", "web", "app", "app", "store", "support"), strict=True))
CATALOGUE = Catalogue(touchpoints=tuple(Touchpoint(name=name, channel=channel) for name, channel in CHANNELS.items()))


@dataclass(frozen=True)
class Habits:
    """What a kind of customer does: weights of places, the hour around which they come, events on average, money."""

    places: tuple[float, ...]
    hour: float = 14.0
    events: float = 20.0
    money: float = 50.0
    phone: float = 0.5


ALIKE = Habits((4, 4, 2, 1, 2, 2, 1, 1))
WEB = Habits((5, 5, 2, 1, 0.2, 0.2, 0.2, 1), hour=10, money=40, phone=0.1)
APP = Habits((1, 0.5, 0.5, 1, 6, 6, 0.1, 0.2), hour=21, events=35, money=20, phone=0.9)
STORE = Habits((1, 1, 0.5, 1, 0.2, 0.2, 7, 1), hour=13, events=10, money=180, phone=0.4)
KINDS = (WEB, APP, STORE)


MAIL = Touchpoint(name="newsletter", channel="email", passive=True)


def made_index(
    kinds: Sequence[Habits], customers: int, seed: int = 1, shards: int = 2, silent: int = 0
) -> tuple[Index, np.ndarray]:
    """An index, and the kind of each customer by key: customer n is of kind n modulo the kinds.

    Args:
        silent: customers after these, who do nothing and are sent a newsletter.
    """
    rng = np.random.default_rng(seed)
    who, at, where, value, device = [], [], [], [], []
    for customer in range(customers):
        habits = kinds[customer % len(kinds)]
        n = 1 + rng.poisson(habits.events - 1)
        days = np.sort(rng.integers(0, 200, n))
        hours = rng.normal(habits.hour, 2.5, n) % 24
        weights = np.array(habits.places) / sum(habits.places)
        places = rng.choice(len(PLACES), n, p=weights)
        on_phone = rng.random(n) < habits.phone
        who += [customer] * n
        at += [
            int((day * 24 + hour) * 3_600_000_000) + 1_700_000_000_000_000
            for day, hour in zip(days, hours, strict=True)
        ]
        where += [PLACES[place] for place in places]
        value += [
            float(rng.lognormal(np.log(habits.money), 0.4)) if PLACES[place] == "pay" else None for place in places
        ]
        device += ["phone" if phone else "desktop" for phone in on_phone]
    for customer in range(customers, customers + silent):
        who, where, value, device = [*who, customer], [*where, MAIL.name], [*value, None], [*device, "desktop"]
        at = [*at, 1_700_000_000_000_000 + customer]
    catalogue = CATALOGUE.model_copy(update={"touchpoints": (*CATALOGUE.touchpoints, MAIL)}) if silent else CATALOGUE
    index = index_in_memory(
        who,
        np.array(at, "datetime64[us]"),
        where,
        catalogue=catalogue,
        value=value,
        dimensions={"device": device},
        shards=shards,
    )
    return index, np.arange(customers) % len(kinds)
