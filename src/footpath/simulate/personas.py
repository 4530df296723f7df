"""The four kinds of people who shop here: what they use, how often they come, what they look at.

They differ in channels, values and habits, never in how well they are served: no pain point is tied to a persona.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Persona:
    """A kind of customer.

    Attributes:
        share: part of all customers.
        devices: weights of desktop, mobile and tablet for the web.
        has_app_rate: how many have the app, for those who are registered.
        app_share: how much of their browsing those with the app do in it.
        order_rate: chance that an episode of browsing tries to end in an order.
        days_between: mean days between two episodes.
        store_visits: mean number in ten months, for those with a loyalty card.
        spend: factor on the price of what they choose.
        chat_share: how many of their contacts are chats; the rest are tickets.
        births: earliest and latest year of birth.
    """

    id: str
    name: str
    share: float
    values: tuple[str, ...]
    devices: tuple[float, float, float]
    has_app_rate: float
    app_share: float
    order_rate: float
    days_between: float
    ad_rate: float
    planner_rate: float
    card_rate: float
    store_visits: float
    spend: float
    chat_share: float
    review_rate: float
    return_rate: float
    births: tuple[int, int]
    households: tuple[int, int]


PERSONAS: Final = (
    Persona(
        id="family_planner",
        name="The family planner",
        share=0.3,
        values=("reliability", "everything in one order", "clear dates"),
        devices=(0.5, 0.35, 0.15),
        has_app_rate=0.25,
        app_share=0.5,
        order_rate=0.50,
        days_between=60,
        ad_rate=0.08,
        planner_rate=0.1,
        card_rate=0.35,
        store_visits=1.5,
        spend=1.1,
        chat_share=0.4,
        review_rate=0.3,
        return_rate=0.14,
        births=(1975, 1992),
        households=(3, 6),
    ),
    Persona(
        id="city_mover",
        name="The city mover",
        share=0.3,
        values=("speed", "style", "no phone calls"),
        devices=(0.25, 0.7, 0.05),
        has_app_rate=0.5,
        app_share=0.6,
        order_rate=0.44,
        days_between=47,
        ad_rate=0.12,
        planner_rate=0.05,
        card_rate=0.15,
        store_visits=0.8,
        spend=0.8,
        chat_share=0.6,
        review_rate=0.26,
        return_rate=0.16,
        births=(1988, 2005),
        households=(1, 2),
    ),
    Persona(
        id="bargain_hunter",
        name="The bargain hunter",
        share=0.22,
        values=("price", "free returns", "being told first"),
        devices=(0.55, 0.4, 0.05),
        has_app_rate=0.2,
        app_share=0.4,
        order_rate=0.42,
        days_between=45,
        ad_rate=0.2,
        planner_rate=0.04,
        card_rate=0.3,
        store_visits=1.2,
        spend=0.6,
        chat_share=0.4,
        review_rate=0.28,
        return_rate=0.18,
        births=(1960, 2000),
        households=(1, 4),
    ),
    Persona(
        id="design_regular",
        name="The design regular",
        share=0.18,
        values=("quality", "advice from people", "seeing before buying"),
        devices=(0.6, 0.25, 0.15),
        has_app_rate=0.15,
        app_share=0.4,
        order_rate=0.48,
        days_between=69,
        ad_rate=0.05,
        planner_rate=0.12,
        card_rate=0.8,
        store_visits=3.0,
        spend=1.8,
        chat_share=0.35,
        review_rate=0.34,
        return_rate=0.1,
        births=(1950, 1985),
        households=(1, 3),
    ),
)
