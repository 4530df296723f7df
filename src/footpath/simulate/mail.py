"""Mail that the shop sends: a newsletter every other week, sent, sometimes opened, now and then cancelled."""

from random import Random
from typing import Final

from footpath.simulate.clock import DAY, END, HOUR, START, local_offset
from footpath.simulate.ledger import Ledger, MailEvent
from footpath.simulate.people import Person

_EVERY: Final = 14 * DAY
_OPEN_RATE: Final = 0.3
_CANCEL_RATE: Final = 0.006
CAMPAIGNS: Final = ("Newsletter", "Seasonal offers", "New in", "Design stories")


def send_newsletters(rng: Random, ledger: Ledger, person: Person, until: float) -> None:
    """All newsletters that one person gets, until they cancel or are seen no more (the mail tool stops there by itself)."""
    if not person.wants_mail:
        return
    number = int((person.arrives_at - START) // _EVERY) + 1 + person.number % 2 / 2
    while (sent := _sent_at(rng, number)) < min(until, END):
        campaign = CAMPAIGNS[int(number) % len(CAMPAIGNS)]
        ledger.mails.append(MailEvent(sent, person.email, "Email Sent", campaign))
        opened = sent + rng.expovariate(1 / 6) * HOUR
        if rng.random() < _OPEN_RATE and opened < min(until, END):
            ledger.mails.append(MailEvent(opened, person.email, "Email Opened", campaign))
            if rng.random() < _CANCEL_RATE / _OPEN_RATE and opened + 40 < min(until, END):
                ledger.mails.append(MailEvent(opened + 40, person.email, "Unsubscribed", campaign))
                return
        number += 1


def _sent_at(rng: Random, number: float) -> float:
    """An issue goes out from ten in the morning, locally, over two hours; every other reader gets it a week later."""
    issue = START + number * _EVERY
    return issue + 10 * HOUR - local_offset(issue) + rng.random() * 2 * HOUR
