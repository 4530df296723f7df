"""Mail that the shop sends: a newsletter every other week, sent, sometimes opened, now and then cancelled."""

from random import Random
from typing import Final

from footpath.simulate.clock import DAY, END, HOUR, START, local_offset
from footpath.simulate.ledger import Ledger, MailEvent
from footpath.simulate.people import Person

_EVERY: Final = 14 * DAY
_CANCEL_RATE: Final = 0.006
WELCOME: Final = "Welcome"
CAMPAIGNS: Final = ("Newsletter", "Seasonal offers", "New in", "Design stories")


def send_newsletters(rng: Random, ledger: Ledger, person: Person, until: float) -> None:
    """All newsletters that one person gets, until they cancel or are seen no more (the mail tool stops there by itself)."""
    if not person.wants_mail:
        return
    open_rate = person.persona.open_rate
    _welcome(rng, ledger, person, until)
    number = int((person.arrives_at - START) // _EVERY) + 1 + person.number % 2 / 2
    while (sent := _sent_at(rng, number)) < min(until, END):
        campaign = CAMPAIGNS[int(number) % len(CAMPAIGNS)]
        ledger.mails.append(MailEvent(sent, person.email, "Email Sent", campaign))
        opened = sent + rng.expovariate(1 / 6) * HOUR
        if rng.random() < open_rate and opened < min(until, END):
            ledger.mails.append(MailEvent(opened, person.email, "Email Opened", campaign))
            if rng.random() < _CANCEL_RATE / open_rate and opened + 40 < min(until, END):
                ledger.mails.append(MailEvent(opened + 40, person.email, "Unsubscribed", campaign))
                return
        number += 1


def _sent_at(rng: Random, number: float) -> float:
    """An issue goes out from ten in the morning, locally, over two hours; every other reader gets it a week later."""
    issue = START + number * _EVERY
    return issue + 10 * HOUR - local_offset(issue) + rng.random() * 2 * HOUR


def _welcome(rng: Random, ledger: Ledger, person: Person, until: float) -> None:
    """The first mail, an hour or so after they came."""
    sent = person.arrives_at + (0.3 + rng.random()) * HOUR
    opened = sent + rng.expovariate(1 / 3) * HOUR
    for at, event in ((sent, "Email Sent"), (opened, "Email Opened")):
        if at >= min(until, END) or (event == "Email Opened" and rng.random() >= person.persona.open_rate):
            return
        ledger.mails.append(MailEvent(at, person.email, event, WELCOME))
