"""What is planted in the demo company: its pain points, highs and moments of truth, as data.

The journeys read the odds from here, and `truth.json` is written from here. No code of the product reads either.
A leaving rate is the chance that a customer who is struck leaves for good at that very step: nothing of theirs is
recorded later. ``leaving_points`` is what that adds to the drop-off at the touchpoint within the segment, in percentage
points, roughly: customers who pass several times are struck several times.
"""

from dataclasses import dataclass, field
from functools import cached_property
from math import inf
from typing import Final

from footpath.simulate.clock import midnight


@dataclass(frozen=True)
class PlantedPain:
    """One pain point.

    Attributes:
        touchpoints: every recorded name under which it may be found, in plain words.
        segment: the dimension and value that it is limited to, empty when all are hit.
        names: other names of the segment's dimension and value in the exports.
        strike_rate: how often it strikes somebody of the segment who passes.
        leaving_rate: how often somebody who is struck leaves for good, beyond what is natural.
        time_factor: how many times longer the step takes when it strikes.
        scores: the mean on the scale's own steps when it strikes, and what is natural.
    """

    id: str
    title: str
    touchpoints: tuple[str, ...]
    stage: str
    onset_on: str
    strike_rate: float
    leaving_rate: float
    leaving_points: float
    time_factor: float
    scores: dict[str, tuple[float, float]]
    theme: str
    segment: dict[str, str] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    fixed_on: str | None = None

    @cached_property
    def _span(self) -> tuple[float, float]:
        return midnight(self.onset_on), midnight(self.fixed_on) if self.fixed_on else inf

    def lasts(self, at: float) -> bool:
        """Whether the pain is there at an instant: from its onset until it is fixed."""
        first, last = self._span
        return first <= at < last


SLOW_PAGE: Final = PlantedPain(
    id="slow_product_page",
    title="The product page is slow on phones",
    touchpoints=("product page", "product", "products", "product detail", "product view"),
    stage="consideration",
    onset_on="2025-03-03",
    strike_rate=1.0,
    leaving_rate=0.09,
    leaving_points=16,
    time_factor=1.5,
    scores={"csat": (2.1, 4.25)},
    theme="slow_page",
    segment={"device_category": "mobile"},
    names={"device_category": ("device", "device type"), "mobile": ("phone", "smartphone")},
)
SHIPPING_COSTS: Final = PlantedPain(
    id="shipping_costs",
    title="Shipping costs come late and confuse",
    touchpoints=("checkout shipping", "shipping", "shipping costs", "shipping step", "checkout"),
    stage="purchase",
    onset_on="2025-01-01",
    strike_rate=1.0,
    leaving_rate=0.11,
    leaving_points=18,
    time_factor=3.0,
    scores={"csat": (2.1, 4.25)},
    theme="shipping_costs",
)
LATE_DELIVERY: Final = PlantedPain(
    id="late_delivery",
    title="Parcels to Tirol come later than promised",
    touchpoints=("delivered", "order delivered", "delivery", "shipped", "order shipped", "parcel", "promised delivery"),
    stage="delivery",
    onset_on="2025-04-01",
    strike_rate=0.55,
    leaving_rate=0.28,
    leaving_points=14,
    time_factor=3.0,
    scores={"rating": (2.1, 4.25)},
    theme="late",
    segment={"region": "Tirol"},
    names={"region": ("delivery region", "home region", "orders region")},
)
WEEKEND_REPLIES: Final = PlantedPain(
    id="weekend_replies",
    title="Tickets opened at weekends wait two days for a first reply",
    touchpoints=(
        "ticket created",
        "ticket opened",
        "support ticket",
        "support tickets",
        "ticket",
        "first reply",
        "ticket first reply",
        "support ticket created",
        "support tickets created",
        "support ticket first reply",
        "support tickets first reply",
    ),
    stage="support",
    onset_on="2025-02-03",
    strike_rate=1.0,
    leaving_rate=0.16,
    leaving_points=15,
    time_factor=11.0,
    scores={"csat": (2.1, 4.25)},
    theme="slow_reply",
    segment={"weekend": "yes"},
    names={"weekend": ("weekday",), "yes": ("weekend", "true", "1", "saturday", "sunday", "sat", "sun")},
)
RETURN_LOOP: Final = PlantedPain(
    id="return_loop",
    title="Return labels do not work: customers start again and then have to call on support",
    touchpoints=(
        "returns",
        "returns label",
        "return label",
        "return",
        "order returned",
        "returned",
        "returns start",
        "return form",
    ),
    stage="returns",
    onset_on="2025-02-17",
    strike_rate=0.6,
    leaving_rate=0.24,
    leaving_points=13,
    time_factor=2.0,
    scores={"ces": (2.4, 5.7)},
    theme="return_label",
)
APP_PAYMENT: Final = PlantedPain(
    id="app_payment",
    title="Paying in the Android app fails",
    touchpoints=(
        "payment failed",
        "app payment failed",
        "payment submitted",
        "app payment",
        "payment",
        "app payment submitted",
    ),
    stage="purchase",
    onset_on="2025-03-17",
    strike_rate=0.5,
    leaving_rate=0.35,
    leaving_points=40,
    time_factor=1.0,
    scores={},
    theme="app_payment",
    segment={"os": "Android"},
    names={"os": ("platform", "app os", "operating system")},
    fixed_on="2025-08-25",
)
CHATBOT: Final = PlantedPain(
    id="chatbot_handover",
    title="The chatbot hands over in circles",
    touchpoints=(
        "chat",
        "chats",
        "chat started",
        "chat handed over",
        "chat handover",
        "handed over",
        "handover",
        "chat ended",
        "chatbot",
        "chat transcript",
        "chat transcripts",
        "chat transcript started",
        "chat transcripts started",
        "chat transcript handed over",
        "chat transcripts handed over",
        "chat transcript ended",
        "chat transcripts ended",
    ),
    stage="support",
    onset_on="2025-02-24",
    strike_rate=0.85,
    leaving_rate=0.2,
    leaving_points=14,
    time_factor=3.5,
    scores={"csat": (2.1, 4.25)},
    theme="chatbot",
)

