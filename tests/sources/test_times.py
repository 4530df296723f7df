"""Times are read as they are written: formats, day and month, zones, promises of a day."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Write = Callable[[str, str | bytes], Path]
Load = Callable[..., dict[str, Any]]


def log(times: list[str], head: str = "customer_id;event;time") -> str:
    return head + "\n" + "".join(f"c{n % 3};look;{at}\n" for n, at in enumerate(times))


def hours(load: Load, write: Write, times: list[str], **options: Any) -> list[str]:
    (told,) = load([write("log.csv", log(times))], **options).values()
    assert not told.rejects
    return [f"{event['occurred_at']:%Y-%m-%d %H:%M:%S}" for event in told.events]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-02-05T10:11:12Z", "2024-02-05 10:11:12"),
        ("2024-02-05 10:11:12.5", "2024-02-05 10:11:12"),
        ("2024-02-05T10:11:12+02:00", "2024-02-05 08:11:12"),
        ("2024-02-05 10:11:12 -0500", "2024-02-05 15:11:12"),
        ("2024-02-05 10:11:12 UTC", "2024-02-05 10:11:12"),
        ("2024-02-05", "2024-02-05 00:00:00"),
        ("2024/02/05 10:11", "2024-02-05 10:11:00"),
        ("20240205", "2024-02-05 00:00:00"),
        ("20240205101112", "2024-02-05 10:11:12"),
        ("1707127872", "2024-02-05 10:11:12"),
        ("1707127872000", "2024-02-05 10:11:12"),
        ("1707127872000000", "2024-02-05 10:11:12"),
        ("13.02.2024 10:11", "2024-02-13 10:11:00"),
        ("2/13/2024 1:02 PM", "2024-02-13 13:02:00"),
        ("13/02/24", "2024-02-13 00:00:00"),
        ("Mon, 05 Feb 2024 10:11:12 +0100", "2024-02-05 09:11:12"),
        ("Feb 5, 2024, 3:04 PM", "2024-02-05 15:04:00"),
        ("5 February 2024", "2024-02-05 00:00:00"),
    ],
)
def test_every_way_to_write_a_time(load: Load, write: Write, written: str, read: str) -> None:
    assert hours(load, write, [written] * 4) == [read] * 4


def test_one_number_above_twelve_decides_the_whole_column(load: Load, write: Write) -> None:
    assert hours(load, write, ["03/04/2024", "05/06/2024", "13/06/2024"])[0] == "2024-04-03 00:00:00"
    assert hours(load, write, ["03/04/2024", "05/06/2024", "06/13/2024"])[0] == "2024-03-04 00:00:00"


def test_without_a_number_above_twelve_the_order_of_the_rows_decides(load: Load, write: Write) -> None:
    rising = [f"{day:02d}/{month:02d}/2024" for month in range(1, 4) for day in range(1, 12)]
    (told,) = load([write("log.csv", log(rising))]).values()
    assert f"{told.events[10]['occurred_at']:%m-%d}" == "01-11"
    assert "day first: so the rows stand in the order of time" in told.column("time").why


def test_a_reading_that_lies_in_the_future_is_not_taken(load: Load, write: Write) -> None:
    (told,) = load([write("log.csv", log(["04/11/2025", "03/12/2025", "05/11/2025"]))]).values()
    assert told.events[0]["occurred_at"].month == 4
    assert "in the future" in told.column("time").why


def test_a_sister_column_decides_and_says_so(load: Load, write: Write) -> None:
    rows = "".join(f"o{n};c{n % 3};0{n % 8 + 1}.02.2024;{n + 10}.02.2024\n" for n in range(9))
    (told,) = load([write("orders.csv", "order_id;customer_id;paid_on;shipped_on\n" + rows)]).values()
    assert told.events[0]["occurred_at"].month == 2
    assert "as the other times of the table" in told.column("paid_on").why


def test_naive_times_are_of_the_configured_zone_and_offsets_win(load: Load, write: Write) -> None:
    assert hours(load, write, ["2024-07-01 12:00:00", "2024-01-01 12:00:00", "2024-01-01T12:00:00+00:00"], zone="Europe/Berlin") == [
        "2024-07-01 10:00:00", "2024-01-01 11:00:00", "2024-01-01 12:00:00",
    ]  # fmt: skip


def test_a_zone_column_holds_row_by_row(load: Load, write: Write) -> None:
    text = (
        "customer_id,event,time,time_zone\n"
        + "a,x,2024-07-01 12:00:00,Europe/Berlin\nb,x,2024-07-01 12:00:00,America/New_York\n" * 2
    )
    (told,) = load([write("log.csv", text)]).values()
    assert [event["occurred_at"].hour for event in told.events] == [10, 16, 10, 16]


def test_a_clock_beside_a_date(load: Load, write: Write) -> None:
    text = "customer_id,event,date,time\n" + "".join(f"c{n},look,2024-02-0{n},1{n}:30\n" for n in range(1, 5))
    (told,) = load([write("log.csv", text)]).values()
    assert told.stories() == [f"2024-02-0{n} 1{n}:30 look" for n in range(1, 5)]


def test_what_is_no_time_is_rejected_by_row_and_value(load: Load, write: Write) -> None:
    times = [
        "2024-02-05",
        "soon",
        "",
        "1969-12-31",
        "2025-06-03",
        "2024-02-06",
        "2024-02-07",
        "2024-02-08",
        "2025-06-02",
    ]
    (told,) = load([write("log.csv", log(times))]).values()
    assert [(row["row"], row["reason"]) for row in told.rejects] == [
        (2, 'time: "soon" is not a time'),
        (3, "no time: time empty"),
        (4, "time: 1969-12-31 is before 1970"),
        (5, "time: 2025-06-03 lies in the future"),
    ]
    assert told.rejects[0]["raw"] == "c1,look,soon"
    assert len(told.events) + len(told.rejects) == told.read == 9


def test_the_promise_of_a_day_lasts_until_its_end(load: Load, write: Write) -> None:
    rows = "".join(f"o{n},c{n},2024-03-01 08:00:00,2024-03-0{n} 09:00:00,2024-03-0{n}\n" for n in range(2, 8))
    (told,) = load(
        [write("orders.csv", "order_id,customer_id,placed_at,delivered_at,promised_delivery\n" + rows)]
    ).values()
    delivered = [event for event in told.events if event["touchpoint"] == "order delivered"]
    assert [f"{event['promised_at']:%d %H:%M}" for event in delivered] == [f"0{n} 23:59" for n in range(2, 8)]
    assert all(event["promised_at"] is None for event in told.events if event["touchpoint"] == "order placed")
