"""The kinds of people of the made company differ in what they do, and not in how well they are served."""

from collections import Counter
from random import Random

import pytest

from footpath.simulate.clock import DAY, END, HOUR, START, local_offset, waking_moment, weekday
from footpath.simulate.company import ALL_PAINS
from footpath.simulate.ledger import Ledger
from footpath.simulate.living import live
from footpath.simulate.pains import PAINS
from footpath.simulate.people import LEAST_TYPICAL, make_person
from footpath.simulate.personas import PERSONAS
from footpath.simulate.shop import CATEGORIES, PAGES

IDS = [persona.id for persona in PERSONAS]


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    ledger = Ledger()
    for number in range(2_000):
        rng = Random(f"4:{number}")
        live(make_person(rng, number), rng, ledger, ALL_PAINS)
    return ledger


def shares(counts: dict[str, Counter[str]], what: str) -> dict[str, float]:
    return {persona: counts[persona][what] / counts[persona].total() for persona in IDS}


def persona_by_cookie(ledger: Ledger) -> dict[str, str]:
    return {cookie: person.persona.id for person in ledger.people for _, cookie in person.cookies}


def channels(ledger: Ledger) -> dict[str, Counter[str]]:
    by_cookie = persona_by_cookie(ledger)
    by_device = {person.app_device: person.persona.id for person in ledger.people}
    by_email = {person.email: person.persona.id for person in ledger.people}
    counts: dict[str, Counter[str]] = {persona: Counter() for persona in IDS}
    for hit in ledger.hits:
        counts[by_cookie[hit.cookie]]["web"] += 1
    for event in ledger.app_events:
        counts[by_device[event.device]]["app"] += 1
    for mail in ledger.mails:
        counts[by_email[mail.email]]["email"] += 1
    for visit in ledger.store_visits:
        counts[visit.person.persona.id]["store"] += 1
    return counts


@pytest.mark.parametrize(
    ("channel", "persona"), [("app", "city_mover"), ("email", "bargain_hunter"), ("store", "design_regular")]
)
def test_each_channel_has_its_people(ledger: Ledger, channel: str, persona: str) -> None:
    found = shares(channels(ledger), channel)
    assert found.pop(persona) > 3 * max(found.values())


def test_families_plan_in_the_evening_and_at_weekends(ledger: Ledger) -> None:
    by_cookie = persona_by_cookie(ledger)
    counts: dict[str, Counter[str]] = {persona: Counter() for persona in IDS}
    pages: dict[str, Counter[str]] = {persona: Counter() for persona in IDS}
    for hit in ledger.hits:
        local_hour = int((hit.at + local_offset(hit.at)) % DAY // HOUR)
        is_leisure = weekday(hit.at) >= 5 and 18 <= local_hour < 24
        counts[by_cookie[hit.cookie]]["leisure" if is_leisure else "other"] += 1
        pages[by_cookie[hit.cookie]][hit.page] += 1
    for found in (shares(counts, "leisure"), shares(pages, "planner")):
        assert found.pop("family_planner") > 2 * max(found.values())


def test_people_are_not_their_type(ledger: Ledger) -> None:
    assert {person.persona.id for person in ledger.people if person.app_device} == set(IDS)
    assert {person.persona.id for person in ledger.people if person.wants_mail} == set(IDS)
    assert all(LEAST_TYPICAL <= person.typical <= 1 for person in ledger.people)
    assert len({person.typical for person in ledger.people}) > 1_900


def test_all_are_served_alike(ledger: Ledger) -> None:
    """Where the same thing happens to them, it goes wrong as often, whoever they are."""
    orders = [order for order in ledger.orders if order.delivered]
    late = {
        persona: [bool(o.delivered and o.delivered > o.promised) for o in orders if o.person.persona.id == persona]
        for persona in IDS
    }
    overall = sum(map(sum, late.values())) / sum(map(len, late.values()))
    for of_one in late.values():
        error = (overall * (1 - overall) / len(of_one)) ** 0.5
        assert abs(sum(of_one) / len(of_one) - overall) < 4 * error
    assert not {pain.segment.get("persona") for pain in PAINS} - {None}


def test_a_rhythm_is_kept() -> None:
    regular = next(persona for persona in PERSONAS if persona.id == "design_regular")
    rng = Random(1)
    moments = [waking_moment(rng, START + rng.random() * (END - START), regular.rhythm) for _ in range(2_000)]
    hours = Counter(int((at + local_offset(at)) % DAY // HOUR) for at in moments)
    assert sum(weekday(at) >= 5 for at in moments) < 0.1 * len(moments)
    assert sum(hours[hour] for hour in range(9, 17)) > 0.75 * len(moments)


def test_a_moment_of_a_rhythm_is_never_before_the_earliest() -> None:
    rng = Random(2)
    for persona in PERSONAS:
        for _ in range(500):
            earliest = START + rng.random() * (END - START)
            assert earliest <= waking_moment(rng, earliest, persona.rhythm) < earliest + 9 * DAY


def test_what_personas_speak_of_is_there() -> None:
    for persona in PERSONAS:
        assert {page for page, _ in persona.leanings} <= PAGES.keys()
        assert {category for category, _ in persona.interests} <= set(CATEGORIES)
        assert (len(persona.rhythm.hours), len(persona.rhythm.weekdays)) == (24, 7)