PAINS: Final = (
    SLOW_PAGE,
    SHIPPING_COSTS,
    LATE_DELIVERY,
    WEEKEND_REPLIES,
    RETURN_LOOP,
    APP_PAYMENT,
    CHATBOT,
)
SOON_FORGOTTEN: Final = frozenset((SLOW_PAGE.id, SHIPPING_COSTS.id))  # by those who did not leave


@dataclass(frozen=True)
class PlantedHigh:
    """A touchpoint that customers like better than the rest: mean satisfaction here and elsewhere, 1 to 5."""

    id: str
    touchpoints: tuple[str, ...]
    score: float
    rest: float
    theme: str


PLANNER_HIGH: Final = PlantedHigh("room_planner", ("room planner",), 4.65, 4.25, "planner_good")
TRACKING_HIGH: Final = PlantedHigh("order_tracking", ("order tracking", "order tracked"), 4.65, 4.25, "tracking_good")
STORE_HIGH: Final = PlantedHigh("store_visit", ("store visit", "store visits"), 4.65, 4.25, "store_good")
HIGHS: Final = (PLANNER_HIGH, TRACKING_HIGH, STORE_HIGH)


@dataclass(frozen=True)
class MomentOfTruth:
    """A touchpoint whose occurrence or experience changes the outcome most, and by how much."""

    id: str
    touchpoints: tuple[str, ...]
    outcome: str
    factor: float


PLANNER_MOMENT: Final = MomentOfTruth("room_planner_sells", ("room planner",), "an order in the same episode", 1.8)
DELIVERY_MOMENT: Final = MomentOfTruth(
    "late_delivery_loses", LATE_DELIVERY.touchpoints, "no later event after a late delivery", LATE_DELIVERY.leaving_rate
)
MOMENTS: Final = (PLANNER_MOMENT, DELIVERY_MOMENT)


@dataclass(frozen=True)
class Release:
    """A version that went out."""

    version: str
    released_on: str
    fixes: str | None = None
    causes: str | None = None


RELEASES: Final = (
    Release("5.1.0", "2024-11-18"),
    Release("5.2.0", APP_PAYMENT.onset_on, causes=APP_PAYMENT.id),
    Release("5.3.0", "2025-06-02"),
    Release("5.4.0", "2025-08-25", fixes=APP_PAYMENT.id),
)
