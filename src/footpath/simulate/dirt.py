"""The dirt of real data: rows sent twice, broken rows, ids that are none, shared devices, robots, wrong clocks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from footpath.simulate.clock import DAY, END, HOUR, START
from footpath.simulate.ledger import Hit, Ledger
from footpath.simulate.shop import CATEGORIES, PRODUCTS

BROKEN_RATE: Final = 0.01
RESENT_RATE: Final = 0.005
NO_ID: Final = ("", "", "", "null", "n/a", "undefined", "None")
_BAD_TIMES: Final = ("", "0000-00-00 00:00:00", "31/31/2025", "yesterday", "NaT", "2025-13-45T99:99:99Z")
_BOT_EVERY, _BOT_HITS = 2_500, 900  # one robot for so many customers; so many pages each
_KIOSK_EVERY, _KIOSK_VISITORS = 5_000, 90
_FAMILY_RATE = 0.004
_SKEW_RATE = 0.01


@dataclass(frozen=True)
class Soiled:
    """Rows as they will be written, and what is wrong with how many of them."""

    rows: list[list[str]]
    broken: int
    resent: int


def soil(rng: Random, rows: Sequence[list[str]], times: Sequence[int]) -> Soiled:
    """Break about one row in a hundred and send some rows again, a little later in the file.

    A broken row has a first time that is none (``times`` are the columns of times; all of them are hit), is cut, or has
    a cell too many. A row that is sent again is never a broken one, and its cells are the same, its own id too.
    """
    out: list[list[str]] = []
    broken = resent = 0
    waiting: list[list[str]] = []
    for row in rows:
        chance = rng.random()
        if chance < BROKEN_RATE:
            broken += 1
            out.append(_break(rng, row, times))
            continue
        out.append(row)
        if chance > 1 - RESENT_RATE:
            waiting.append(row)
        if len(waiting) >= 5:
            resent += len(waiting)
            out += waiting
            waiting = []
    return Soiled(out + waiting, broken, resent + len(waiting))


def _break(rng: Random, row: list[str], times: Sequence[int]) -> list[str]:
    kind = rng.randrange(3)
    if kind == 0 and times:
        bad = rng.choice(_BAD_TIMES)
        return [bad if column in times else cell for column, cell in enumerate(row)]
    if kind == 1:
        return row[: rng.randint(2, len(row) - 1)]
    return [*row, "?"]


def add_bots(rng: Random, ledger: Ledger, customers: int) -> int:
    """Robots read product and category pages, two seconds each, for half an hour; the number of their pages."""
    before = len(ledger.hits)
    for _ in range(customers // _BOT_EVERY):
        cookie, at = f"{rng.randrange(10**8, 10**10)}.{int(START)}", START + rng.random() * (END - START - DAY)
        for _ in range(_BOT_HITS):
            page = rng.choice(("product", "product", "category"))
            about = rng.choice(PRODUCTS).sku if page == "product" else rng.choice(CATEGORIES)
            ledger.hits.append(Hit(at, cookie, "", page, about, "", "desktop", "US", "Virginia", "HeadlessChrome", 300))
            at += 1.5 + rng.random()
    return len(ledger.hits) - before


def share_devices(rng: Random, ledger: Ledger, customers: int) -> tuple[int, int]:
    """Kiosks in the stores with which many customers log in, and tablets that two of a family use; how many of each."""
    known = sorted({hit.user for hit in ledger.hits if hit.user})
    visitors: dict[str, str] = {}
    kiosks = customers // _KIOSK_EVERY
    for number in range(kiosks):
        for user in rng.sample(known, min(_KIOSK_VISITORS, len(known))):
            visitors[user] = f"{777_000_000 + number}.{int(START)}"
    families = _families(rng, known)
    moved: set[str] = set()
    for place, hit in enumerate(ledger.hits):
        if hit.user in visitors and hit.user not in moved:
            moved.add(hit.user)
            ledger.hits[place] = hit._replace(cookie=visitors[hit.user])
        elif hit.device == "tablet" and hit.user in families:
            ledger.hits[place] = hit._replace(cookie=families[hit.user])
    return kiosks, len(families) // 2


def _families(rng: Random, known: Sequence[str]) -> dict[str, str]:
    pairs = int(len(known) * _FAMILY_RATE)
    people = rng.sample(known, 2 * pairs)
    return {user: f"{888_000_000 + place // 2}.{int(START)}" for place, user in enumerate(people)}


def skew_clocks(rng: Random, ledger: Ledger) -> int:
    """Some phones' clocks are wrong by hours or days; the server's is right. The number of such phones."""
    devices = sorted({event.device for event in ledger.app_events})
    skews = {
        device: rng.choice((-1, 1)) * rng.choice((2 * HOUR, 9 * HOUR, 30 * HOUR, 12 * DAY))
        for device in devices
        if rng.random() < _SKEW_RATE
    }
    for place, event in enumerate(ledger.app_events):
        if event.device in skews:
            ledger.app_events[place] = event._replace(at=event.at + skews[event.device])
    return len(skews)


def lose_ids(rng: Random, ledger: Ledger) -> int:
    """Some mails to the help desk come from nobody known; the number of such tickets."""
    lost = 0
    for ticket in ledger.tickets:
        if rng.random() < 0.005:
            ticket.person = replace(ticket.person, email=rng.choice(NO_ID[3:]))
            lost += 1
    return lost
