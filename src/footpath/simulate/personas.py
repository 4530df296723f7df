"""The four kinds of people who shop here: when they come, what they use, what they look at, how they buy.

They differ in channels, hours, values and habits, never in how well they are served: no pain point is tied to a persona.
People are not their type: everybody keeps to it more or less (`Person.typical`), and does what everybody does else.
"""

from dataclasses import dataclass
from typing import Final

Odds = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Rhythm:
    """When somebody shops.

    Attributes:
        hours: weights of the hours of the day, local time, midnight first.
        weekdays: weights of the days of the week, Monday first.
    """

    hours: tuple[float, ...]
    weekdays: tuple[float, ...]


@dataclass(frozen=True)
class Persona:
    """A kind of customer.

    Attributes:
        share: part of all customers.
        devices: weights of desktop, mobile and tablet for the web.
        has_app_rate: how many have the app, for those who are registered.
        app_share: how much of their browsing those with the app do in it.
        android_rate: how many of their phones run Android; the others are iPhones.
        leanings: factors on how often everybody looks at a page (keys of `shop.PAGES`).
        interests: weights of the shop's categories; those that are not named weigh 1.
        goes_on_rate: chance that a visit goes on after each page.
        order_rate: chance that an episode of browsing tries to end in an order.
        pieces: weights of one to four lines an order.
        days_between: mean days between two episodes.
        campaigns: the advertisements that they click.
        mail_rate: how many of the registered want the newsletter.
        open_rate, click_rate: of the mails sent, and of the visits of those who want mail.
        store_visits: mean number in ten months, for those with a loyalty card, beside those of ``sees_first_rate``.
        sees_first_rate: how often those with a loyalty card go to a store before they look around on the web.
        spend: factor on the price of what they choose.
        chat_share: how many of their contacts are chats; the rest are tickets.
        births: earliest and latest year of birth.
        tiers: weights of the club's tiers Basic, Silver and Gold.
    """

    id: str
    name: str
    share: float
    values: tuple[str, ...]
    rhythm: Rhythm
    devices: tuple[float, float, float]
    has_app_rate: float
    app_share: float
    android_rate: float
    leanings: Odds
    interests: Odds
    goes_on_rate: float
    order_rate: float
    pieces: tuple[float, float, float, float]
    days_between: float
    ad_rate: float
    campaigns: tuple[str, ...]
    mail_rate: float
    open_rate: float
    click_rate: float
    planner_rate: float
    card_rate: float
    store_visits: float
    sees_first_rate: float
    spend: float
    chat_share: float
    review_rate: float
    return_rate: float
    births: tuple[int, int]
    households: Odds
    tiers: tuple[float, float, float]


