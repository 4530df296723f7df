"""What happened, as the shop's systems saw it: one list of rows a source, in the order in which lives were lived."""

from dataclasses import dataclass, field
from typing import NamedTuple

from footpath.simulate.clock import START
from footpath.simulate.people import Person
from footpath.simulate.shop import Product


class Hit(NamedTuple):
    """A page of the web site, seen with a cookie; ``user`` is the customer number where somebody was logged in."""

    at: float
    cookie: str
    user: str
    page: str
    about: str
    came_from: str
    device: str
    country: str
    region: str
    browser: str
    load_ms: int


class AppEvent(NamedTuple):
    """Something done in the app; it may have been offline, so ``received_at`` can be hours later."""

    at: float
    received_at: float
    device: str
    user: str
    name: str
    os: str
    region: str
    about: str
    value: float


class MailEvent(NamedTuple):
    at: float
    email: str
    event: str
    campaign: str


class AdClick(NamedTuple):
    at: float
    cookie: str
    campaign: str
    click: str


@dataclass(slots=True)
class Order:
    """An order and its stamps; a stamp that is None did not come to pass before the records end."""

    number: str
    person: Person
    lines: list[tuple[Product, int]]
    placed: float
    promised: float
    channel: str
    paid: float | None = None
    shipped: float | None = None
    delivered: float | None = None
    returned: float | None = None
    refunded: float | None = None

    @property
    def cents(self) -> int:
        return sum(product.cents * pieces for product, pieces in self.lines)


@dataclass(slots=True)
class Ticket:
    person: Person
    topic: str
    theme: str
    created: float
    replied: float | None
    solved: float | None
    score: int | None
    about: Order | None


@dataclass(slots=True)
class Chat:
    person: Person
    cookie: str
    theme: str
    started: float
    handed_over: float | None
    ended: float | None
    loops: int
    score: int | None
    about: Order | None


@dataclass(slots=True)
class SurveyAnswer:
    """A survey that was sent or shown. ``score`` is None where nobody answered; ``theme`` is what a comment is about."""

    kind: str
    person: Person
    cookie: str
    about: str
    sent: float
    answered: float | None = None
    score: int | None = None
    theme: str = ""


@dataclass(slots=True)
class Review:
    order: Order
    product: Product
    written: float
    stars: int
    theme: str


@dataclass(slots=True)
class StoreVisit:
    person: Person
    at: float
    store: str
    spent_cents: int


@dataclass(slots=True)
class Strike:
    """A planted pain has hit somebody; ``left`` when they left for good because of it.

    Attributes:
        usual: the like happened before its onset, and elsewhere, as well.
    """

    pain: str
    customer: int
    at: float
    left: bool
    usual: bool = False


@dataclass(slots=True)
class Ledger:
    """All rows of all sources, and what really happened."""

    hits: list[Hit] = field(default_factory=list)
    app_events: list[AppEvent] = field(default_factory=list)
    mails: list[MailEvent] = field(default_factory=list)
    ad_clicks: list[AdClick] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    tickets: list[Ticket] = field(default_factory=list)
    chats: list[Chat] = field(default_factory=list)
    surveys: list[SurveyAnswer] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    store_visits: list[StoreVisit] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    strikes: list[Strike] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)

    def number_order(self, at: float) -> str:
        """A number that no other order has; later orders have higher ones.

        Examples:
            >>> ledger = Ledger()
            >>> ledger.number_order(START), ledger.number_order(START), ledger.number_order(START + 60)
            ('NH10000000', 'NH10000001', 'NH10000060')
        """
        number = 10_000_000 + int(at - START)
        while number in self.numbers:
            number += 1
        self.numbers.add(number)
        return f"NH{number}"
