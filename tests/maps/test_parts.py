"""The map of a part adds up with the map that it is a part of, or it is told why not."""

from typing import Any

import pytest

from footpath.maps.parts import check_parts
from footpath.model.claims import Claim
from footpath.model.maps import JourneyMap, MapLink, StageColumn, TouchpointCard


def customers(value: float, where: dict[str, Any] | None = None) -> Claim:
    question = {"ask": "overview", **({"where": where} if where else {})}
    return Claim(id="all", text="all customers", question=question, field="customers", value=value, n=9, unit="count")


def reached(value: float) -> Claim:
    fields = {"question": {"ask": "stages"}, "pick": {"stage": "Buy"}, "field": "customers", "unit": "count"}
    return Claim(id="buy", text="customers reached Buy", value=value, n=100, **fields)


def came(value: float, n: int) -> Claim:
    fields = {"question": {"ask": "touchpoints", "where": {"stage": "Buy"}}, "pick": {"touchpoint": "Pay"}}
    return Claim(id="pay", text="came to Pay", value=value, n=n, field="share", unit="share", **fields)


def whole(*links: MapLink) -> JourneyMap:
    claims = {c.id: c for c in (customers(100), reached(60), came(0.5, 60))}
    card = TouchpointCard(stage="Buy", name="Pay", channel="web", reach="pay")
    stages = (StageColumn(name="Buy", reach="buy"),)
    return JourneyMap(title="Shop", stages=stages, touchpoints=(card,), parts=links, claims=claims, lake_version="7")


def part(*claims: Claim, **fields: Any) -> JourneyMap:
    return JourneyMap(title="Paying", claims={c.id: c for c in claims}, **{"lake_version": "7", **fields})


def verdict(link: MapLink, found: JourneyMap | None) -> tuple[str, str]:
    (told,) = check_parts(whole(link), {"Paying": found} if found else {})
    return told.verdict, told.why


BUY, PAY = MapLink(stage="Buy", map="Paying"), MapLink(stage="Buy", touchpoint="Pay", map="Paying")

MOBILE = {"device": "mobile"}


def test_a_part_that_counts_as_the_whole_does_adds_up() -> None:
    own = part(customers(60, {"stage": "Buy"}), reached(60), came(0.5, 60))
    (told,) = check_parts(whole(BUY), {"Paying": own})
    assert (told.verdict, told.total, told.part, told.shared) == ("adds up", 60, 60, 2)


@pytest.mark.parametrize(
    ("link", "own", "why"),
    [
        (BUY, part(customers(59, {"stage": "Buy"})), "It counts 59 customers, this map 60 there."),
        (BUY, part(customers(61, MOBILE)), "It counts 61 customers, this map 60 there."),
        (PAY, part(customers(31, MOBILE)), "It counts 31 customers, this map 30 there."),
        (BUY, part(customers(60)), '"all customers" has another value there.'),
        (BUY, part(customers(60, MOBILE), reached(58)), '"customers reached Buy" has another value there.'),
    ],
)
def test_a_part_that_counts_otherwise_differs(link: MapLink, own: JourneyMap, why: str) -> None:
    assert verdict(link, own) == ("differs", why)


def test_a_part_of_fewer_customers_adds_up() -> None:
    assert verdict(BUY, part(customers(40, MOBILE))) == ("adds up", "")
    assert verdict(PAY, part(customers(30, MOBILE))) == ("adds up", "")


@pytest.mark.parametrize(
    ("link", "own", "why"),
    [
        (BUY, None, "There is no map 'Paying'."),
        (BUY, part(lake_version="6"), "It was drawn from other records: draw both anew."),
        (MapLink(stage="Use", map="Paying"), part(), "This map has no stage 'Use'."),
        (BUY, whole(BUY), "It leads back to this map."),
        (BUY, part(parts=(MapLink(stage="Buy", map="Paying"),)), "It leads back to this map."),
    ],
)
def test_a_part_that_cannot_be_compared_is_told(link: MapLink, own: JourneyMap | None, why: str) -> None:
    assert verdict(link, own) == ("apart", why)


def test_a_part_of_a_part_may_not_lead_back() -> None:
    link = MapLink(stage="Buy", map="one")
    journey = whole(link)
    one = part(parts=(MapLink(stage="Buy", map="two"),))
    two = part(parts=(MapLink(stage="Buy", map="whole"),), scope="two")
    (told,) = check_parts(journey, {"one": one, "two": two, "whole": journey})
    assert (told.verdict, told.why) == ("apart", "It leads back to this map.")
    (told,) = check_parts(journey, {"one": one, "two": part(scope="two")})
    assert told.verdict == "adds up"
