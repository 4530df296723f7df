"""Nordlys Home: what it sells, its pages, where it delivers, its campaigns."""

from itertools import accumulate
from random import Random
from typing import Final, NamedTuple

from footpath.simulate.personas import PERSONAS, Persona

NAME: Final = "Nordlys Home"
SITE: Final = "https://www.nordlys-home.example"


class Product(NamedTuple):
    sku: str
    name: str
    category: str
    cents: int


_CATEGORIES = {
    "lighting": (("Lamp", 49), ("Pendant", 89), ("Floor light", 129)),
    "seating": (("Chair", 119), ("Armchair", 349), ("Sofa", 899)),
    "tables": (("Desk", 249), ("Side table", 99), ("Dining table", 499)),
    "storage": (("Shelf", 79), ("Sideboard", 399), ("Basket", 25)),
    "textiles": (("Rug", 159), ("Blanket", 45), ("Cushion", 19)),
    "kitchen": (("Teapot", 35), ("Bowl set", 29), ("Carafe", 22)),
}
_SERIES = ("Oslo", "Bergen", "Lund", "Tromsø", "Åre", "Visby", "Turku", "Malmö", "Skagen", "Narvik", "Odense", "Vaasa")
PRODUCTS: Final = tuple(
    Product(
        f"{40_000 + 100 * s + 10 * c + k}", f"{series} {noun}", category, round(price * (92 + 3 * s) / 100) * 100 - 10
    )
    for s, series in enumerate(_SERIES)
    for c, (category, nouns) in enumerate(_CATEGORIES.items())
    for k, (noun, price) in enumerate(nouns)
)
CATEGORIES: Final = tuple(_CATEGORIES)

REGIONS: Final = {  # name → country, share of customers, town
    "Hamburg": ("DE", 0.18, ("Hamburg", "Lübeck", "Kiel")),
    "Rheinland": ("DE", 0.22, ("Köln", "Düsseldorf", "Bonn")),
    "Bayern": ("DE", 0.17, ("München", "Augsburg", "Nürnberg")),
    "Sachsen": ("DE", 0.12, ("Leipzig", "Dresden", "Chemnitz")),
    "Tirol": ("AT", 0.13, ("Innsbruck", "Kufstein", "Lienz")),
    "Wien": ("AT", 0.1, ("Wien", "Schwechat", "Mödling")),
    "Alsace": ("FR", 0.08, ("Strasbourg", "Colmar", "Mulhouse")),
}
STORES: Final = ("Köln Ehrenfeld", "Hamburg Altona", "München Schwabing", "Wien Neubau", "Strasbourg Centre")
AD_CAMPAIGNS: Final = ("Brand", "Generic sofas", "Generic lamps", "Retargeting", "Spring living", "Autumn light")
QUERIES: Final = (
    "sofa",
    "lampe",
    "desk",
    "rug 160x230",
    "garderobe",
    "table basse",
    "shelf",
    "led lamp",
    "cushion",
    "chaise",
)
ARTICLES: Final = ("small-flat-big-light", "wool-care", "hygge-without-clutter", "five-desks-five-homes", "oak-or-ash")

# Keys of pages, and what follows the site's name. "*" stands for the id of what is looked at.
PAGES: Final = {
    "home": "/",
    "category": "/category/*",
    "search": "/search?q=*",
    "product": "/product/*",
    "magazine": "/magazine/*",
    "wishlist": "/wishlist",
    "offers": "/offers",
    "compare": "/compare",
    "planner": "/room-planner",
    "stores": "/stores",
    "help": "/help",
    "shipping_help": "/help/shipping-costs",
    "contact": "/contact",
    "account": "/account",
    "cart": "/cart",
    "address": "/checkout/address",
    "shipping": "/checkout/shipping",
    "payment": "/checkout/payment",
    "confirmation": "/checkout/confirmation?order=*",
    "tracking": "/order-tracking/*",
    "returns": "/returns",
    "label": "/returns/label?order=*",
}
# What the survey tool calls the page that it asks about.
PAGE_NAMES: Final = {
    "search": "Search",
    "product": "Product page",
    "planner": "Room planner",
    "cart": "Cart",
    "shipping": "Checkout shipping",
    "payment": "Checkout payment",
    "tracking": "Order tracking",
    "help": "Help",
}


def slug(text: str) -> str:
    """A name as it stands in an address.

    Examples:
        >>> slug("Tromsø Side table")
        'tromso-side-table'
    """
    plain = text.lower().translate(str.maketrans("øåäöéüß", "oaaoeus"))
    return "-".join("".join(c if c.isalnum() else " " for c in plain).split())


def _interest(persona: Persona) -> list[float]:
    """Weights of all products, each added to those before it."""
    weights = dict(persona.interests)
    return list(accumulate(weights.get(product.category, 1.0) for product in PRODUCTS))


_INTERESTS: Final = {persona.id: _interest(persona) for persona in PERSONAS}


def choose_category(rng: Random, persona: Persona) -> str:
    """A category that somebody of this kind looks at."""
    return rng.choices(PRODUCTS, cum_weights=_INTERESTS[persona.id])[0].category


def choose_product(rng: Random, persona: Persona) -> Product:
    """A product that somebody of this kind looks at; who spends more takes the dearer of two."""
    spend = persona.spend
    first, second = rng.choices(PRODUCTS, cum_weights=_INTERESTS[persona.id], k=2)
    dearer, cheaper = (first, second) if first.cents >= second.cents else (second, first)
    return dearer if rng.random() < spend / 2 else cheaper
