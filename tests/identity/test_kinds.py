"""What the kinds of common exports stand for, and which values stand for nobody."""

import pyarrow as pa
import pytest

from footpath.identity.kinds import Role, readability, role_of
from footpath.identity.placeholders import placeholders


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        ("customer_id", Role.PERSON),
        ("customer_unique_id", Role.PERSON),
        ("user_id", Role.PERSON),
        ("distinct_id", Role.PERSON),
        ("loyalty_card_id", Role.PERSON),
        ("household_id", Role.PERSON),
        ("email", Role.CONTACT),
        ("customerEmail", Role.CONTACT),
        ("phone", Role.CONTACT),
        ("cookie_id", Role.DEVICE),
        ("anonymous_id", Role.DEVICE),
        ("visitor_id", Role.DEVICE),
        ("ip_address", Role.DEVICE),
        ("order_id", Role.RECORD),
        ("ticket_id", Role.RECORD),
        ("session_id", Role.RECORD),
        ("email_message_id", Role.RECORD),
        ("", Role.PERSON),
        ("客", Role.PERSON),
    ],
)
def test_roles(kind: str, role: Role) -> None:
    assert role_of(kind) is role


def test_people_are_known_by_their_address_first_and_by_a_device_last() -> None:
    kinds = ["cookie_id", "order_id", "phone", "customer_id", "email"]
    assert sorted(kinds, key=lambda kind: readability(kind, role_of(kind))) == [
        "email",
        "customer_id",
        "phone",
        "order_id",
        "cookie_id",
    ]


@pytest.mark.parametrize(
    "value", ["", "  ", "NULL", "n/a", "None", "(not set)", "test", "UNKNOWN", "-", "0000", "0-0-0"]
)
def test_placeholders_of_any_kind(value: str) -> None:
    assert placeholders(pa.array(["customer_id"]), pa.array([value])).tolist() == [True]


@pytest.mark.parametrize("value", ["7", "0", "1111111", "nullable", "test7", "00ff", "Nan Goldin", "客", "=1"])
def test_customer_numbers_that_only_look_odd(value: str) -> None:
    assert placeholders(pa.array(["customer_id"]), pa.array([value])).tolist() == [False]


@pytest.mark.parametrize(
    ("kind", "value"), [("phone", "1111111"), ("phone", "+0000000"), ("phone", "123456789"), ("email", "none@none.com")]
)
def test_addresses_that_reach_nobody(kind: str, value: str) -> None:
    assert placeholders(pa.array([kind]), pa.array([value])).tolist() == [True]
