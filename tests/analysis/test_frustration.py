"""Signs of frustration: by hand, against the references, and what the words of a name say."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_events import events, index_of

from footpath.analysis import ask, customers_of
from footpath.analysis.readings.spoken import means_contact, says, state_of
from footpath.errors import SpecError
from footpath.journeys import journeys
from footpath.model.catalogue import Touchpoint
from reference.events import Event
from reference.frustration import error_loops, rage, repeat_contacts, retries

few = settings(max_examples=50, deadline=None)


def seen(index: Any, signal: str, **more: Any) -> dict[str, tuple[int, int, int]]:
    rows = ask(index, {"ask": "frustration", "signals": [signal], **more}).rows
    return {row.touchpoint: (row.events, row.customers, row.arrivals) for row in rows}


def test_rage_is_so_many_of_the_same_in_so_short_a_time() -> None:
    index = journeys(
        ann="buy@0 buy@0.05 buy@0.1 buy@0.15 buy@0.2",  # one outburst
        bob="buy@0 buy@0.08 buy@0.17",  # 10.2 s
        eve="buy@0 buy@0.05 look@0.06 buy@0.1",  # not in a row
        dan="buy@0 buy@0.05 buy@0.1 buy@5 buy@5.05 buy@5.1",  # two outbursts
    )
    assert seen(index, "rage") == {"buy": (3, 2, 4), "look": (0, 0, 1)}
    assert seen(index, "rage", rage_within="11s")["buy"] == (4, 3, 4)
    assert seen(index, "rage", rage_count=6)["buy"] == (0, 0, 4)
    clicks = journeys(
        ann="page@0|action=x page@0.01|action=y page@0.02|action=x", bob="page@0|action=x" + " page@0|action=x" * 2
    )
    assert seen(clicks, "rage") == {"page": (1, 1, 2)}


def test_errors_that_come_again_and_what_is_tried_again() -> None:
    index = journeys(
        ann='pay@0 "Card declined"@1 pay@2 "Card declined"@3', bob='pay@0 "Card declined"@1 look@2 pay@3', eve='"Card declined"@0 "Card declined"@31'
    )  # fmt: skip
    assert seen(index, "error_loop") == {"Card declined": (1, 1, 3)}
    assert seen(index, "retry") == {"pay": (1, 1, 2), "look": (0, 0, 1)}
    assert seen(index, "retry", errors=["look"]) == {"pay": (0, 0, 2), "Card declined": (0, 0, 3)}
    assert seen(journeys(ann="a@0 b@1 a@2"), "retry") == {}


def test_a_contact_is_repeated_about_the_same_matter() -> None:
    index = journeys(
        channels={"call": "phone", "talk": "chat"},
        ann="call@0|record=A call@20|record=A talk@1d|record=A",  # one call of two events, then again
        bob="call@0|record=A call@1d|record=B",  # another matter
        eve="call@0|topic=bill talk@2d|topic=bill",  # by topic
        dan="call@0 talk@1d",  # nothing known: by touchpoint
        zoe="call@0 call@20d",  # the second may yet be repeated
    )
    assert seen(index, "repeat_contact") == {"call": (2, 2, 4), "talk": (0, 0, 3)}
    assert seen(index, "repeat_contact", contact_within="1d")["call"] == (1, 1, 4)
    question = {"ask": "frustration", "signals": ["repeat_contact"]}
    assert customers_of(index, question, 0).tolist() == [0, 2]
    late = journeys(channels={"call": "phone"}, ann="call@0", bob="call@9d", eve="call@3d")
    (row,) = ask(late, question).rows
    assert (row.arrivals, row.open) == (1, 2)


@pytest.mark.parametrize(
    "name",
    [
        "payment_failed",
        "Zahlung abgelehnt",
        "404",
        "PageNotFound",
        "Paiement refusé",
        "Pago rechazado",
        "Timeout",
        "Betaling mislukt",
    ],
)
def test_names_that_mean_an_error(name: str) -> None:
    assert says("error", name)


@pytest.mark.parametrize("name", ["Terror films", "Failsafe guide", "Order 4041", "Fehmarn trip", "payment done"])
def test_names_that_mean_none(name: str) -> None:
    assert not says("error", name)


def test_contacts_are_what_the_customer_does() -> None:
    assert means_contact(Touchpoint(name="call", channel="phone"))
    assert means_contact(Touchpoint(name="Beschwerde eingereicht"))
    assert not means_contact(Touchpoint(name="Support newsletter", channel="email", passive=True))
    assert not means_contact(Touchpoint(name="Basket", channel="web"))


def test_states_of_tickets() -> None:
    names = ["Ticket geschlossen", "Anfrage beantwortet", "email opened", "Re-opened", "order created"]
    assert [state_of(Touchpoint(name=name, channel="email")) for name in names] == [
        "resolved", "replied", None, "reopened", None,
    ]  # fmt: skip


def test_unknown_names_are_told() -> None:
    index = journeys(ann="pay@0")
    with pytest.raises(SpecError, match='No touchpoint matches "bad"'):
        ask(index, {"ask": "frustration", "errors": ["bad"]})
    with pytest.raises(SpecError, match='no dimension "button"'):
        ask(index, {"ask": "frustration", "action": "button"})


@few
@given(events, st.integers(1, 3), st.integers(2, 3), st.booleans(), st.booleans())
def test_against_the_references(found: list[Event], shards: int, count: int, by: bool, phones: bool) -> None:
    question: dict[str, Any] = {
        "ask": "frustration", "rage_count": count, "rage_within": "10m", "contact_within": "50m", "errors": ["b", "c"],
        "contacts": ["c", "d"], "action": "device", **({"by": "device"} if by else {}),
    }  # fmt: skip
    index = index_of(found, shards)
    if phones and any(event.device == "phone" for event in found):
        question["during"] = "2024-01-01T00:30..2024-01-01T01:00"
    rows = ask(index, question).rows
    if "during" in question:
        assert all(row.arrivals <= 6 for row in rows)
        whole = {(r.signal, r.touchpoint, r.group): r.events for r in ask(index, {**question, "during": None}).rows}
        assert all(row.events <= whole[row.signal, row.touchpoint, row.group] for row in rows)
        return
    expected = {
        "rage": rage(found, count, 10, by),
        "error_loop": error_loops(found, {"b", "c"}, 30, by),
        "retry": retries(found, {"b", "c"}, 30, by),
    }
    contacts = repeat_contacts(found, {"c", "d"}, 50, 30, by)
    for number, row in enumerate(rows):
        key = (row.group, row.touchpoint)
        if row.signal == "repeat_contact":
            fates = contacts[key]
            own = [who for who, each in fates.items() if "again" in each]
            still = [who for who, each in fates.items() if "again" not in each and "open" in each]
            assert (row.events, row.open) == (sum(each.count("again") for each in fates.values()), len(still))
            assert row.arrivals == len(fates) - len(still)
        else:
            own = expected[row.signal].get(key, [])
            assert row.events == len(own)
            assert row.arrivals == len(
                {e.customer for e in found if e.touchpoint == row.touchpoint and (not by or e.device == row.group)}
            )
        assert row.customers == len(set(own))
        assert set(customers_of(index, question, number).tolist()) == set(own)
    shown = {(row.signal, row.group, row.touchpoint) for row in rows}
    assert {(signal, *key) for signal, each in expected.items() for key, own in each.items() if own} <= shown
