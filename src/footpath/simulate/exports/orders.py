"""What the shop system, the customer base, the tills and the mail tool export."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from footpath.simulate.clock import END, ZONE
from footpath.simulate.exports.writing import Written, day_first, day_only, month_first, write_csv
from footpath.simulate.ledger import Ledger, Order
from footpath.simulate.people import Person

_ORDER_COLUMNS = (
    "Order No",
    "Customer No",
    "E-mail",
    "Status",
    "Placed",
    "Paid",
    "Shipped",
    "Delivered",
    "Promised delivery",
    "Returned",
    "Refunded",
    "Time zone",
    "Region",
    "Payment method",
    "Currency",
    "Total",
)


_CUSTOMER_COLUMNS = (
    "Customer No",
    "First name",
    "Last name",
    "E-mail",
    "Mobile",
    "Loyalty card",
    "Club tier",
    "Year of birth",
    "Household size",
    "Newsletter",
    "Home region",
    "Language",
    "Customer since",
)


def _money(cents: int) -> str:
    """With the decimal comma.

    Examples:
        >>> _money(12990)
        '129,90'
    """
    return f"{cents // 100},{cents % 100:02d}"


def _status(order: Order) -> str:
    stamps = (("Refunded", order.refunded), ("Returned", order.returned), ("Delivered", order.delivered))
    return next((name for name, at in stamps if at and at < END), "Open")


def write_orders(directory: Path, ledger: Ledger, rng: Random) -> Written:
    """One row an order, one column a stamp, local time, the day first, semicolons and decimal commas."""
    orders = sorted(ledger.orders, key=lambda order: order.placed)
    rows = [_order_row(rng, order) for order in orders]
    times = ("Placed", "Paid", "Shipped", "Delivered", "Returned", "Refunded")
    return write_csv(directory / "orders.csv", _ORDER_COLUMNS, rows, rng, times=times, delimiter=";")


def _order_row(rng: Random, order: Order) -> list[str]:
    stamps = (order.placed, order.paid, order.shipped, order.delivered)
    return [
        order.number,
        order.person.customer_no,
        order.person.email,
        _status(order),
        *map(day_first, stamps),
        day_only(order.promised),
        day_first(order.returned),
        day_first(order.refunded),
        ZONE,
        order.person.region,
        rng.choice(("card", "card", "paypal", "klarna")),
        "EUR",
        _money(order.cents),
    ]


def write_order_items(directory: Path, ledger: Ledger, rng: Random) -> Written:
    """One row a line of an order; no time of its own."""
    columns = ("Order No", "Line", "SKU", "Product", "Category", "Quantity", "Unit price")
    rows = [
        [order.number, str(line), product.sku, product.name, product.category, str(pieces), _money(product.cents)]
        for order in sorted(ledger.orders, key=lambda order: order.placed)
        for line, (product, pieces) in enumerate(order.lines, 1)
    ]
    return write_csv(directory / "order_items.csv", columns, rows, rng, times=(), delimiter=";")


def write_mail(directory: Path, ledger: Ledger, rng: Random) -> Written:
    """American dates to the minute; the header says that they are UTC."""
    columns = ("Message ID", "Recipient", "Event", "Event Time (UTC)", "Campaign")
    mails = sorted(ledger.mails)
    rows = [
        [f"m-{rng.getrandbits(64):016x}", _spell(rng, mail.email), mail.event, month_first(mail.at), mail.campaign]
        for mail in mails
    ]
    return write_csv(directory / "email_engagement.csv", columns, rows, rng, times=("Event Time (UTC)",))


def _spell(rng: Random, email: str) -> str:
    """The same address, now and then in capitals."""
    return email.upper() if rng.random() < 0.02 else email


def write_customers(directory: Path, people: Sequence[Person]) -> Written:
    """The customer base: a workbook with dates as dates."""
    import xlsxwriter

    path = directory / "crm_customers.xlsx"
    known = [person for person in people if person.registered]
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"created": datetime(2025, 11, 1, tzinfo=UTC).replace(tzinfo=None), "title": "Customers"})
        sheet = book.add_worksheet("Customers")
        sheet.write_row(0, 0, _CUSTOMER_COLUMNS)
        for row, person in enumerate(known, 1):
            for column, cell in enumerate(_customer_cells(person)):
                sheet.write_string(row, column, cell)
            since = datetime.fromtimestamp(person.since // 86_400 * 86_400, UTC)
            sheet.write_datetime(row, len(_CUSTOMER_COLUMNS) - 1, since.replace(tzinfo=None))
    return Written(path, len(known))


def _customer_cells(person: Person) -> Sequence[str]:
    return (
        person.customer_no,
        person.first_name,
        person.last_name,
        person.email,
        person.phone if person.number % 9 else "n/a",
        person.card,
        person.tier,
        str(person.born),
        str(person.household),
        "yes" if person.wants_mail else "no",
        person.region,
        person.language,
    )


def write_store_visits(directory: Path, ledger: Ledger) -> Written:
    """What the tills know: the loyalty card, the store, when, and what was spent."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = directory / "store_visits.parquet"
    visits = sorted(ledger.store_visits, key=lambda visit: (visit.at, visit.person.number))
    table = pa.table(
        {
            "visit_id": pa.array([f"SV{number:07d}" for number in range(len(visits))], pa.string()),
            "loyalty_card": pa.array([visit.person.card for visit in visits], pa.string()),
            "store": pa.array([visit.store for visit in visits], pa.string()),
            "visited_at": pa.array([int(visit.at * 1_000_000) for visit in visits], pa.timestamp("us", tz="UTC")),
            "amount_eur": pa.array([visit.spent_cents / 100 or None for visit in visits], pa.float64()),
        }
    )
    pq.write_table(table, path)
    return Written(path, len(visits))
