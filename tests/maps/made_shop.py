"""A made shop for pain points: random journeys in which nothing is wrong, and what goes wrong when it is asked for."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from footpath.journeys import Index
from footpath.journeys.memory import index_in_memory
from footpath.model.catalogue import Catalogue, Stage, Touchpoint

HOUR, DAY = 3_600_000_000, 86_400_000_000
START = 1_704_067_200_000_000  # Monday 2024-01-01
STAGE_OF = {
    "Ad click": "Awareness",
    "Home page": "Consideration",
    "Product page": "Consideration",
    "Search page": "Consideration",
    "Reviews page": "Consideration",
    "Cart": "Decision",
    "Address step": "Decision",
    "Checkout shipping": "Decision",
    "Checkout payment": "Decision",
    "Order placed": "Purchase",
    "Order shipped": "Purchase",
    "Order delivered": "Purchase",
    "Ticket opened": "Retention",
    "First reply": "Retention",
}
STAGES = tuple(dict.fromkeys(STAGE_OF.values()))
FUNNEL = ("Ad click", "Home page", "Search page", "Product page", "Reviews page", "Cart", "Address step")
FUNNEL = (*FUNNEL, "Checkout shipping", "Checkout payment", "Order placed")


@dataclass(frozen=True)
class Wrong:
    """What goes wrong: at a touchpoint, for the customers with that value (all of them where it is empty)."""

    touchpoint: str = ""
    dimension: str = ""
    value: str = ""
    leaving: float = 0.0
    score: float = 0.0  # taken off the mean score, 0..1
    slower: float = 1.0
    late: float = 0.0
    from_day: int = 0
    until_day: int = 10_000

    def hits(self, touchpoint: str, who: dict[str, str], at: int) -> bool:
        concerned = not self.dimension or who[self.dimension] == self.value
        return touchpoint == self.touchpoint and concerned and self.from_day <= (at - START) / DAY < self.until_day


NOTHING = Wrong()


def made_shop(seed: int, customers: int = 2_500, wrong: Wrong = NOTHING) -> Index:
    """The journeys of a shop over 300 days. Device and region are dimensions that mean nothing unless something is wrong."""
    rng = np.random.default_rng(seed)
    rows: list[tuple[int, int, str, dict[str, str], int | None, int | None]] = []
    said: list[tuple[int, str, float]] = []  # event, touchpoint it is about, score 0..1
    for customer in range(customers):
        region = str(rng.choice(["north", "south", "east", "west"]))
        at = START + int(rng.integers(0, 250 * DAY))
        for episode in range(6):
            who = {"device": str(rng.choice(["mobile", "desktop"])), "region": region}
            at, stays = _episode(rng, rows, said, (customer, 10 * customer + episode), at, who, wrong)
            if not stays:
                break
            at += int(rng.exponential(12 * DAY))
    return _index(rows, said)


def _episode(
    rng: np.random.Generator,
    rows: list[Any],
    said: list[Any],
    ids: tuple[int, int],
    at: int,
    who: dict[str, str],
    wrong: Wrong,
) -> tuple[int, bool]:
    """One visit, of a customer and with a record's id; until when, and whether the customer may come again."""
    customer, record = ids

    def meet(touchpoint: str, at: int, promised: int | None = None) -> bool:
        of = record if touchpoint.startswith("Order") else None
        rows.append((customer, at, touchpoint, who, promised, of))
        is_wrong = wrong.hits(touchpoint, who, at)
        if rng.random() < 0.05 + (wrong.leaving if is_wrong else 0.0):
            return False
        if rng.random() < (0.4 if touchpoint == "Order delivered" else 0.06):
            late = promised is not None and at > promised
            mean = 0.75 - (wrong.score if (late if wrong.late else is_wrong) else 0.0)
            said.append((len(rows), touchpoint, float(np.clip(rng.normal(mean, 0.2), 0, 1))))
            rows.append((customer, at + HOUR, "Survey", who, None, of))
        return True

    for step in FUNNEL:
        at += int(rng.exponential(60_000_000)) + 1
        if not meet(step, at):
            return at, False
        if step != "Order placed" and rng.random() < 0.2:
            return at, True  # gone for today
    for step, mean in (("Order shipped", 1.5), ("Order delivered", 2.0)):
        took = rng.gamma(4, mean / 4) * (wrong.slower if wrong.hits(step, who, at) else 1.0)
        at += int(took * DAY)
        promised = None
        if step == "Order delivered":
            is_late = rng.random() < 0.04 + (wrong.late if wrong.hits(step, who, at) else 0.0)
            promised = at - DAY if is_late else at + DAY
        if not meet(step, at, promised):
            return at, False
    if rng.random() < 0.3:
        at += int(rng.exponential(3 * DAY))
        if not meet("Ticket opened", at):
            return at, False
        slower = wrong.slower if wrong.hits("First reply", who, at) else 1.0
        at += int(rng.gamma(4, 4 * HOUR / 4) * slower)
        if not meet("First reply", at):
            return at, False
    return at, True


def shop_catalogue() -> Catalogue:
    """The shop's touchpoints in their stages."""
    stage = [Touchpoint(name=name, stage=STAGE_OF[name]) for name in STAGE_OF]
    survey = Touchpoint(name="Survey", stage="Retention", channel="survey")
    return Catalogue(stages=tuple(Stage(name=name) for name in STAGES), touchpoints=(*stage, survey))


def _index(rows: list[Any], said: list[Any]) -> Index:
    index = index_in_memory(
        [row[0] for row in rows],
        [row[1] for row in rows],
        [row[2] for row in rows],
        catalogue=shop_catalogue(),
        dimensions={name: [row[3][name] for row in rows] for name in ("device", "region")},
        promised_at=[row[4] for row in rows],
        value=[40.0 + row[0] % 20 if row[2] == "Order placed" else None for row in rows],
        record=[row[5] for row in rows],
    )
    scores = np.array([score for _, _, score in said], dtype=np.float32)
    return index.attach_feedback(
        np.array([event for event, _, _ in said], dtype=np.int64),
        [about for _, about, _ in said],
        ["csat"] * len(said),
        scores,
        2 * scores - 1,
        ["stated"] * len(said),
    )
