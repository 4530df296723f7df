"""The demo company: every life lived, every export written."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Final

from footpath.simulate import dirt
from footpath.simulate.clock import END
from footpath.simulate.exports import orders, voice, web
from footpath.simulate.exports.writing import Written
from footpath.simulate.ledger import Ledger
from footpath.simulate.living import live
from footpath.simulate.pains import HIGHS, PAINS
from footpath.simulate.people import make_person
from footpath.simulate.texts import Writer
from footpath.simulate.truth import write_truth

ALL_PAINS: Final = frozenset(pain.id for pain in PAINS)
ALL_HIGHS: Final = tuple(high.id for high in HIGHS)
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Export:
    """One file that was written."""

    path: Path
    rows: int


@dataclass(frozen=True)
class Summary:
    """What was written.

    Attributes:
        files: the exports; the truth is not one of them.
        customers: people who were made, each with at least one visit.
        events: what they did or received, one for each stamp; order lines and profiles are none.
        texts: what they wrote that is not empty.
    """

    files: tuple[Export, ...]
    truth: Path
    customers: int
    events: int
    texts: int
    seconds: float


def simulate(
    directory: Path,
    customers: int = 20_000,
    seed: int = 7,
    progress: Progress | None = None,
    *,
    planted: Collection[str] = ALL_PAINS,
    highs: Collection[str] = ALL_HIGHS,
) -> Summary:
    """Write what a real shop would have: fourteen exports in as many shapes, and what is hidden in them.

    The same arguments write the same bytes. Customer number n is the same person in a small company and in a large one.

    Args:
        directory: where the files go; made when it is missing, files of the same names are replaced.
        customers: how many people there are.
        seed: of all chance.
        progress: told what is being done and how much of all is done, 0 to 1.
        planted: the pain points that are there, by id; without any, and without highs, there is nothing to find.
        highs: what customers like better than the rest, by id.
    """
    began = perf_counter()
    tell = progress or (lambda _what, _share: None)
    directory.mkdir(parents=True, exist_ok=True)
    ledger = _live_all(customers, seed, frozenset((*planted, *highs)), tell)
    tell("Adding the dirt of real data", 0.45)
    soiled = _soil(ledger, customers, seed)
    exports = _write_all(directory, ledger, seed, tell)
    arguments = {"customers": customers, "seed": seed}
    truth = write_truth(directory, ledger, exports, soiled, (*planted, *highs), arguments)
    tell("Done", 1.0)
    return Summary(
        files=tuple(Export(export.path, export.rows) for export in exports),
        truth=truth,
        customers=len(ledger.people),
        events=count_events(ledger),
        texts=sum(export.texts for export in exports),
        seconds=perf_counter() - began,
    )


def _live_all(customers: int, seed: int, planted: frozenset[str], tell: Progress) -> Ledger:
    ledger = Ledger()
    for number in range(customers):
        if number % 1000 == 0:
            tell("Living customers' lives", 0.45 * number / customers)
        rng = Random(f"{seed}:life:{number}")
        live(make_person(rng, number), rng, ledger, planted)
    return ledger


def _soil(ledger: Ledger, customers: int, seed: int) -> dict[str, int]:
    rng = Random(f"{seed}:dirt")
    kiosks, families = dirt.share_devices(rng, ledger, customers)
    return {
        "kiosks": kiosks,
        "family_tablets": families,
        "bot_page_views": dirt.add_bots(rng, ledger, customers),
        "skewed_devices": dirt.skew_clocks(rng, ledger),
        "tickets_of_nobody": dirt.lose_ids(rng, ledger),
    }


def _write_all(directory: Path, ledger: Ledger, seed: int, tell: Progress) -> list[Written]:
    writer = Writer(Random(f"{seed}:texts"))

    def chance(what: str, done: float) -> Random:
        tell(f"Writing {what}", done)
        return Random(f"{seed}:{what}")

    return [
        web.write_web_analytics(directory, ledger, chance("web analytics", 0.5)),
        web.write_app_events(directory, ledger, chance("app events", 0.75)),
        web.write_ad_clicks(directory, ledger, chance("ad clicks", 0.8)),
        orders.write_orders(directory, ledger, chance("orders", 0.81)),
        orders.write_order_items(directory, ledger, chance("order items", 0.83)),
        orders.write_mail(directory, ledger, chance("mail", 0.85)),
        orders.write_customers(directory, ledger.people),
        orders.write_store_visits(directory, ledger),
        voice.write_tickets(directory, ledger, chance("tickets", 0.93), writer),
        voice.write_chats(directory, ledger, chance("chats", 0.94), writer),
        voice.write_reviews(directory, ledger, chance("reviews", 0.96), writer),
        *voice.write_surveys(directory, ledger, chance("surveys", 0.97), writer),
    ]


def count_events(ledger: Ledger) -> int:
    """Everything that happened to somebody before the records end, each stamp once."""
    single = len(ledger.hits) + len(ledger.app_events) + len(ledger.mails) + len(ledger.ad_clicks)
    single += len(ledger.store_visits) + len(ledger.reviews)
    stamps: list[float | None] = []
    for order in ledger.orders:
        stamps += (order.placed, order.paid, order.shipped, order.delivered, order.returned, order.refunded)
    for ticket in ledger.tickets:
        stamps += (ticket.created, ticket.replied, ticket.solved)
    for chat in ledger.chats:
        stamps += (chat.started, chat.handed_over, chat.ended)
    for survey in ledger.surveys:
        stamps += (survey.answered,) if survey.kind == "csat" else (survey.sent, survey.answered)
    return single + sum(at is not None and at < END for at in stamps)
