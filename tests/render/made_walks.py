"""Walks to draw: an ordinary one, and one all of whose texts come from an enemy."""

from datetime import UTC, datetime, timedelta

from made_maps import arabic, rich_map

from footpath.model.maps import JourneyMap
from footpath.model.records import Tier
from footpath.model.walks import Step, Walk

HOSTILE = "</li><script>alert(1)</script>\" onload='x' \x1b[31m\x00\u202e{number} =1+1 " + "W" * 300
START = datetime(2000, 1, 1, 9, 5, tzinfo=UTC)


def made_walk() -> Walk:
    steps = (
        Step(at=START, touchpoint="Home page", channel="web", stage="Awareness", next_share=0.41, next_n=4_120),
        Step(
            at=START + timedelta(minutes=2),
            touchpoint="Cart",
            channel="web",
            stage="Decision",
            since_s=120.0,
            usual_s=64.0,
            usual_n=733,
            value=120.0,
        ),
        Step(
            at=START + timedelta(days=3, hours=4),
            touchpoint="Order delivered",
            channel="post",
            stage="Purchase",
            since_s=273_480.0,
            promise="broken",
            late_s=172_800.0,
            said="Two days late, and nobody told me.",
            source="review, 2 stars",
            experience=-0.6,
            tier=Tier.INFERRED,
            emotion="anger",
        ),
    )
    return Walk(
        customer="customer 3fa2c1",
        persona="Planners",
        chosen="of 200 journeys, the nearest",
        of=200,
        currency="EUR",
        steps=steps,
    )


def hostile_walk() -> Walk:
    step = Step(
        at=START, touchpoint=HOSTILE, channel=HOSTILE, stage=HOSTILE, said=HOSTILE, source=HOSTILE, emotion=HOSTILE,
        promise=HOSTILE, experience=7.0, value=1e300, late_s=-1.0, since_s=0.0,
    )  # fmt: skip
    return Walk(customer=HOSTILE, persona=HOSTILE, chosen=HOSTILE, currency=HOSTILE, steps=(step, step), left_out=9)


def map_with_walk(walk: Walk | None = None) -> JourneyMap:
    return rich_map().model_copy(update={"walk": walk or made_walk()})


def arabic_with_walk() -> JourneyMap:
    journey = arabic()
    steps = tuple(
        step.model_copy(update={"touchpoint": "صفحة المنتج", "stage": journey.stages[at].name, "said": "وصل متأخراً"})
        for at, step in enumerate(made_walk().steps)
    )
    return journey.model_copy(update={"walk": made_walk().model_copy(update={"steps": steps})})