PERSONAS: Final = (
    Persona(
        id="family_planner",
        name="The family planner",
        share=0.3,
        values=("reliability", "everything in one order", "clear dates"),
        rhythm=Rhythm(
            hours=(1, 0, 0, 0, 0, 0, 1, 1, 1, 2, 3, 3, 2, 2, 3, 3, 3, 4, 8, 20, 34, 30, 14, 4),
            weekdays=(0.45, 0.4, 0.4, 0.45, 0.7, 1.9, 2.2),
        ),
        devices=(0.12, 0.06, 0.82),
        has_app_rate=0.02,
        app_share=0.4,
        android_rate=0.2,
        leanings=(
            ("category", 3),
            ("search", 0.3),
            ("offers", 0.1),
            ("magazine", 0.3),
            ("compare", 0.3),
            ("wishlist", 0.4),
        ),
        interests=(("storage", 5), ("tables", 4), ("kitchen", 2), ("lighting", 0.6), ("textiles", 0.6)),
        goes_on_rate=0.5,
        order_rate=0.46,
        pieces=(0.1, 0.25, 0.35, 0.3),
        days_between=78,
        ad_rate=0.02,
        campaigns=("Brand", "Spring living"),
        mail_rate=0.06,
        open_rate=0.25,
        click_rate=0.06,
        planner_rate=0.34,
        card_rate=0.06,
        store_visits=0.8,
        sees_first_rate=0.1,
        spend=1.1,
        chat_share=0.3,
        review_rate=0.3,
        return_rate=0.1,
        births=(1975, 1992),
        households=(("2", 0.03), ("3", 0.12), ("4", 0.6), ("5", 0.2), ("6", 0.05)),
        tiers=(0.1, 0.82, 0.08),
    ),
    Persona(
        id="city_mover",
        name="The city mover",
        share=0.3,
        values=("speed", "style", "no phone calls"),
        rhythm=Rhythm(
            hours=(26, 18, 8, 2, 1, 1, 1, 2, 2, 1, 1, 6, 24, 20, 4, 2, 2, 3, 4, 4, 4, 6, 12, 26),
            weekdays=(1.05, 1.05, 1.05, 1.1, 1.1, 0.8, 0.85),
        ),
        devices=(0.06, 0.92, 0.02),
        has_app_rate=0.97,
        app_share=0.82,
        android_rate=0.55,
        leanings=(
            ("search", 4),
            ("wishlist", 4),
            ("category", 0.4),
            ("magazine", 0.2),
            ("stores", 0.2),
            ("offers", 0.2),
        ),
        interests=(("lighting", 5), ("textiles", 4), ("seating", 0.6), ("tables", 0.6), ("kitchen", 0.5)),
        goes_on_rate=0.34,
        order_rate=0.44,
        pieces=(0.72, 0.2, 0.06, 0.02),
        days_between=66,
        ad_rate=0.04,
        campaigns=("Generic lamps", "Autumn light"),
        mail_rate=0.03,
        open_rate=0.12,
        click_rate=0.03,
        planner_rate=0.03,
        card_rate=0.02,
        store_visits=0.5,
        sees_first_rate=0.05,
        spend=0.9,
        chat_share=0.92,
        review_rate=0.26,
        return_rate=0.16,
        births=(1988, 2005),
        households=(("1", 0.85), ("2", 0.13), ("3", 0.02)),
        tiers=(0.9, 0.08, 0.02),
    ),
    Persona(
        id="bargain_hunter",
        name="The bargain hunter",
        share=0.22,
        values=("price", "free returns", "being told first"),
        rhythm=Rhythm(
            hours=(1, 0, 0, 0, 1, 6, 20, 32, 30, 18, 8, 5, 3, 2, 2, 2, 2, 2, 2, 3, 3, 3, 2, 1),
            weekdays=(1.3, 1.1, 1.05, 1.05, 1.0, 0.9, 0.6),
        ),
        devices=(0.08, 0.9, 0.02),
        has_app_rate=0.03,
        app_share=0.4,
        android_rate=0.95,
        leanings=(
            ("offers", 20),
            ("compare", 8),
            ("product", 0.6),
            ("category", 0.5),
            ("magazine", 0.1),
            ("home", 0.5),
            ("wishlist", 0.5),
            ("search", 0.8),
        ),
        interests=(("kitchen", 5), ("textiles", 4), ("seating", 0.5), ("tables", 0.4), ("storage", 0.6)),
        goes_on_rate=0.42,
        order_rate=0.44,
        pieces=(0.5, 0.35, 0.1, 0.05),
        days_between=80,
        ad_rate=0.6,
        campaigns=("Retargeting", "Generic sofas"),
        mail_rate=0.98,
        open_rate=0.6,
        click_rate=0.4,
        planner_rate=0.01,
        card_rate=0.03,
        store_visits=0.6,
        sees_first_rate=0.05,
        spend=0.3,
        chat_share=0.5,
        review_rate=0.28,
        return_rate=0.24,
        births=(1960, 2000),
        households=(("1", 0.1), ("2", 0.25), ("3", 0.6), ("4", 0.05)),
        tiers=(0.85, 0.13, 0.02),
    ),
    Persona(
        id="design_regular",
        name="The design regular",
        share=0.18,
        values=("quality", "advice from people", "seeing before buying"),
        rhythm=Rhythm(
            hours=(0, 0, 0, 0, 0, 0, 1, 2, 4, 12, 22, 20, 12, 14, 24, 24, 18, 8, 3, 2, 2, 1, 1, 0),
            weekdays=(1.3, 1.4, 1.4, 1.35, 1.2, 0.3, 0.1),
        ),
        devices=(0.95, 0.02, 0.03),
        has_app_rate=0.01,
        app_share=0.4,
        android_rate=0.1,
        leanings=(
            ("magazine", 7),
            ("stores", 6),
            ("offers", 0.05),
            ("search", 0.3),
            ("compare", 0.4),
            ("category", 0.7),
        ),
        interests=(("seating", 6), ("tables", 3), ("lighting", 1.5), ("kitchen", 0.3), ("storage", 0.5)),
        goes_on_rate=0.42,
        order_rate=0.46,
        pieces=(0.85, 0.12, 0.02, 0.01),
        days_between=72,
        ad_rate=0.01,
        campaigns=("Brand", "Autumn light"),
        mail_rate=0.06,
        open_rate=0.4,
        click_rate=0.12,
        planner_rate=0.05,
        card_rate=0.97,
        store_visits=3.2,
        sees_first_rate=0.85,
        spend=1.9,
        chat_share=0.08,
        review_rate=0.34,
        return_rate=0.08,
        births=(1950, 1985),
        households=(("1", 0.1), ("2", 0.86), ("3", 0.04)),
        tiers=(0.03, 0.12, 0.85),
    ),
)
