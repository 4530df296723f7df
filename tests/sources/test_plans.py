"""What is inferred from names and values, table by table and across them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from footpath.errors import SourceError, SpecError
from footpath.sources import Overrides, explain_plans, propose_plans, read_tables

Write = Callable[[str, str | bytes], Path]
Load = Callable[..., dict[str, Any]]


def csv(head: str, rows: list[str]) -> str:
    return head + "\n" + "\n".join(rows) + "\n"


def test_orders_items_payments_customers_and_reviews_become_one_story(load: Load, write: Write) -> None:
    orders = [
        f"o{n},k{n},2024-01-{n:02d} 10:00:00,2024-01-{n + 1:02d} 10:00:00,2024-01-{n + 3:02d} 10:00:00,2024-01-{n + 4:02d} 00:00:00"
        for n in range(1, 21)
    ]
    files = [
        write("shop_orders.csv", csv("order_id,customer_id,order_purchase_timestamp,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date", orders)),
        write("shop_items.csv", csv("order_id,line,product_id,shipping_limit_date,price", [f"o{n},{line},p{n % 5},2024-01-{n + 2:02d} 00:00:00,{line}.5" for n in range(1, 21) for line in (1, 2)])),
        write("shop_payments.csv", csv("order_id,payment_type,payment_value", [f"o{n},{'card' if n % 2 else 'slip'},{n}.25" for n in range(1, 21)])),
        write("shop_customers.csv", csv("customer_id,customer_unique_id,state", [f"k{n},person-{n % 15:04d},{'north' if n % 2 else 'south'}" for n in range(1, 21)])),
        write("shop_reviews.csv", csv("review_id,order_id,review_score,review_comment,review_creation_date,review_answer_timestamp", [f"r{n // 2},o{n},{n % 5 + 1},it was number {n} of all,2024-02-{n:02d} 00:00:00,2024-02-{n + 1:02d} 09:00:00" for n in range(1, 21)])),
        write("shop_products.csv", csv("product_id,category", [f"p{n},c{n % 2}" for n in range(5)])),
    ]  # fmt: skip
    told = load(files)
    assert {name: one.plan.kind.value for name, one in told.items()} == {
        "shop_orders": "orders", "shop_items": "details", "shop_payments": "details", "shop_customers": "profiles",
        "shop_reviews": "feedback", "shop_products": "reference",
    }  # fmt: skip
    orders_told = told["shop_orders"]
    assert [event["touchpoint"] for event in orders_told.events[::20]] == [
        "order purchase",
        "order delivered carrier",
        "order delivered customer",
    ]
    assert orders_told.column("order_estimated_delivery_date").promise_of == "order_delivered_customer_date"
    first = orders_told.events[0]
    assert (first["value"], first["payment_type"]) == (1.25, "card")
    assert sum(event["value"] or 0 for event in orders_told.events) == sum(n + 0.25 for n in range(1, 21))
    assert not told["shop_items"].events
    assert told["shop_items"].read == 40
    reviews = told["shop_reviews"]
    assert len(reviews.feedback) == 20
    assert {event["touchpoint"] for event in reviews.events} == {"review"}
    assert {event["record_id"] for event in reviews.events} == {event["record_id"] for event in orders_told.events}
    edges = {(row["kind"], row["other_kind"]) for one in told.values() for row in one.identifiers}
    assert edges == {("customer_id", "order_id"), ("customer_id", "customer_unique_id"), ("order_id", None)}
    assert [row["trait"] for row in told["shop_customers"].profiles[:1]] == ["state"]


def test_things_that_many_share_are_never_identifiers(load: Load, write: Write) -> None:
    rows = [f"u{n % 9},s{n % 2},p{n % 3},camp{n % 2},buy,2024-01-{n + 1:02d}" for n in range(20)]
    (told,) = load([write("log.csv", csv("user_id,store_id,product_id,campaign_id,event,at", rows))]).values()
    assert {row["kind"] for row in told.identifiers} == {"user_id"}
    assert all(row["other_kind"] is None for row in told.identifiers)


def test_basket_lines_are_one_purchase_each(load: Load, write: Write) -> None:
    rows = [f"INV{n},c{n % 4},{line},2.5,2024-01-{n + 1:02d} 10:00:00" for n in range(12) for line in (1, 2, 3)]
    (told,) = load([write("retail.csv", csv("InvoiceNo,CustomerID,Quantity,UnitPrice,InvoiceDate", rows))]).values()
    assert (told.plan.kind.value, told.plan.grain, told.read) == ("orders", "InvoiceNo", 36)
    assert [(event["touchpoint"], event["value"], event["properties"], event["sequence"]) for event in told.events[:2]] == [
        ("purchase", 15.0, '{"items":3}', 1), ("purchase", 15.0, '{"items":3}', 4),
    ]  # fmt: skip
    assert len(told.events) == 12


def test_a_table_without_a_time_takes_that_of_what_it_refers_to(load: Load, write: Write) -> None:
    files = [
        write("campaigns.csv", csv("campaign_id,household_id", [f"{n % 3},{1000 + n % 7}" for n in range(40)])),
        write("campaign_descriptions.csv", csv("campaign_id,type,start_date,end_date", [f"{n},{'A' if n else 'B'},2024-0{n + 1}-01,2024-0{n + 2}-01" for n in range(3)])),
    ]  # fmt: skip
    told = load(files)["campaigns"]
    assert len(told.events) == 40
    assert told.stories()[:3] == ["2024-01-01 00:00 campaign", "2024-02-01 00:00 campaign", "2024-03-01 00:00 campaign"]
    assert [event["type"] for event in told.events[:3]] == ["B", "A", "A"]


def test_a_page_view_is_named_by_its_page(load: Load, write: Write) -> None:
    rows = [
        f"g{n % 5},{'page_view' if n % 2 else 'purchase'},https://x.example/p/{n % 3}?utm=1,2024-01-{n + 1:02d}"
        for n in range(20)
    ]
    (told,) = load([write("web.csv", csv("visitor_id,event_name,page_location,at", rows))]).values()
    assert {event["touchpoint"] for event in told.events} == {
        "purchase",
        *(f"https://x.example/p/{n}" for n in range(3)),
    }
    assert told.plan.channel == "web"


def test_tickets_have_stamps_a_text_and_a_satisfaction(load: Load, write: Write) -> None:
    rows = [
        f"{n},ann{n % 6}@example.org,My parcel number {n} is lost,2024-01-{n + 1:02d} 08:00,2024-01-{n + 1:02d} 09:00,2024-01-{n + 2:02d} 09:00,{'Good' if n % 3 else 'Bad'}"
        for n in range(20)
    ]
    (told,) = load(
        [write("tickets.csv", csv("id,requester_email,subject,created_at,first_reply_at,solved_at,satisfaction", rows))]
    ).values()
    assert told.plan.kind.value == "tickets"
    assert [event["touchpoint"] for event in told.events[::20]] == ["ticket created", "first reply", "ticket solved"]
    kinds = [(row["kind"], row["score"], bool(row["text"])) for row in told.feedback]
    assert kinds.count(("ticket", None, True)) == 20
    assert (kinds.count(("csat", 5.0, False)), kinds.count(("csat", 1.0, False))) == (13, 7)


def test_surveys_know_their_kinds_scales_and_the_invitation(load: Load, write: Write) -> None:
    rows = [
        f"s{n},c{n % 8}@example.org,2024-01-{n + 1:02d} 08:00,{'' if n % 4 == 0 else f'2024-01-{n + 2:02d} 08:00'},{'' if n % 4 == 0 else n % 11},Checkout"
        for n in range(20)
    ]
    (told,) = load(
        [write("survey.csv", csv("id,email,sent_at,answered_at,How likely are you to recommend us?,about", rows))]
    ).values()
    assert [event["touchpoint"] for event in told.events].count("survey sent") == 20
    assert len(told.feedback) == 15
    told_of = {(row["kind"], row["scale_low"], row["scale_high"], row["touchpoint"]) for row in told.feedback}
    assert told_of == {("nps", 0.0, 10.0, "Checkout")}


def test_one_score_column_of_several_kinds(load: Load, write: Write) -> None:
    rows = [
        f"s{n},c{n % 8}@example.org,2024-01-{n + 1:02d},{'nps' if n % 2 else 'csat'},{n % 5 + 1}" for n in range(20)
    ]
    (told,) = load([write("survey.csv", csv("id,email,answered_at,kind,score", rows))]).values()
    assert {(row["kind"], row["scale_high"]) for row in told.feedback} == {("nps", 10.0), ("csat", 5.0)}


def test_a_cookie_and_a_login_are_joined_and_placeholders_are_nobody(load: Load, write: Write) -> None:
    rows = [f"ck{n % 6},{('u7', 'null', 'u8', 'N/A')[n % 4]},look,2024-01-{n + 1:02d}" for n in range(20)] + [
        ",test,look,2024-01-25"
    ]
    (told,) = load([write("log.csv", csv("client_id,user_id,event,at", rows))]).values()
    assert {(row["value"], row["other_value"]) for row in told.identifiers if row["other_value"]} <= {
        (u, f"ck{n}") for u in ("u7", "u8") for n in range(6)
    }
    assert {row["value"] for row in told.identifiers} <= {"u7", "u8", *(f"ck{n}" for n in range(6))}
    assert [row["reason"] for row in told.rejects] == ["no customer: user_id, client_id empty or a placeholder"]


def test_german_names_are_understood(load: Load, write: Write) -> None:
    orders = [
        f"B{n};K{n % 5};{n + 1:02d}.03.2024 10:00;{n + 3:02d}.03.2024 10:00;{n + 4:02d}.03.2024;1.{n:03d},50"
        for n in range(20)
    ]
    reviews = [f"B{n};{n % 5 + 1};Die Lieferung kam viel zu spät {n};{n + 6:02d}.03.2024" for n in range(20)]
    told = load([
        write("Bestellungen.csv", csv("Bestellnummer;Kundennummer;Bestelldatum;Zugestellt am;Zugesagtes Lieferdatum;Betrag", orders)),
        write("Bewertungen.csv", csv("Bestellnummer;Sterne;Kommentar;Datum", reviews)),
    ])  # fmt: skip
    assert [event["touchpoint"] for event in told["bestellungen"].events[::20]] == [
        "bestellung",
        "bestellung zugestellt",
    ]
    assert told["bestellungen"].events[1]["value"] == 1001.5
    assert told["bestellungen"].column("Zugesagtes Lieferdatum").promise_of == "Zugestellt am"
    assert {row["kind"] for row in told["bewertungen"].feedback} == {"rating"}
    assert {row["kind"] for row in told["bewertungen"].identifiers} == {"order_id"}


def test_flags_win_over_configuration_and_configuration_over_inference(load: Load, write: Write) -> None:
    path = write(
        "log.csv",
        csv(
            "customer,case_id,activity,resource,time",
            [f"c{n % 3},k{n % 7},a{n % 2},r{n % 2},2024-01-{n + 1:02d}" for n in range(20)],
        ),
    )
    assert {row["kind"] for row in load([path])["log"].identifiers} == {"customer_id"}
    flagged = load([path], customer="CASE_ID", touchpoint="resource")["log"]
    assert {row["kind"] for row in flagged.identifiers} == {"case_id"}
    assert {event["touchpoint"] for event in flagged.events} == {"r0", "r1"}
    configured = load([path], configured=[flagged.plan])["log"]
    assert configured.plan == flagged.plan
    both = load([path], configured=[flagged.plan], customer="customer")["log"]
    assert {row["kind"] for row in both.identifiers} == {"customer_id"}
    assert {event["touchpoint"] for event in both.events} == {"r0", "r1"}


@pytest.mark.parametrize(
    ("head", "row", "flags", "says"),
    [
        ("customer_id,event,at", "c{n},look,2024-01-0{d}", {"time": "when"}, 'has no column "when"'),
        ("customer_id,event", "c{n},look", {}, "no column with a time"),
        (
            "clothing_id,age,review",
            "{d},3{d},it fits me very well indeed {n}",
            {},
            "no column that identifies a customer and no column with a time",
        ),
        (
            "buyer_id,customer_id,event,at",
            "b{d},c{m},look,2024-01-0{d}",
            {},
            'two columns that could be the customer: "buyer_id" and "customer_id"',
        ),
    ],
)
def test_what_is_missing_is_named_with_what_to_do(
    write: Write, head: str, row: str, flags: dict[str, str], says: str
) -> None:
    rows = [row.format(n=n % 20, m=n * 7 % 19, d=n % 8 + 1) for n in range(100)]
    tables = read_tables([write("t.csv", csv(head, rows))])
    with pytest.raises(SourceError, match=says.replace('"', ".")) as caught:
        propose_plans(tables, Overrides(**flags))
    assert "t.csv" in str(caught.value)
    assert caught.value.hint


def test_an_unknown_kind_and_a_configured_column_that_went_away(write: Write) -> None:
    tables = read_tables([write("t.csv", csv("customer_id,event,at", ["c1,look,2024-01-01", "c2,look,2024-01-02"]))])
    with pytest.raises(SpecError, match="--as"):
        propose_plans(tables, Overrides(kind="stuff"))
    (plan,) = propose_plans(tables)
    stale = plan.model_copy(update={"columns": (plan.columns[0].model_copy(update={"name": "gone"}),)})
    with pytest.raises(SourceError, match=r"footpath\.toml"):
        propose_plans(tables, configured=[stale])


def test_nothing_but_bad_rows_is_an_error_that_names_the_reason(load: Load, write: Write) -> None:
    with pytest.raises(SourceError, match="none of its 3 rows can be loaded; 3 because of"):
        load(
            [
                write(
                    "t.csv",
                    csv("customer_id,event,at", ["c1,look,2124-01-01", "c2,look,2124-01-02", "c2,buy,2124-01-02"]),
                )
            ]
        )


def test_every_column_is_explained(write: Write) -> None:
    tables = read_tables(
        [write("t.csv", csv("customer_id,event,at,note", ["c1,look,2024-01-01,x", "c2,look,2024-01-02,y"]))]
    )
    rows = explain_plans(propose_plans(tables))
    assert [row["column"] for row in rows] == ["", "customer_id", "event", "at", "note"]
    assert all(row["why"] and row["confidence"].endswith("%") for row in rows)


def test_reviews_that_come_alone_belong_to_their_orders(load: Load, write: Write) -> None:
    rows = [f"r{n},o{n},{n % 5 + 1},it was number {n} of all,2024-02-{n + 1:02d}" for n in range(20)]
    (told,) = load([write("reviews.csv", csv("review_id,order_id,stars,text,answered_at", rows))]).values()
    assert {row["kind"] for row in told.identifiers} == {"order_id"}
    assert "each order counts as one" in told.column("order_id").why


def test_two_exports_of_one_thing_share_their_lines(load: Load, write: Write) -> None:
    month = [[f"o{k}{n},c{n % 4},2024-0{k}-{n + 1:02d},2024-0{k}-{n + 3:02d}" for n in range(12)] for k in (1, 2)]
    files = [
        write(f"orders_2024-0{k}.csv", csv("order_id,customer_id,placed_at,delivered_at", month[k - 1])) for k in (1, 2)
    ]
    lines = [f"o{k}{n},{line},{k}.5" for k in (1, 2) for n in range(12) for line in (1, 2)]
    told = load([*files, write("order_items.csv", csv("order_id,line,price", lines))])
    assert sum(event["value"] or 0 for event in told["orders"].events) == 12 * 3.0
    assert sum(event["value"] or 0 for event in told["orders_2"].events) == 12 * 5.0
