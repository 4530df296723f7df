"""What `truth.json` says is planted can be seen in the exports, and is not there where nothing is planted."""

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from footpath.simulate import Summary, simulate
from footpath.simulate.company import ALL_PAINS
from footpath.simulate.ledger import Ledger
from footpath.simulate.living import live
from footpath.simulate.people import make_person
from footpath.simulate.personas import PERSONAS

CUSTOMERS = 4_000


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    return simulate(tmp_path_factory.mktemp("planted"), customers=CUSTOMERS, seed=5)


@pytest.fixture(scope="module")
def truth(company: Summary) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(company.truth.read_text(encoding="utf-8"))
    return told


def whole_rows(company: Summary, name: str, delimiter: str = ",") -> list[dict[str, str]]:
    text = (company.truth.parent / name).read_text(encoding="utf-8-sig")
    columns, *rows = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    return [dict(zip(columns, row, strict=True)) for row in rows if len(row) == len(columns)]


def local(text: str) -> datetime | None:
    try:
        return datetime.strptime(text[:10], "%d.%m.%Y").replace(tzinfo=UTC)
    except ValueError:
        return None


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def late_share(orders: list[dict[str, str]]) -> float:
    days = [(local(order["Delivered"]), local(order["Promised delivery"])) for order in orders]
    known = [(delivered, promised) for delivered, promised in days if delivered and promised]
    return mean([float(delivered > promised) for delivered, promised in known])


def test_truth_is_well_formed(truth: dict[str, Any]) -> None:
    assert len(truth["personas"]) == 4
    assert len({pain["id"] for pain in truth["pains"]}) == 7
    assert (len(truth["highs"]), len(truth["moments_of_truth"])) == (3, 2)
    assert sum(persona["customers"] for persona in truth["personas"]) == CUSTOMERS
    assert sum(persona.share for persona in PERSONAS) == pytest.approx(1)
    for pain in truth["pains"]:
        assert pain["touchpoints"]
        assert pain["struck_customers"] <= pain["strikes"]
        assert 0 < pain["left"] < pain["strikes"]
        assert pain["onset_on"] <= pain["first_struck_on"] <= (pain["first_feedback_on"] or pain["first_struck_on"])
        assert truth["period"]["from"] <= pain["onset_on"] < truth["period"]["to"] or pain["onset_on"] == "2025-01-01"


def test_nobody_speaks_of_what_cannot_have_happened_yet(truth: dict[str, Any]) -> None:
    """Parcels are promised for six days after the order, and late a day after that; labels are tried again a day after."""
    days = {
        pain["id"]: (date.fromisoformat(pain["first_feedback_on"]) - date.fromisoformat(pain["onset_on"])).days
        for pain in truth["pains"]
        if pain["first_feedback_on"]
    }
    assert 7 <= days["late_delivery"] <= 30
    assert 1 <= days["return_loop"] <= 30
    assert set(days) == {"slow_product_page", "shipping_costs", "late_delivery", "return_loop", "chatbot_handover"}


def test_one_release_fixes_one_pain(truth: dict[str, Any]) -> None:
    (fix,) = [release for release in truth["releases"] if release["fixes"]]
    (fixed,) = [pain for pain in truth["pains"] if pain["fixed_on"]]
    assert (fix["fixes"], fix["released_on"]) == (fixed["id"], fixed["fixed_on"])


def test_parcels_are_late_in_the_planted_region_only(company: Summary, truth: dict[str, Any]) -> None:
    pain = next(pain for pain in truth["pains"] if pain["id"] == "late_delivery")
    onset = datetime.fromisoformat(pain["onset_on"]).replace(tzinfo=UTC)
    orders = [
        order for order in whole_rows(company, "orders.csv", ";") if (at := local(order["Placed"])) and at > onset
    ]
    there = [order for order in orders if order["Region"] == pain["segment"]["region"]]
    elsewhere = [order for order in orders if order["Region"] != pain["segment"]["region"]]
    assert late_share(there) > 0.45
    assert late_share(elsewhere) < 0.1


def test_late_parcels_get_fewer_stars(company: Summary) -> None:
    days = {
        order["Order No"]: (local(order["Delivered"]), local(order["Promised delivery"]))
        for order in whole_rows(company, "orders.csv", ";")
    }
    stars: dict[bool, list[float]] = {True: [], False: []}
    for review in whole_rows(company, "reviews.csv"):
        delivered, promised = days.get(review["order_number"], (None, None))
        if delivered and promised:
            stars[delivered > promised].append(float(review["stars"]))
    assert mean(stars[True]) < 2.6
    assert mean(stars[False]) > 4.0


def test_weekend_tickets_wait_and_are_rated_low(company: Summary) -> None:
    waits: dict[bool, list[float]] = {True: [], False: []}
    for ticket in whole_rows(company, "support_tickets.csv"):
        try:
            created, replied = (datetime.fromisoformat(ticket[key]) for key in ("created_at", "first_reply_at"))
        except ValueError:
            continue
        if created.month >= 3:
            waits[created.weekday() >= 5].append((replied - created).total_seconds() / 3600)
    assert 25 < sorted(waits[True])[len(waits[True]) // 2] < 50
    assert 2 < sorted(waits[False])[len(waits[False]) // 2] < 5


def test_who_leaves_is_never_seen_again(tmp_path: Path) -> None:
    left = 0
    for number in range(600):
        ledger, rng = Ledger(), Random(f"9:{number}")
        live(make_person(rng, number), rng, ledger, ALL_PAINS)
        gone = [strike.at for strike in ledger.strikes if strike.left]
        if gone:
            left += 1
            seen = [hit.at for hit in ledger.hits] + [event.at for event in ledger.app_events]
            seen += [mail.at for mail in ledger.mails] + [visit.at for visit in ledger.store_visits]
            seen += [survey.answered or survey.sent for survey in ledger.surveys]
            assert len(gone) == 1
            assert max(seen) <= gone[0]
    assert left > 60


def test_nothing_is_planted_where_nothing_is_asked_for(tmp_path: Path) -> None:
    company = simulate(tmp_path, customers=300, seed=5, planted=())
    told = json.loads(company.truth.read_text(encoding="utf-8"))
    assert told["pains"] == []
    orders = whole_rows(company, "orders.csv", ";")
    assert late_share(orders) == 0
