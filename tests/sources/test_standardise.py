"""Ids that stay, rows that add up, and values that stay inert."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from footpath.model.ids import stable_id
from footpath.sources.seen import SeenCounts

Write = Callable[[str, str | bytes], Path]
Load = Callable[..., dict[str, Any]]
HEAD = "customer_id,event,at\n"


def ids(told: Any) -> list[int]:
    return [event["event_id"] for event in told.events]


def test_identities_are_the_stable_ids_of_kind_and_value(load: Load, write: Write) -> None:
    (told,) = load(
        [write("log.csv", HEAD + "c1,look,2024-01-01\nc2 ,buy,2024-01-02\nc3.0,buy,2024-01-02\n4.0,buy,2024-01-03\n")]
    ).values()
    assert [event["identity_id"] for event in told.events] == [
        stable_id("customer_id", value) for value in ("c1", "c2", "c3.0", "4")
    ]


def test_a_repeated_row_without_an_own_id_is_kept_and_loading_again_gives_the_same_ids(
    load: Load, write: Write
) -> None:
    path = write("log.csv", HEAD + "c1,look,2024-01-01\n" * 3 + "c2,look,2024-01-01\n")
    first, again = load([path])["log"], load([path])["log"]
    assert len(set(ids(first))) == 4
    assert ids(first) == ids(again)


def test_a_longer_export_gives_the_rows_it_shares_the_same_ids(load: Load, write: Write) -> None:
    short = load([write("log_2024-01.csv", HEAD + "c1,look,2024-01-01\nc1,look,2024-01-01\n")])["log"]
    long = load(
        [
            write(
                "log_2024-02.csv",
                HEAD + "c9,look,2024-01-01\nc1,look,2024-01-01\nc1,look,2024-01-01\nc1,buy,2024-02-01\n",
            )
        ]
    )["log"]
    assert set(ids(short)) == set(ids(long)[1:3])


def test_a_row_sent_again_with_its_own_id_is_the_same_event(load: Load, write: Write) -> None:
    rows = "".join(f"e{n},c{n % 4},look,2024-01-{n + 1:02d},2024-01-{n + 1:02d}T01:00:00\n" for n in range(20))
    again = "e3,c3,look,2024-01-04,2024-01-09T01:00:00\n"
    (told,) = load([write("log.csv", "event_id,customer_id,event,happened_at,received_at\n" + rows + again)]).values()
    assert told.roles()["event_id"] == "record"
    assert ids(told)[3] == ids(told)[20]
    assert len(set(ids(told))) == 20


def test_an_own_id_that_two_records_share_is_not_enough(load: Load, write: Write) -> None:
    rows = (
        "".join(f"r{n},o{n},c{n % 5},{n % 5 + 1},2024-01-{n + 1:02d}\n" for n in range(20)) + "r3,o77,c4,5,2024-01-25\n"
    )
    (told,) = load([write("reviews.csv", "review_id,order_id,customer_id,stars,at\n" + rows)]).values()
    assert len(set(ids(told))) == 21


def test_changing_the_plan_does_not_change_the_ids(load: Load, write: Write) -> None:
    path = write(
        "log.csv",
        "customer_id,event,at,device\n" + "".join(f"c{n % 3},look,2024-01-{n + 1:02d},d{n % 2}\n" for n in range(9)),
    )
    assert ids(load([path])["log"]) == ids(load([path], touchpoint="device")["log"])


def test_rows_add_up(load: Load, write: Write) -> None:
    (told,) = load(
        [
            write(
                "log.csv",
                HEAD + "c1,look,2024-01-01\n,look,2024-01-01\nc1,look\nc1,look,never mind\nc2,buy,2024-01-02\n" * 5,
            )
        ]
    ).values()
    assert (len(told.events), len(told.rejects), told.read) == (10, 15, 25)
    assert sorted(event["sequence"] for event in told.events) == [n for k in range(5) for n in (5 * k + 1, 5 * k + 5)]
    assert [row["row"] for row in told.rejects[:3]] == [2, 3, 4]


def test_hostile_values_stay_what_they_are(load: Load, write: Write) -> None:
    hostile = ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "'; DROP TABLE t0; --", "مرحبا", "🙂", "a\\b", '{"x"']
    rows = "".join(
        f'"{value.replace(chr(34), chr(34) * 2)}","{value.replace(chr(34), chr(34) * 2)}",2024-01-0{n + 1}\n'
        for n, value in enumerate(hostile)
    )
    (told,) = load([write("log.csv", HEAD + rows)], touchpoint="event", customer="customer_id").values()
    assert [event["touchpoint"] for event in told.events] == hostile
    assert [row["value"] for row in told.identifiers] == hostile


def test_hostile_column_names_become_dimensions_and_properties(load: Load, write: Write) -> None:
    head = 'customer_id,event,at,"x""); DROP TABLE t0; --",<b>price\n'
    rows = "".join(f"c{n % 3},look,2024-01-{n + 1:02d},{'ab'[n % 2]},{n * 1.7}\n" for n in range(12))
    (told,) = load([write("log.csv", head + rows)]).values()
    assert told.events[0]["x_drop_table_t0"] == "a"
    assert len(told.events) == 12


def test_a_zero_that_stands_for_everybody_unknown_is_nobody(load: Load, write: Write) -> None:
    rows = "".join(f"{n % 30 + 1},look,2024-01-{n % 28 + 1:02d}\n" for n in range(60)) + "0,look,2024-01-01\n" * 40
    (told,) = load([write("log.csv", HEAD + rows)]).values()
    assert (len(told.events), len(told.rejects)) == (60, 40)
    few = "".join(f"{n % 30},look,2024-01-{n % 28 + 1:02d}\n" for n in range(60))
    assert len(load([write("few.csv", HEAD + few)])["few"].events) == 60


def test_of_a_conversation_the_customers_words_are_kept(load: Load, write: Write) -> None:
    line = '{"chat_id": "t%d", "email": "c%d@example.org", "started_at": "2024-01-%02dT10:00:00Z", "turns": [{"from": "bot", "text": "Hello, I am a bot"}, {"from": "visitor", "text": "Where is my parcel %d"}]}\n'
    (told,) = load([write("chats.jsonl", "".join(line % (n, n % 7, n + 1, n) for n in range(12)))]).values()
    assert [row["text"] for row in told.feedback[:2]] == ["Where is my parcel 0", "Where is my parcel 1"]
    assert {row["kind"] for row in told.feedback} == {"chat"}


@given(st.lists(st.lists(st.integers(0, 20), max_size=30), max_size=8))
def test_counts_of_earlier_equals(batches: list[list[int]]) -> None:
    seen, known = SeenCounts(), Counter[int]()
    for batch in batches:
        expected = []
        for one in batch:
            expected.append(known[one])
            known[one] += 1
        assert seen.count(np.array(batch, dtype=np.int64)).tolist() == expected


def test_counts_survive_growth() -> None:
    seen = SeenCounts()
    many = np.arange(100_000, dtype=np.int64) * 7919
    assert seen.first(many).all()
    assert (seen.count(many) == 1).all()
