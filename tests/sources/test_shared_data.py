"""Known figures of real records."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from footpath.errors import SourceError

DATA = Path(__file__).parents[3] / "shared" / "data"
Load = Callable[..., dict[str, Any]]
pytestmark = [pytest.mark.shared_data, pytest.mark.skipif(not DATA.exists(), reason="no shared data here")]


def components(told: dict[str, Any]) -> int:
    """How many connected sets of identifiers have events: plain union-find."""
    parent: dict[int, int] = {}

    def root(one: int) -> int:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for table in told.values():
        for row in table.identifiers:
            if row["other_id"] is not None:
                parent[root(row["identity_id"])] = root(row["other_id"])
    return len({root(event["identity_id"]) for table in told.values() for event in table.events})


def touchpoints(events: Iterable[dict[str, Any]]) -> Counter[str]:
    return Counter(event["touchpoint"] for event in events)


def test_olist_is_understood_without_a_flag(load: Load) -> None:
    told = load([DATA / "olist_sample15k"])
    assert Counter(one.plan.kind.value for one in told.values()) == {
        "reference": 3,
        "details": 2,
        "profiles": 1,
        "feedback": 1,
        "orders": 1,
    }
    orders, reviews = told["olist_orders"], told["olist_order_reviews"]
    assert list(touchpoints(orders.events)) == [
        "order purchase",
        "order approved",
        "order delivered carrier",
        "order delivered customer",
    ]
    assert touchpoints(orders.events)["order purchase"] == 15_000
    assert orders.column("order_estimated_delivery_date").promise_of == "order_delivered_customer_date"
    assert round(sum(event["value"] or 0 for event in orders.events), 2) == 2_397_904.56
    assert (len(reviews.feedback), round(sum(row["score"] for row in reviews.feedback) / 14_944, 4)) == (14_944, 4.0841)
    assert len({event["event_id"] for event in reviews.events}) == 14_944
    assert components(told) == 14_904
    late = {
        event["record_id"]
        for event in orders.events
        if event["promised_at"] and event["occurred_at"] > event["promised_at"]
    }
    promised = {event["record_id"] for event in orders.events if event["promised_at"]}
    means = [
        [row["score"] for row in reviews.feedback if row["record_id"] in group] for group in (late, promised - late)
    ]
    assert [round(sum(scores) / len(scores), 2) for scores in means] == [2.60, 4.28]
    assert not any(one.rejects for one in told.values())


def test_baskets_campaigns_and_redemptions_of_a_grocer(load: Load) -> None:
    told = load([DATA / "completejourney"])
    baskets = told["transactions"]
    assert (len(baskets.events), baskets.read) == (155_848, 1_469_307)
    assert touchpoints(baskets.events) == {"purchase": 155_848}
    assert round(sum(event["value"] for event in baskets.events), 2) == 4_596_039.58
    assert touchpoints(told["campaigns"].events) == {"campaign": 6_589}
    assert {event["campaign_type"] for event in told["campaigns"].events} == {"Type A", "Type B", "Type C"}
    assert touchpoints(told["coupon_redemptions"].events) == {"coupon redemption": 2_102}
    assert len({row["identity_id"] for row in told["demographics"].profiles}) == 801
    assert components(told) == 2_469


def test_helpdesk_by_customer_and_by_case(load: Load) -> None:
    path = DATA / "helpdesk" / "helpdesk_events.csv.gz"
    told = load([path])["helpdesk_events"]
    assert (len(told.events), len({event["event_id"] for event in told.events})) == (21_348, 21_348)
    assert (len(touchpoints(told.events)), len({event["identity_id"] for event in told.events})) == (14, 397)
    assert len({event["record_id"] for event in told.events}) == 4_580
    by_case = load([path], customer="case_id")["helpdesk_events"]
    assert len({event["identity_id"] for event in by_case.events}) == 4_580
    assert all(row["other_id"] is None for row in by_case.identifiers)
    assert by_case.column("case_id").why == "named by --customer"


def test_leads_and_deals_with_american_dates(load: Load) -> None:
    told = load([DATA / "olist_marketing"])
    leads, deals = told["olist_marketing_qualified_leads"], told["olist_closed_deals"]
    assert (touchpoints(leads.events), touchpoints(deals.events)) == ({"first contact": 8_000}, {"deal won": 380})
    assert min(event["occurred_at"] for event in leads.events).date().isoformat() == "2017-06-14"
    assert Counter(row["value"] for row in leads.profiles)["organic_search"] == 2_296
    assert components(told) == 8_000


def test_marketing_touches_and_clickstreams(load: Load) -> None:
    told = load([DATA / "touchpoints"])["touchpoints"]
    assert touchpoints(told.events) == {"impression": 60_645, "conversion": 1_838}
    assert round(sum(event["value"] for event in told.events), 1) == 11_423.5
    assert "Facebook" in {event["channel"] for event in told.events}
    clicks = load([DATA / "clickstream"])
    shop, items = clicks["simple_onlineshop"], clicks["diginetica_item_views"]
    assert (len(shop.events), len({event["identity_id"] for event in shop.events})) == (32_283, 3_751)
    assert len(items.events) == 12_391
    assert (
        len({event["occurred_at"] for event in items.events if event["occurred_at"].date().isoformat() == "2016-05-09"})
        > 100
    )


def test_a_process_log_with_an_index_column_and_twin_columns(load: Load) -> None:
    told = load([DATA / "extras" / "running-example.csv"])["running_example"]
    assert (len(told.events), len({event["identity_id"] for event in told.events})) == (42, 6)
    assert told.events[0]["occurred_at"].isoformat() == "2010-12-30T13:32:00+00:00"
    assert (told.roles()["column_1"], told.roles()["Activity"]) == ("ignored", "ignored")


def test_profiles_without_a_time_are_loaded_where_they_have_a_key(load: Load) -> None:
    churn = load([DATA / "extras" / "ecommerce_churn.csv.gz"])["ecommerce_churn"]
    assert (churn.plan.kind.value, len(churn.identifiers), churn.events) == ("profiles", 5_630, [])
    assert Counter(row["value"] for row in churn.profiles if row["trait"] == "churn")["1"] == 948


@pytest.mark.parametrize(
    "name", ["womens_reviews/womens_clothing_reviews.csv.gz", "extras/hillstrom_email.csv.gz", "banking77/train.csv"]
)
def test_records_of_nobody_at_no_time_are_refused_by_a_sentence(load: Load, name: str) -> None:
    with pytest.raises(SourceError, match="no column that identifies a customer and no column with a time"):
        load([DATA / name])
