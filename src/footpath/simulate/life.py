"""A customer's life with the shop: the clock, what they have seen, what went wrong, and whether they have left."""

from collections.abc import Collection
from random import Random
from typing import Final

from footpath.simulate.clock import END, waking_moment
from footpath.simulate.ledger import AppEvent, Hit, Ledger, Strike
from footpath.simulate.pains import PlantedPain
from footpath.simulate.people import Person

BROWSERS: Final = {  # by device and what system their phone has; the common ones more than once
    "desktop Android": ("Chrome", "Chrome", "Chrome", "Edge", "Firefox"),
    "desktop iOS": ("Safari", "Safari", "Safari", "Chrome"),
    "mobile Android": ("Mobile Chrome", "Mobile Chrome", "Samsung Internet"),
    "mobile iOS": ("Mobile Safari",),
    "tablet Android": ("Chrome",),
    "tablet iOS": ("Mobile Safari",),
}
_LATE_RECEIPT_RATE = 0.03
_LOGIN_RATE = 0.6


class Left(Exception):  # noqa: N818  what happens, not what failed
    """The customer has left for good; nothing of theirs is recorded after this."""


class Life:
    """One customer's life, second by second; the only way to write web and app rows.

    Attributes:
        now: where their clock stands.
        seen: what they have looked at so far, on the web and in the app: where a last visit may end.
        troubles: how many planted pains have struck them.
        left: whether they have left because of a pain.
    """

    def __init__(self, person: Person, rng: Random, ledger: Ledger, planted: Collection[str]) -> None:
        self.person, self.rng, self.ledger, self.planted = person, rng, ledger, planted
        self.now = person.arrives_at
        self.seen: dict[str, set[str]] = {"web": set(), "app": set()}
        self.troubles = 0
        self.left = False
        self._has_logged_in: set[str] = set()
        self.open_session()
        self._has_logged_in.clear()  # nothing is looked at yet

    def open_session(self) -> None:
        """Take up one of their devices; on some visits they log in, on each device at least the first time."""
        cookies = self.person.cookies
        self.device, self.cookie = cookies[0] if len(cookies) == 1 or self.rng.random() < 0.7 else cookies[1]
        browsers = BROWSERS[f"{self.device} {self.person.os}"]
        self.browser = browsers[sum(map(ord, self.cookie)) % len(browsers)]
        is_new = self.cookie not in self._has_logged_in
        self.logged_in = self.person.registered and (is_new or self.rng.random() < _LOGIN_RATE)
        self._has_logged_in.add(self.cookie)

    @property
    def is_typical(self) -> bool:
        """Whether what comes next is what their kind does, or else what everybody does: drawn anew each time."""
        return self.rng.random() < self.person.typical

    def wake(self, earliest: float) -> None:
        """Go on at a moment that suits them, not before ``earliest``."""
        self.now = waking_moment(self.rng, earliest, self.person.persona.rhythm if self.is_typical else None)

    def wait(self, seconds: float) -> None:
        self.now += seconds

    def linger(self, factor: float = 1.0) -> None:
        """As long as a page is looked at: half a minute, give or take; the same everywhere but where a pain is planted."""
        self.now += min(3.0 + self.rng.expovariate(1 / 32.0), 400.0) * factor

    def hit(self, page: str, about: str = "", came_from: str = "", slowness: float = 1.0) -> None:
        """Look at a page of the web site."""
        if self.now >= END:
            return
        person = self.person
        load_ms = int((600 + self.rng.expovariate(1 / 500)) * slowness)
        self.ledger.hits.append(
            Hit(
                self.now,
                self.cookie,
                person.customer_no if self.logged_in else "",
                page,
                about,
                came_from,
                self.device,
                person.country,
                person.region,
                self.browser,
                load_ms,
            )
        )

    def tap(self, name: str, about: str = "", value: float = 0.0) -> None:
        """Do something in the app."""
        if self.now >= END:
            return
        rng, person = self.rng, self.person
        delay = rng.expovariate(1 / 5000) if rng.random() < _LATE_RECEIPT_RATE else 0.2 + rng.random()
        self.ledger.app_events.append(
            AppEvent(
                self.now,
                self.now + delay,
                person.app_device,
                person.customer_no,
                name,
                person.os,
                person.region,
                about,
                value,
            )
        )

    def meets(self, pain: PlantedPain, at: float | None = None) -> bool:
        """Whether a planted pain strikes somebody of its segment who comes by."""
        return (
            pain.id in self.planted
            and pain.lasts(self.now if at is None else at)
            and self.rng.random() < pain.strike_rate
        )

    def suffer(self, pain: PlantedPain, *, usual: bool = False) -> bool:
        """Note that a pain has struck; True when the customer leaves for good because of it. The caller ends the step.

        ``usual`` is what also happens where and when the pain is not there.
        """
        if self.now >= END:
            return False
        left = self.rng.random() < pain.leaving_rate
        self.troubles += 1
        self.ledger.strikes.append(Strike(pain.id, self.person.number, self.now, left, usual))
        self.left = self.left or left
        return left
