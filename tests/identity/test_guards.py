"""What must not merge does not, and is listed; what looks like it and is honest does."""

import csv
import gzip
from pathlib import Path

import pytest

from footpath.identity import Guards, HeldBack, resolve
from footpath.identity.textual import identifiers
from footpath.model.ids import stable_id


def couples(n: int) -> list[str]:
    """n people with an e-mail, a customer number and a cookie each: 3n identifiers, n customers."""
    return [
        edge for i in range(n) for edge in (f"email:p{i}@x.org - customer_id:{i}", f"cookie:c{i} - email:p{i}@x.org")
    ]


@pytest.mark.parametrize(("kind", "people"), [("email", 5), ("email", 200), ("customer_id", 2), ("customer_id", 200)])
def test_a_shared_device_joins_nobody(kind: str, people: int) -> None:
    """A kiosk; and a family's tablet, on which two people have an account each."""
    who = [f"p{i}@x.org" if kind == "email" else f"{i}" for i in range(people)]
    components = resolve(identifiers(*couples(200), *(f"cookie:kiosk - {kind}:{value}" for value in who)))
    assert components.count == 201
    assert [(held.kind, held.value, held.neighbours) for held in components.held_back] == [("cookie", "kiosk", people)]
    assert f"shared by {people} people" in components.held_back[0].reason


def test_two_addresses_on_a_device_are_one_person_s() -> None:
    components = resolve(identifiers(*couples(200), "cookie:c1 - email:private@x.org"))
    assert (components.count, components.held_back) == (200, ())


def test_a_device_that_knows_two_accounts_of_one_address_joins_them() -> None:
    components = resolve(identifiers(*couples(200), "customer_id:old - email:p1@x.org", "cookie:c1 - customer_id:old"))
    assert (components.count, components.held_back) == (200, ())


def test_a_browser_s_number_called_client_is_a_device() -> None:
    kiosk = [f"client_id:9638009009.1735723861 - customer_id:{i}" for i in range(3)]
    own = [f"client_id:{i + 10_000}.17357238{i:02} - customer_id:{i}" for i in range(50)]
    components = resolve(identifiers(*couples(50), *own, *kiosk))
    assert [held.value for held in components.held_back] == ["9638009009.1735723861"]


def test_a_shared_device_alone_in_a_small_graph_joins_nobody() -> None:
    components = resolve(identifiers(*(f"anonymous_id:kiosk - customer_id:{i}" for i in range(20))))
    assert components.count == 21


def test_a_person_with_many_orders_is_one_customer() -> None:
    orders = [f"order_id:o{i} - customer_id:1" for i in range(300)]
    components = resolve(identifiers(*couples(50), *orders))
    assert (components.count, components.held_back) == (50, ())


def test_a_person_with_many_cookies_is_one_customer() -> None:
    components = resolve(identifiers(*couples(50), *(f"cookie:x{i} - email:p1@x.org" for i in range(300))))
    assert (components.count, components.held_back) == (50, ())


@pytest.mark.parametrize("person", ["customer_unique_id:u{}", "email:u{}@x.org"])
def test_a_key_per_order_hangs_on_the_person(person: str) -> None:
    """As in shops whose customer number is made anew for each order, beside one or an address that stays."""
    first = [f"customer_id:{i} - {person.format(i)}" for i in range(1_000)]
    again = [f"customer_id:again{i} - {person.format(i)}" for i in range(30)]
    loyal = [f"customer_id:loyal{i} - {person.format(0)}" for i in range(25)]
    components = resolve(identifiers(*first, *again, *loyal))
    assert (components.count, components.held_back) == (1_000, ())


def test_an_address_on_the_orders_of_many_people_joins_nobody() -> None:
    """The people meet only on records: the address is on each order, and so is a customer number."""
    orders = [
        edge
        for i in range(60)
        for edge in (f"order_id:o{i} - customer_id:{i}", f"order_id:o{i} - email:desk@shop.example")
    ]
    components = resolve(identifiers(*couples(60), *orders))
    assert components.count == 61
    assert [held.value for held in components.held_back] == ["desk@shop.example"]


def test_many_numbers_of_one_person_are_not_many_people() -> None:
    """A cookie that knows six customer numbers which one e-mail joins anyway."""
    numbers = [f"customer_id:old{i} - email:p1@x.org" for i in range(6)]
    cookie = [f"cookie:c1 - customer_id:old{i}" for i in range(6)]
    components = resolve(identifiers(*couples(50), *numbers, *cookie))
    assert (components.count, components.held_back) == (50, ())


def test_placeholders_join_nobody() -> None:
    told = [edge for i in range(3) for edge in (f"email:p{i}@x.org - phone: N/A ", f"email:p{i}@x.org - phone:0000000")]
    components = resolve(identifiers(*told))
    assert components.count == 5
    assert components.held_back == (
        HeldBack("phone", " N/A ", 3, "a placeholder, not an identifier"),
        HeldBack("phone", "0000000", 3, "a placeholder, not an identifier"),
    )
    assert str(components.held_back[1]) == "phone: 0000000 (a placeholder, not an identifier)"


def test_a_customer_that_grows_beyond_reason_is_cut_at_the_devices() -> None:
    """200 families in a row, each sharing a tablet with the next: no tablet is shared by many, the chain is."""
    chain = [f"cookie:tablet{i} - email:p{j}@x.org" for i in range(199) for j in (i, i + 1)]
    components = resolve(identifiers(*couples(400), *chain))
    assert components.count == 599
    assert len(components.held_back) == 199
    assert components.held_back[0].reason == "joins 2 people in a customer that had grown beyond 24"


def test_people_decide_over_the_guards() -> None:
    kiosk = [f"cookie:kiosk - email:p{i}@x.org" for i in range(20)]
    told = identifiers(*couples(20), *kiosk)
    kiosk_id, ann = stable_id("cookie", "kiosk"), stable_id("email", "p1@x.org")
    assert resolve(told, Guards(trusted=frozenset({kiosk_id}))).count == 1
    assert resolve(told, Guards(max_neighbours=20)).count == 1
    assert resolve(told, Guards(held=frozenset({ann}))).count == 20 + 1 + 2
    assert resolve(told, Guards(max_neighbours=20, max_people=5)).count == 21


@pytest.mark.shared_data
def test_per_order_numbers_of_a_real_shop() -> None:
    """Olist: a customer number for each order, and one that stays; 15,000 orders of 14,904 people."""
    data = Path(__file__).parents[3] / "shared" / "data" / "olist_sample15k"
    if not data.is_dir():
        pytest.skip("the shared data is not here")
    with gzip.open(data / "olist_customers_dataset.csv.gz", "rt", encoding="utf-8") as file:
        told = [
            f"customer_id:{row['customer_id']} - customer_unique_id:{row['customer_unique_id']}"
            for row in csv.DictReader(file)
        ]
    components = resolve(identifiers(*told))
    assert (len(told), components.count, components.held_back) == (15_000, 14_904, ())


def test_unmerging_is_leaving_out_an_edge() -> None:
    both = identifiers("email:a@x.org - cookie:1", "cookie:1 - email:b@x.org")
    assert resolve(both).count == 1
    assert resolve(both.slice(0, 1)).count == 1
    removed = frozenset({(stable_id("email", "b@x.org"), stable_id("cookie", "1"))})
    assert resolve(both, Guards(removed=removed)).count == 2
