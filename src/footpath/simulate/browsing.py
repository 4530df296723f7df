"""Looking around, on the web and in the app. Where a visit stops is chance, the same chance for every page."""

from typing import Final

from footpath.simulate.clock import END
from footpath.simulate.ledger import AdClick, MailEvent
from footpath.simulate.life import Left, Life
from footpath.simulate.pains import SLOW_PAGE
from footpath.simulate.personas import PERSONAS, Odds
from footpath.simulate.shop import AD_CAMPAIGNS, ARTICLES, QUERIES, choose_category, choose_product
from footpath.simulate.surveys import ask_on_site

_ENTRIES: Final = (
    ("home", 0.45),
    ("category", 0.15),
    ("product", 0.2),
    ("search", 0.08),
    ("magazine", 0.12),
    ("offers", 0.04),
)
_WEB: Final = (
    ("category", 0.22),
    ("product", 0.36),
    ("search", 0.12),
    ("home", 0.06),
    ("magazine", 0.06),
    ("wishlist", 0.06),
    ("offers", 0.04),
    ("compare", 0.03),
    ("stores", 0.04),
    ("help", 0.04),
    ("cart", 0.05),
)
_APP: Final = (
    ("category_viewed", 0.22),
    ("product_viewed", 0.38),
    ("search_performed", 0.15),
    ("wishlist_viewed", 0.1),
    ("cart_viewed", 0.1),
    ("store_finder_opened", 0.05),
)
# Pages for those who came for something else: nobody's last visit ends there for want of interest.
_FIRST_PAGES: Final = 6  # at least so many of somebody who has not been there before
_ON_THE_WAY: Final = frozenset(("magazine", "help", "account", "stores", "app_opened", "store_finder_opened"))


_PAGE_OF: Final = {  # what is done in the app → the page that does as much
    "category_viewed": "category",
    "product_viewed": "product",
    "search_performed": "search",
    "wishlist_viewed": "wishlist",
    "cart_viewed": "cart",
    "store_finder_opened": "stores",
}


class _Choice:
    """Where one goes next: names and weights, those of everybody and those of each kind of people."""

    def __init__(self, weights: Odds) -> None:
        self._names = [name for name, _ in weights]
        self._common = [weight for _, weight in weights]
        self._own = {
            persona.id: [weight * dict(persona.leanings).get(_PAGE_OF.get(name, name), 1.0) for name, weight in weights]
            for persona in PERSONAS
        }

    def draw(self, life: Life) -> list[str]:
        odds = self._own[life.person.persona.id] if life.is_typical else self._common
        return life.rng.choices(self._names, odds)


_ENTRY, _PAGE, _TAP = _Choice(_ENTRIES), _Choice(_WEB), _Choice(_APP)


def browse(life: Life, *, last: bool, to_buy: bool = False) -> str:
    """One visit, on the web or in the app; returns which.

    Args:
        last: nothing follows this visit for reasons of the customer's own. It ends on any of the pages that they know,
            so that no page has more last visits than its visitors explain.
        to_buy: the visit goes on to the checkout, which is the caller's to walk.
    """
    person = life.person
    if person.app_device and life.rng.random() < person.persona.app_share:
        _browse_app(life, last=last, to_buy=to_buy)
        return "app"
    _browse_web(life, last=last, to_buy=to_buy)
    return "web"


def _browse_web(life: Life, *, last: bool, to_buy: bool) -> None:
    rng = life.rng
    life.open_session()
    came_from = _arrive(life)
    goes_on_rate = life.person.persona.goes_on_rate
    pages = _ENTRY.draw(life)
    while rng.random() < goes_on_rate or len(pages) < (2 if life.seen["web"] else _FIRST_PAGES):
        pages += _PAGE.draw(life)
    if rng.random() < life.person.persona.planner_rate:
        pages.insert(rng.randint(1, len(pages) - 1), "planner")
    if life.person.registered and rng.random() < 0.08:
        life.logged_in = True
        pages.insert(rng.randint(1, len(pages) - 1), "account")
    if to_buy:
        pages += ["product", "cart"]
    if last:
        pages.append(_last_of(life, "web", pages))
    _walk(life, pages, came_from)
    if not last and not to_buy:
        ask_on_site(life, pages)


def _last_of(life: Life, channel: str, names: list[str]) -> str:
    """Where interest ends: any of the places that they know, the same chance for each."""
    return life.rng.choice(sorted(life.seen[channel].union(names) - _ON_THE_WAY) or names)


def _walk(life: Life, pages: list[str], came_from: str) -> None:
    slow = life.device == "mobile" and life.meets(SLOW_PAGE)
    has_suffered = False
    for place, page in enumerate(pages):
        is_slow = slow and page == "product"
        life.hit(page, _subject(life, page), came_from if place == 0 else "", slowness=5.5 if is_slow else 1.0)
        life.seen["web"].add(page)
        if is_slow and not has_suffered:
            has_suffered = True
            if life.suffer(SLOW_PAGE):
                raise Left
        life.linger(SLOW_PAGE.time_factor if is_slow else 1.0)


def _subject(life: Life, page: str) -> str:
    rng = life.rng
    if page == "product":
        return choose_product(rng, life.person.persona).sku
    if page == "category":
        return choose_category(rng, life.person.persona)
    if page == "search":
        return rng.choice(QUERIES)
    return rng.choice(ARTICLES) if page == "magazine" else ""


def _arrive(life: Life) -> str:
    """What brought them here: an advertisement or a mail leaves its own trace a few seconds earlier."""
    rng, person = life.rng, life.person
    if life.now >= END:
        return ""
    if rng.random() < person.persona.ad_rate:
        campaign, click = (
            rng.choice(person.persona.campaigns if life.is_typical else AD_CAMPAIGNS),
            f"Cj0K{rng.getrandbits(80):020x}",
        )
        life.ledger.ad_clicks.append(AdClick(life.now, life.cookie, campaign, click))
        life.wait(2 + rng.random() * 3)
        return f"gclid={click}&utm_source=google&utm_campaign={campaign.lower().replace(' ', '_')}"
    if person.wants_mail and rng.random() < person.persona.click_rate:
        life.ledger.mails.append(MailEvent(life.now, person.email, "Email Clicked", "Newsletter"))
        life.wait(2 + rng.random() * 3)
        return "utm_source=newsletter&utm_medium=email"
    return rng.choice(("", "", "direct", "https://www.google.com/", "https://www.pinterest.com/"))


def _browse_app(life: Life, *, last: bool, to_buy: bool) -> None:
    rng = life.rng
    taps = ["app_opened", *_TAP.draw(life)]
    while rng.random() < life.person.persona.goes_on_rate or len(taps) < (2 if life.seen["app"] else _FIRST_PAGES):
        taps += _TAP.draw(life)
    if to_buy:
        taps += ["product_viewed", "cart_viewed"]
    if last:
        taps.append(_last_of(life, "app", taps))
    for name in taps:
        is_product = name == "product_viewed"
        life.tap(name, choose_product(rng, life.person.persona).sku if is_product else "")
        life.seen["app"].add(name)
        life.linger()
